"""Places on a sphere of radius one: how far apart they are then takes no trigonometry."""

import math

from backend_stub.distance import EARTH_M


def point(latitude: float, longitude: float) -> tuple[float, float, float]:
    """The place as x, y and z."""
    north, east = math.radians(latitude), math.radians(longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def squared_chord(metres: float) -> float:
    """The square of the straight line between places so far apart on the ground; grows with it."""
    half = min(metres / (2 * EARTH_M), math.pi / 2)
    return (2 * math.sin(half)) ** 2

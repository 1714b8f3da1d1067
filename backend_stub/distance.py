"""How far places are from each other."""

import math
from typing import Final

EARTH_M: Final = 6_371_008.8


def distance_m(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> int:
    """Great-circle distance in metres (haversine)."""
    here, there = math.radians(latitude), math.radians(to_latitude)
    north, east = there - here, math.radians(to_longitude - longitude)
    chord = math.sin(north / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(east / 2) ** 2
    return round(2 * EARTH_M * math.asin(math.sqrt(min(1.0, chord))))

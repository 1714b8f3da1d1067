"""How long the way between two customers takes."""

import math
from typing import Final

from backend_stub.ports.slots import OfferTerms, Spot

_EARTH_KM: Final = 6371.0


def kilometres(one: Spot, other: Spot) -> float:
    """The straight way over the ground."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, spot)) for spot in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def travel_minutes(terms: OfferTerms, one: Spot | None, other: Spot | None) -> int:
    """The vendor's travel time, or longer where both places are known and so far apart at its speed."""
    if terms.travel_kmh is None or one is None or other is None:
        return terms.travel_minutes
    driving = math.ceil(kilometres(one, other) / terms.travel_kmh * 60)
    return max(terms.travel_minutes, driving)

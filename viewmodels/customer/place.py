"""Where a person looks from: the middle of the town that most vendors are in, until they say otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from client.stores.address import Addresses
from contracts.rows import VendorDoc

_METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Place:
    """A point with a name; distances are counted from here."""

    name: str
    latitude: float
    longitude: float

    @property
    def near(self) -> tuple[float, float]:
        """As a search wants it."""
        return self.latitude, self.longitude

    def offset(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Metres east and north of here; flat-earth arithmetic is good to 100 m within a town."""
        east = (longitude - self.longitude) * _METRES_PER_DEGREE * cos(radians(self.latitude))
        return east, (latitude - self.latitude) * _METRES_PER_DEGREE


def find_town(vendors: Sequence[VendorDoc]) -> Place | None:
    """The middle of the vendors of the commonest town, None where there are no vendors."""
    if not vendors:
        return None
    city, count = Counter(vendor["city"] for vendor in vendors).most_common(1)[0]
    mine = [vendor for vendor in vendors if vendor["city"] == city]
    latitude = sum(vendor["latitude"] for vendor in mine) / count
    longitude = sum(vendor["longitude"] for vendor in mine) / count
    return Place(city, latitude, longitude)


def find_home(addresses: Addresses) -> Place | None:
    """The default address, where it is known where that is."""
    for item in addresses:
        row = item.row
        if row["is_default"] and row["latitude"] is not None and row["longitude"] is not None:
            return Place(row["street"], row["latitude"], row["longitude"])
    return None

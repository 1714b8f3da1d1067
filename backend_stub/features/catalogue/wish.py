"""What somebody looks for, and which listings fit it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend_stub.distance import distance_m
from backend_stub.errors import InvalidInputError
from backend_stub.parameters import is_decimal


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the earth, in degrees."""

    latitude: float
    longitude: float

    def distance_m(self, latitude: float, longitude: float) -> int:
        """Great-circle distance in metres (haversine)."""
        return distance_m(self.latitude, self.longitude, latitude, longitude)


def read_spot(text: str) -> Spot:
    """A place from `lat,lon`; 422 for anything else."""
    try:
        latitude, longitude = (part.strip() for part in text.split(","))
    except ValueError:
        raise _no_spot() from None
    if not (is_decimal(latitude) and is_decimal(longitude)):
        raise _no_spot()
    spot = Spot(float(latitude), float(longitude))
    if not (-90 <= spot.latitude <= 90 and -180 <= spot.longitude <= 180):
        raise _no_spot()
    return spot


def _no_spot() -> InvalidInputError:
    return InvalidInputError.field("near", "place", "Give latitude and longitude, such as 54.09,10.77.")


@dataclass(frozen=True, slots=True)
class ListingWish:
    """Filters, order and page of `GET /listings`."""

    q: str | None = None
    category: UUID | None = None
    near: Spot | None = None
    radius_m: int | None = None
    price_min: int | None = None
    price_max: int | None = None
    rating_min: float | None = None
    available_on: date | None = None
    sort: str | None = None
    facets: bool = False
    next_free: bool = False
    cursor: str | None = None
    limit: int = 50

"""Orders of listings, and the cursors of their pages."""

from typing import Any, Final
from uuid import UUID

from backend_stub.errors import InvalidInputError
from backend_stub.features.catalogue.wish import ListingWish
from backend_stub.paging import invalid_cursor, read_cursor, write_cursor
from backend_stub.ports.search import Hit

_SORTS: Final = ("relevance", "price", "-price", "rating", "-rating", "distance", "-distance", "-popularity")


def sort_of(wish: ListingWish) -> str:
    """The order to use: what was asked for, else how well the words fit, else what most people rate."""
    sort = wish.sort or ("relevance" if wish.q else "-popularity")
    if sort not in _SORTS:
        raise InvalidInputError.field("sort", "unknown", f"Sort by one of {', '.join(_SORTS)}.")
    if sort.endswith("distance") and wish.near is None:
        raise InvalidInputError.field("sort", "unknown", "Say where: distance needs `near`.")
    return sort


def position_of(cursor: str | None, sort: str) -> tuple[Any, ...] | None:
    """Where the page before ended; 422 for a cursor that is not of this order."""
    if cursor is None:
        return None
    first, second, id = read_cursor(cursor, sort, (float, int, str))
    try:
        return first, second, str(UUID(id))
    except ValueError:
        raise invalid_cursor() from None


def cursor_after(hit: Hit, sort: str) -> str:
    """The cursor of the page that follows a hit."""
    first, second, id = hit.position
    return write_cursor(sort, (float(first), second, id))

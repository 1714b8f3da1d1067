"""Orders of listings, and pages of a list that is sorted in memory."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from backend_stub.errors import InvalidInputError
from backend_stub.features.catalogue.wish import Candidate, ListingWish
from backend_stub.paging import read_cursor, write_cursor

_FAR: Final = 10**9
_SORTS: Final = ("relevance", "price", "-price", "rating", "-rating", "distance", "-distance", "-popularity")

Key = tuple[float, float, str]


def sort_of(wish: ListingWish) -> str:
    """The order to use: what was asked for, else how well the words fit, else what most people rate."""
    sort = wish.sort or ("relevance" if wish.q else "-popularity")
    if sort not in _SORTS:
        raise InvalidInputError.field("sort", "unknown", f"Sort by one of {', '.join(_SORTS)}.")
    if sort.endswith("distance") and wish.near is None:
        raise InvalidInputError.field("sort", "unknown", "Say where: distance needs `near`.")
    return sort


def key_of(candidate: Candidate, sort: str) -> Key:
    """Where a listing stands; unrated and unplaced ones come last either way."""
    match sort:
        case "price" | "-price":
            first = float(candidate.price if sort == "price" else -candidate.price)
        case "rating" | "-rating":
            rating = candidate.rating
            first = _FAR if rating is None else rating if sort == "rating" else -rating
        case "distance" | "-distance":
            away = candidate.distance_m
            first = _FAR if away is None else float(away if sort == "distance" else -away)
        case "relevance":
            first = float(candidate.rank)
        case _:
            first = float(-candidate.rating_count)
    return first, float(-candidate.rating_count), str(candidate.id)


def page_of(
    candidates: Sequence[Candidate], sort: str, cursor: str | None, limit: int
) -> tuple[list[Candidate], str | None]:
    """One page, and the cursor of the next."""
    ordered = sorted(candidates, key=lambda each: key_of(each, sort))
    begin = 0
    if cursor is not None:
        first, second, id = read_cursor(cursor, sort, (float, float, str))
        begin = bisect_right(ordered, (first, second, id), key=lambda each: key_of(each, sort))
    shown = ordered[begin : begin + limit]
    more = begin + limit < len(ordered)
    return shown, write_cursor(sort, key_of(shown[-1], sort)) if more else None

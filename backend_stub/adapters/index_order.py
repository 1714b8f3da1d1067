"""In which order listings that were found stand, and where a page of them begins."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, or_

from backend_stub.adapters.index_filters import chord
from backend_stub.db.tables import ListingIndex
from backend_stub.ports.search import SearchWish

_LAST: Final = 1e12


class ListingOrder:
    """By one key, of equals those that more people rated, then by id; the unrated come last either way."""

    def __init__(self, wish: SearchWish, score: ColumnElement[float] | None) -> None:
        self.keys: list[ColumnElement[Any]] = [
            self._key(wish, score).label("first_key"),
            (-ListingIndex.rating_count).label("second_key"),
        ]

    @staticmethod
    def _key(wish: SearchWish, score: ColumnElement[float] | None) -> Any:
        away = chord(wish)
        match wish.sort:
            case "price":
                return ListingIndex.price
            case "-price":
                return -ListingIndex.price
            case "rating":
                return func.coalesce(ListingIndex.rating, _LAST)
            case "-rating":
                return func.coalesce(-ListingIndex.rating, _LAST)
            case "distance" if away is not None:
                return away
            case "-distance" if away is not None:
                return -away
            case "relevance" if score is not None:
                return score
        return literal(0)

    def page(self, query: Select[Any], after: tuple[Any, ...] | None, limit: int) -> Select[Any]:
        """The query for one page with one row more, which tells whether another follows."""
        first, second, id = *(key.element for key in self.keys), ListingIndex.listing_id
        if after is not None:
            a, b, last = after[0], after[1], UUID(after[-1])
            query = query.where(or_(first > a, (first == a) & or_(second > b, (second == b) & (id > last))))
        return query.order_by(*self.keys, id).limit(limit + 1)

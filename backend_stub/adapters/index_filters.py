"""What narrows a search, and how many matches each further choice would leave."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.adapters.sphere import point, squared_chord
from backend_stub.db.tables import ListingIndex
from backend_stub.ports.search import DISTANCE_STEPS, RATING_STEPS, Bucket, SearchWish

_STEPS: Final = len(RATING_STEPS) + 1
_CATEGORY: Final = 1 << 24
"""More than any price's band times the steps of rating."""


def facet_of(category: int, price_band: int, rating: float | None) -> int:
    """Category, band of the price and step of the rating in one number."""
    return category * _CATEGORY + price_band * _STEPS + sum((rating or 0) >= least for least in RATING_STEPS)


def chord(wish: SearchWish) -> ColumnElement[float] | None:
    """The squared chord from where somebody looks; None where that is not known."""
    if wish.near is None:
        return None
    x, y, z = point(*wish.near)
    north = ListingIndex.z - z
    return (
        (ListingIndex.x - x) * (ListingIndex.x - x)
        + (ListingIndex.y - y) * (ListingIndex.y - y)
        + north * north
    )


class IndexFilters:
    """The conditions of one wish, by the facet that they belong to."""

    def __init__(self, wish: SearchWish, categories: Mapping[int, UUID]) -> None:
        self._categories = categories
        self._chord = chord(wish)
        self._of: dict[str, ColumnElement[bool]] = {}
        if wish.categories is not None:
            self._of["category"] = ListingIndex.category.in_(
                number for number, id in categories.items() if id in wish.categories
            )
        price = []
        if wish.price_min is not None:
            price.append(ListingIndex.price >= wish.price_min)
        if wish.price_max is not None:
            price.append(ListingIndex.price <= wish.price_max)
        if price:
            self._of["price"] = price[0] if len(price) == 1 else price[0] & price[1]
        if wish.rating_min is not None:
            self._of["rating"] = ListingIndex.rating >= wish.rating_min
        if wish.radius_m is not None and self._chord is not None:
            # Distances are shown in whole metres.
            self._of["distance"] = self._chord <= squared_chord(wish.radius_m + 0.5)
        self._only = [] if wish.only is None else [ListingIndex.listing_id.in_(wish.only)]

    @property
    def all(self) -> list[ColumnElement[bool]]:
        """Everything that has to hold."""
        return [*self._of.values(), *self._only]

    def passes(self, bucket: Bucket) -> bool:
        """Whether the matches of a bucket hold all."""
        return bucket.fits.issuperset(self._of)

    async def buckets(
        self, session: AsyncSession, source: FromClause, conditions: Sequence[ColumnElement[bool]]
    ) -> tuple[Bucket, ...]:
        """All matches by what facets tell apart, in one pass."""
        names = list(self._of)
        columns: list[Any] = [ListingIndex.facet, *(case((self._of[name], 1), else_=0) for name in names)]
        if self._chord is not None:
            columns.append(self._distance_step(self._chord))
        keys = [column.label(f"key_{number}") for number, column in enumerate(columns)]
        query = (
            select(*keys, func.count()).select_from(source).where(*conditions, *self._only).group_by(*keys)
        )
        rows = (await session.execute(query)).all()
        open_ = frozenset({"category", "price", "rating", "distance"}).difference(names)
        buckets = []
        for facet, *flags, count in rows:
            distance = flags.pop() if self._chord is not None else 0
            fits = open_.union(name for name, fit in zip(names, flags, strict=True) if fit)
            category, rest = divmod(facet, _CATEGORY)
            price_band, rating_step = divmod(rest, _STEPS)
            id = self._categories[category]
            buckets.append(Bucket(id, price_band, rating_step, distance, fits, count))
        return tuple(buckets)

    @staticmethod
    def _distance_step(chord: ColumnElement[float]) -> ColumnElement[int]:
        bounds = [squared_chord(step + 0.5) for step in DISTANCE_STEPS]
        # The step of the nearest bound is the highest: all bounds are reached there.
        return case(*((chord <= bound, len(bounds) - number) for number, bound in enumerate(bounds)), else_=0)

"""How many listings each further choice would leave; a facet does not count its own filter in."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from backend_stub.ports.search import DISTANCE_STEPS, PRICE_BAND, RATING_STEPS, Bucket

_FACETS: Final = frozenset({"category", "price", "rating", "distance"})


@dataclass(frozen=True, slots=True)
class CategoryNode:
    """A category's name, and the one that it is within."""

    name: str
    parent_id: UUID | None = None


class FacetCounter:
    """Adds up what the search told apart."""

    def __init__(self, buckets: Sequence[Bucket]) -> None:
        self._buckets = buckets

    def counts(
        self, categories: Mapping[UUID, CategoryNode], *, with_distance: bool
    ) -> dict[str, list[dict[str, Any]]]:
        """All facets but the days, zeros included; distances only where a place was given."""
        facets = {
            "category": self._categories(categories),
            "price": self._prices(),
            "rating": self._ratings(),
        }
        if with_distance:
            facets["distance"] = self._distances()
        return facets

    def _by(self, facet: str, value: Callable[[Bucket], Any]) -> Counter[Any]:
        needed = _FACETS - {facet}
        counts: Counter[Any] = Counter()
        for bucket in self._buckets:
            if bucket.fits >= needed:
                counts[value(bucket)] += bucket.count
        return counts

    def _categories(self, categories: Mapping[UUID, CategoryNode]) -> list[dict[str, Any]]:
        """A category counts what is within its own ones too."""
        counts: Counter[UUID] = Counter()
        for id, count in self._by("category", lambda bucket: bucket.category_id).items():
            above: UUID | None = id
            while above is not None and above in categories:
                counts[above] += count
                above = categories[above].parent_id
        return [_count(str(id), node.name, counts[id]) for id, node in categories.items()]

    def _prices(self) -> list[dict[str, Any]]:
        counts = self._by("price", lambda bucket: bucket.price_band)
        return [
            _count(
                str(band * PRICE_BAND),
                f"{band * PRICE_BAND // 100}–{(band + 1) * PRICE_BAND // 100}",
                counts[band],
            )
            for band in _bands(counts)
        ]

    def _ratings(self) -> list[dict[str, Any]]:
        counts = self._by("rating", lambda bucket: bucket.rating_step)
        return [
            _count(f"{least:.1f}", f"{least:.1f}+", sum(n for step, n in counts.items() if step > number))
            for number, least in enumerate(RATING_STEPS)
        ]

    def _distances(self) -> list[dict[str, Any]]:
        counts = self._by("distance", lambda bucket: bucket.distance_step)

        def within(number: int) -> int:
            return sum(count for step, count in counts.items() if step >= len(DISTANCE_STEPS) - number)

        return [
            _count(str(most), f"{most // 1000} km", within(number))
            for number, most in enumerate(DISTANCE_STEPS)
        ]


def day_counts(
    days: Sequence[date], free_on: Mapping[date, Collection[UUID]], others: Collection[UUID]
) -> list[dict[str, Any]]:
    """How many of the others are free on each day."""
    fitting = set(others)
    return [_count(day.isoformat(), day.isoformat(), len(fitting.intersection(free_on[day]))) for day in days]


def _bands(counts: Counter[int]) -> list[int]:
    """All bands up to the dearest where that is not too much to look at, else those with a listing."""
    return list(range(max(counts, default=-1) + 1)) if max(counts, default=0) < 100 else sorted(counts)


def _count(value: str, label: str, count: int) -> dict[str, Any]:
    return {"value": value, "label": label, "count": count}

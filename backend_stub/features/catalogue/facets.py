"""How many listings each further choice would leave; a facet does not count its own filter in."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from backend_stub.features.catalogue.wish import Candidate, ListingWish

PRICE_BAND: Final = 1000
RATINGS: Final = (4.0, 4.5, 4.8)
DISTANCES: Final = (1000, 2000, 5000, 10_000)
Fit = Callable[[Candidate], bool]


class FacetCounter:
    """Counts over everything that matches the words."""

    def __init__(
        self,
        wish: ListingWish,
        candidates: Sequence[Candidate],
        free_on: Mapping[date, Collection[UUID]],
    ) -> None:
        self._wish = wish
        self._candidates = candidates
        self._free_on = free_on
        self._fits: dict[str, Fit] = {
            "category": wish.fits_category,
            "price": wish.fits_price,
            "rating": wish.fits_rating,
            "distance": wish.fits_distance,
            "available_on": self._fits_day,
        }

    def _fits_day(self, candidate: Candidate) -> bool:
        day = self._wish.available_on
        return day is None or candidate.id in self._free_on[day]

    def matching(self, *, but: str | None = None) -> list[Candidate]:
        """Everything that fits all filters, but perhaps one."""
        fits = [fit for name, fit in self._fits.items() if name != but]
        return [each for each in self._candidates if all(fit(each) for fit in fits)]

    def counts(self, categories: Mapping[UUID, str], days: Sequence[date]) -> dict[str, list[dict[str, Any]]]:
        """All facets, zeros included; distances only where a place was given."""
        facets = {
            "category": self._categories(categories),
            "price": self._prices(),
            "rating": self._ratings(),
            "available_on": self._days(days),
        }
        if self._wish.near is not None:
            facets["distance"] = self._distances()
        return facets

    def _categories(self, categories: Mapping[UUID, str]) -> list[dict[str, Any]]:
        counts = dict.fromkeys(categories, 0)
        for candidate in self.matching(but="category"):
            counts[candidate.category_id] += 1
        return [_count(str(id), name, counts[id]) for id, name in categories.items()]

    def _prices(self) -> list[dict[str, Any]]:
        counts: dict[int, int] = {}
        for candidate in self.matching(but="price"):
            band = candidate.price // PRICE_BAND * PRICE_BAND
            counts[band] = counts.get(band, 0) + 1
        return [
            _count(str(band), f"{band // 100}–{(band + PRICE_BAND) // 100}", counts.get(band, 0))
            for band in range(0, max(counts, default=-PRICE_BAND) + PRICE_BAND, PRICE_BAND)
        ]

    def _ratings(self) -> list[dict[str, Any]]:
        rated = [candidate.rating or 0 for candidate in self.matching(but="rating")]
        return [_count(f"{least:.1f}", f"{least:.1f}+", sum(r >= least for r in rated)) for least in RATINGS]

    def _distances(self) -> list[dict[str, Any]]:
        away = [each.distance_m for each in self.matching(but="distance") if each.distance_m is not None]
        return [_count(str(most), f"{most // 1000} km", sum(d <= most for d in away)) for most in DISTANCES]

    def _days(self, days: Sequence[date]) -> list[dict[str, Any]]:
        others = {candidate.id for candidate in self.matching(but="available_on")}
        return [
            _count(day.isoformat(), day.isoformat(), len(others.intersection(self._free_on[day])))
            for day in days
        ]


def _count(value: str, label: str, count: int) -> dict[str, Any]:
    return {"value": value, "label": label, "count": count}

"""Which bookings stand in which period and view, and what they add up to: kept while single ones change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from client.stores.base import Folded
from contracts.rows import BookingDoc
from viewmodels.vendor.booking_filter import Period, ViewSpec
from viewmodels.vendor.standing import OPEN, Standing


@dataclass(frozen=True, slots=True)
class Stood:
    """A booking, how it stands now, and the day that it is under."""

    item: Folded[BookingDoc]
    standing: Standing
    heading: str


Passes = Callable[[ViewSpec, Stood], bool]


class Pool:
    """The bookings of one period with their sums; equal pools hold the same."""

    def __init__(self) -> None:
        self.bookings: dict[str, Stood] = {}
        self.by_heading: Counter[str] = Counter()
        self.open_by_heading: Counter[str] = Counter()
        self.standings: Counter[Standing] = Counter()
        self.staff: Counter[str] = Counter()
        self.listings: Counter[tuple[str, str]] = Counter()
        """By id and title: an old booking may carry the title that its service had."""

    def put(self, id: str, stood: Stood | None) -> None:
        """Hold a booking as it stands now; None takes it out."""
        before = self.bookings.pop(id, None)
        if before is not None:
            self._count(before, -1)
        if stood is not None:
            self.bookings[id] = stood
            self._count(stood, 1)

    def _count(self, stood: Stood, by: int) -> None:
        row = stood.item.row
        self.by_heading[stood.heading] += by
        self.open_by_heading[stood.heading] += by * (stood.standing in OPEN)
        self.standings[stood.standing] += by
        self.staff[row["staff_id"]] += by
        self.listings[row["listing_id"], row["listing_title"]] += by

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pool) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment] # it changes


class Shelf:
    """A pool for each period, and the bookings that each view lets pass."""

    def __init__(self, specs: Iterable[ViewSpec], passes: Passes) -> None:
        self.pools = {period: Pool() for period in Period}
        self._passes = passes
        self._views: dict[str, tuple[ViewSpec, set[str]]] = {spec.id: (spec, set()) for spec in specs}

    def put(self, id: str, places: Mapping[Period, Stood]) -> None:
        """Let a booking stand in these periods and in no other."""
        for period, pool in self.pools.items():
            stood = places.get(period)
            if stood is None and id not in pool.bookings:
                continue
            pool.put(id, stood)
            for spec, passing in self._views.values():
                if spec.period is period:
                    passing.discard(id)
                    if stood is not None and self._passes(spec, stood):
                        passing.add(id)

    def passing(self, spec_id: str) -> AbstractSet[str]:
        """The bookings that a view shows."""
        return self._views[spec_id][1]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shelf) and (self.pools, self._views) == (other.pools, other._views)

    __hash__ = None  # type: ignore[assignment] # it changes

"""The free time of listings' people, computed from one load of all that decides about it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.features.availability.exceptions import DayException, for_person
from backend_stub.features.availability.free_time import Span, free_starts
from backend_stub.features.availability.nearest import FreeTime
from backend_stub.features.availability.openings import (
    DAY,
    Stretch,
    instant_of,
    merged,
    minute_of,
    open_stretches,
)
from backend_stub.features.availability.snapshot import Snapshot, load_snapshot
from backend_stub.features.availability.travel import travel_minutes
from backend_stub.ports.slots import FURTHEST, OfferTerms, Seating, Slot, Spot
from contracts.vocabulary import ListingPlace

AROUND: Final = 2 * DAY
"""So much is loaded around what is asked for: buffers, ways and services reach into it."""


def span_of(terms: OfferTerms) -> Span:
    """How long a booking on these terms keeps somebody."""
    return Span(terms.duration_minutes, terms.buffer_before_minutes, terms.buffer_after_minutes)


def slot_of(
    terms: OfferTerms, free: FreeTime, resource_ids: tuple[UUID, ...] = (), spot: Spot | None = None
) -> Slot:
    """A free minute as an instant with all that it occupies."""
    starts_at = instant_of(free.start)
    ends_at = starts_at + timedelta(minutes=terms.duration_minutes)
    travels = terms.place == ListingPlace.AT_CUSTOMER
    return Slot(
        starts_at,
        ends_at,
        UUID(free.staff),
        starts_at - timedelta(minutes=terms.buffer_before_minutes),
        ends_at + timedelta(minutes=terms.buffer_after_minutes),
        resource_ids,
        None if free.seats is None else Seating(terms.listing_id, terms.capacity),
        free.seats,
        travels,
        spot if travels else None,
    )


class Calendar:
    """Hours, exceptions and busy time of listings' people and resources, for somebody at `spot`."""

    def __init__(self, snapshot: Snapshot, now: datetime, spot: Spot | None = None) -> None:
        self._facts = snapshot
        self._now = minute_of(now)
        self._spot = spot
        self._opened: dict[tuple[UUID, str, int, int], list[Stretch]] = {}
        self._exceptions: dict[UUID, list[DayException]] = {}
        self._plain: dict[UUID, list[Stretch]] = {}
        self._widened: dict[UUID, list[Stretch]] = {}

    @classmethod
    async def load(
        cls,
        session: AsyncSession,
        listing_ids: Collection[UUID],
        start: int,
        end: int,
        now: datetime,
        ignoring: Collection[UUID] = (),
        spot: Spot | None = None,
    ) -> "Calendar":
        """What is needed to know who is free between two minutes."""
        facts = await load_snapshot(session, listing_ids, start - AROUND, end + AROUND, now, ignoring)
        return cls(facts, now, spot)

    @property
    def terms(self) -> dict[UUID, OfferTerms]:
        """Of the listings that are there."""
        return self._facts.terms

    def emptied(self, now: datetime) -> "Calendar":
        """The same hours with nobody busy."""
        facts = Snapshot(self._facts.terms, self._facts.hours, self._facts.exceptions)
        return Calendar(facts, now, self._spot)

    def busy_minutes(self, staff_id: UUID, around: int) -> int:
        """How busy somebody is half a day before and after a minute."""
        low, high = around - DAY // 2, around + DAY // 2
        return sum(max(0, min(b, high) - max(a, low)) for a, b in self._busy(staff_id))

    def free(self, terms: OfferTerms, staff_ids: Sequence[UUID], start: int, end: int) -> list[FreeTime]:
        """All free times of these people, in order of time."""
        found = [
            (each.start, number, each)
            for number, staff_id in enumerate(staff_ids)
            for each in self._free_of(terms, staff_id, start, end)
        ]
        return [each for _, _, each in sorted(found, key=lambda item: item[:2])]

    def free_in(self, terms: OfferTerms, ranges: Sequence[tuple[int, int]]) -> list[bool]:
        """For each range of minutes whether anybody is free in it."""
        start, end = ranges[0][0], ranges[-1][1] + terms.duration_minutes
        people = [(each, self._open(terms, each, start, end)) for each in terms.staff_ids]
        return [
            any(
                next(self._times(terms, staff_id, opened, low, high), None) is not None
                for staff_id, opened in people
            )
            for low, high in ranges
        ]

    def first_free(self, terms: OfferTerms, start: int, end: int) -> Iterator[FreeTime]:
        """Free times in order, each time once, computed only as far as they are asked for."""
        for day in range(start, end, DAY):
            times: set[int] = set()
            for free in self.free(terms, terms.staff_ids, day, min(day + DAY, end)):
                if free.start not in times:
                    times.add(free.start)
                    yield free

    def is_reached(self, terms: OfferTerms, staff_id: UUID, start: int) -> bool:
        """Whether there is time for the ways to a visit and from it."""
        begin, end = span_of(terms).occupied(start)
        return all(b <= begin or a >= end for a, b in self._busy_for(terms, staff_id))

    def resources_at(self, terms: OfferTerms, free: FreeTime) -> tuple[UUID, ...] | None:
        """One free resource of each kind that is needed; None if one is lacking. A class has its own."""
        if self._class_at(terms, UUID(free.staff), free.start):
            return ()
        begin, end = span_of(terms).occupied(free.start)
        chosen = [next((id for id in kind if self._is_idle(id, begin, end)), None) for kind in terms.needs]
        found = tuple(id for id in chosen if id is not None)
        return found if len(found) == len(terms.needs) else None

    def _free_of(self, terms: OfferTerms, staff_id: UUID, start: int, end: int) -> Iterator[FreeTime]:
        opened = self._open(terms, staff_id, start, end + terms.duration_minutes)
        return self._times(terms, staff_id, opened, start, end)

    def _times(
        self, terms: OfferTerms, staff_id: UUID, opened: Sequence[Stretch], start: int, end: int
    ) -> Iterator[FreeTime]:
        first = max(start, self._now + 1, self._now + terms.notice_minutes)
        end = min(end, self._now + min(terms.horizon_minutes, FURTHEST))
        is_class = terms.capacity > 1
        if is_class:
            for each in self._facts.classes.get((terms.listing_id, staff_id), ()):
                fits = each.end - each.start == terms.duration_minutes and each.taken > 0
                if fits and first <= each.start < end and each.taken < each.capacity:
                    yield FreeTime(each.start, str(staff_id), each.capacity - each.taken)
        busy = self._busy_for(terms, staff_id)
        name, seats = str(staff_id), terms.capacity if is_class else None
        for minute in free_starts(opened, busy, span_of(terms), first, end):
            free = FreeTime(minute, name, seats)
            if not terms.needs or self.resources_at(terms, free) is not None:
                yield free

    def _class_at(self, terms: OfferTerms, staff_id: UUID, start: int) -> bool:
        classes = self._facts.classes.get((terms.listing_id, staff_id), ())
        return any(each.start == start and each.taken > 0 for each in classes)

    def _is_idle(self, id: UUID, begin: int, end: int) -> bool:
        return all(b <= begin or a >= end for a, b in self._busy(id))

    def _busy(self, id: UUID) -> list[Stretch]:
        if id not in self._plain:
            self._plain[id] = merged((each.start, each.end) for each in self._facts.busy.get(id, ()))
        return self._plain[id]

    def _busy_for(self, terms: OfferTerms, staff_id: UUID) -> list[Stretch]:
        """Somebody's busy time, with the ways between customers where this is at a customer's too."""
        if terms.place != ListingPlace.AT_CUSTOMER or not (terms.travel_minutes or terms.travel_kmh):
            return self._busy(staff_id)
        if staff_id not in self._widened:
            stretches = []
            for each in self._facts.busy.get(staff_id, ()):
                way = travel_minutes(terms, each.spot, self._spot) if each.travels else 0
                stretches.append((each.start - way, each.end + way))
            self._widened[staff_id] = merged(stretches)
        return self._widened[staff_id]

    def _open(self, terms: OfferTerms, staff_id: UUID, start: int, end: int) -> list[Stretch]:
        # Cut to whole days, so that listings which the same person gives share the work.
        first, last = start // DAY * DAY, -(-end // DAY) * DAY
        key = (staff_id, terms.zone, first, last)
        if key not in self._opened:
            if staff_id not in self._exceptions:
                known = self._facts.exceptions.get(terms.vendor_id, ())
                self._exceptions[staff_id] = for_person(known, staff_id)
            # Hours before the range matter too: a service may lie in a stretch that began earlier.
            self._opened[key] = open_stretches(
                self._facts.hours.get(staff_id, ()),
                ZoneInfo(terms.zone),
                first - DAY,
                last + DAY,
                self._exceptions[staff_id],
            )
        return self._opened[key]

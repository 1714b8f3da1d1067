"""The free time of a listing's people, computed from one load of hours and busy time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.features.availability.free_time import Span, free_starts
from backend_stub.features.availability.nearest import FreeTime
from backend_stub.features.availability.openings import (
    DAY,
    Stretch,
    WeekdayHours,
    instant_of,
    minute_of,
    open_stretches,
)
from backend_stub.features.availability.repository import load_busy, load_hours
from backend_stub.ports.slots import OfferTerms, Slot

_LONGEST = 2 * DAY
"""A booking that begins this much earlier can't be running any more."""


def span_of(terms: OfferTerms) -> Span:
    """How long a booking on these terms keeps somebody."""
    return Span(terms.duration_minutes, terms.buffer_before_minutes, terms.buffer_after_minutes)


def slot_of(terms: OfferTerms, free: FreeTime) -> Slot:
    """A free minute as an instant with all that it occupies."""
    starts_at = instant_of(free.start)
    ends_at = starts_at + timedelta(minutes=terms.duration_minutes)
    return Slot(
        starts_at,
        ends_at,
        UUID(free.staff),
        starts_at - timedelta(minutes=terms.buffer_before_minutes),
        ends_at + timedelta(minutes=terms.buffer_after_minutes),
    )


class Calendar:
    """Hours and busy time of some people over a range of minutes."""

    def __init__(
        self,
        hours: Mapping[UUID, Sequence[WeekdayHours]],
        busy: Mapping[UUID, Sequence[Stretch]],
        now: datetime,
    ) -> None:
        self._hours = hours
        self._busy = busy
        self._soonest = minute_of(now) + 1
        self._opened: dict[tuple[UUID, str, int, int], list[Stretch]] = {}

    @classmethod
    async def load(
        cls,
        session: AsyncSession,
        staff_ids: Collection[UUID],
        start: int,
        end: int,
        now: datetime,
        ignoring: Collection[UUID] = (),
    ) -> "Calendar":
        """What is needed to know who is free between two minutes."""
        since, until = instant_of(start - _LONGEST), instant_of(end + _LONGEST)
        hours = await load_hours(session, staff_ids)
        busy = await load_busy(session, staff_ids, since, until, now, ignoring)
        return cls(hours, busy, now)

    def emptied(self, now: datetime) -> "Calendar":
        """The same hours with nobody busy."""
        return Calendar(self._hours, dict.fromkeys(self._hours, ()), now)

    def busy_minutes(self, staff_id: UUID, around: int) -> int:
        """How busy somebody is half a day before and after a minute."""
        low, high = around - DAY // 2, around + DAY // 2
        return sum(max(0, min(b, high) - max(a, low)) for a, b in self._busy[staff_id])

    def starts(self, terms: OfferTerms, staff_id: UUID, start: int, end: int) -> Iterator[int]:
        """When a booking could begin from one minute until another; never in the past."""
        opened = self._open(terms.zone, staff_id, start, end + terms.duration_minutes)
        first = max(start, self._soonest)
        return free_starts(opened, self._busy[staff_id], span_of(terms), first, end)

    def free(self, terms: OfferTerms, staff_ids: Sequence[UUID], start: int, end: int) -> list[FreeTime]:
        """All free times of these people, in order of time."""
        order = {staff_id: number for number, staff_id in enumerate(staff_ids)}
        found = [
            (minute, order[staff_id], staff_id)
            for staff_id in staff_ids
            for minute in self.starts(terms, staff_id, start, end)
        ]
        return [FreeTime(minute, str(staff_id)) for minute, _, staff_id in sorted(found)]

    def free_in(self, terms: OfferTerms, ranges: Sequence[tuple[int, int]]) -> list[bool]:
        """For each range of minutes whether anybody is free in it."""
        start, end = ranges[0][0], ranges[-1][1] + terms.duration_minutes
        people = [(self._open(terms.zone, each, start, end), self._busy[each]) for each in terms.staff_ids]
        span = span_of(terms)
        return [
            any(
                next(free_starts(opened, busy, span, max(low, self._soonest), high), None) is not None
                for opened, busy in people
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

    def _open(self, zone: str, staff_id: UUID, start: int, end: int) -> list[Stretch]:
        # Cut to whole days, so that listings which the same person gives share the work.
        first, last = start // DAY * DAY, -(-end // DAY) * DAY
        key = (staff_id, zone, first, last)
        if key not in self._opened:
            # Hours before the range matter too: a service may lie in a stretch that began earlier.
            self._opened[key] = open_stretches(self._hours[staff_id], ZoneInfo(zone), first - DAY, last + DAY)
        return self._opened[key]

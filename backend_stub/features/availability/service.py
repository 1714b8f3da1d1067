"""Free slots for everybody who asks: browsers, holds, bookings, the catalogue."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.features.availability.calendar import Calendar, slot_of
from backend_stub.features.availability.openings import DAY, minute_of
from backend_stub.features.availability.repository import load_terms
from backend_stub.features.availability.taking import HORIZON, SlotTaking, people_of
from backend_stub.ports.slots import OfferTerms, Slot

_LOOK_AHEAD: Final = 14 * DAY


class Availability(SlotTaking):
    """Implements `ports.slots.SlotsPort`."""

    async def find_terms(self, session: AsyncSession, listing_id: UUID) -> OfferTerms | None:
        """The terms of a listing; None if there is none."""
        return (await load_terms(session, [listing_id])).get(listing_id)

    async def slots(
        self,
        session: AsyncSession,
        terms: OfferTerms,
        staff_id: UUID | None,
        since: datetime,
        until: datetime,
        now: datetime,
    ) -> list[Slot]:
        """All free slots that begin in a range of time, one for each person free then."""
        staff_ids = people_of(terms, staff_id)
        start, end = -int(-since.timestamp() // 60), -int(-until.timestamp() // 60)
        start, end = max(start, minute_of(now)), min(end, minute_of(now) + HORIZON)
        if start >= end:
            return []
        calendar = await Calendar.load(session, staff_ids, start, end, now)
        return [slot_of(terms, free) for free in calendar.free(terms, staff_ids, start, end)]

    async def next_free(
        self, session: AsyncSession, listing_ids: Collection[UUID], now: datetime, count: int
    ) -> Mapping[UUID, Sequence[Slot]]:
        """For each listing the next free times (each time once), at most two weeks ahead."""
        all_terms = await load_terms(session, listing_ids)
        start = minute_of(now)
        calendar = await _load_for(session, all_terms.values(), start, start + _LOOK_AHEAD, now)
        return {
            listing_id: [
                slot_of(terms, free)
                for free in islice(calendar.first_free(terms, start, start + _LOOK_AHEAD), count)
            ]
            for listing_id, terms in all_terms.items()
        }

    async def free_days(
        self, session: AsyncSession, listing_ids: Collection[UUID], days: Sequence[date], now: datetime
    ) -> Mapping[date, frozenset[UUID]]:
        """For each day, by the vendor's calendar, the listings that have a free time."""
        today = now.date()
        asked, days = days, [day for day in days if -1 <= (day - today).days <= HORIZON // DAY]
        all_terms = await load_terms(session, listing_ids)
        zones = {terms.zone for terms in all_terms.values()}
        ranges = {(day, zone): _day(day, zone) for day in days for zone in zones}
        if not ranges:
            return dict.fromkeys(asked, frozenset())
        start, end = min(a for a, _ in ranges.values()), max(b for _, b in ranges.values())
        calendar = await _load_for(session, all_terms.values(), start, end, now)
        free: dict[date, set[UUID]] = {day: set() for day in days}
        for listing_id, terms in all_terms.items():
            found = calendar.free_in(terms, [ranges[day, terms.zone] for day in days])
            for day, is_free in zip(days, found, strict=True):
                if is_free:
                    free[day].add(listing_id)
        return {day: frozenset(free.get(day, ())) for day in asked}


async def _load_for(
    session: AsyncSession, all_terms: Collection[OfferTerms], start: int, end: int, now: datetime
) -> Calendar:
    staff_ids = {staff_id for terms in all_terms for staff_id in terms.staff_ids}
    return await Calendar.load(session, staff_ids, start, end, now)


def _day(day: date, zone: str) -> tuple[int, int]:
    """A calendar day of a zone in minutes; 23 or 25 hours where the clock changes."""
    wall = ZoneInfo(zone)
    midnight = datetime.combine(day, time(), wall)
    return minute_of(midnight), minute_of(datetime.combine(day + timedelta(days=1), time(), wall))

"""Free slots for everybody who asks: browsers, holds, bookings, the catalogue."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.features.availability.calendar import AROUND, Calendar, slot_of
from backend_stub.features.availability.openings import DAY, minute_of
from backend_stub.features.availability.snapshot import load_of_vendors, load_terms
from backend_stub.features.availability.taking import HORIZON, SlotTaking, people_of
from backend_stub.ports.slots import OfferTerms, Slot

_LOOK_AHEAD: Final = 14 * DAY


@dataclass(frozen=True, slots=True)
class Diary:
    """What is known of a listing from one minute until another."""

    terms: OfferTerms
    calendar: Calendar
    start: int
    end: int

    def slots(self, terms: OfferTerms, staff_id: UUID | None = None) -> list[Slot]:
        """The free slots on its terms, or those of what was chosen of it, for each person free then."""
        people = people_of(terms, staff_id)
        return [slot_of(terms, free) for free in self.calendar.free(terms, people, self.start, self.end)]


class Availability(SlotTaking):
    """Implements `ports.slots.SlotsPort`. Each question is one query, however many are asked about."""

    async def find_terms(self, session: AsyncSession, listing_id: UUID) -> OfferTerms | None:
        """The terms of a listing; None if there is none."""
        return (await load_terms(session, [listing_id])).get(listing_id)

    async def find_diary(
        self, session: AsyncSession, listing_id: UUID, since: datetime, until: datetime, now: datetime
    ) -> Diary | None:
        """All that decides about a listing's slots that begin in a range of time; None if there is none."""
        start, end = -int(-since.timestamp() // 60), -int(-until.timestamp() // 60)
        start, end = max(start, minute_of(now)), min(end, minute_of(now) + HORIZON)
        calendar = await Calendar.load(session, [listing_id], start, max(start, end), now)
        terms = calendar.terms.get(listing_id)
        return None if terms is None else Diary(terms, calendar, start, end)

    async def slots(
        self,
        session: AsyncSession,
        terms: OfferTerms,
        staff_id: UUID | None,
        since: datetime,
        until: datetime,
        now: datetime,
    ) -> Sequence[Slot]:
        """All free slots that begin in a range of time, one for each person free then."""
        diary = await self.find_diary(session, terms.listing_id, since, until, now)
        return () if diary is None else diary.slots(terms, staff_id)

    async def first_free(
        self, session: AsyncSession, category_id: UUID | None, now: datetime, days: int, count: int
    ) -> list[tuple[OfferTerms, Slot]]:
        """The first free time of each vendor, soonest first, at most so many days ahead."""
        start = minute_of(now)
        end = start + days * DAY
        facts = await load_of_vendors(session, category_id, start - AROUND, end + AROUND, now)
        calendar = Calendar(facts, now)
        best: dict[UUID, tuple[OfferTerms, Slot]] = {}
        for terms in calendar.terms.values():
            known = best.get(terms.vendor_id)
            latest = end if known is None else minute_of(known[1].starts_at)
            free = next(calendar.first_free(terms, start, latest), None)
            if free is not None:
                best[terms.vendor_id] = terms, slot_of(terms, free)
        found = sorted(best.values(), key=lambda each: (each[1].starts_at, each[0].vendor_name))
        return found[:count]

    async def next_free(
        self, session: AsyncSession, listing_ids: Collection[UUID], now: datetime, count: int
    ) -> Mapping[UUID, Sequence[Slot]]:
        """For each listing the next free times (each time once), at most two weeks ahead."""
        start = minute_of(now)
        calendar = await Calendar.load(session, listing_ids, start, start + _LOOK_AHEAD, now)
        return {
            listing_id: [
                slot_of(terms, free)
                for free in islice(calendar.first_free(terms, start, start + _LOOK_AHEAD), count)
            ]
            for listing_id, terms in calendar.terms.items()
        }

    async def free_days(
        self, session: AsyncSession, listing_ids: Collection[UUID], days: Sequence[date], now: datetime
    ) -> Mapping[date, frozenset[UUID]]:
        """For each day, by the vendor's calendar, the listings that have a free time."""
        today = now.date()
        asked, days = days, [day for day in days if -1 <= (day - today).days <= HORIZON // DAY]
        if not days:
            return dict.fromkeys(asked, frozenset())
        # A day begins somewhere at most 14 hours before, and ends at most 12 hours after, it does in UTC.
        first, last = (minute_of(datetime.combine(day, time(), UTC)) for day in (min(days), max(days)))
        calendar = await Calendar.load(session, listing_ids, first - DAY, last + 2 * DAY, now)
        free: dict[date, set[UUID]] = {day: set() for day in days}
        for listing_id, terms in calendar.terms.items():
            found = calendar.free_in(terms, [_day(day, terms.zone) for day in days])
            for day, is_free in zip(days, found, strict=True):
                if is_free:
                    free[day].add(listing_id)
        return {day: frozenset(free.get(day, ())) for day in asked}


@lru_cache(maxsize=1024)
def _day(day: date, zone: str) -> tuple[int, int]:
    """A calendar day of a zone in minutes; 23 or 25 hours where the clock changes."""
    wall = ZoneInfo(zone)
    midnight = datetime.combine(day, time(), wall)
    return minute_of(midnight), minute_of(datetime.combine(day + timedelta(days=1), time(), wall))

"""Free slots for everybody who asks: browsers, holds, bookings, the catalogue."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.occupying import claim
from backend_stub.errors import ConflictError, NotFoundError
from backend_stub.features.availability.calendar import Calendar, slot_of
from backend_stub.features.availability.nearest import FreeTime, nearest
from backend_stub.features.availability.openings import DAY, minute_of
from backend_stub.features.availability.repository import load_terms
from backend_stub.ports.slots import OfferTerms, Slot, Wanted
from contracts.errors import ErrorCode

ALTERNATIVES: Final = 3
_LOOK_AHEAD: Final = 14 * DAY
_HORIZON: Final = 3 * 366 * DAY
"""Nothing is offered further ahead."""
_NEAR: Final = (2 * DAY, 14 * DAY, 62 * DAY, 400 * DAY)
"""How far around a lost time alternatives are looked for, in turn, until there are enough."""


class Availability:
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
        staff_ids = _people(terms, staff_id)
        start, end = -int(-since.timestamp() // 60), -int(-until.timestamp() // 60)
        start, end = max(start, minute_of(now)), min(end, minute_of(now) + _HORIZON)
        if start >= end:
            return []
        calendar = await Calendar.load(session, staff_ids, start, end, now)
        return [slot_of(terms, free) for free in calendar.free(terms, staff_ids, start, end)]

    async def take(self, session: AsyncSession, wanted: Wanted, now: datetime) -> Slot:
        """The slot, once nobody else can take its people's time before this transaction ends."""
        staff_ids = _people(wanted.terms, wanted.staff_id)
        await claim(session, staff_ids, now)
        slot = await self._find(session, wanted, staff_ids, now)
        if slot is not None:
            return slot
        raise await self._refusal(session, wanted, now)

    async def is_free(self, session: AsyncSession, wanted: Wanted, now: datetime) -> bool:
        """Whether that very time could be taken."""
        staff_ids = _people(wanted.terms, wanted.staff_id)
        return await self._find(session, wanted, staff_ids, now) is not None

    async def refuse_taken(self, session: AsyncSession, wanted: Wanted, now: datetime) -> ConflictError:
        """The 409 `slot_taken` for a time that turned out to be gone, with alternatives."""
        detail = "Somebody else was faster. The nearest free times are in alternatives."
        return await self._conflict(session, ErrorCode.SLOT_TAKEN, detail, wanted, now)

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
        asked, days = days, [day for day in days if -1 <= (day - today).days <= _HORIZON // DAY]
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

    async def _find(
        self, session: AsyncSession, wanted: Wanted, staff_ids: Sequence[UUID], now: datetime
    ) -> Slot | None:
        """The slot with whoever is least busy that day, so that work is spread."""
        start = minute_of(wanted.starts_at)
        if not _could_be_offered(wanted, now):
            return None
        calendar = await Calendar.load(session, staff_ids, start, start + 1, now, wanted.ignoring)
        free = calendar.free(wanted.terms, staff_ids, start, start + 1)
        if not free:
            return None
        best = min(free, key=lambda each: calendar.busy_minutes(UUID(each.staff), start))
        return slot_of(wanted.terms, best)

    async def _refusal(self, session: AsyncSession, wanted: Wanted, now: datetime) -> ConflictError:
        """`slot_unavailable` where not even an empty diary would have had this time, else `slot_taken`."""
        if _could_be_offered(wanted, now):
            start = minute_of(wanted.starts_at)
            staff_ids = _people(wanted.terms, wanted.staff_id)
            empty = (await Calendar.load(session, staff_ids, start, start + 1, now)).emptied(now)
            if empty.free(wanted.terms, staff_ids, start, start + 1):
                return await self.refuse_taken(session, wanted, now)
        detail = "This time is not on offer: it is over, or outside the hours. See alternatives."
        return await self._conflict(session, ErrorCode.SLOT_UNAVAILABLE, detail, wanted, now)

    async def _conflict(
        self, session: AsyncSession, code: ErrorCode, detail: str, wanted: Wanted, now: datetime
    ) -> ConflictError:
        slots = await self._alternatives(session, wanted, now)
        return ConflictError(code, detail, alternatives=[slot.document() for slot in slots])

    async def _alternatives(self, session: AsyncSession, wanted: Wanted, now: datetime) -> list[Slot]:
        terms = wanted.terms
        asked, present = minute_of(wanted.starts_at), minute_of(now)
        middle = min(max(asked, present), present + _HORIZON)
        lost = FreeTime(asked, str(wanted.staff_id or ""))
        found: list[FreeTime] = []
        for reach in _NEAR:
            start, end = max(middle - reach, present), middle + reach
            calendar = await Calendar.load(session, terms.staff_ids, start, end, now, wanted.ignoring)
            free = calendar.free(terms, terms.staff_ids, start, end)
            if wanted.staff_id is None:
                free = [each for each in free if each.start != asked]
            found = nearest(free, lost, ALTERNATIVES)
            if len(found) == ALTERNATIVES:
                break
        return [slot_of(terms, free) for free in found]


def _could_be_offered(wanted: Wanted, now: datetime) -> bool:
    """Whether it is a whole minute of the future that we look at."""
    moment = wanted.starts_at
    return not (moment.second or moment.microsecond) and 0 < minute_of(moment) - minute_of(now) < _HORIZON


def _people(terms: OfferTerms, staff_id: UUID | None) -> Sequence[UUID]:
    """Who may come; somebody who does not give this service is not to be found here."""
    if staff_id is None:
        return terms.staff_ids
    if staff_id not in terms.staff_ids:
        raise NotFoundError("Nobody of that id gives this service.")
    return (staff_id,)


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

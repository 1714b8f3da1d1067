"""Giving out time: one of many who want the same gets it, the others get the nearest alternatives."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.occupying import claim, place_at, spot_of
from backend_stub.errors import ConflictError, NotFoundError
from backend_stub.features.availability.calendar import Calendar, slot_of
from backend_stub.features.availability.nearest import FreeTime, nearest
from backend_stub.features.availability.openings import DAY, minute_of
from backend_stub.ports.slots import FURTHEST, OfferTerms, Slot, Wanted
from contracts.errors import ErrorCode

ALTERNATIVES: Final = 3
HORIZON: Final = FURTHEST

_NEAR: Final = (2 * DAY, 14 * DAY, 62 * DAY, 400 * DAY)
"""How far around a lost time alternatives are looked for, in turn, until there are enough."""


class SlotTaking:
    """The part of `ports.slots.SlotsPort` that decides who gets a time."""

    async def take(self, session: AsyncSession, wanted: Wanted, now: datetime) -> Slot:
        """The slot, once nobody else can take its people's time before this transaction ends.

        Losers are the many, so they are told without waiting for anybody: only who sees the time free queues
        for it, and then looks again.
        """
        if wanted.spot is None and wanted.ignoring:
            wanted = replace(wanted, spot=await spot_of(session, wanted.ignoring))
        around = await _load(session, wanted, _NEAR[0], now)
        if _pick(around, wanted, now) is not None:
            things = [id for kind in wanted.terms.needs for id in kind]
            people = people_of(wanted.terms, wanted.staff_id)
            waited = await claim(session, {*people, *things}, now)
            if waited:
                around = await _load(session, wanted, _NEAR[0], now)
            slot = _pick(around, wanted, now)
            if slot is not None:
                return slot
        raise await self._refusal(session, wanted, around, now)

    async def settle_at(self, session: AsyncSession, wanted: Wanted, now: datetime) -> bool:
        """Note where the visits that `wanted.ignoring` names are; False without time for the ways."""
        if wanted.spot is None or wanted.staff_id is None:
            return True
        await claim(session, [wanted.staff_id], now)
        calendar = await _load(session, wanted, 0, now)
        if not calendar.is_reached(wanted.terms, wanted.staff_id, minute_of(wanted.starts_at)):
            return False
        await place_at(session, wanted.ignoring, wanted.spot)
        return True

    async def is_free(self, session: AsyncSession, wanted: Wanted, now: datetime) -> bool:
        """Whether that very time could be taken."""
        return _pick(await _load(session, wanted, 0, now), wanted, now) is not None

    async def refuse_taken(self, session: AsyncSession, wanted: Wanted, now: datetime) -> ConflictError:
        """The 409 `slot_taken` for a time that turned out to be gone, with alternatives."""
        around = await _load(session, wanted, _NEAR[0], now)
        return _conflict(ErrorCode.SLOT_TAKEN, await self._alternatives(session, wanted, around, now))

    async def _refusal(
        self, session: AsyncSession, wanted: Wanted, around: Calendar, now: datetime
    ) -> ConflictError:
        """`slot_unavailable` where not even an empty diary would have had this time, else `slot_taken`."""
        was_on_offer = _pick(around.emptied(now), wanted, now) is not None
        code = ErrorCode.SLOT_TAKEN if was_on_offer else ErrorCode.SLOT_UNAVAILABLE
        return _conflict(code, await self._alternatives(session, wanted, around, now))

    async def _alternatives(
        self, session: AsyncSession, wanted: Wanted, around: Calendar, now: datetime
    ) -> list[Slot]:
        terms, asked = wanted.terms, minute_of(wanted.starts_at)
        lost = FreeTime(asked, str(wanted.staff_id or ""))
        found: list[FreeTime] = []
        for reach in _NEAR:
            start, end = _range(wanted, reach, now)
            calendar = around if reach == _NEAR[0] else await _load(session, wanted, reach, now)
            free = calendar.free(terms, terms.staff_ids, start, end)
            if wanted.staff_id is None:
                free = [each for each in free if each.start != asked]
            found = nearest(free, lost, ALTERNATIVES)
            if len(found) == ALTERNATIVES:
                break
        return [slot_of(terms, free) for free in found]


def people_of(terms: OfferTerms, staff_id: UUID | None) -> Sequence[UUID]:
    """Who may come; somebody who does not give this service is not to be found here."""
    if staff_id is None:
        return terms.staff_ids
    if staff_id not in terms.staff_ids:
        raise NotFoundError("Nobody of that id gives this service.")
    return (staff_id,)


def _range(wanted: Wanted, reach: int, now: datetime) -> tuple[int, int]:
    """The minutes around a wanted time, as far as anything is offered there."""
    present = minute_of(now)
    middle = min(max(minute_of(wanted.starts_at), present), present + HORIZON)
    return max(middle - reach, present), middle + reach + 1


async def _load(session: AsyncSession, wanted: Wanted, reach: int, now: datetime) -> Calendar:
    start, end = _range(wanted, reach, now)
    ids = [wanted.terms.listing_id]
    return await Calendar.load(session, ids, start, end, now, wanted.ignoring, wanted.spot)


def _pick(calendar: Calendar, wanted: Wanted, now: datetime) -> Slot | None:
    """The wanted slot with whoever is least busy that day, so that work is spread."""
    moment, start = wanted.starts_at, minute_of(wanted.starts_at)
    if moment.second or moment.microsecond or not 0 < start - minute_of(now) < HORIZON:
        return None
    free = calendar.free(wanted.terms, people_of(wanted.terms, wanted.staff_id), start, start + 1)
    best = min(free, key=lambda each: calendar.busy_minutes(UUID(each.staff), start), default=None)
    if best is None:
        return None
    return slot_of(wanted.terms, best, calendar.resources_at(wanted.terms, best) or (), wanted.spot)


def _conflict(code: ErrorCode, alternatives: Sequence[Slot]) -> ConflictError:
    detail = (
        "Somebody else has this time. The nearest free times are in alternatives."
        if code is ErrorCode.SLOT_TAKEN
        else "This time is not on offer: it is over or too soon, or outside the hours. See alternatives."
    )
    return ConflictError(code, detail, alternatives=[slot.document() for slot in alternatives])

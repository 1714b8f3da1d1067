"""Offers: a time that becomes free is kept for exactly one of those who wait, then for the next."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.conflict import is_duplicate, is_overlap
from backend_stub.db.database import Database
from backend_stub.db.occupying import occupy_slot, release_holds
from backend_stub.db.tables import Hold, OccupancySource, WaitlistEntry
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ConflictError
from backend_stub.features.waitlist import repository
from backend_stub.ports.clock import ClockPort
from backend_stub.ports.slots import Slot, SlotsPort, Wanted
from contracts.events import EventName
from contracts.vocabulary import WaitlistStatus

_AT_ONCE: Final = 100
_NOTICE: Final = timedelta(minutes=10)
"""What begins sooner helps nobody who is not there yet."""


class WaitlistOffers:
    """Ends offers and makes new ones (`ports.job.JobPort`); two servers may both run it.

    The offer is a hold in the person's name, so the database keeps the time from everybody else, and from a
    second offer of the same time too. All that it knows is in the database: a restart goes on where it ended.
    """

    name = "waitlist.offers"
    seconds = 0.7

    def __init__(self, database: Database, clock: ClockPort, slots: SlotsPort, offer_seconds: int) -> None:
        self._database, self._clock, self._slots = database, clock, slots
        self._lifetime = timedelta(seconds=offer_seconds)

    async def run(self) -> None:
        """One sweep; looks before it takes the write lock."""
        now = self._clock.now()
        async with self._database.read() as session:
            ended = await repository.ended_offers(session, now, _AT_ONCE)
            hopeless = await repository.hopeless(session, now, _AT_ONCE)
        for entry_id in ended:
            await self._end(entry_id)
        for entry_id in hopeless:
            await self._give_up(entry_id)
        async with self._database.read() as session:
            waiting = await repository.waiting(session, now)
            found = await self._find(waiting, now, session) if waiting else []
        for entry_id, starts_at, staff_id in found:
            await self._offer(entry_id, starts_at, staff_id)

    async def _find(
        self, waiting: Sequence[WaitlistEntry], now: datetime, session: AsyncSession
    ) -> list[tuple[UUID, datetime, UUID]]:
        """For who waits, in their order, the first free time of their window that nobody before them gets."""
        found: list[tuple[UUID, datetime, UUID]] = []
        spoken_for: list[Slot] = []
        for entry in waiting:
            for slot in await self._free(entry, now, session):
                if not any(_meet(slot, other) for other in spoken_for):
                    spoken_for.append(slot)
                    found.append((entry.id, slot.starts_at, slot.staff_id))
                    break
        return found

    async def _free(self, entry: WaitlistEntry, now: datetime, session: AsyncSession) -> Sequence[Slot]:
        terms = await self._slots.find_terms(session, entry.listing_id)
        since = max(entry.window_from, now + _NOTICE)
        if terms is None or since >= entry.window_until:
            return ()
        return await self._slots.slots(
            session,
            terms,
            entry.staff_id,
            since,
            entry.window_until,
            now,
        )

    async def _offer(self, entry_id: UUID, starts_at: datetime, staff_id: UUID) -> None:
        async with self._database.write() as uow:
            entry = await repository.lock(uow.session, entry_id)
            if entry is None or entry.status != WaitlistStatus.WAITING or starts_at <= uow.now + _NOTICE:
                return
            terms = await self._slots.find_terms(uow.session, entry.listing_id)
            if terms is None or staff_id not in terms.staff_ids:
                return
            try:
                slot = await self._slots.take(uow.session, Wanted(terms, starts_at, staff_id), uow.now)
                async with uow.savepoint():
                    hold_id = await self._hold(uow, entry, slot)
            except ConflictError:
                return  # somebody was quicker; the next sweep looks again
            except IntegrityError as error:
                if is_overlap(error) or is_duplicate(error):
                    return
                raise
            entry.hold_id = hold_id
            entry.offer_staff_id, entry.offer_starts_at = slot.staff_id, slot.starts_at
            entry.offer_ends_at = slot.ends_at
            entry.offered_until = min(uow.now + self._lifetime, slot.starts_at)
            await repository.change(uow, entry, WaitlistStatus.OFFERED)
            uow.emit(EventName.WAITLIST_OFFERED, _payload(entry))

    async def _hold(self, uow: UnitOfWork, entry: WaitlistEntry, slot: Slot) -> UUID:
        hold_id = uuid4()
        row = {
            "id": hold_id,
            "holder_id": entry.person_id,
            "listing_id": entry.listing_id,
            "vendor_id": entry.vendor_id,
            "staff_id": slot.staff_id,
            "starts_at": slot.starts_at,
            "ends_at": slot.ends_at,
            "state": "live",
            "created_at": uow.now,
            "expires_at": min(uow.now + self._lifetime, slot.starts_at),
        }
        await uow.session.execute(insert(Hold), [row])
        await occupy_slot(uow.session, OccupancySource.HOLD, hold_id, slot)
        return hold_id

    async def _end(self, entry_id: UUID) -> None:
        async with self._database.write() as uow:
            entry = await repository.lock(uow.session, entry_id)
            if entry is None or entry.status != WaitlistStatus.OFFERED or entry.hold_id is None:
                return
            hold = await uow.session.get(Hold, entry.hold_id)
            if hold is not None and hold.state == "used":
                await repository.change(uow, entry, WaitlistStatus.BOOKED)
                return
            is_over = entry.offered_until is not None and entry.offered_until <= uow.now
            if hold is None or hold.state != "live" or is_over:
                await release_holds(uow.session, [entry.hold_id])
                await repository.change(uow, entry, WaitlistStatus.MISSED)
                uow.emit(EventName.WAITLIST_MISSED, _payload(entry))

    async def _give_up(self, entry_id: UUID) -> None:
        async with self._database.write() as uow:
            entry = await repository.lock(uow.session, entry_id)
            if entry is not None and entry.status == WaitlistStatus.WAITING:
                await repository.change(uow, entry, WaitlistStatus.OVER)


def _meet(one: Slot, other: Slot) -> bool:
    shared = one.staff_id == other.staff_id
    return shared and one.busy_from < other.busy_until and other.busy_from < one.busy_until


def _payload(entry: WaitlistEntry) -> dict[str, str]:
    return {
        "entry_id": str(entry.id),
        "person_id": str(entry.person_id),
        "listing_id": str(entry.listing_id),
        "vendor_id": str(entry.vendor_id),
    }

"""Keeps times, and lets them go."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate, is_overlap
from backend_stub.db.database import Database
from backend_stub.db.occupying import occupy_slot, release_holds
from backend_stub.db.tables import OccupancySource
from backend_stub.errors import ConflictError, NotFoundError
from backend_stub.features.holds import repository
from backend_stub.features.holds.repository import HoldBook
from backend_stub.ports.clock import ClockPort
from backend_stub.ports.quotes import Chosen, QuotesPort
from backend_stub.ports.slots import OfferTerms, Slot, SlotsPort, Wanted
from backend_stub.security.context import WritingContext
from contracts.bookings import HoldCreate
from contracts.errors import ErrorCode
from contracts.events import EventName
from contracts.permissions import Permission
from contracts.wire import rfc3339


class HoldService:
    """Makes holds for signed-in people and kiosks; each belongs to who made it."""

    def __init__(self, slots: SlotsPort, book: HoldBook, hold_seconds: int, quotes: QuotesPort) -> None:
        self._slots = slots
        self._quotes = quotes
        self._book = book
        self._lifetime = timedelta(seconds=hold_seconds)

    async def create(self, writing: WritingContext, wish: HoldCreate) -> dict[str, object]:
        """Keep a time; 409 with alternatives where somebody else has it."""
        terms = await self._slots.find_terms(writing.session, wish.listing_id)
        if terms is None or (wish.staff_id is not None and wish.staff_id not in terms.staff_ids):
            raise NotFoundError
        writing.caller.require(Permission.HOLDS_CREATE)
        if await repository.is_taken(writing.session, wish.id):
            raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.")
        chosen = Chosen(wish.variant_id, wish.extras)
        quoted = await self._quotes.quote(writing.session, wish.listing_id, chosen, asks=False)
        terms = quoted.terms(terms)
        wanted = Wanted(terms, wish.starts_at, wish.staff_id)
        slot = await self._slots.take(writing.session, wanted, writing.now)
        try:
            async with writing.uow.savepoint():
                expires_at = await self._keep(writing, wish.id, terms, slot, quoted.frozen())
        except IntegrityError as error:
            if is_overlap(error):
                raise await self._slots.refuse_taken(writing.session, wanted, writing.now) from error
            if is_duplicate(error):
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.") from error
            raise
        writing.uow.emit(
            EventName.HOLD_CREATED, {"hold_id": str(wish.id), "listing_id": str(wish.listing_id)}
        )
        return {
            "id": str(wish.id),
            "listing_id": str(wish.listing_id),
            "staff_id": str(slot.staff_id),
            "starts_at": rfc3339(slot.starts_at),
            "ends_at": rfc3339(slot.ends_at),
            "zone": terms.zone,
            "expires_at": expires_at,
        }

    async def _keep(
        self, writing: WritingContext, hold_id: UUID, terms: OfferTerms, slot: Slot, choice: str | None
    ) -> str:
        expires_at = writing.now + self._lifetime
        await repository.add(
            writing.session,
            {
                "id": hold_id,
                "holder_id": writing.caller.id,
                "listing_id": terms.listing_id,
                "vendor_id": terms.vendor_id,
                "staff_id": slot.staff_id,
                "starts_at": slot.starts_at,
                "ends_at": slot.ends_at,
                "state": "live",
                "created_at": writing.now,
                "expires_at": expires_at,
                "choice": choice,
            },
        )
        await occupy_slot(writing.session, OccupancySource.HOLD, hold_id, slot)
        return rfc3339(expires_at)

    async def release(self, writing: WritingContext, hold_id: UUID) -> None:
        """Let one's own hold go; one that is over already stays over."""
        hold = await self._book.find(writing.session, hold_id, writing.caller.id, writing.now)
        if hold is None:
            raise NotFoundError
        writing.caller.require(Permission.HOLDS_CREATE)
        if hold.is_live:
            await release_holds(writing.session, [hold_id])
            payload = {"hold_id": str(hold_id), "listing_id": str(hold.listing_id)}
            writing.uow.emit(EventName.HOLD_RELEASED, payload)


class HoldSweeper:
    """Frees the time of expired holds (`ports.job.JobPort`)."""

    name = "holds.sweeper"
    seconds = 0.4

    def __init__(self, database: Database, clock: ClockPort) -> None:
        self._database = database
        self._clock = clock

    async def run(self) -> None:
        """One sweep; looks before it takes the write lock."""
        async with self._database.read() as session:
            expired = await repository.expired_ids(session, self._clock.now())
        if not expired:
            return
        async with self._database.write() as uow:
            await release_holds(uow.session, expired)
            for hold_id in expired:
                uow.emit(EventName.HOLD_RELEASED, {"hold_id": str(hold_id)})

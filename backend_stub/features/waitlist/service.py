"""Joining and leaving the waiting list."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.occupying import release_holds
from backend_stub.db.tables import WaitlistEntry
from backend_stub.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from backend_stub.features.waitlist import repository
from backend_stub.features.waitlist.rows import entry_document
from backend_stub.instants import check_instant
from backend_stub.lists import PreparedList
from backend_stub.ports.slots import SlotsPort
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.errors import ErrorCode
from contracts.events import EventName
from contracts.permissions import Permission
from contracts.vocabulary import Role, WaitlistStatus
from contracts.waitlist import WaitlistJoin

MOST: Final = 20
"""Places that one person may wait in."""

LONGEST: Final = timedelta(days=31)


class WaitlistService:
    """Places of the caller, and of their vendor's listings to read."""

    def __init__(self, slots: SlotsPort) -> None:
        self._slots = slots
        self._list = PreparedList(repository.list_query, repository.ORDERS, entry_document)

    async def page(
        self,
        reading: ReadingContext,
        statuses: tuple[WaitlistStatus, ...],
        listing_id: UUID | None,
        sort: str,
        cursor: str | None,
        limit: int,
    ) -> dict[str, Any]:
        """One page of what the caller may see."""
        reading.caller.require(Permission.BOOKINGS_VIEW)
        wish = (reading.caller.scopes, statuses, listing_id)
        return await self._list.page(reading.session, wish, sort, cursor, limit)

    async def one(self, reading: ReadingContext, entry_id: UUID) -> dict[str, Any]:
        """A place; 404 for what is not there or not the caller's."""
        entry = await reading.session.get(WaitlistEntry, entry_id)
        caller = reading.caller
        mine = entry is not None and (
            caller.is_admin or entry.person_id == caller.id or entry.vendor_id in caller.vendor_ids
        )
        if not mine:
            raise NotFoundError
        caller.require(Permission.BOOKINGS_VIEW)
        return await repository.document_of(reading.session, entry_id, caller.id)

    async def join(self, writing: WritingContext, wish: WaitlistJoin) -> dict[str, Any]:
        """Wait for a time of a listing that begins in the window."""
        terms = await self._slots.find_terms(writing.session, wish.listing_id)
        if terms is None or (wish.staff_id is not None and wish.staff_id not in terms.staff_ids):
            raise NotFoundError
        writing.caller.require(Permission.HOLDS_CREATE)
        if Role.CUSTOMER not in writing.caller.roles:
            raise ForbiddenError("Only somebody with an account of their own can be offered a time.")
        check_instant("window_from", wish.window_from)
        check_instant("window_until", wish.window_until)
        if wish.window_until <= writing.now:
            raise InvalidInputError.field("window_until", "past", "This window is over.")
        if wish.window_until - wish.window_from > LONGEST:
            raise InvalidInputError.field("window_until", "range", "Wait for at most 31 days at a time.")
        if await repository.count_hoping(writing.session, writing.caller.id) >= MOST:
            detail = f"You wait in {MOST} places already; leave one of them first."
            raise ConflictError(ErrorCode.WAITING_ALREADY, detail)
        if await writing.session.get(WaitlistEntry, wish.id) is not None:
            raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.")
        entry = WaitlistEntry(
            id=wish.id,
            version=1,
            listing_id=terms.listing_id,
            listing_title=terms.title,
            vendor_id=terms.vendor_id,
            zone=terms.zone,
            person_id=writing.caller.id,
            person_name=writing.caller.name,
            staff_id=wish.staff_id,
            window_from=wish.window_from,
            window_until=wish.window_until,
            status=str(WaitlistStatus.WAITING),
            created_at=writing.now,
            updated_at=writing.now,
        )
        try:
            async with writing.uow.savepoint():
                writing.session.add(entry)
        except IntegrityError as error:
            if is_duplicate(error):
                detail = "You wait for this already."
                raise ConflictError(ErrorCode.WAITING_ALREADY, detail) from error
            raise
        repository.tell(writing.uow, entry, is_new=True)
        return await repository.document_of(writing.session, wish.id, writing.caller.id)

    async def leave(self, writing: WritingContext, entry_id: UUID) -> dict[str, Any]:
        """Wait no longer; an offer goes to whoever is next."""
        entry = await repository.lock(writing.session, entry_id)
        caller = writing.caller
        if entry is None or not (
            caller.is_admin or entry.person_id == caller.id or entry.vendor_id in caller.vendor_ids
        ):
            raise NotFoundError
        if entry.person_id != caller.id:
            raise ForbiddenError
        current = await repository.document_of(writing.session, entry_id, caller.id)
        writing.expect(entry.version, lambda: current)
        if entry.status not in repository.HOPING:
            raise ConflictError(ErrorCode.INVALID_TRANSITION, "You don't wait for this any more.")
        if entry.hold_id is not None:
            await release_holds(writing.session, [entry.hold_id])
            payload = {"hold_id": str(entry.hold_id), "listing_id": str(entry.listing_id)}
            writing.uow.emit(EventName.HOLD_RELEASED, payload)
        await repository.change(writing.uow, entry, WaitlistStatus.LEFT)
        return await repository.document_of(writing.session, entry_id, caller.id)

"""What can be done to a booking (PROTOCOL 9), in the order of its checks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_overlap
from backend_stub.db.occupying import move_slot, vacate
from backend_stub.db.tables import OccupancySource
from backend_stub.errors import NotFoundError
from backend_stub.features.bookings import repository
from backend_stub.features.bookings.fees import due_for, told_of_fee
from backend_stub.features.bookings.policies import (
    BookingState,
    hats,
    require_possible,
    require_right,
    sees,
)
from backend_stub.features.bookings.proposals.repository import withdraw_open
from backend_stub.features.bookings.record import changes_between, document_of, record_step
from backend_stub.features.bookings.rows import booking_document
from backend_stub.ports.slots import OfferTerms, Slot, SlotsPort, Wanted
from backend_stub.security.context import WritingContext
from contracts.bookings import RescheduleIn
from contracts.deadlines import answer_by
from contracts.events import EventName
from contracts.vocabulary import OCCUPYING, BookingAction, BookingStatus, Role

EVENTS: Final = {
    BookingAction.ACCEPT: EventName.BOOKING_ACCEPTED,
    BookingAction.DECLINE: EventName.BOOKING_DECLINED,
    BookingAction.CANCEL: EventName.BOOKING_CANCELLED,
    BookingAction.START: EventName.BOOKING_STARTED,
    BookingAction.COMPLETE: EventName.BOOKING_COMPLETED,
    BookingAction.NO_SHOW: EventName.BOOKING_NO_SHOW,
    BookingAction.RESCHEDULE: EventName.BOOKING_RESCHEDULED,
}


class BookingTransitions:
    """Carries out the actions of `contracts.transitions`."""

    def __init__(self, slots: SlotsPort) -> None:
        self._slots = slots

    async def change(
        self,
        writing: WritingContext,
        booking_id: UUID,
        action: BookingAction,
        reason: str | None,
        agreed_fee: int | None = None,
    ) -> dict[str, Any]:
        """Any action but rescheduling; the booking as it reads after it."""
        state = await self.admit(writing, booking_id, action)
        return await carry_out(writing, state, action, reason, agreed_fee)

    async def reschedule(
        self, writing: WritingContext, booking_id: UUID, wish: RescheduleIn
    ) -> dict[str, Any]:
        """Another time, and perhaps another person; the status stays."""
        state = await self.admit(writing, booking_id, BookingAction.RESCHEDULE, wish)
        require_possible(BookingAction.RESCHEDULE, state, writing.now)
        return await self.move(writing, state, wish)

    async def move(self, writing: WritingContext, state: BookingState, wish: RescheduleIn) -> dict[str, Any]:
        """The same for a booking that may be moved; what was proposed for it is void."""
        booking_id = state.id
        await withdraw_open(writing.uow, booking_id, writing.caller.id)
        row = await repository.find_row(writing.session, booking_id)
        terms = await self._slots.find_terms(writing.session, row.listing_id) if row else None
        if row is None or terms is None:
            raise NotFoundError
        terms = own_terms(terms, row)
        wanted = Wanted(terms, wish.starts_at, wish.staff_id, frozenset({booking_id}))
        slot = await self.free_slot(writing, wanted, row.staff_id)
        try:
            async with writing.uow.savepoint():
                await move_slot(writing.session, booking_id, slot)
        except IntegrityError as error:
            if is_overlap(error):
                raise await self._slots.refuse_taken(writing.session, wanted, writing.now) from error
            raise
        return await self.note_move(writing, booking_id, slot.staff_id, slot.starts_at, slot.ends_at)

    async def note_move(
        self,
        writing: WritingContext,
        booking_id: UUID,
        staff_id: UUID,
        starts_at: datetime,
        ends_at: datetime,
        *,
        follows: bool = False,
    ) -> dict[str, Any]:
        """Write down that a booking has other times; that these are its own is seen to before."""
        row = await repository.find_row(writing.session, booking_id)
        terms = await self._slots.find_terms(writing.session, row.listing_id) if row else None
        if row is None or terms is None:
            raise NotFoundError
        before = booking_document(row)
        await repository.change(
            writing.session,
            booking_id,
            staff_id=staff_id,
            starts_at=starts_at,
            ends_at=ends_at,
            answer_by=answer_by(row.created_at, starts_at, terms.answer_minutes),
            updated_at=writing.now,
        )
        actor = (writing.caller.id, writing.caller.name)
        action, event = BookingAction.RESCHEDULE, EventName.BOOKING_RESCHEDULED
        told = {"follows": True} if follows else {}
        document = await record_step(writing.uow, booking_id, actor, action, event, before=before, told=told)
        if writing.caller.is_admin:
            audit_change(writing, "booking.reschedule", before, document)
        return document

    async def free_slot(self, writing: WritingContext, wanted: Wanted, present: UUID) -> Slot:
        """Who comes at the new time: whoever was asked for, else the same person, else anybody free."""
        if wanted.staff_id is None and present in wanted.terms.staff_ids:
            same = Wanted(wanted.terms, wanted.starts_at, present, wanted.ignoring)
            if await self._slots.is_free(writing.session, same, writing.now):
                wanted = same
        return await self._slots.take(writing.session, wanted, writing.now)

    async def admit(
        self,
        writing: WritingContext,
        booking_id: UUID,
        action: BookingAction,
        wish: RescheduleIn | None = None,
    ) -> BookingState:
        """404, 403, 428 and 412, in this order."""
        state = await repository.find_state(writing.session, booking_id)
        if state is None or not sees(writing.caller, state.vendor_id, state.customer_id):
            raise NotFoundError
        if wish is not None and wish.staff_id is not None:
            await self._require_giver(writing, booking_id, wish.staff_id)
        require_right(action, writing.caller, state)
        if action is BookingAction.ACCEPT and state.status is BookingStatus.EXPIRED:
            await self._refuse_lapsed(writing, state)
        current = await document_of(writing.uow, booking_id)
        writing.expect(state.version, lambda: current)
        return state

    async def _require_giver(self, writing: WritingContext, booking_id: UUID, staff_id: UUID) -> None:
        row = await repository.find_row(writing.session, booking_id)
        terms = await self._slots.find_terms(writing.session, row.listing_id) if row else None
        if terms is None or staff_id not in terms.staff_ids:
            raise NotFoundError("Nobody of that id gives this service.")

    async def _refuse_lapsed(self, writing: WritingContext, state: BookingState) -> None:
        """PROTOCOL 1: accepting a request that lapsed meanwhile is `slot_taken` where its time is gone.

        The vendor who does so (perhaps offline since) saw the version before the lapse, so for that one
        version this comes before the 412 that would only say that the request is no longer there.
        """
        if not (writing.precondition and writing.precondition.admits(state.version, state.version - 1)):
            return
        row = await repository.find_row(writing.session, state.id)
        terms = await self._slots.find_terms(writing.session, row.listing_id) if row else None
        if row is None or terms is None:
            return
        wanted = _same_time(own_terms(terms, row), row.starts_at, row.staff_id)
        if not await self._slots.is_free(writing.session, wanted, writing.now):
            raise await self._slots.refuse_taken(writing.session, wanted, writing.now)


async def carry_out(
    writing: WritingContext,
    state: BookingState,
    action: BookingAction,
    reason: str | None = None,
    agreed_fee: int | None = None,
    *,
    follows: bool = False,
) -> dict[str, Any]:
    """Do what the caller may do to a booking whose version was the one they saw; 409 where it can't be."""
    target = require_possible(action, state, writing.now)
    fee = due_for(action, writing.caller, state, writing.now, agreed_fee)
    if action is not BookingAction.ACCEPT:
        await withdraw_open(writing.uow, state.id, writing.caller.id)
    before = await document_of(writing.uow, state.id)
    values = {} if fee is None else {"fee_amount": fee}
    await repository.change(writing.session, state.id, status=str(target), updated_at=writing.now, **values)
    if target not in OCCUPYING:
        await vacate(writing.session, OccupancySource.BOOKING, state.id)
    actor = (writing.caller.id, writing.caller.name)
    document = await record_step(
        writing.uow,
        state.id,
        actor,
        action,
        EVENTS[action],
        reason,
        before=before,
        told=told_of_fee(state, fee) | ({"follows": True} if follows else {}),
    )
    if Role.ADMIN in hats(writing.caller, state):
        audit_change(writing, f"booking.{action}", before, document)
    return document


def audit_change(
    writing: WritingContext, act: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """What an admin did to a booking, in the audit log."""
    changed = changes_between(before, after)
    writing.audit(
        act,
        "booking",
        UUID(after["id"]),
        before={change["field"]: change["before"] for change in changed},
        after={change["field"]: change["after"] for change in changed},
    )


def own_terms(terms: OfferTerms, row: Row[*tuple[Any, ...]]) -> OfferTerms:
    """The terms as long as what was chosen of the listing takes."""
    if row.choice is None:
        return terms
    minutes = int((row.ends_at - row.starts_at).total_seconds()) // 60
    return replace(terms, duration_minutes=minutes)


def _same_time(terms: OfferTerms, starts_at: datetime, staff_id: UUID) -> Wanted:
    return Wanted(terms, starts_at, staff_id if staff_id in terms.staff_ids else None)

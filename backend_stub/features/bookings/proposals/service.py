"""Proposing, accepting, declining and withdrawing another time for a booking."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate, is_overlap
from backend_stub.db.occupying import lane_of, occupy_slot, take_over
from backend_stub.db.tables import BookingProposal, OccupancySource
from backend_stub.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from backend_stub.features.bookings import repository as bookings
from backend_stub.features.bookings.fees import cancellation_charge
from backend_stub.features.bookings.policies import BookingState, hats, require_possible, sees
from backend_stub.features.bookings.proposals import repository
from backend_stub.features.bookings.proposals.rows import proposal_document
from backend_stub.features.bookings.transitions import BookingTransitions, own_terms
from backend_stub.lists import PreparedList
from backend_stub.ports.slots import OfferTerms, Slot, SlotsPort, Wanted
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.bookings import RescheduleIn
from contracts.deadlines import answer_by
from contracts.errors import ErrorCode
from contracts.permissions import Permission
from contracts.proposals import ProposalCreate
from contracts.vocabulary import BookingAction, ProposalAnswer, ProposalSide, ProposalStatus, Role

CUSTOMERS_PATIENCE: Final = timedelta(days=1)
"""How long a customer has to answer; a vendor has the minutes that it answers requests in."""

_STAFF: Final = frozenset({Role.VENDOR, Role.ADMIN})
_ANSWERED: Final = {
    ProposalAnswer.ACCEPT: ProposalStatus.ACCEPTED,
    ProposalAnswer.DECLINE: ProposalStatus.DECLINED,
    ProposalAnswer.WITHDRAW: ProposalStatus.WITHDRAWN,
}


class ProposalService:
    """Moves by agreement; `/reschedule` stays what two sides agreed on in another way."""

    def __init__(self, slots: SlotsPort, transitions: BookingTransitions) -> None:
        self._slots, self._transitions = slots, transitions
        self._list = PreparedList(repository.list_query, repository.ORDERS, proposal_document)

    async def page(
        self,
        reading: ReadingContext,
        statuses: tuple[ProposalStatus, ...],
        booking_id: UUID | None,
        sort: str,
        cursor: str | None,
        limit: int,
    ) -> dict[str, Any]:
        """One page of what the caller may see."""
        reading.caller.require(Permission.BOOKINGS_VIEW)
        wish = (reading.caller.scopes, statuses, booking_id)
        return await self._list.page(reading.session, wish, sort, cursor, limit)

    async def one(self, reading: ReadingContext, proposal_id: UUID) -> dict[str, Any]:
        """A proposal; 404 for what is not there or not the caller's."""
        proposal = await reading.session.get(BookingProposal, proposal_id)
        if proposal is None or not sees(reading.caller, proposal.vendor_id, proposal.customer_id):
            raise NotFoundError
        reading.caller.require(Permission.BOOKINGS_VIEW)
        return await repository.document_of(reading.session, proposal_id)

    async def propose(
        self, writing: WritingContext, booking_id: UUID, wish: ProposalCreate
    ) -> dict[str, Any]:
        """Another time, kept until it is answered; a customer's within the free time is direct."""
        move = RescheduleIn(starts_at=wish.starts_at, staff_id=wish.staff_id)
        state = await self._transitions.admit(writing, booking_id, BookingAction.RESCHEDULE, move)
        require_possible(BookingAction.RESCHEDULE, state, writing.now)
        if state.customer_id is None:
            detail = "This booking is a guest's, who can't answer here: agree by phone, then move it."
            raise ConflictError(ErrorCode.INVALID_TRANSITION, detail)
        if await writing.session.get(BookingProposal, wish.id) is not None:
            raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.")
        if await repository.find_open(writing.session, booking_id) is not None:
            detail = "Another time is proposed already; it has to be answered or withdrawn first."
            raise ConflictError(ErrorCode.PROPOSAL_OPEN, detail)
        side = (
            ProposalSide.CUSTOMER if hats(writing.caller, state).isdisjoint(_STAFF) else ProposalSide.VENDOR
        )
        if side is ProposalSide.CUSTOMER and not cancellation_charge(writing.caller, state, writing.now).fee:
            moved = await self._transitions.move(writing, state, move)
            slot = Slot(
                datetime.fromisoformat(moved["starts_at"]),
                datetime.fromisoformat(moved["ends_at"]),
                UUID(moved["staff_id"]),
                writing.now,
                writing.now,
            )
            return await self._keep(writing, state, wish, slot, side, ProposalStatus.ACCEPTED, writing.now)
        row = await bookings.find_row(writing.session, booking_id)
        terms = await self._slots.find_terms(writing.session, row.listing_id) if row else None
        if row is None or terms is None:
            raise NotFoundError
        if wish.starts_at == row.starts_at and wish.staff_id in {None, row.staff_id}:
            raise InvalidInputError.field("starts_at", "same", "The booking has this time already.")
        return await self._ask(writing, state, wish, own_terms(terms, row), row.staff_id, side)

    async def _ask(
        self,
        writing: WritingContext,
        state: BookingState,
        wish: ProposalCreate,
        terms: OfferTerms,
        present: UUID,
        side: ProposalSide,
    ) -> dict[str, Any]:
        wanted = Wanted(terms, wish.starts_at, wish.staff_id, frozenset({state.id}))
        slot = await self._transitions.free_slot(writing, wanted, present)
        lane = await lane_of(writing.session, OccupancySource.BOOKING, state.id)
        try:
            async with writing.uow.savepoint():
                source = OccupancySource.PROPOSAL
                await occupy_slot(writing.session, source, wish.id, slot, lane=lane)
        except IntegrityError as error:
            if is_overlap(error):
                raise await self._slots.refuse_taken(writing.session, wanted, writing.now) from error
            raise
        expires_at = _deadline(state, slot, side, terms, writing.now)
        return await self._keep(writing, state, wish, slot, side, ProposalStatus.OPEN, expires_at)

    async def _keep(
        self,
        writing: WritingContext,
        state: BookingState,
        wish: ProposalCreate,
        slot: Slot,
        side: ProposalSide,
        status: ProposalStatus,
        expires_at: datetime,
    ) -> dict[str, Any]:
        if state.customer_id is None:
            raise NotFoundError
        proposal = BookingProposal(
            id=wish.id,
            version=1,
            booking_id=state.id,
            vendor_id=state.vendor_id,
            customer_id=state.customer_id,
            side=str(side),
            status=str(status),
            staff_id=slot.staff_id,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            note=wish.note,
            creator_id=writing.caller.id,
            creator=writing.caller.name,
            expires_at=expires_at,
            created_at=writing.now,
            updated_at=writing.now,
        )
        try:
            async with writing.uow.savepoint():
                writing.session.add(proposal)
        except IntegrityError as error:
            if is_duplicate(error):
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.") from error
            raise
        repository.tell(writing.uow, proposal, writing.caller.id, is_new=True)
        document = await repository.document_of(writing.session, wish.id)
        if Role.ADMIN in hats(writing.caller, state):
            writing.audit("booking.proposed", "booking", state.id, after=_named(document))
        return document

    async def answer(
        self, writing: WritingContext, proposal_id: UUID, answer: ProposalAnswer
    ) -> dict[str, Any]:
        """The other side accepts or declines, or who proposed it withdraws it."""
        found = await writing.session.get(BookingProposal, proposal_id)
        if found is None or not sees(writing.caller, found.vendor_id, found.customer_id):
            raise NotFoundError
        # The booking first: whoever changes both locks them in this order.
        state = await bookings.find_state(writing.session, found.booking_id)
        proposal = await repository.lock(writing.session, proposal_id)
        if state is None or proposal is None:
            raise NotFoundError
        _require_side(writing, state, proposal, answer)
        current = await repository.document_of(writing.session, proposal_id)
        writing.expect(proposal.version, lambda: current)
        if proposal.status != ProposalStatus.OPEN or proposal.expires_at <= writing.now:
            detail = "This proposal waits for no answer any more."
            raise ConflictError(ErrorCode.INVALID_TRANSITION, detail)
        if answer is ProposalAnswer.ACCEPT:
            require_possible(BookingAction.RESCHEDULE, state, writing.now)
            await self._take(writing, state, proposal)
        await repository.end(writing.uow, proposal, _ANSWERED[answer], writing.caller.id)
        document = await repository.document_of(writing.session, proposal_id)
        if Role.ADMIN in hats(writing.caller, state):
            act = f"booking.proposal_{_ANSWERED[answer]}"
            writing.audit(act, "booking", state.id, after=_named(document))
        return document

    async def _take(self, writing: WritingContext, state: BookingState, proposal: BookingProposal) -> None:
        """The kept time becomes the booking's, without a moment in which either is free."""
        await take_over(writing.session, OccupancySource.PROPOSAL, proposal.id, state.id)
        times = (proposal.staff_id, proposal.starts_at, proposal.ends_at)
        await self._transitions.note_move(writing, state.id, *times)


def _require_side(
    writing: WritingContext, state: BookingState, proposal: BookingProposal, answer: ProposalAnswer
) -> None:
    """403 unless the caller stands on the side whose word this is."""
    worn = hats(writing.caller, state)
    by_staff = proposal.side == ProposalSide.VENDOR
    if answer is not ProposalAnswer.WITHDRAW:
        by_staff = not by_staff
    allowed = _STAFF if by_staff else frozenset({Role.CUSTOMER})
    if worn.isdisjoint(allowed):
        raise ForbiddenError("This is for the other side to say.")


def _deadline(
    state: BookingState, slot: Slot, side: ProposalSide, terms: OfferTerms, now: datetime
) -> datetime:
    """When a proposal lapses: after the other side's time to answer, at the latest when either time comes."""
    first = min(slot.starts_at, state.starts_at) if state.starts_at > now else slot.starts_at
    if side is ProposalSide.CUSTOMER:
        return answer_by(now, first, terms.answer_minutes)
    return min(now + CUSTOMERS_PATIENCE, first)


def _named(document: dict[str, Any]) -> dict[str, Any]:
    return {name: document[name] for name in ("status", "starts_at", "ends_at", "staff_id")}

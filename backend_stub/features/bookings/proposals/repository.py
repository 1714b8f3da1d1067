"""Proposals in the database, and the time that is kept for the open ones."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.occupying import vacate
from backend_stub.db.tables import BookingProposal, OccupancySource
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.features.bookings.proposals.rows import proposal_document, proposals, seen_by
from backend_stub.features.bookings.rows import scopes_of
from backend_stub.paging import Order, page_of
from contracts.events import EventName
from contracts.vocabulary import Entity, ProposalStatus

ORDERS = {
    "created_at": Order(BookingProposal.created_at, datetime, BookingProposal.id),
    "expires_at": Order(BookingProposal.expires_at, datetime, BookingProposal.id),
}
EVENTS = {
    ProposalStatus.OPEN: EventName.PROPOSAL_MADE,
    ProposalStatus.ACCEPTED: EventName.PROPOSAL_ACCEPTED,
    ProposalStatus.DECLINED: EventName.PROPOSAL_DECLINED,
    ProposalStatus.WITHDRAWN: EventName.PROPOSAL_WITHDRAWN,
    ProposalStatus.LAPSED: EventName.PROPOSAL_LAPSED,
}

Wish = tuple[frozenset[str], tuple[ProposalStatus, ...], UUID | None]
"""For whose scopes, in which states, of which booking (None: any)."""


def list_query(wish: Wish, sort: str, cursor: str | None, limit: int) -> Select[*tuple[Any, ...]]:
    """One page, and one row more if there is one."""
    scopes, statuses, booking_id = wish
    query, seen = proposals(), seen_by(scopes)
    if seen is not None:
        query = query.where(seen)
    if statuses:
        query = query.where(BookingProposal.status.in_([str(status) for status in statuses]))
    if booking_id is not None:
        query = query.where(BookingProposal.booking_id == booking_id)
    return page_of(query, ORDERS, sort, cursor, limit)


async def document_of(session: AsyncSession, proposal_id: UUID) -> dict[str, Any]:
    """A proposal as it reads in this transaction."""
    await session.flush()
    found = await session.execute(proposals().where(BookingProposal.id == proposal_id))
    return proposal_document(found.one())


async def lock(session: AsyncSession, proposal_id: UUID) -> BookingProposal | None:
    """A proposal; nobody else changes it until this transaction ends."""
    query = select(BookingProposal).where(BookingProposal.id == proposal_id)
    return await session.scalar(query.with_for_update().execution_options(populate_existing=True))


async def find_open(session: AsyncSession, booking_id: UUID) -> BookingProposal | None:
    """The proposal of a booking that waits for an answer."""
    query = select(BookingProposal).where(
        BookingProposal.booking_id == booking_id, BookingProposal.status == ProposalStatus.OPEN
    )
    return await session.scalar(query.with_for_update())


async def overdue(session: AsyncSession, now: datetime, limit: int) -> Sequence[tuple[UUID, UUID]]:
    """Open proposals whose answer is overdue, with their bookings."""
    query = (
        select(BookingProposal.id, BookingProposal.booking_id)
        .where(BookingProposal.status == ProposalStatus.OPEN, BookingProposal.expires_at <= now)
        .limit(limit)
    )
    return [(id, booking_id) for id, booking_id in await session.execute(query)]


def tell(uow: UnitOfWork, proposal: BookingProposal, actor_id: UUID | None, *, is_new: bool = False) -> None:
    """Feed and event of what just became of a proposal."""
    scopes = scopes_of(proposal.vendor_id, proposal.customer_id)
    before = () if is_new else scopes
    uow.record_change(Entity.PROPOSAL, proposal.id, proposal.version, before=before, after=scopes)
    payload = {
        "proposal_id": str(proposal.id),
        "booking_id": str(proposal.booking_id),
        "side": proposal.side,
        "actor_id": None if actor_id is None else str(actor_id),
    }
    uow.emit(EVENTS[ProposalStatus(proposal.status)], payload)


async def end(
    uow: UnitOfWork, proposal: BookingProposal, status: ProposalStatus, actor_id: UUID | None
) -> None:
    """An open proposal gets its last word; its time is given back, unless it was taken over before."""
    proposal.status, proposal.updated_at = str(status), uow.now
    proposal.version += 1
    await uow.session.flush()
    await vacate(uow.session, OccupancySource.PROPOSAL, proposal.id)
    tell(uow, proposal, actor_id)


async def withdraw_open(uow: UnitOfWork, booking_id: UUID, actor_id: UUID | None) -> None:
    """Something else became of a booking: what was proposed for it is void, and its time free."""
    proposal = await find_open(uow.session, booking_id)
    if proposal is not None:
        await end(uow, proposal, ProposalStatus.WITHDRAWN, actor_id)

"""What events beside a booking's own life tell: messages, other times, the waitlist, money, listings."""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import (
    Booking,
    BookingProposal,
    Conversation,
    Listing,
    Payment,
    Payout,
    Review,
    Vendor,
    WaitlistEntry,
)
from backend_stub.features.notifications.audience import admins, members_of
from backend_stub.features.notifications.told import News
from backend_stub.ports.broker import Event
from contracts.events import EventName
from contracts.vocabulary import Entity, NotificationKind, ProposalSide, ReviewSide

Account = Callable[[AsyncSession, Event], Awaitable[News | None]]


def _id(event: Event, name: str) -> UUID:
    return UUID(str(event.payload[name]))


def _but_actor(event: Event, told: list[tuple[UUID, str]]) -> list[tuple[UUID, str]]:
    return [item for item in told if str(item[0]) != event.payload.get("actor_id")]


async def _message(session: AsyncSession, event: Event) -> News | None:
    """The sides that did not write, and support where it takes part; once until they have read it."""
    row = await session.get(Conversation, _id(event, "conversation_id"))
    if row is None:
        return None
    side = str(event.payload["side"])
    names = {"customer": row.customer_name, "vendor": row.vendor_name}
    author = names.get(side, row.last_author or "Doorstep")
    told: list[tuple[UUID, str]] = []
    if side != "customer":
        told.append((row.customer_id, author))
    if side != "vendor":
        told += [(id, author) for id in await members_of(session, row.vendor_id)]
    if side != "support" and row.support_at is not None:
        told += [(id, author) for id in await admins(session)]
    return News(
        kind=NotificationKind.MESSAGE,
        title=row.title,
        told=_but_actor(event, told),
        booking_id=row.booking_id,
        subject=(Entity.CONVERSATION, row.id),
        once_until_read=True,
    )


async def _support_invited(session: AsyncSession, event: Event) -> News | None:
    row = await session.get(Conversation, _id(event, "conversation_id"))
    if row is None:
        return None
    told = [(id, row.support_by or "") for id in await admins(session)]
    subject = (Entity.CONVERSATION, row.id)
    return News(NotificationKind.SUPPORT_INVITED, row.title, _but_actor(event, told), subject=subject)


def _proposal(kind: NotificationKind, *, to_proposer: bool) -> Account:
    async def account(session: AsyncSession, event: Event) -> News | None:
        """A proposal concerns the other side; its answer concerns who made it."""
        row = await session.get(BookingProposal, _id(event, "proposal_id"))
        booking = None if row is None else await session.get(Booking, row.booking_id)
        if row is None or booking is None:
            return None
        is_customers = row.side == ProposalSide.CUSTOMER
        if is_customers == to_proposer:
            vendor = await session.get_one(Vendor, row.vendor_id)
            told = [(row.customer_id, vendor.name)]
        else:
            client = booking.customer_name or ""
            told = [(id, client) for id in await members_of(session, row.vendor_id)]
        return News(
            kind=kind,
            title=booking.listing_title,
            told=_but_actor(event, told),
            booking_id=booking.id,
            subject=(Entity.PROPOSAL, row.id),
            starts_at=row.starts_at,
            zone=booking.zone,
        )

    return account


def _waitlist(kind: NotificationKind) -> Account:
    async def account(session: AsyncSession, event: Event) -> News | None:
        row = await session.get(WaitlistEntry, _id(event, "entry_id"))
        if row is None:
            return None
        vendor = await session.get_one(Vendor, row.vendor_id)
        return News(kind, row.listing_title, [(row.person_id, vendor.name)], zone=row.zone)

    return account


def _payment(kind: NotificationKind) -> Account:
    async def account(session: AsyncSession, event: Event) -> News | None:
        """To who paid; a refund with its own amount."""
        row = await session.get(Payment, _id(event, "payment_id"))
        if row is None or row.customer_id is None:
            return None
        ids = [UUID(str(id)) for id in event.payload["booking_ids"]]
        query = select(Booking).where(Booking.id.in_(ids)).order_by(Booking.starts_at, Booking.id).limit(1)
        booking = await session.scalar(query)
        vendor = None if booking is None else await session.get(Vendor, booking.vendor_id)
        amount: Any = event.payload.get("amount", row.amount)
        return News(
            kind=kind,
            title="" if booking is None else booking.listing_title,
            told=[(row.customer_id, "" if vendor is None else vendor.name)],
            booking_id=None if booking is None else booking.id,
            amount=(int(amount), row.currency),
        )

    return account


async def _payout(session: AsyncSession, event: Event) -> News | None:
    row = await session.get(Payout, _id(event, "payout_id"))
    if row is None:
        return None
    vendor = await session.get_one(Vendor, row.vendor_id)
    told = [(id, vendor.name) for id in await members_of(session, row.vendor_id)]
    return News(NotificationKind.PAYOUT_SENT, row.reference, told, amount=(row.amount, row.currency))


def _listing(kind: NotificationKind) -> Account:
    async def account(session: AsyncSession, event: Event) -> News | None:
        """Admins are told of what waits for review, the vendor's people of what came of it."""
        row = await session.get(Listing, _id(event, "listing_id"))
        if row is None:
            return None
        vendor = await session.get_one(Vendor, row.vendor_id)
        is_submitted = kind is NotificationKind.LISTING_SUBMITTED
        ids = await admins(session) if is_submitted else await members_of(session, row.vendor_id)
        told = _but_actor(event, [(id, vendor.name) for id in ids])
        return News(kind, row.title, told, subject=(Entity.LISTING, row.id))

    return account


async def _review(session: AsyncSession, event: Event) -> News | None:
    """A review concerns the other side, its answer or its hiding the author, a report the admins."""
    row = await session.get(Review, _id(event, "review_id"))
    if row is None or row.vendor_id is None:
        return None
    kind = _REVIEWS[event.name]
    by_customer = row.side == ReviewSide.CUSTOMER
    other = (row.vendor_name if by_customer else row.customer_name) or ""
    if kind is NotificationKind.REVIEW_REPORTED:
        told = [(id, row.author) for id in await admins(session)]
    elif kind is NotificationKind.REVIEW_PUBLISHED and by_customer:
        told = [(id, row.author) for id in await members_of(session, row.vendor_id)]
    elif kind is NotificationKind.REVIEW_PUBLISHED:
        told = [] if row.customer_id is None else [(row.customer_id, row.author)]
    else:
        told = [] if row.author_id is None else [(row.author_id, other)]
    return News(
        kind=kind,
        title=row.listing_title or "",
        told=_but_actor(event, told),
        booking_id=row.booking_id,
        subject=(Entity.REVIEW, row.id),
    )


_Kind: Final = NotificationKind
_REVIEWS: Final = {
    EventName.REVIEW_PUBLISHED: _Kind.REVIEW_PUBLISHED,
    EventName.REVIEW_REPLIED: _Kind.REVIEW_REPLIED,
    EventName.REVIEW_REPORTED: _Kind.REVIEW_REPORTED,
    EventName.REVIEW_HIDDEN: _Kind.REVIEW_HIDDEN,
}
MORE_ACCOUNTS: Final[dict[EventName, Account]] = {
    EventName.MESSAGE_SENT: _message,
    EventName.SUPPORT_INVITED: _support_invited,
    EventName.PROPOSAL_MADE: _proposal(_Kind.PROPOSAL_MADE, to_proposer=False),
    EventName.PROPOSAL_ACCEPTED: _proposal(_Kind.PROPOSAL_ACCEPTED, to_proposer=True),
    EventName.PROPOSAL_DECLINED: _proposal(_Kind.PROPOSAL_DECLINED, to_proposer=True),
    EventName.WAITLIST_OFFERED: _waitlist(_Kind.WAITLIST_OFFERED),
    EventName.WAITLIST_MISSED: _waitlist(_Kind.WAITLIST_MISSED),
    EventName.PAYMENT_REFUNDED: _payment(_Kind.PAYMENT_REFUNDED),
    EventName.PAYMENT_DECLINED: _payment(_Kind.PAYMENT_DECLINED),
    EventName.PAYOUT_SENT: _payout,
    EventName.LISTING_SUBMITTED: _listing(_Kind.LISTING_SUBMITTED),
    EventName.LISTING_APPROVED: _listing(_Kind.LISTING_APPROVED),
    EventName.LISTING_REJECTED: _listing(_Kind.LISTING_REJECTED),
    **dict.fromkeys(_REVIEWS, _review),
}

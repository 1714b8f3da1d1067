"""What each event tells, and to whom: the table that a new event adds a line to.

An `Account` reads an event and says what it tells; `None` where there is nothing (any more) to tell.
"""

from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Booking, Person, Vendor
from backend_stub.features.notifications.audience import members_of
from backend_stub.features.notifications.more_news import MORE_ACCOUNTS
from backend_stub.features.notifications.told import News
from backend_stub.ports.broker import Event
from contracts.events import EventName
from contracts.vocabulary import BookingStatus, NotificationKind
from contracts.wire import rfc3339

Account = Callable[[AsyncSession, Event], Awaitable[News | None]]


def _booking(kind: NotificationKind) -> Account:
    async def account(session: AsyncSession, event: Event) -> News | None:
        """For the vendor's people and the customer, except who did it; who asked is not told of asking."""
        if event.payload.get("follows"):
            return None  # of a series they are told once
        booking = await session.get(Booking, UUID(str(event.payload["booking_id"])))
        if booking is None:
            return None
        vendor = await session.get_one(Vendor, booking.vendor_id)
        client = booking.customer_name or booking.guest_name or ""
        told = [(person_id, client) for person_id in await members_of(session, booking.vendor_id)]
        if booking.customer_id is not None:
            told.append((booking.customer_id, vendor.name))
        if kind is NotificationKind.BOOKING_REQUESTED:
            told = [item for item in told if item[0] != booking.customer_id]
        return News(
            kind=kind,
            title=booking.listing_title,
            told=[item for item in told if str(item[0]) != event.payload.get("actor_id")],
            booking_id=booking.id,
            starts_at=booking.starts_at,
            zone=booking.zone,
        )

    return account


async def _reminder(session: AsyncSession, event: Event) -> News | None:
    booking = await session.get(Booking, UUID(str(event.payload["booking_id"])))
    if booking is None or booking.status != BookingStatus.CONFIRMED:
        return None
    if rfc3339(booking.starts_at) != event.payload["starts_at"]:
        return None  # it has moved since; its new time has a reminder of its own
    vendor = await session.get_one(Vendor, booking.vendor_id)
    return News(
        kind=NotificationKind.BOOKING_REMINDER,
        title=booking.listing_title,
        told=[(UUID(str(event.payload["person_id"])), vendor.name)],
        booking_id=booking.id,
        starts_at=booking.starts_at,
        zone=booking.zone,
    )


def _account(kind: NotificationKind) -> Account:
    async def account(session: AsyncSession, event: Event) -> News | None:
        person_id = UUID(str(event.payload["person_id"]))
        if await session.get(Person, person_id) is None:
            return None
        return News(kind=kind, title="Doorstep", told=[(person_id, "")])

    return account


ACCOUNTS: Final[dict[EventName, Account]] = {
    EventName.BOOKING_REQUESTED: _booking(NotificationKind.BOOKING_REQUESTED),
    EventName.BOOKING_ACCEPTED: _booking(NotificationKind.BOOKING_ACCEPTED),
    EventName.BOOKING_DECLINED: _booking(NotificationKind.BOOKING_DECLINED),
    EventName.BOOKING_CANCELLED: _booking(NotificationKind.BOOKING_CANCELLED),
    EventName.BOOKING_RESCHEDULED: _booking(NotificationKind.BOOKING_RESCHEDULED),
    EventName.BOOKING_EXPIRED: _booking(NotificationKind.BOOKING_EXPIRED),
    EventName.BOOKING_NO_SHOW: _booking(NotificationKind.BOOKING_NO_SHOW),
    EventName.BOOKING_REMINDER_DUE: _reminder,
    EventName.PERSON_GRANTED: _account(NotificationKind.ACCOUNT_CHANGED),
    EventName.PERSON_SUSPENDED: _account(NotificationKind.ACCOUNT_SUSPENDED),
    EventName.PERSON_RESTORED: _account(NotificationKind.ACCOUNT_RESTORED),
    **MORE_ACCOUNTS,
}

"""Tells the other side what happened to a booking."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select

from backend_stub.db.tables import Booking, Notification, RoleGrant, Vendor, VendorMember
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.ports.broker import Event
from backend_stub.security.caller import user_scope
from contracts.events import EventName
from contracts.idents import uuid7
from contracts.vocabulary import Entity, NotificationKind, Role

_KINDS: Final[Mapping[EventName, NotificationKind]] = {
    EventName.BOOKING_REQUESTED: NotificationKind.BOOKING_REQUESTED,
    EventName.BOOKING_ACCEPTED: NotificationKind.BOOKING_ACCEPTED,
    EventName.BOOKING_DECLINED: NotificationKind.BOOKING_DECLINED,
    EventName.BOOKING_CANCELLED: NotificationKind.BOOKING_CANCELLED,
    EventName.BOOKING_RESCHEDULED: NotificationKind.BOOKING_RESCHEDULED,
    EventName.BOOKING_EXPIRED: NotificationKind.BOOKING_EXPIRED,
    EventName.BOOKING_NO_SHOW: NotificationKind.BOOKING_NO_SHOW,
}


class BookingNotifier:
    """Writes notifications (`ports.broker.ConsumerPort`); whoever did something is not told of it."""

    name = "notifications.bookings"
    events = frozenset(_KINDS)

    async def handle(self, event: Event, uow: UnitOfWork) -> None:
        """Tell the vendor's people and the customer, except the one who did it."""
        booking = await uow.session.get(Booking, UUID(str(event.payload["booking_id"])))
        if booking is None:
            return
        vendor = await uow.session.get_one(Vendor, booking.vendor_id)
        actor = event.payload.get("actor_id")
        client = booking.customer_name or booking.guest_name or ""
        told = [(person_id, client) for person_id in await self._members(uow, booking.vendor_id)]
        if booking.customer_id is not None:
            told.append((booking.customer_id, vendor.name))
        if event.name is EventName.BOOKING_REQUESTED:
            told = [item for item in told if item[0] != booking.customer_id]
        for number, (person_id, counterpart) in enumerate(told):
            if str(person_id) != actor:
                self._tell(event, uow, booking, person_id, counterpart, number)

    async def _members(self, uow: UnitOfWork, vendor_id: UUID) -> list[UUID]:
        query = (
            select(VendorMember.person_id)
            .join(RoleGrant, RoleGrant.person_id == VendorMember.person_id)
            .where(VendorMember.vendor_id == vendor_id, RoleGrant.role == Role.VENDOR)
            .order_by(VendorMember.person_id)
        )
        return list(await uow.session.scalars(query))

    def _tell(
        self, event: Event, uow: UnitOfWork, booking: Booking, person_id: UUID, counterpart: str, number: int
    ) -> None:
        # From event and reader, so that a repeat would make the same row and not a second one.
        bits = (event.id.int ^ person_id.int ^ number) & ((1 << 74) - 1)
        row = Notification(
            id=uuid7(int(event.at.timestamp() * 1000), bits),
            version=1,
            person_id=person_id,
            kind=str(_KINDS[event.name]),
            booking_id=booking.id,
            listing_title=booking.listing_title,
            counterpart=counterpart,
            starts_at=booking.starts_at,
            zone=booking.zone,
            created_at=uow.now,
            read_at=None,
        )
        uow.session.add(row)
        uow.record_change(Entity.NOTIFICATION, row.id, 1, after=[user_scope(person_id)])

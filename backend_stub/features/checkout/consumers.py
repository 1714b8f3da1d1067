"""What a payment, and the end of bookings, mean for a checkout."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select

from backend_stub.db.tables import Booking, Checkout, CheckoutLine
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.ports.bookings import BookingsPort
from backend_stub.ports.broker import Event
from backend_stub.ports.coupons import CouponsPort
from backend_stub.security.caller import user_scope
from contracts.events import EventName
from contracts.vocabulary import BookingStatus, CheckoutState, Entity

_NOT_PAID: Final = "It was not paid in time."
_CAME_TO_NOTHING: Final = frozenset({BookingStatus.DECLINED, BookingStatus.CANCELLED, BookingStatus.EXPIRED})


class CheckoutOutcome:
    """Ends a checkout as its payment ended (`ports.broker.ConsumerPort`)."""

    name = "checkout.payments"
    events = frozenset({EventName.PAYMENT_CAPTURED, EventName.PAYMENT_CANCELLED})

    def __init__(self, bookings: BookingsPort, coupons: CouponsPort) -> None:
        self._bookings = bookings
        self._coupons = coupons

    async def handle(self, event: Event, uow: UnitOfWork) -> None:
        """Captured: all stands. Cancelled: nothing does."""
        checkout_id = UUID(str(event.payload["payment_id"]))
        checkout = await uow.session.scalar(
            select(Checkout).where(Checkout.id == checkout_id).with_for_update()
        )
        if checkout is None or checkout.state != CheckoutState.PAYING:
            return
        if event.name is EventName.PAYMENT_CAPTURED:
            await _end(uow, checkout, CheckoutState.DONE)
            return
        await self._bookings.undo(uow, await _booking_ids(uow, checkout_id), _NOT_PAID)
        await self._coupons.release(uow, [checkout_id])
        await _end(uow, checkout, CheckoutState.UNDONE)


class CouponReturn:
    """Gives coupons back where nothing of a checkout took place (`ports.broker.ConsumerPort`)."""

    name = "checkout.coupons"
    events = frozenset({EventName.BOOKING_DECLINED, EventName.BOOKING_CANCELLED, EventName.BOOKING_EXPIRED})

    def __init__(self, coupons: CouponsPort) -> None:
        self._coupons = coupons

    async def handle(self, event: Event, uow: UnitOfWork) -> None:
        """Once the last of its bookings has come to nothing."""
        booking_id = UUID(str(event.payload["booking_id"]))
        of = select(CheckoutLine.checkout_id).where(CheckoutLine.booking_id == booking_id)
        checkout_id = await uow.session.scalar(of)
        if checkout_id is None:
            return
        ids = await _booking_ids(uow, checkout_id)
        found = set(await uow.session.scalars(select(Booking.status).where(Booking.id.in_(ids))))
        if found <= _CAME_TO_NOTHING:
            await self._coupons.release(uow, [checkout_id])


async def _booking_ids(uow: UnitOfWork, checkout_id: UUID) -> Sequence[UUID]:
    query = select(CheckoutLine.booking_id).where(CheckoutLine.checkout_id == checkout_id)
    return (await uow.session.scalars(query)).all()


async def _end(uow: UnitOfWork, checkout: Checkout, state: CheckoutState) -> None:
    checkout.state = str(state)
    checkout.version += 1
    checkout.updated_at = uow.now
    await uow.session.flush()
    scopes = [user_scope(checkout.person_id)]
    uow.record_change(Entity.CHECKOUT, checkout.id, checkout.version, before=scopes, after=scopes)

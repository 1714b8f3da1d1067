"""What the end of a booking means for its money."""

from typing import Final
from uuid import UUID, uuid5

from backend_stub.db.tables import Booking, Listing, Payment, PaymentPartRow
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.features.payments import outcome, records
from backend_stub.features.payments.posting import Posting, post
from backend_stub.features.payments.service import PaymentService
from backend_stub.features.payments.shares import penalty_lines
from backend_stub.ports.broker import Event
from backend_stub.ports.payments import PaidItem, PaymentPart, PaymentWish
from backend_stub.ports.pricing import PriceLine, PricingPort
from contracts.events import EventName
from contracts.vocabulary import LedgerKind, PaymentMethod

_OVER: Final = frozenset(
    {
        EventName.BOOKING_DECLINED,
        EventName.BOOKING_EXPIRED,
        EventName.BOOKING_CANCELLED,
        EventName.BOOKING_NO_SHOW,
    }
)


class BookingSettlement:
    """Posts what is paid on site, gives back what is not due, books fees (`ports.broker.ConsumerPort`)."""

    name = "payments.bookings"
    events = _OVER | {EventName.BOOKING_COMPLETED}

    def __init__(self, payments: PaymentService, pricing: PricingPort) -> None:
        self._payments = payments
        self._pricing = pricing

    async def handle(self, event: Event, uow: UnitOfWork) -> None:
        """Settle a booking that is over, one way or the other."""
        booking = await uow.session.get(Booking, UUID(str(event.payload["booking_id"])))
        if booking is None:
            return
        part = await records.live_part(uow.session, booking.id)
        payment = await records.find_payment(uow.session, part.payment_id, lock=True) if part else None
        if event.name is EventName.BOOKING_COMPLETED:
            await self._completed(uow, booking, payment, part)
        else:
            await self._fallen_through(uow, booking, payment, part, int(event.payload.get("fee_amount") or 0))

    async def _completed(
        self, uow: UnitOfWork, booking: Booking, payment: Payment | None, part: PaymentPartRow | None
    ) -> None:
        if payment is None or part is None:
            if booking.price_amount == 0:
                return
            payment, part = await self._ordered_on_site(uow, booking)
        if payment.method == PaymentMethod.ON_SITE:
            await outcome.paid_on_site(uow, payment, part)

    async def _ordered_on_site(self, uow: UnitOfWork, booking: Booking) -> tuple[Payment, PaymentPartRow]:
        """Nobody paid for it before, so it was paid when it was done."""
        payment_id = uuid5(booking.id, "on site")
        wish = PaymentWish(
            id=payment_id,
            customer_id=booking.customer_id,
            method=PaymentMethod.ON_SITE,
            currency=booking.price_currency,
            parts=[await self._part(uow, booking)],
            pay_by=uow.now,
        )
        await self._payments.begin(uow, wish)
        payment = await records.find_payment(uow.session, payment_id, lock=True)
        part = await records.live_part(uow.session, booking.id)
        if payment is None or part is None:
            raise LookupError(f"the payment of booking {booking.id} is gone in its own transaction")
        return payment, part

    async def _part(self, uow: UnitOfWork, booking: Booking) -> PaymentPart:
        listing = await uow.session.get_one(Listing, booking.listing_id)
        line = PriceLine(booking.id, booking.vendor_id, listing.category_id, booking.price_amount)
        (priced,) = (await self._pricing.price(uow.session, [line], [])).lines
        return PaymentPart(
            booking_id=booking.id,
            vendor_id=booking.vendor_id,
            total=priced.total,
            tax=priced.tax,
            commission=priced.commission,
            items=[PaidItem(booking.listing_title, priced.total)],
        )

    async def _fallen_through(
        self,
        uow: UnitOfWork,
        booking: Booking,
        payment: Payment | None,
        part: PaymentPartRow | None,
        fee: int,
    ) -> None:
        if payment is not None and part is not None and payment.method == PaymentMethod.CARD:
            # What was paid covers the fee; the rest of it goes back.
            left = part.total - part.refunded - fee
            if left > 0 or part.total == 0:
                await self._payments.refund(
                    uow, uuid5(payment.id, f"over:{booking.id}"), booking.id, max(left, 0), ""
                )
            return
        if payment is not None and part is not None:
            await outcome.drop_on_site(uow, payment, part)
        if fee > 0:
            await self._charge(uow, booking, fee)

    async def _charge(self, uow: UnitOfWork, booking: Booking, fee: int) -> None:
        listing = await uow.session.get_one(Listing, booking.listing_id)
        line = PriceLine(booking.id, booking.vendor_id, listing.category_id, fee)
        rates = await self._pricing.rates(uow.session, [line])
        lines = penalty_lines(
            fee, rates[booking.id].commission, booking.vendor_id, booking.customer_id, booking.id
        )
        await post(uow, Posting(LedgerKind.PENALTY, f"penalty:{booking.id}", booking.price_currency, lines))

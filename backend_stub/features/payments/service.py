"""Payments as checkout and bookings ask for them (`ports.payments.PaymentsPort`)."""

from typing import Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.tables import Payment, PaymentPartRow, Person, Refund
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ConflictError, InvalidInputError, NotFoundError
from backend_stub.features.payments import outcome, records
from backend_stub.features.payments.bell import Bell
from backend_stub.ports.payments import PaymentPart, PaymentView, PaymentWish
from contracts.errors import ErrorCode
from contracts.vocabulary import PaymentMethod, PaymentState

ON_SITE: Final = "on_site"


class PaymentService:
    """Writes wishes down; `gateway` is who new card payments go to, `bell` wakes whoever asks it."""

    def __init__(self, gateway: str, bell: Bell) -> None:
        self._gateway = gateway
        self._bell = bell

    async def begin(self, uow: UnitOfWork, wish: PaymentWish) -> PaymentView:
        """A new payment; the same id again finds the one there is."""
        known = await self.find(uow.session, wish.id)
        if known is not None:
            return known
        _check(wish)
        on_site = wish.method is PaymentMethod.ON_SITE
        payment = Payment(
            id=wish.id,
            version=1,
            customer_id=wish.customer_id,
            customer_name=await _name_of(uow.session, wish.customer_id),
            method=str(wish.method),
            gateway=ON_SITE if on_site else self._gateway,
            state=str(PaymentState.DUE if on_site else PaymentState.PENDING),
            wanted="capture",
            amount=sum(part.total for part in wish.parts),
            refunded=0,
            currency=wish.currency,
            token=wish.token,
            attempt=1,
            confirmed=0,
            gateway_ref=None,
            action_url=None,
            problem=None,
            card=None,
            pay_by=wish.pay_by,
            checks=0,
            check_at=None if on_site else uow.now,
            captured_at=None,
            created_at=uow.now,
            updated_at=uow.now,
        )
        rows = [
            PaymentPartRow(**records.part_row(wish.id, number, part))
            for number, part in enumerate(wish.parts)
        ]
        try:
            async with uow.savepoint():
                uow.session.add(payment)
                await uow.session.flush()
                uow.session.add_all(rows)
                await uow.session.flush()
        except IntegrityError as error:
            if is_duplicate(error):
                detail = "One of these bookings is being paid already."
                raise ConflictError(ErrorCode.INVALID_TRANSITION, detail) from error
            raise
        records.note_change(uow, payment, is_new=True)
        self._bell.want()
        if not on_site and payment.amount == 0:
            await outcome.capture(uow, payment, rows, fee=0)
        return records.view_of(payment, rows)

    async def retry(self, uow: UnitOfWork, payment_id: UUID, token: str) -> PaymentView:
        """Another card."""
        payment = await records.find_payment(uow.session, payment_id, lock=True)
        if payment is None:
            raise NotFoundError
        if payment.state != PaymentState.DECLINED or payment.wanted != "capture":
            raise ConflictError(ErrorCode.INVALID_TRANSITION, "Only a declined payment can be tried again.")
        payment.state = str(PaymentState.PENDING)
        payment.token, payment.problem, payment.action_url = token, None, None
        payment.attempt += 1
        payment.checks, payment.check_at = 0, uow.now
        records.note_change(uow, payment)
        self._bell.want()
        return records.view_of(payment, await records.parts_of(uow.session, payment_id))

    async def give_up(self, uow: UnitOfWork, payment_id: UUID) -> PaymentView:
        """Let it go, or give all of it back."""
        payment = await records.find_payment(uow.session, payment_id, lock=True)
        if payment is None:
            raise NotFoundError
        parts = await records.parts_of(uow.session, payment_id)
        await outcome.give_up(uow, payment, parts)
        self._bell.want()
        return records.view_of(payment, parts)

    async def refund(
        self, uow: UnitOfWork, refund_id: UUID, booking_id: UUID, amount: int | None, reason: str
    ) -> int:
        """Give back part of what was paid for a booking, or all that is left."""
        made = await self.refund_as(uow, refund_id, booking_id, amount, reason, None)
        return made.amount if made else 0

    async def refund_as(
        self,
        uow: UnitOfWork,
        refund_id: UUID,
        booking_id: UUID,
        amount: int | None,
        reason: str,
        actor_id: UUID | None,
    ) -> Refund | None:
        """The refund; None where there is nothing to give back."""
        known = await uow.session.get(Refund, refund_id)
        if known is not None:
            if known.booking_id != booking_id:
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.")
            return known
        part = await records.live_part(uow.session, booking_id)
        payment = await records.find_payment(uow.session, part.payment_id, lock=True) if part else None
        if part is None or payment is None or payment.method == PaymentMethod.ON_SITE:
            return None
        await uow.session.refresh(part)
        await outcome.unwind_free(uow, payment, part)
        left = part.total - part.refunded
        given = left if amount is None else amount
        if given > left:
            raise ConflictError(
                ErrorCode.REFUND_TOO_LARGE, "More than is left of this payment can't go back.", left=left
            )
        if given <= 0:
            return None
        self._bell.want()
        return await outcome.promise(uow, payment, part, refund_id, given, reason, actor_id)

    async def find(self, session: AsyncSession, payment_id: UUID) -> PaymentView | None:
        """A payment as it stands."""
        payment = await records.find_payment(session, payment_id)
        if payment is None:
            return None
        return records.view_of(payment, await records.parts_of(session, payment_id))

    async def find_of_booking(self, session: AsyncSession, booking_id: UUID) -> PaymentView | None:
        """The payment that a booking is part of."""
        part = await records.live_part(session, booking_id)
        return await self.find(session, part.payment_id) if part else None


def _check(wish: PaymentWish) -> None:
    if not wish.parts or len({part.booking_id for part in wish.parts}) != len(wish.parts):
        raise InvalidInputError.field("parts", "missing", "A payment is for one or more bookings, each once.")
    if not all(_adds_up(part) for part in wish.parts):
        raise InvalidInputError.field("parts", "unbalanced", "The parts of a booking's price don't add up.")
    if wish.method is PaymentMethod.CARD and not wish.token:
        raise InvalidInputError.field("token", "missing", "Name the card that is to be charged.")


def _adds_up(part: PaymentPart) -> bool:
    shares = (part.total, part.tax, part.commission, part.fee, part.promotion, part.vendor_share)
    return min(shares) >= 0 and part.total == sum(
        (item.amount for item in part.items), 0 if part.items else part.total
    )


async def _name_of(session: AsyncSession, customer_id: UUID | None) -> str | None:
    person = None if customer_id is None else await session.get(Person, customer_id)
    return person.name if person else None

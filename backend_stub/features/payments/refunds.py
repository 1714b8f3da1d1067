"""Refunds that an admin gives, and what customers tell their bank."""

from typing import Any
from uuid import UUID

from backend_stub.db.tables import Payment, Refund
from backend_stub.errors import ConflictError, NotFoundError
from backend_stub.features.payments import records
from backend_stub.features.payments.bell import Bell
from backend_stub.features.payments.reading import sees
from backend_stub.features.payments.rows import payment_documents, refund_document
from backend_stub.features.payments.service import PaymentService
from backend_stub.ports.gateway import ChallengePort
from backend_stub.security.context import WritingContext
from contracts.errors import ErrorCode
from contracts.payments import RefundCreate
from contracts.permissions import Permission
from contracts.vocabulary import PaymentState


class PaymentDesk:
    """What people do to payments."""

    def __init__(self, payments: PaymentService, bank: ChallengePort, bell: Bell) -> None:
        self._payments = payments
        self._bank = bank
        self._bell = bell

    async def refund(self, writing: WritingContext, wish: RefundCreate) -> dict[str, Any]:
        """Give back a part of what was paid for a booking; the gateway is asked after the commit."""
        part = await records.live_part(writing.session, wish.booking_id)
        payment = await records.find_payment(writing.session, part.payment_id) if part else None
        if part is None or payment is None or not sees(writing.caller, payment):
            raise NotFoundError("Nothing was paid for this booking, or nothing that you may see.")
        writing.caller.require(Permission.REFUNDS_GIVE)
        before = part.refunded
        is_new = await writing.session.get(Refund, wish.id) is None
        refund = await self._payments.refund_as(
            writing.uow, wish.id, wish.booking_id, wish.amount, wish.reason, writing.caller.id
        )
        if refund is None:
            detail = "This was paid on site; the vendor has the money."
            raise ConflictError(ErrorCode.INVALID_TRANSITION, detail)
        after = {
            "booking_id": str(wish.booking_id),
            "amount": refund.amount,
            "currency": payment.currency,
            "refunded": before + refund.amount,
            "reason": wish.reason,
        }
        if is_new:
            writing.audit("refund.given", "refund", refund.id, before={"refunded": before}, after=after)
        return refund_document(refund, payment.currency)

    async def answer(self, writing: WritingContext, payment_id: UUID, code: str) -> dict[str, Any]:
        """Tell the customer's bank its code."""
        payment = await self._own(writing, payment_id)
        if payment.state != PaymentState.ACTION_NEEDED or payment.gateway_ref is None:
            raise ConflictError(ErrorCode.INVALID_TRANSITION, "The bank has not asked for a code.")
        if not await self._bank.answer(writing.session, payment.gateway_ref, code):
            raise ConflictError(ErrorCode.INVALID_TRANSITION, "The bank does not wait for a code any more.")
        payment.checks, payment.check_at = 0, writing.now
        self._bell.want()
        return await self._shown(writing, payment)

    async def retry(self, writing: WritingContext, payment_id: UUID, token: str) -> dict[str, Any]:
        """Try another card."""
        payment = await self._own(writing, payment_id)
        await self._payments.retry(writing.uow, payment_id, token)
        return await self._shown(writing, payment)

    async def _own(self, writing: WritingContext, payment_id: UUID) -> Payment:
        payment = await records.find_payment(writing.session, payment_id, lock=True)
        if payment is None or not sees(writing.caller, payment):
            raise NotFoundError
        writing.caller.require(Permission.PAYMENTS_MAKE)
        return payment

    async def _shown(self, writing: WritingContext, payment: Payment) -> dict[str, Any]:
        await writing.session.flush()
        (document,) = await payment_documents(writing.session, [payment])
        return document

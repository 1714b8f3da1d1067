"""Payments as the wire has them, in answers and the change feed alike."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Payment, PaymentPartRow, Refund
from backend_stub.features.payments.records import payment_scopes
from backend_stub.ports.gateway import IN_APP
from backend_stub.ports.rows import SyncRow
from contracts.vocabulary import Entity, PaymentState
from contracts.wire import rfc3339


def money(amount: int, currency: str) -> dict[str, Any]:
    """An amount as the wire has it."""
    return {"amount": amount, "currency": currency}


def payment_document(payment: Payment, booking_ids: Collection[UUID]) -> dict[str, Any]:
    """`contracts.payments.PaymentOut`."""
    asks = payment.state == PaymentState.ACTION_NEEDED
    action = "code" if payment.action_url == IN_APP else payment.action_url
    return {
        "id": str(payment.id),
        "version": payment.version,
        "state": payment.state,
        "method": payment.method,
        "amount": money(payment.amount, payment.currency),
        "refunded": money(payment.refunded, payment.currency),
        "card": payment.card,
        "action": action if asks else None,
        "problem": payment.problem,
        "customer": payment.customer_name,
        "booking_ids": [str(id) for id in booking_ids],
        "created_at": rfc3339(payment.created_at),
        "captured_at": payment.captured_at and rfc3339(payment.captured_at),
        "pay_by": rfc3339(payment.pay_by),
    }


def refund_document(refund: Refund, currency: str) -> dict[str, Any]:
    """`contracts.payments.RefundOut`."""
    return {
        "id": str(refund.id),
        "payment_id": str(refund.payment_id),
        "booking_id": str(refund.booking_id),
        "amount": money(refund.amount, currency),
        "state": refund.state,
        "reason": refund.reason,
        "created_at": rfc3339(refund.created_at),
        "updated_at": rfc3339(refund.updated_at),
    }


async def payment_documents(session: AsyncSession, payments: Sequence[Payment]) -> list[dict[str, Any]]:
    """Payments with the bookings that they are for."""
    query = (
        select(PaymentPartRow.payment_id, PaymentPartRow.booking_id)
        .where(PaymentPartRow.payment_id.in_([payment.id for payment in payments]))
        .order_by(PaymentPartRow.payment_id, PaymentPartRow.position)
    )
    of_payment: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for payment_id, booking_id in await session.execute(query):
        of_payment[payment_id].append(booking_id)
    return [payment_document(payment, of_payment[payment.id]) for payment in payments]


class PaymentReader:
    """Shows payments to their customers' change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.PAYMENT

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These payments as they are now."""
        found = list(await session.scalars(select(Payment).where(Payment.id.in_(ids))))
        return await _sync_rows(session, found)

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next payments of these people."""
        query = select(Payment).where(Payment.customer_id.in_(_people(scopes)))
        if after is not None:
            query = query.where(Payment.id > after)
        found = list(await session.scalars(query.order_by(Payment.id).limit(limit)))
        return await _sync_rows(session, found)

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every payment of a person."""
        query = select(Payment.id, Payment.version).where(Payment.customer_id.in_(_people([scope])))
        return [(id, version) for id, version in await session.execute(query)]


def _people(scopes: Collection[str]) -> list[UUID]:
    return [UUID(scope.removeprefix("user:")) for scope in scopes if scope.startswith("user:")]


async def _sync_rows(session: AsyncSession, payments: Sequence[Payment]) -> list[SyncRow]:
    documents = await payment_documents(session, payments)
    return [_sync_row(payment, document) for payment, document in zip(payments, documents, strict=True)]


def _sync_row(payment: Payment, document: dict[str, Any]) -> SyncRow:
    scopes = frozenset(payment_scopes(payment.customer_id))
    return SyncRow(payment.id, payment.version, scopes, lambda _shared: document)

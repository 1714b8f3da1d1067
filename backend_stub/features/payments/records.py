"""Payments, their parts and their refunds, as the rest of the feature reads and changes them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Payment, PaymentPartRow, Refund
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.ports.payments import PaidItem, PaymentPart, PaymentView
from backend_stub.security.caller import user_scope
from contracts.events import EventName
from contracts.vocabulary import Entity, PaymentMethod, PaymentState


async def find_payment(session: AsyncSession, payment_id: UUID, *, lock: bool = False) -> Payment | None:
    """A payment; `lock` keeps other servers from changing it meanwhile."""
    query = select(Payment).where(Payment.id == payment_id)
    if lock:
        await session.flush()
        query = query.with_for_update().execution_options(populate_existing=True)
    return await session.scalar(query)


async def parts_of(session: AsyncSession, payment_id: UUID) -> Sequence[PaymentPartRow]:
    """The parts of a payment, in the order in which they were ordered."""
    await session.flush()
    query = (
        select(PaymentPartRow)
        .where(PaymentPartRow.payment_id == payment_id)
        .order_by(PaymentPartRow.position)
        .execution_options(populate_existing=True)
    )
    return list(await session.scalars(query))


async def live_part(session: AsyncSession, booking_id: UUID) -> PaymentPartRow | None:
    """The one part by which a booking is paid or to be paid."""
    return await session.scalar(
        select(PaymentPartRow).where(PaymentPartRow.booking_id == booking_id, PaymentPartRow.live)
    )


async def refunds_of(session: AsyncSession, payment_id: UUID) -> Sequence[Refund]:
    """The refunds of a payment, oldest first."""
    query = select(Refund).where(Refund.payment_id == payment_id).order_by(Refund.created_at, Refund.id)
    return list(await session.scalars(query))


def part_of(row: PaymentPartRow) -> PaymentPart:
    """A part as it was ordered."""
    return PaymentPart(
        booking_id=row.booking_id,
        vendor_id=row.vendor_id,
        total=row.total,
        tax=row.tax,
        commission=row.commission,
        fee=row.fee,
        promotion=row.promotion,
        items=tuple(PaidItem(item["label"], item["amount"]) for item in row.items),
    )


def part_row(payment_id: UUID, position: int, part: PaymentPart) -> dict[str, Any]:
    """A part as it is kept."""
    return {
        "payment_id": payment_id,
        "booking_id": part.booking_id,
        "position": position,
        "vendor_id": part.vendor_id,
        "live": True,
        "total": part.total,
        "tax": part.tax,
        "commission": part.commission,
        "fee": part.fee,
        "promotion": part.promotion,
        "items": [{"label": item.label, "amount": item.amount} for item in part.items],
        "captured_at": None,
        "refunded": 0,
        "returned": 0,
    }


def view_of(payment: Payment, parts: Collection[PaymentPartRow]) -> PaymentView:
    """A payment as callers of the port see it."""
    return PaymentView(
        id=payment.id,
        version=payment.version,
        state=PaymentState(payment.state),
        method=PaymentMethod(payment.method),
        amount=payment.amount,
        refunded=payment.refunded,
        currency=payment.currency,
        booking_ids=tuple(part.booking_id for part in parts),
        action_url=payment.action_url,
        problem=payment.problem,
    )


def payment_scopes(customer_id: UUID | None) -> list[str]:
    """Who is sent a payment: its customer. Vendors and admins look up what they want to know of it."""
    return [] if customer_id is None else [user_scope(customer_id)]


def note_change(uow: UnitOfWork, payment: Payment, *, is_new: bool = False) -> None:
    """Tell the feed that a payment is, or has become, another."""
    if not is_new:
        payment.version += 1
    payment.updated_at = uow.now
    scopes = payment_scopes(payment.customer_id)
    if scopes:
        before = () if is_new else scopes
        uow.record_change(Entity.PAYMENT, payment.id, payment.version, before=before, after=scopes)


def tell(
    uow: UnitOfWork, name: EventName, payment: Payment, booking_ids: Collection[UUID], **more: Any
) -> None:
    """Say what became of a payment."""
    told = {"payment_id": str(payment.id), "booking_ids": [str(id) for id in booking_ids], **more}
    uow.emit(name, told)


async def due_ids(
    session: AsyncSession, table: type[Payment] | type[Refund], now: datetime, limit: int
) -> Sequence[UUID]:
    """What is to be asked about by now, the longest waiting first."""
    query = select(table.id).where(table.check_at <= now).order_by(table.check_at).limit(limit)
    return list(await session.scalars(query))


async def ask_now(uow: UnitOfWork, gateway: str, ref: str) -> None:
    """A hint came: ask about this charge, and the refunds that wait for it, right away."""
    payment_id = await uow.session.scalar(
        select(Payment.id).where(Payment.gateway == gateway, Payment.gateway_ref == ref)
    )
    if payment_id is None:
        return
    for table, of in ((Payment, Payment.id), (Refund, Refund.payment_id)):
        await uow.session.execute(
            update(table).where(of == payment_id, table.check_at.is_not(None)).values(check_at=uow.now)
        )

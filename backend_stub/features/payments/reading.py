"""What people look up: payments, their ledger, what vendors earn, and what it all adds up to."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import (
    Booking,
    LedgerEntry,
    LedgerTransaction,
    Payment,
    PaymentPartRow,
    Payout,
    PayoutLine,
    Vendor,
)
from backend_stub.errors import NotFoundError
from backend_stub.features.payments import records
from backend_stub.features.payments.rows import (
    money,
    payment_document,
    payment_documents,
    refund_document,
)
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.security.caller import Caller
from backend_stub.security.context import ReadingContext
from contracts.permissions import Permission
from contracts.vocabulary import OCCUPYING, LedgerAccount, LedgerKind, PaymentState, PayoutState
from contracts.wire import rfc3339

_PAYMENT_ORDERS: Final = {
    "created_at": Order(Payment.created_at, datetime, Payment.id),
    "amount": Order(Payment.amount, int, Payment.id),
}
_EARNING_ORDERS: Final = {"at": Order(LedgerTransaction.at, datetime, LedgerEntry.id)}

IS_HELD: Final[ColumnElement[bool]] = or_(
    LedgerTransaction.kind == LedgerKind.PENALTY,
    func.coalesce(Booking.status, "").in_([str(status) for status in OCCUPYING]),
)
"""A vendor's line waits while its booking is not over, and a penalty until the customer has paid it."""


@dataclass(frozen=True, slots=True)
class PaymentFilter:
    """Which payments: of some states, of one booking, of customers or bookings whose names begin so."""

    states: tuple[PaymentState, ...]
    booking_id: UUID | None
    q: str | None

    def conditions(self) -> list[ColumnElement[bool]]:
        """What a payment has to fulfil."""
        found: list[ColumnElement[bool]] = []
        if self.states:
            found.append(Payment.state.in_([str(state) for state in self.states]))
        if self.booking_id is not None:
            found.append(_is_for(PaymentPartRow.booking_id == self.booking_id))
        text = (self.q or "").strip().lower()
        if text:
            reference = (
                select(Booking.id)
                .where(func.lower(Booking.reference).startswith(text, autoescape=True))
                .scalar_subquery()
            )
            found.append(
                or_(
                    func.lower(Payment.customer_name).contains(text, autoescape=True),
                    _is_for(PaymentPartRow.booking_id.in_(reference)),
                )
            )
        return found


def _is_for(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(PaymentPartRow.payment_id == Payment.id, condition)


def sees(caller: Caller, payment: Payment) -> bool:
    """Whether a payment exists for the caller."""
    return caller.is_admin or (payment.customer_id is not None and payment.customer_id == caller.id)


class PaymentReading:
    """Answers the GETs."""

    async def page(
        self, reading: ReadingContext, wanted: PaymentFilter, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """The caller's own payments; all of them for admins."""
        reading.caller.require(Permission.PAYMENTS_VIEW)
        query = select(Payment).where(*wanted.conditions())
        if not reading.caller.is_admin:
            query = query.where(Payment.customer_id == reading.caller.id)
        rows = list(await reading.session.scalars(page_of(query, _PAYMENT_ORDERS, sort, cursor, limit)))
        shown = rows[:limit]
        key = _PAYMENT_ORDERS[sort.removeprefix("-")].column.key
        more = len(rows) > limit
        return {
            "items": await payment_documents(reading.session, shown),
            "next_cursor": write_cursor(sort, (getattr(shown[-1], key), shown[-1].id)) if more else None,
        }

    async def one(self, reading: ReadingContext, payment_id: UUID) -> dict[str, Any]:
        """One payment."""
        payment = await self.visible(reading.session, reading.caller, payment_id)
        reading.caller.require(Permission.PAYMENTS_VIEW)
        (document,) = await payment_documents(reading.session, [payment])
        return document

    async def visible(self, session: AsyncSession, caller: Caller, payment_id: UUID) -> Payment:
        """A payment that the caller may know of; else 404."""
        payment = await records.find_payment(session, payment_id)
        if payment is None or not sees(caller, payment):
            raise NotFoundError
        return payment

    async def ledger(self, reading: ReadingContext, payment_id: UUID) -> dict[str, Any]:
        """`contracts.payments.PaymentLedgerOut`."""
        payment = await self.visible(reading.session, reading.caller, payment_id)
        reading.caller.require(Permission.LEDGER_VIEW)
        parts = await records.parts_of(reading.session, payment_id)
        refunds = await records.refunds_of(reading.session, payment_id)
        return {
            "payment": payment_document(payment, [part.booking_id for part in parts]),
            "parts": await part_documents(reading.session, parts),
            "refunds": [refund_document(refund, payment.currency) for refund in refunds],
            "transactions": await _transactions(reading.session, payment),
        }

    async def balances(self, reading: ReadingContext, vendor_id: UUID | None) -> dict[str, Any]:
        """`contracts.payments.BalancesOut`: of one vendor, or of everything for admins."""
        caller = reading.caller
        if vendor_id is None:
            caller.require(Permission.LEDGER_VIEW)
        else:
            await self._of_vendor(reading, vendor_id)
        return {"items": await _balances(reading.session, vendor_id)}

    async def earnings(
        self, reading: ReadingContext, vendor_id: UUID, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """What a vendor earned and was paid, line by line."""
        await self._of_vendor(reading, vendor_id)
        query = page_of(earnings_of(vendor_id), _EARNING_ORDERS, sort, cursor, limit)
        rows = (await reading.session.execute(query)).all()
        shown = rows[:limit]
        more = len(rows) > limit
        return {
            "items": [earning_document(row) for row in shown],
            "next_cursor": write_cursor(sort, (shown[-1].at, shown[-1].id)) if more else None,
        }

    async def _of_vendor(self, reading: ReadingContext, vendor_id: UUID) -> None:
        if await reading.session.get(Vendor, vendor_id) is None:
            raise NotFoundError
        if vendor_id not in reading.caller.vendor_ids and not reading.caller.is_admin:
            raise NotFoundError
        reading.caller.require(Permission.EARNINGS_VIEW)


def earnings_of(vendor_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            LedgerEntry.id,
            LedgerTransaction.at,
            LedgerTransaction.kind,
            LedgerTransaction.currency,
            LedgerEntry.amount,
            LedgerEntry.booking_id,
            Booking.reference,
            Booking.listing_title,
            IS_HELD.label("held"),
            PayoutLine.payout_id,
        )
        .join(LedgerTransaction, LedgerTransaction.id == LedgerEntry.transaction_id)
        .outerjoin(Booking, Booking.id == LedgerEntry.booking_id)
        .outerjoin(PayoutLine, PayoutLine.entry_id == LedgerEntry.id)
        .where(LedgerEntry.vendor_id == vendor_id, LedgerEntry.account == LedgerAccount.VENDOR_PAYABLE)
    )


def earning_document(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """`contracts.payments.EarningOut`: what is owed to the vendor is positive here."""
    booking = None
    if row.reference is not None:
        booking = {"id": str(row.booking_id), "reference": row.reference, "title": row.listing_title}
    return {
        "id": str(row.id),
        "at": rfc3339(row.at),
        "kind": row.kind,
        "booking": booking,
        "amount": money(-row.amount, row.currency),
        "held": bool(row.held) and row.payout_id is None,
        "payout_id": row.payout_id and str(row.payout_id),
    }


async def part_documents(session: AsyncSession, parts: Sequence[PaymentPartRow]) -> list[dict[str, Any]]:
    """`contracts.payments.PartOut`."""
    bookings = {
        id: (reference, title)
        for id, reference, title in await session.execute(
            select(Booking.id, Booking.reference, Booking.listing_title).where(
                Booking.id.in_([part.booking_id for part in parts])
            )
        )
    }
    vendors = await vendor_names(session, [part.vendor_id for part in parts])
    return [_part_document(part, bookings.get(part.booking_id, ("", "")), vendors) for part in parts]


async def vendor_names(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of these vendors."""
    rows = await session.execute(select(Vendor.id, Vendor.name).where(Vendor.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _part_document(
    part: PaymentPartRow, booking: tuple[str, str], vendors: dict[UUID, str]
) -> dict[str, Any]:
    reference, title = booking
    return {
        "booking": {"id": str(part.booking_id), "reference": reference, "title": title},
        "vendor_id": str(part.vendor_id),
        "vendor_name": vendors[part.vendor_id],
        "total": part.total,
        "tax": part.tax,
        "commission": part.commission,
        "fee": part.fee,
        "promotion": part.promotion,
        "refunded": part.refunded,
        "items": part.items or [{"label": title, "amount": part.total}],
    }


async def _transactions(session: AsyncSession, payment: Payment) -> list[dict[str, Any]]:
    query = (
        select(LedgerTransaction)
        .where(LedgerTransaction.payment_id == payment.id)
        .order_by(LedgerTransaction.seq)
    )
    found = list(await session.scalars(query))
    entries: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    lines = (
        select(LedgerEntry.transaction_id, LedgerEntry.account, LedgerEntry.amount, Vendor.name)
        .outerjoin(Vendor, Vendor.id == LedgerEntry.vendor_id)
        .where(LedgerEntry.transaction_id.in_([transaction.id for transaction in found]))
        .order_by(LedgerEntry.amount.desc(), LedgerEntry.account)
    )
    for transaction_id, account, amount, name in await session.execute(lines):
        party = name if account == LedgerAccount.VENDOR_PAYABLE else None
        entries[transaction_id].append({"account": account, "party": party, "amount": amount})
    return [
        {
            "id": str(transaction.id),
            "number": transaction.seq,
            "kind": transaction.kind,
            "at": rfc3339(transaction.at),
            "currency": transaction.currency,
            "entries": entries[transaction.id],
            "sum": sum(entry["amount"] for entry in entries[transaction.id]),
        }
        for transaction in found
    ]


async def _balances(session: AsyncSession, vendor_id: UUID | None) -> list[dict[str, Any]]:
    owed = LedgerEntry.account == LedgerAccount.VENDOR_PAYABLE
    unpaid = and_(owed, PayoutLine.payout_id.is_(None), LedgerTransaction.kind != LedgerKind.PAYOUT)

    def total(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((and_(*conditions), LedgerEntry.amount), else_=0)), 0)

    query = (
        select(
            LedgerTransaction.currency,
            total(LedgerEntry.amount > 0).label("debits"),
            total(LedgerEntry.amount < 0).label("credits"),
            total(unpaid, IS_HELD).label("held"),
            total(unpaid, ~IS_HELD).label("available"),
        )
        .select_from(LedgerEntry)
        .join(LedgerTransaction, LedgerTransaction.id == LedgerEntry.transaction_id)
        .outerjoin(Booking, and_(Booking.id == LedgerEntry.booking_id, owed))
        .outerjoin(PayoutLine, PayoutLine.entry_id == LedgerEntry.id)
        .where(LedgerEntry.vendor_id == vendor_id if vendor_id is not None else ~false())
        .group_by(LedgerTransaction.currency)
        .order_by(LedgerTransaction.currency)
    )
    sent = select(Payout.currency, func.sum(Payout.amount)).where(Payout.state == PayoutState.SENT)
    if vendor_id is not None:
        sent = sent.where(Payout.vendor_id == vendor_id)
    paid_out = {code: int(sum_) for code, sum_ in await session.execute(sent.group_by(Payout.currency))}
    return [
        {
            "currency": row.currency,
            "debits": int(row.debits),
            "credits": -int(row.credits),
            "difference": int(row.debits) + int(row.credits),
            "held": -int(row.held),
            "available": -int(row.available),
            "paid_out": paid_out.get(row.currency, 0),
        }
        for row in await session.execute(query)
    ]

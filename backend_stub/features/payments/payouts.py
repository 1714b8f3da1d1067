"""Paying vendors what their bookings earned, once those are over."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, func, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.tables import (
    Booking,
    LedgerEntry,
    LedgerTransaction,
    Payout,
    PayoutLine,
    Vendor,
)
from backend_stub.errors import ConflictError, NotFoundError
from backend_stub.features.payments.posting import Posting, post, reverse
from backend_stub.features.payments.reading import IS_HELD, earning_document, earnings_of, vendor_names
from backend_stub.features.payments.rows import money
from backend_stub.features.payments.shares import payout_lines
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.errors import ErrorCode
from contracts.events import EventName
from contracts.payments import PayoutCreate
from contracts.permissions import Permission
from contracts.vocabulary import LedgerAccount, LedgerKind, PayoutState
from contracts.wire import rfc3339

_ORDERS: Final = {"created_at": Order(Payout.created_at, datetime, Payout.id)}
_LOCK: Final = 684112079
_ALPHABET: Final = "23456789BCDFGHJKMNPQRTVWXYZ"


class PayoutService:
    """Admins send payouts; vendors read theirs."""

    async def page(
        self, reading: ReadingContext, vendor_id: UUID | None, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """Payouts of the caller's vendors; all for admins."""
        caller = reading.caller
        caller.require(Permission.EARNINGS_VIEW)
        query = select(Payout)
        if not caller.is_admin:
            query = query.where(Payout.vendor_id.in_(caller.vendor_ids))
        if vendor_id is not None:
            query = query.where(Payout.vendor_id == vendor_id)
        rows = list(await reading.session.scalars(page_of(query, _ORDERS, sort, cursor, limit)))
        shown = rows[:limit]
        more = len(rows) > limit
        return {
            "items": await _documents(reading.session, shown),
            "next_cursor": write_cursor(sort, (shown[-1].created_at, shown[-1].id)) if more else None,
        }

    async def one(self, reading: ReadingContext, payout_id: UUID) -> dict[str, Any]:
        """One payout."""
        payout = await self._visible(reading, payout_id)
        (document,) = await _documents(reading.session, [payout])
        return document

    async def lines(
        self, reading: ReadingContext, payout_id: UUID, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """The statement of a payout, line by line."""
        payout = await self._visible(reading, payout_id)
        query = earnings_of(payout.vendor_id).where(PayoutLine.payout_id == payout_id)
        orders = {"at": Order(LedgerTransaction.at, datetime, LedgerEntry.id)}
        rows = (await reading.session.execute(page_of(query, orders, sort, cursor, limit))).all()
        shown = rows[:limit]
        more = len(rows) > limit
        return {
            "items": [earning_document(row) for row in shown],
            "next_cursor": write_cursor(sort, (shown[-1].at, shown[-1].id)) if more else None,
        }

    async def due(self, reading: ReadingContext) -> dict[str, Any]:
        """What every vendor could be paid now."""
        reading.caller.require(Permission.PAYOUTS_SEND)
        sums: defaultdict[tuple[UUID, str, str], dict[bool, int]] = defaultdict(dict)
        query = (
            select(
                Vendor.id,
                Vendor.name,
                LedgerTransaction.currency,
                IS_HELD.label("held"),
                func.sum(-LedgerEntry.amount).label("amount"),
            )
            .join(LedgerTransaction, LedgerTransaction.id == LedgerEntry.transaction_id)
            .join(Vendor, Vendor.id == LedgerEntry.vendor_id)
            .outerjoin(Booking, Booking.id == LedgerEntry.booking_id)
            .outerjoin(PayoutLine, PayoutLine.entry_id == LedgerEntry.id)
            .where(
                LedgerEntry.account == LedgerAccount.VENDOR_PAYABLE,
                LedgerTransaction.kind != LedgerKind.PAYOUT,
                PayoutLine.payout_id.is_(None),
            )
            .group_by(Vendor.id, Vendor.name, LedgerTransaction.currency, IS_HELD)
            .order_by(Vendor.name, Vendor.id)
        )
        for vendor_id, name, currency, held, amount in await reading.session.execute(query):
            sums[vendor_id, name, currency][bool(held)] = int(amount)
        items = [
            {
                "vendor_id": str(vendor_id),
                "vendor_name": name,
                "currency": currency,
                "available": found.get(False, 0),
                "held": found.get(True, 0),
            }
            for (vendor_id, name, currency), found in sums.items()
        ]
        return {"items": [item for item in items if item["available"] or item["held"]]}

    async def create(self, writing: WritingContext, wish: PayoutCreate) -> dict[str, Any]:
        """Send a vendor what is available; 409 where that is another amount than the admin saw."""
        uow = writing.uow
        if await writing.session.get(Vendor, wish.vendor_id) is None:
            raise NotFoundError
        writing.caller.require(Permission.PAYOUTS_SEND)
        if uow.is_postgresql:
            await writing.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        known = await writing.session.get(Payout, wish.id)
        if known is not None and (known.vendor_id, known.amount) == (wish.vendor_id, wish.amount):
            # Asked again by somebody who never heard the answer.
            (document,) = await _documents(writing.session, [known])
            return document
        lines = await _available(writing.session, wish.vendor_id, wish.currency)
        amount = -sum(line.amount for line in lines)
        if amount != wish.amount:
            detail = "What is available has changed meanwhile; look again."
            raise ConflictError(ErrorCode.AMOUNT_CHANGED, detail, available=amount)
        payout = Payout(
            id=wish.id,
            version=1,
            reference="P-" + "".join(secrets.choice(_ALPHABET) for _ in range(8)),
            vendor_id=wish.vendor_id,
            currency=wish.currency,
            amount=amount,
            state=str(PayoutState.SENT),
            since=min(line.at for line in lines),
            until=writing.now,
            created_at=writing.now,
            updated_at=writing.now,
        )
        try:
            async with uow.savepoint():
                writing.session.add(payout)
                await writing.session.flush()
        except IntegrityError as error:
            if is_duplicate(error):
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.") from error
            raise
        rows = [{"entry_id": line.id, "payout_id": payout.id} for line in lines]
        await writing.session.execute(insert(PayoutLine), rows)
        debit = payout_lines(amount, wish.vendor_id)
        await post(uow, Posting(LedgerKind.PAYOUT, f"payout:{payout.id}", wish.currency, debit))
        writing.audit("payout.sent", "payout", payout.id, after=_audited(payout))
        uow.emit(
            EventName.PAYOUT_SENT,
            {"payout_id": str(payout.id), "vendor_id": str(payout.vendor_id), "amount": amount},
        )
        (document,) = await _documents(writing.session, [payout])
        return document

    async def give_back(self, writing: WritingContext, payout_id: UUID, reason: str) -> dict[str, Any]:
        """The bank returned a payout: it is reversed, and its amount waits for the next one."""
        payout = await writing.session.scalar(select(Payout).where(Payout.id == payout_id).with_for_update())
        if payout is None or not (writing.caller.is_admin or payout.vendor_id in writing.caller.vendor_ids):
            raise NotFoundError
        writing.caller.require(Permission.PAYOUTS_SEND)
        (shown,) = await _documents(writing.session, [payout])
        writing.expect(payout.version, lambda: shown)
        if payout.state != PayoutState.SENT:
            raise ConflictError(ErrorCode.INVALID_TRANSITION, "This payout came back already.")
        sent = await writing.session.scalar(
            select(LedgerTransaction).where(LedgerTransaction.source == f"payout:{payout.id}")
        )
        if sent is None:
            raise LookupError(f"payout {payout.id} is not in the ledger")
        before = _audited(payout)
        await reverse(writing.uow, sent)
        payout.state, payout.updated_at = str(PayoutState.RETURNED), writing.now
        payout.version += 1
        writing.audit(
            "payout.returned",
            "payout",
            payout.id,
            before=before,
            after={**_audited(payout), "reason": reason},
        )
        (document,) = await _documents(writing.session, [payout])
        return document

    async def _visible(self, reading: ReadingContext, payout_id: UUID) -> Payout:
        payout = await reading.session.get(Payout, payout_id)
        caller = reading.caller
        if payout is None or not (caller.is_admin or payout.vendor_id in caller.vendor_ids):
            raise NotFoundError
        caller.require(Permission.EARNINGS_VIEW)
        return payout


def _audited(payout: Payout) -> dict[str, Any]:
    return {
        "vendor_id": str(payout.vendor_id),
        "amount": payout.amount,
        "currency": payout.currency,
        "state": payout.state,
        "reference": payout.reference,
    }


async def _available(
    session: AsyncSession, vendor_id: UUID, currency: str
) -> Sequence[Row[*tuple[Any, ...]]]:
    """A vendor's lines that nothing holds and no payout has paid."""
    query = earnings_of(vendor_id).where(
        ~IS_HELD,
        PayoutLine.payout_id.is_(None),
        LedgerTransaction.currency == currency,
        LedgerTransaction.kind != LedgerKind.PAYOUT,
    )
    return (await session.execute(query)).all()


async def _documents(session: AsyncSession, payouts: Sequence[Payout]) -> list[dict[str, Any]]:
    ids = [payout.id for payout in payouts]
    counting = (
        select(PayoutLine.payout_id, func.count().label("lines"))
        .where(PayoutLine.payout_id.in_(ids))
        .group_by(PayoutLine.payout_id)
    )
    counts = {row.payout_id: row.lines for row in await session.execute(counting)}
    names = await vendor_names(session, [payout.vendor_id for payout in payouts])
    return [
        {
            "id": str(payout.id),
            "version": payout.version,
            "reference": payout.reference,
            "vendor_id": str(payout.vendor_id),
            "vendor_name": names[payout.vendor_id],
            "amount": money(payout.amount, payout.currency),
            "state": payout.state,
            "since": rfc3339(payout.since),
            "until": rfc3339(payout.until),
            "line_count": counts.get(payout.id, 0),
            "created_at": rfc3339(payout.created_at),
        }
        for payout in payouts
    ]

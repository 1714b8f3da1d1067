"""Receipts as PDF; their totals are the ledger's."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_currency, get_currency_precision
from sqlalchemy import func, select

from backend_stub.db.tables import Booking, LedgerEntry, LedgerTransaction, Payment, PaymentPartRow
from backend_stub.errors import ConflictError
from backend_stub.features.payments import records
from backend_stub.features.payments.reading import part_documents
from backend_stub.security.context import ReadingContext
from contracts.errors import ErrorCode
from contracts.permissions import Permission
from contracts.vocabulary import LedgerAccount, LedgerKind, PaymentMethod

_LOCALE: Final = "en_GB"
_LEFT, _RIGHT, _TOP, _BOTTOM = 56.0, 539.0, 770.0, 70.0
_PAID_INTO: Final = (LedgerAccount.CARD_CLEARING, LedgerAccount.CASH_ON_SITE)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a receipt: a label, an amount, and how it stands there."""

    label: str
    amount: str = ""
    size: float = 10.5
    is_strong: bool = False
    gap: float = 17.0
    rule: bool = False


class ReceiptPrinter:
    """Prints what was paid, from the ledger."""

    async def print(self, reading: ReadingContext, payment: Payment) -> tuple[str, bytes]:
        """File name and PDF; 409 before anything was paid."""
        reading.caller.require(Permission.PAYMENTS_VIEW)
        if payment.captured_at is None:
            raise ConflictError(ErrorCode.INVALID_TRANSITION, "Nothing was paid yet.")
        rows = await self.rows(reading, payment)
        document = await asyncio.to_thread(_draw, f"Receipt {payment.id}", rows)
        return f"receipt-{str(payment.id)[:8]}.pdf", document

    async def rows(self, reading: ReadingContext, payment: Payment) -> list[Row]:
        """The lines of a receipt."""
        session = reading.session
        parts = [part for part in await records.parts_of(session, payment.id) if part.captured_at is not None]
        shown = await part_documents(session, parts)
        paid, returned, tax = await _totals(reading, payment)

        def money(amount: int) -> str:
            exact = amount / 10 ** get_currency_precision(payment.currency)
            return format_currency(exact, payment.currency, locale=_LOCALE).replace("-", "–")

        way = "On site" if payment.method == PaymentMethod.ON_SITE else payment.card or "Card"
        rows = [
            Row("Doorstep", size=20, is_strong=True, gap=30),
            Row("Receipt", size=13, is_strong=True),
            Row(f"No. {payment.id}", size=9),
            Row(f"{payment.customer_name or 'Guest'}, {way}", gap=28),
        ]
        zones = await _zones(reading, parts)
        for part, document in zip(parts, shown, strict=True):
            rows += _part_rows(part, document, zones.get(part.booking_id), money)
        rows += [Row("Paid", money(paid), is_strong=True, rule=True), Row("of it tax", money(tax), size=9)]
        if returned:
            rows += [
                Row("Given back", money(-returned)),
                Row("Remains", money(paid - returned), is_strong=True),
            ]
        return rows


def _part_rows(part: PaymentPartRow, document: Any, booking: Any, money: Any) -> list[Row]:
    title = f"{document['vendor_name']}, {document['booking']['reference']}"
    rows = [Row(title, is_strong=True)]
    if booking is not None:
        # The same instant as on screen, in mail and in the calendar, by the vendor's clock.
        local = booking.starts_at.astimezone(ZoneInfo(booking.zone))
        when = format_datetime(local, "EEEE d MMMM y, HH:mm", locale=_LOCALE)
        rows.append(Row(f"{when} ({booking.zone})", size=9))
    rows += [Row(item["label"], money(item["amount"])) for item in document["items"]]
    return [*rows[:-1], Row(rows[-1].label, rows[-1].amount, gap=26)] if rows else []


async def _zones(reading: ReadingContext, parts: Sequence[PaymentPartRow]) -> dict[Any, Any]:
    query = select(Booking.id, Booking.starts_at, Booking.zone).where(
        Booking.id.in_([part.booking_id for part in parts])
    )
    return {row.id: row for row in await reading.session.execute(query)}


async def _totals(reading: ReadingContext, payment: Payment) -> tuple[int, int, int]:
    """What came in, what went back, and the tax that is left, from the ledger."""
    query = (
        select(LedgerTransaction.kind, LedgerEntry.account, func.sum(LedgerEntry.amount).label("amount"))
        .join(LedgerEntry, LedgerEntry.transaction_id == LedgerTransaction.id)
        .where(LedgerTransaction.payment_id == payment.id)
        .group_by(LedgerTransaction.kind, LedgerEntry.account)
    )
    paid = returned = tax = 0
    for kind, account, amount in await reading.session.execute(query):
        if account == LedgerAccount.TAX_PAYABLE:
            tax -= int(amount)
        elif account in _PAID_INTO and kind in {LedgerKind.CAPTURE, LedgerKind.ON_SITE}:
            paid += int(amount)
        elif account in _PAID_INTO and kind == LedgerKind.REFUND:
            returned -= int(amount)
    return paid, returned, tax


def _draw(title: str, rows: Sequence[Row]) -> bytes:
    # Only a receipt needs these, and they take a while to load.
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from backend_stub.adapters.pdf_fonts import Typeface

    text = "".join(row.label + row.amount for row in rows)
    plain, strong = Typeface("Regular", text), Typeface("SemiBold", text)
    kept = BytesIO()
    try:
        canvas = Canvas(kept, pagesize=A4, pageCompression=1, invariant=1)
        canvas.setTitle(title)
        y = _TOP
        for row in rows:
            if y < _BOTTOM:
                canvas.showPage()
                y = _TOP
            if row.rule:
                canvas.setLineWidth(0.6)
                canvas.line(_LEFT, y + row.gap - 3, _RIGHT, y + row.gap - 3)
            face = strong if row.is_strong else plain
            room = _RIGHT - _LEFT - (_width(canvas, face, row.amount, row.size) + 12 if row.amount else 0)
            _write(canvas, face, _fitting(canvas, face, row.label, row.size, room), row.size, _LEFT, y)
            if row.amount:
                _write(
                    canvas, face, row.amount, row.size, _RIGHT - _width(canvas, face, row.amount, row.size), y
                )
            y -= row.gap
        canvas.save()
    finally:
        plain.close()
        strong.close()
    return kept.getvalue()


def _width(canvas: Any, face: Any, text: str, size: float) -> float:
    return sum(float(canvas.stringWidth(letter, font, size)) for font, letter in face.runs(text))


def _fitting(canvas: Any, face: Any, text: str, size: float, room: float) -> str:
    if _width(canvas, face, text, size) <= room:
        return text
    while text and _width(canvas, face, text + "-", size) > room:
        text = text[: -max(1, len(text) // 20)]
    return text + "-"


def _write(canvas: Any, face: Any, text: str, size: float, x: float, y: float) -> None:
    for font, letter in face.runs(text):
        canvas.setFont(font, size)
        canvas.drawString(x, y, letter)
        x += canvas.stringWidth(letter, font, size)

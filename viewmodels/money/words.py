"""Documents about money in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.rows import BalanceDoc, DuePayoutDoc, EarningDoc, PaymentDoc, PayoutDoc, TransactionDoc
from contracts.vocabulary import LedgerAccount
from viewmodels.format import Format
from viewmodels.money.rows import (
    DueRow,
    EarningRow,
    Figures,
    LedgerGroup,
    LedgerLine,
    PaymentRow,
    PayoutRow,
)
from viewmodels.text import Texts

_PAYMENT_TONES = {
    "captured": "good", "declined": "bad", "cancelled": "neutral", "due": "info", "pending": "warn",
    "action_needed": "warn",
}  # fmt: skip
_KINDS = {
    LedgerAccount.CARD_CLEARING: "owed_to_us", LedgerAccount.CUSTOMER_RECEIVABLE: "owed_to_us",
    LedgerAccount.CASH_ON_SITE: "held", LedgerAccount.BANK: "held", LedgerAccount.VENDOR_PAYABLE: "owed",
    LedgerAccount.TAX_PAYABLE: "owed", LedgerAccount.COMMISSION: "income",
    LedgerAccount.BOOKING_FEE: "income", LedgerAccount.PROMOTION: "cost", LedgerAccount.CARD_FEES: "cost",
}  # fmt: skip


class MoneyWords:
    """Turns `contracts.rows` of money into display rows."""

    def __init__(self, texts: Texts, formats: Format) -> None:
        self._texts, self._format = texts, formats

    def money(self, amount: int, currency: str) -> str:
        """An amount with its sign and currency."""
        return self._format.money({"amount": amount, "currency": currency})

    def payment(self, row: PaymentDoc) -> PaymentRow:
        """A line of the admin's list."""
        currency, refunded = row["amount"]["currency"], row["refunded"]["amount"]
        return PaymentRow(
            id=row["id"],
            at=row["created_at"],
            when=self._format.day_time(row["created_at"]),
            customer=row["customer"] or self._texts("money.guest"),
            way=(row["card"] or "").capitalize() or self._texts(f"money.method.{row['method']}"),
            amount=self._format.money(row["amount"]),
            minor=row["amount"]["amount"],
            refunded=self.money(refunded, currency) if refunded else "",
            state=self.state(row),
            tone=self.tone(row),
        )

    def state(self, row: PaymentDoc) -> str:
        """How far a payment is, in a word."""
        if row["state"] == "captured" and row["refunded"]["amount"]:
            whole = row["refunded"]["amount"] == row["amount"]["amount"]
            return self._texts("money.state.refunded" if whole else "money.state.part_refunded")
        return self._texts(f"money.state.{row['state']}")

    def tone(self, row: PaymentDoc) -> str:
        """Its colour."""
        if row["state"] == "captured" and row["refunded"]["amount"]:
            return "info"
        return _PAYMENT_TONES.get(row["state"], "neutral")

    def earning(self, row: EarningDoc) -> EarningRow:
        """A line of a vendor's list."""
        booking = row["booking"]
        state = "paid_out" if row["payout_id"] else "held" if row["held"] else "available"
        if row["kind"] == "payout":
            state = "sent"
        return EarningRow(
            id=row["id"],
            at=row["at"],
            when=self._format.day_time(row["at"]),
            what=self._texts(f"money.kind.{row['kind']}"),
            about=f"{booking['reference']}, {booking['title']}" if booking else "",
            booking_id=booking["id"] if booking else "",
            amount=self._format.money(row["amount"]),
            minor=row["amount"]["amount"],
            state=self._texts(f"money.earning.{state}"),
            tone={"available": "good", "held": "warn", "sent": "info"}.get(state, "neutral"),
        )

    def figures(self, balances: Sequence[BalanceDoc]) -> Figures:
        """The foot of a list; several currencies stand one after the other."""
        if not balances:
            return Figures()

        def told(name: str) -> str:
            amounts: list[tuple[Any, str]] = [(row[name], row["currency"]) for row in balances]  # type: ignore[literal-required]
            return ", ".join(self.money(amount, currency) for amount, currency in amounts)

        return Figures(
            available=told("available"),
            held=told("held"),
            paid_out=told("paid_out"),
            debits=told("debits"),
            credits=told("credits"),
            difference=told("difference"),
            in_balance=not any(row["difference"] for row in balances),
        )

    def group(self, row: TransactionDoc) -> LedgerGroup:
        """A ledger transaction as a group of lines."""
        lines = [(entry["account"], entry["party"] or "", entry["amount"]) for entry in row["entries"]]
        return LedgerGroup(
            title=self._texts(f"money.kind.{row['kind']}"),
            when=self._format.day_time(row["at"]),
            number=f"L-{row['number']}",
            sum=self.plain(row["sum"], row["currency"]),
            lines=self.lines(lines, row["currency"]),
        )

    def lines(self, entries: Sequence[tuple[str, str, int]], currency: str) -> tuple[LedgerLine, ...]:
        """Account, party and amount as lines; debits first."""
        return tuple(
            LedgerLine(
                account=party or self._texts(f"money.account.{account}"),
                kind=self._texts(f"money.nature.{_KINDS[LedgerAccount(account)]}"),
                debit=self.plain(amount, currency) if amount > 0 else "",
                credit=self.plain(-amount, currency) if amount < 0 else "",
            )
            for account, party, amount in sorted(entries, key=lambda entry: -entry[2])
        )

    def plain(self, amount: int, currency: str) -> str:
        """An amount without its currency, as ledgers write it."""
        text = self.money(amount, currency)
        return "".join(letter for letter in text if letter.isdigit() or letter in ".,–")

    def due(self, row: DuePayoutDoc) -> DueRow:
        """What a vendor could be paid."""
        return DueRow(
            id=f"{row['vendor_id']}:{row['currency']}",
            vendor_id=row["vendor_id"],
            vendor=row["vendor_name"],
            currency=row["currency"],
            available=self.money(row["available"], row["currency"]),
            minor=row["available"],
            held=self.money(row["held"], row["currency"]) if row["held"] else "",
        )

    def payout(self, row: PayoutDoc) -> PayoutRow:
        """A payout that was sent."""
        period = f"{self._format.day(row['since'])} – {self._format.day(row['until'])}"
        return PayoutRow(
            id=row["id"],
            at=row["created_at"],
            when=self._format.day(row["created_at"]),
            reference=row["reference"],
            vendor=row["vendor_name"],
            period=period,
            lines=self._texts.count("money.lines", row["line_count"]),
            amount=self._format.money(row["amount"]),
            minor=row["amount"]["amount"],
            state=self._texts(f"money.payout.{row['state']}"),
            tone="good" if row["state"] == "sent" else "bad",
        )

    def account(self, account: str, vendor: str) -> str:
        """An account, or the vendor that it is about."""
        return vendor if account == LedgerAccount.VENDOR_PAYABLE else self._texts(f"money.account.{account}")

"""What the town has paid: cards and cash of the last weeks, some refunds, and the vendors' weekly payouts.

All of it as the server itself would have written it, so every transaction of the ledger is at 0.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend_stub.db.tables import (
    Booking,
    LedgerEntry,
    LedgerSeal,
    LedgerTransaction,
    Payment,
    PaymentPartRow,
    Payout,
    PayoutLine,
    Refund,
)
from backend_stub.demo.rows import Row, Rows
from backend_stub.demo.town import Resident, Town
from backend_stub.features.payments.records import part_row
from backend_stub.features.payments.shares import (
    Line,
    capture_lines,
    card_fee_lines,
    kept_lines,
    payout_lines,
    refund_lines,
    settlement_lines,
)
from backend_stub.ports.payments import PaidItem, PaymentPart
from contracts.money import included, share
from contracts.vocabulary import BookingStatus, LedgerAccount, LedgerKind

_COMMISSION, _TAX = 1_200, 1_900
_ONE_OF_OTHERS = 8
"""Of the other vendors' bookings only so few were paid through the town's books: the start shall be quick."""
_REASONS: Final = ("The repair did not hold.", "An hour less than agreed.", "We came late, sorry.")
_CARDS: Final = ("visa 4242", "visa 4417", "mastercard 4444")
_WEEK: Final = timedelta(days=7)


class Cashier:
    """Writes the books of the last weeks."""

    def __init__(self, town: Town, shown: Iterable[UUID], customer: Resident) -> None:
        self._rows, self._dice, self._now = town.rows, town.dice, town.now
        self._shown, self._customer = frozenset(shown), customer
        self._earned: defaultdict[UUID, list[tuple[datetime, UUID, int]]] = defaultdict(list)
        self._collected: defaultdict[datetime, int] = defaultdict(int)

    def book(self) -> None:
        """Pay for what took place; then pay the vendors for the weeks that are over."""
        done = [row for row in self._rows.of(Booking) if row["status"] == BookingStatus.COMPLETED]
        for number, booking in enumerate(done):
            mine = booking["vendor_id"] in self._shown or booking["customer_id"] == self._customer.id
            if booking["price_amount"] and (mine or number % _ONE_OF_OTHERS == 0):
                self._pay(booking)
        for monday, amount in sorted(self._collected.items()):
            at = min(monday + _WEEK, self._now)
            self._post(
                LedgerKind.SETTLEMENT, f"settlement:demo:{monday.date()}", at, settlement_lines(amount)
            )
        for vendor_id, earned in self._earned.items():
            self._pay_out(vendor_id, earned)

    def _pay(self, booking: Row) -> None:
        dice = self._dice
        on_site = booking["customer_id"] is None or dice.chance(0.25)
        at = booking["updated_at"] if on_site else booking["created_at"] + timedelta(seconds=40)
        price = booking["price_amount"]
        part = PaymentPart(
            booking_id=booking["id"],
            vendor_id=booking["vendor_id"],
            total=price,
            tax=included(price, _TAX),
            commission=share(price, _COMMISSION),
            items=[PaidItem(booking["listing_title"], price)],
        )
        payment = self._rows.add(
            Payment,
            id=dice.ident_at(at),
            version=3,
            customer_id=booking["customer_id"],
            customer_name=booking["customer_name"] or booking["guest_name"],
            method="on_site" if on_site else "card",
            gateway="on_site" if on_site else "demo",
            state="captured",
            wanted="capture",
            amount=price,
            refunded=0,
            currency=booking["price_currency"],
            token=None,
            attempt=1,
            confirmed=0 if on_site else 1,
            gateway_ref=None if on_site else f"demo_{dice.getrandbits(64):016x}",
            action_url=None,
            problem=None,
            card=None if on_site else dice.choice(_CARDS),
            pay_by=at,
            checks=0,
            check_at=None,
            captured_at=at,
            created_at=at,
            updated_at=at,
        )
        row = self._rows.add(
            PaymentPartRow,
            **part_row(payment["id"], 0, part),
        )
        row["captured_at"] = at
        source = f"{payment['id']}:{booking['id']}"
        if on_site:
            cash = capture_lines(part, LedgerAccount.CASH_ON_SITE)
            self._post(LedgerKind.ON_SITE, f"on_site:{source}", at, cash, payment["id"])
            self._post(LedgerKind.KEPT_ON_SITE, f"kept:{source}", at, kept_lines(part), payment["id"])
            return
        paid = capture_lines(part, LedgerAccount.CARD_CLEARING)
        done = booking["updated_at"]
        self._post(LedgerKind.CAPTURE, f"capture:{source}", at, paid, payment["id"], earned=done)
        fee = share(price, 140) + 25
        self._post(LedgerKind.CARD_FEE, f"card_fee:{payment['id']}", at, card_fee_lines(fee), payment["id"])
        self._collected[_monday(at)] += price - fee
        if dice.chance(0.06):
            self._give_back(payment, row, part)

    def _give_back(self, payment: Row, row: Row, part: PaymentPart) -> None:
        amount = part.total if self._dice.chance(0.3) else share(part.total, 3_300)
        at = min(payment["captured_at"] + timedelta(days=self._dice.randint(1, 6)), self._now)
        refund_id = self._dice.ident_at(at)
        row["refunded"] = row["returned"] = payment["refunded"] = amount
        self._rows.add(
            Refund,
            id=refund_id,
            payment_id=payment["id"],
            booking_id=part.booking_id,
            amount=amount,
            state="paid",
            reason=self._dice.choice(_REASONS),
            actor_id=None,
            gateway_ref=f"demo_{refund_id}",
            checks=0,
            check_at=None,
            created_at=at,
            updated_at=at,
        )
        lines = refund_lines(part, LedgerAccount.CARD_CLEARING, 0, amount)
        self._post(LedgerKind.REFUND, f"refund:{refund_id}", at, lines, payment["id"])

    def _pay_out(self, vendor_id: UUID, earned: list[tuple[datetime, UUID, int]]) -> None:
        """A payout each Monday, for what was earned until the Monday before the last."""
        weeks: defaultdict[datetime, list[tuple[UUID, int]]] = defaultdict(list)
        for at, entry_id, amount in earned:
            weeks[_monday(at)].append((entry_id, amount))
        for monday, lines in sorted(weeks.items()):
            sent = monday + 2 * _WEEK
            amount = sum(amount for _, amount in lines)
            if sent > self._now or amount <= 0:
                continue
            payout_id = self._dice.ident_at(sent)
            self._rows.add(
                Payout,
                id=payout_id,
                version=1,
                reference=f"P-{payout_id.hex[-8:].upper()}",
                vendor_id=vendor_id,
                currency="EUR",
                amount=amount,
                state="sent",
                since=monday,
                until=monday + _WEEK,
                created_at=sent,
                updated_at=sent,
            )
            for entry_id, _ in lines:
                self._rows.add(PayoutLine, entry_id=entry_id, payout_id=payout_id)
            self._post(LedgerKind.PAYOUT, f"payout:{payout_id}", sent, payout_lines(amount, vendor_id))

    def _post(
        self,
        kind: LedgerKind,
        source: str,
        at: datetime,
        lines: list[Line],
        payment_id: UUID | None = None,
        *,
        earned: datetime | None = None,
    ) -> None:
        id = self._dice.ident()
        self._rows.add(
            LedgerTransaction,
            id=id,
            kind=str(kind),
            source=source,
            currency="EUR",
            payment_id=payment_id,
            reverses_id=None,
            at=at,
        )
        for line in lines:
            entry_id = self._dice.ident()
            self._rows.add(
                LedgerEntry,
                id=entry_id,
                transaction_id=id,
                account=str(line.account),
                amount=line.amount,
                vendor_id=line.vendor_id,
                customer_id=line.customer_id,
                booking_id=line.booking_id,
            )
            owed = line.account is LedgerAccount.VENDOR_PAYABLE and line.vendor_id is not None
            if owed and line.vendor_id is not None and kind is not LedgerKind.PAYOUT:
                self._earned[line.vendor_id].append((earned or at, entry_id, -line.amount))
        self._rows.add(LedgerSeal, transaction_id=id)


def _monday(at: datetime) -> datetime:
    day = at.replace(hour=6, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def keep_books(rows: Rows, town: Town, customer: Resident, shown: Iterable[UUID]) -> None:
    """The books of the town; all of `shown` vendors', and some of the others'."""
    if rows.of(Booking):
        Cashier(town, shown, customer).book()

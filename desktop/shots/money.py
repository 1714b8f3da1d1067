"""Pictures of money: a vendor's and an admin's transactions, a refund, and payouts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from client.answer import Answer
from client.clock import to_wire
from client.documents import Document
from client.errors import UnreachableError
from client.outbox.operation import Operation
from client.stores.money import MoneyStore
from desktop.shots.admin_samples import build_account
from desktop.shots.customer_samples import id_of
from desktop.shots.framed import ADMIN, OFFLINE, SAVED, VENDOR, framed
from desktop.shots.memory import MemoryAccount
from desktop.shots.shot import Shot
from desktop.shots.vendor_samples import NOW, SampleClock, build_desk
from viewmodels.kernel.page import Page
from viewmodels.money.earnings import EarningsViewModel, MoneyParts
from viewmodels.money.payments import PaymentsViewModel
from viewmodels.money.payouts import PayoutsViewModel
from viewmodels.money.refund import RefundViewModel
from viewmodels.vendor.desk import VendorDesk
from views.money.earnings import EarningsView
from views.money.payments import PaymentsView
from views.money.payouts import PayoutsView
from views.money.refund import RefundView

_PAID = (
    ("Lena Fox", "visa 4417", "captured", 9449, 0), ("Jonas Weber", "visa 4242", "captured", 6400, 6400),
    ("Amara Okafor", None, "captured", 4200, 0), ("مريم الهاشمي", "visa 3220", "action_needed", 11800, 0),
    ("Ove Holm", "visa 0002", "declined", 3200, 0), ("Ruth Cole", "mastercard 4444", "captured", 8590, 2850),
    ("Sam Ito 🛠", None, "due", 5700, 0), ("Nadia Haddad", "visa 4242", "cancelled", 7300, 0),
)  # fmt: skip
_EARNED = (
    ("capture", "B-20418", "Dishwasher repair", 7559, True, None),
    ("payout", "", "", -41230, False, None),
    ("refund", "B-20402", "Tap repair", -2508, False, None),
    ("capture", "B-20402", "Tap repair", 5632, False, None),
    ("on_site", "B-20398", "Deep clean", 5632, False, None),
    ("kept_on_site", "B-20398", "Deep clean", -6400, False, None),
    ("penalty", "B-20391", "Oven clean", 2816, True, None),
    ("capture", "B-20377", "Window cleaning", 3696, False, "P"),
    ("capture", "B-20371", "Deep clean, large kitchen and bathroom", 10384, False, "P"),
)
_LEDGER: tuple[tuple[str, int, tuple[tuple[str, str | None, int], ...]], ...] = (
    (
        "capture",
        88120,
        (
            ("card_clearing", None, 9449),
            ("vendor_payable", "Kessler Plumbing", -7559),
            ("commission", None, -1031),
            ("booking_fee", None, -859),
        ),
    ),
    ("card_fee", 88121, (("card_fees", None, 157), ("card_clearing", None, -157))),
)


def money(amount: int) -> Document:
    """Euros."""
    return {"amount": amount, "currency": "EUR"}


class SampleTill:
    """What a server would answer about money; keeps what it was told to do."""

    def __init__(self) -> None:
        self.reachable = True
        self.performed: list[Operation] = []
        self.asked: list[tuple[str, ...]] = []
        self.payment_items = [self._payment(place, *fields) for place, fields in enumerate(_PAID)]
        self.parts = [_part()]

    def _reach(self, *asked: str) -> None:
        self.asked.append(asked)
        if not self.reachable:
            raise UnreachableError

    def _payment(
        self, place: int, who: str, card: str | None, state: str, amount: int, refunded: int
    ) -> Document:
        return {
            "id": id_of(5, place),
            "version": 3,
            "state": state,
            "method": "card" if card else "on_site",
            "amount": money(amount),
            "refunded": money(refunded),
            "card": card,
            "action": None,
            "problem": None,
            "customer": who,
            "booking_ids": [id_of(4, place)],
            "created_at": to_wire(NOW - timedelta(hours=7 * place, minutes=18)),
            "captured_at": None,
            "pay_by": to_wire(NOW),
        }

    async def payments(self, words: str = "", state: str = "", cursor: str = "") -> Answer:
        """`GET /payments`."""
        self._reach("payments", words, state, cursor)
        items = [
            item
            for item in self.payment_items
            if state in {"", item["state"]} and words.casefold() in item["customer"].casefold()
        ]
        return Answer({"items": items, "next_cursor": None})

    async def payment_ledger(self, payment_id: str) -> Answer:
        """`GET /payments/{id}/ledger`."""
        self._reach("ledger", payment_id)
        found = next(item for item in self.payment_items if item["id"] == payment_id)
        transactions = [
            {
                "id": id_of(6, number),
                "number": number,
                "kind": kind,
                "at": to_wire(NOW - timedelta(days=3)),
                "currency": "EUR",
                "entries": [
                    {"account": account, "party": party, "amount": amount} for account, party, amount in lines
                ],
                "sum": sum(amount for _, _, amount in lines),
            }
            for kind, number, lines in _LEDGER
        ]
        body = {"payment": found, "parts": self.parts, "refunds": [], "transactions": transactions}
        return Answer(body)

    async def balances(self, vendor_id: str = "") -> Answer:
        """`GET /ledger/balances`, and a vendor's."""
        self._reach("balances", vendor_id)
        sums = {"debits": 1840224, "credits": 1840224, "difference": 0}
        figures = {"held": 10375, "available": 8756, "paid_out": 41230}
        return Answer({"items": [{"currency": "EUR", **sums, **figures}]})

    async def earnings(self, vendor_id: str, cursor: str = "") -> Answer:
        """`GET /vendors/{id}/earnings`."""
        self._reach("earnings", vendor_id, cursor)
        return Answer({"items": [_earning(place) for place in range(len(_EARNED))], "next_cursor": None})

    async def payouts(self, vendor_id: str = "", cursor: str = "") -> Answer:
        """`GET /payouts`."""
        self._reach("payouts", vendor_id, cursor)
        names = ("Kessler Plumbing", "Northside Care", "Alder Bank Tutors")
        return Answer(
            {"items": [_payout(place, names[place % 3]) for place in range(6)], "next_cursor": None}
        )

    async def payout_lines(self, payout_id: str, cursor: str = "") -> Answer:
        """`GET /payouts/{id}/lines`."""
        self._reach("lines", payout_id, cursor)
        return Answer({"items": [_earning(place) for place in (7, 8)], "next_cursor": None})

    async def due_payouts(self) -> Answer:
        """`GET /payouts/due`."""
        self._reach("due")
        due = (("Kessler Plumbing", 25120, 7559), ("Northside Care", 8756, 0), ("Quay Yoga", -300, 1200))
        items = [
            {"vendor_id": id_of(2, place), "vendor_name": name, "currency": "EUR"}
            | {"available": free, "held": held}
            for place, (name, free, held) in enumerate(due)
        ]
        return Answer({"items": items})

    async def perform(self, operation: Operation) -> Document:
        """What is online only."""
        self._reach("perform", operation.name)
        self.performed.append(operation)
        return {}


def _part() -> Document:
    return {
        "booking": {"id": id_of(4, 0), "reference": "B-20418", "title": "Dishwasher repair"},
        "vendor_id": id_of(2, 0),
        "vendor_name": "Kessler Plumbing",
        "total": 9449,
        "tax": 0,
        "commission": 1031,
        "fee": 859,
        "promotion": 0,
        "refunded": 0,
        "items": [
            {"label": "Repair, 1 h 30", "amount": 5700},
            {"label": "Pump seal", "amount": 2890},
            {"label": "Booking fee", "amount": 859},
        ],
    }


def _earning(place: int) -> Document:
    kind, reference, title, amount, held, payout = _EARNED[place]
    return {
        "id": id_of(3, place),
        "at": to_wire(NOW - timedelta(hours=9 * place, minutes=5)),
        "kind": kind,
        "booking": {"id": id_of(4, place), "reference": reference, "title": title} if reference else None,
        "amount": money(amount),
        "held": held,
        "payout_id": id_of(1, 0) if payout else None,
    }


def _payout(place: int, name: str) -> Document:
    sent = NOW - timedelta(days=7 * (place // 3) + 4)
    return {
        "id": id_of(1, place),
        "version": 2 if place == 4 else 1,
        "reference": f"P-7K{place}RT29B",
        "vendor_id": id_of(2, place % 3),
        "vendor_name": name,
        "amount": money(41230 - 5120 * place),
        "state": "returned" if place == 4 else "sent",
        "since": to_wire(sent - timedelta(days=14)),
        "until": to_wire(sent - timedelta(days=7)),
        "line_count": 9 - place,
        "created_at": to_wire(sent),
    }


def money_parts(desk: VendorDesk, account: MemoryAccount, till: SampleTill) -> MoneyParts:
    """What the pages of money are made from, over the sample till."""
    online: Any = till
    store = MoneyStore(account, account.new_id, lambda: online, lambda: online)
    return MoneyParts(desk.tools, store, desk.status, desk.navigator, desk.toasts)


def _earnings(parts: MoneyParts) -> tuple[QWidget, EarningsViewModel]:
    page = EarningsViewModel(parts, id_of(2, 1))
    return EarningsView(page), page


def _payments(parts: MoneyParts) -> tuple[QWidget, PaymentsViewModel]:
    page = PaymentsViewModel(parts)
    return PaymentsView(page), page


def _payouts(parts: MoneyParts) -> tuple[QWidget, PayoutsViewModel]:
    page = PayoutsViewModel(parts)
    page.choose(f"{id_of(2, 0)}:EUR")
    return PayoutsView(page), page


def _refund(parts: MoneyParts) -> tuple[QWidget, RefundViewModel]:
    page = RefundViewModel(parts, id_of(5, 0))
    view = RefundView(page)
    for item_id, text in (("0", "28.50"), ("2", "2.85")):
        page.type(item_id, text)
        view.show_typed(item_id, text)
    page.tell("We are sorry that the repair did not hold. Half of it is on its way back to your card.")
    return view, page


Make = Callable[[MoneyParts], "tuple[QWidget, Page]"]


def build(make: Make, route: str, *, offline: bool = False) -> QWidget:
    """A page of money in its window."""
    clock, till = SampleClock(), SampleTill()
    account = build_account(clock)
    if offline:
        till.reachable = False
        account.status.update(online=False, as_of=NOW - timedelta(minutes=7))
    view, page = make(money_parts(build_desk(account, clock), account, till))
    frame = framed(
        lambda: view,
        route,
        page.title.value,
        page.subtitle.value,
        pill=OFFLINE if offline else SAVED,
        others=(VENDOR if route.startswith("vendor") else ADMIN,),
    )
    page.setParent(frame)
    frame.destroyed.connect(page.close)
    return frame


SHOTS = (
    Shot("vendor-transactions", partial(build, _earnings, "vendor.transactions")),
    Shot("vendor-transactions-offline", partial(build, _earnings, "vendor.transactions", offline=True)),
    Shot("admin-transactions", partial(build, _payments, "admin.transactions")),
    Shot("admin-refund", partial(build, _refund, "admin.transactions")),
    Shot("admin-payouts", partial(build, _payouts, "admin.payouts")),
)

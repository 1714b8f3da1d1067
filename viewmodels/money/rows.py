"""Display rows of money."""

from __future__ import annotations

from dataclasses import dataclass

Tag = tuple[str, str]
"""Word and tone."""


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A line of the admin's transactions."""

    id: str
    at: str
    when: str
    customer: str
    way: str
    amount: str
    minor: int
    refunded: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class EarningRow:
    """A line of a vendor's transactions; `booking_id` '' where it is about none."""

    id: str
    at: str
    when: str
    what: str
    about: str
    booking_id: str
    amount: str
    minor: int
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands at the foot of a list: both sides of the ledger, and their difference."""

    available: str = ""
    held: str = ""
    paid_out: str = ""
    debits: str = ""
    credits: str = ""
    difference: str = ""
    in_balance: bool = True


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry; a credit is indented, as bookkeepers do."""

    account: str
    kind: str
    debit: str
    credit: str


@dataclass(frozen=True, slots=True)
class LedgerGroup:
    """A ledger transaction; `sum` is what its lines come to, and says 0.00."""

    title: str
    when: str
    number: str
    sum: str
    lines: tuple[LedgerLine, ...]
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be given back in part."""

    id: str
    label: str
    paid: str
    minor: int


@dataclass(frozen=True, slots=True)
class Share:
    """Who carries how much of a refund."""

    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A refund as it would be written now; `amount` 0 while nothing, or nonsense, is typed."""

    amount: int = 0
    total: str = ""
    button: str = ""
    problem: str = ""
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class DueRow:
    """What a vendor could be paid."""

    id: str
    vendor_id: str
    vendor: str
    currency: str
    available: str
    minor: int
    held: str


@dataclass(frozen=True, slots=True)
class PayoutRow:
    """A payout that was sent."""

    id: str
    at: str
    when: str
    reference: str
    vendor: str
    period: str
    lines: str
    amount: str
    minor: int
    state: str
    tone: str

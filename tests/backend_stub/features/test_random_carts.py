"""A hundred thousand carts from their prices to the ledger: it adds up to 0 after every step, and so does a
refund of everything, in whichever pieces and order it comes.
"""

import random
from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from backend_stub.features.payments.shares import (
    Line,
    capture_lines,
    card_fee_lines,
    payout_lines,
    penalty_lines,
    refund_lines,
    reversal_lines,
    settlement_lines,
)
from backend_stub.features.pricing.calculation import calculate
from backend_stub.ports.payments import PaidItem, PaymentPart
from backend_stub.ports.pricing import CouponOffer, LineRates, Priced, PriceLine
from contracts.vocabulary import CouponKind, LedgerAccount

CARTS_EACH = 100
CARD = LedgerAccount.CARD_CLEARING
VENDORS = [UUID(int=number) for number in range(1, 5)]
KINDS = [UUID(int=number) for number in range(11, 15)]


def offer(dice: random.Random, place: int) -> CouponOffer:
    percent = dice.random() < 0.6
    return CouponOffer(
        id=UUID(int=1000 + place),
        code=f"C{place}{dice.randint(0, 9)}",
        kind=CouponKind.PERCENT if percent else CouponKind.AMOUNT,
        value=dice.randint(1, 10_000) if percent else dice.choice([1, 99, 500, 10_000, 10**7]),
        payer_id=dice.choice([None, *VENDORS]),
        vendor_id=dice.choice([None, None, *VENDORS]),
        category_ids=frozenset(dice.sample(KINDS, dice.choice([0, 0, 1, 2]))),
    )


def cart(dice: random.Random) -> Priced:
    """Some services of some vendors, with coupons, taxes and commissions."""
    lines = [
        PriceLine(
            UUID(int=dice.getrandbits(128)),
            dice.choice(VENDORS),
            dice.choice(KINDS),
            dice.choice([0, 1, 2, 3, 99, 3_200, 6_400, dice.randint(0, 10**6), dice.randint(0, 10**9)]),
        )
        for _ in range(dice.randint(1, 6))
    ]
    rates = {
        line.id: LineRates(dice.choice([0, 700, 1900, 2300, 5000]), dice.choice([0, 950, 1200, 3333, 5000]))
        for line in lines
    }
    return calculate(lines, [offer(dice, place) for place in range(dice.choice([0, 1, 1, 2, 4]))], rates)


def parts_of(priced: Priced) -> list[PaymentPart]:
    return [
        PaymentPart(
            booking_id=line.line.id,
            vendor_id=line.line.vendor_id,
            total=line.total,
            tax=line.tax,
            commission=line.commission,
            promotion=line.by_platform,
            items=[PaidItem("it", line.total)],
        )
        for line in priced.lines
    ]


class Ledger:
    """Balances by account, vendor and booking; every posting has to add up by itself."""

    def __init__(self) -> None:
        self.balances: Counter[tuple[LedgerAccount, UUID | None, UUID | None]] = Counter()

    def post(self, lines: list[Line]) -> None:
        assert sum(line.amount for line in lines) == 0
        for line in lines:
            self.balances[line.account, line.vendor_id, line.booking_id] += line.amount

    def of(self, part: PaymentPart) -> list[int]:
        return [
            amount
            for (_, _, booking), amount in self.balances.items()
            if booking == part.booking_id and amount
        ]


def refund_wholly(dice: random.Random, ledger: Ledger, part: PaymentPart) -> None:
    """Everything back, in up to four pieces."""
    before = 0
    for _ in range(dice.randint(0, 3)):
        piece = dice.randint(0, part.total - before)
        ledger.post(refund_lines(part, CARD, before, piece))
        before += piece
    ledger.post(refund_lines(part, CARD, before, part.total - before))
    if part.total == 0:
        ledger.post(reversal_lines(capture_lines(part, CARD)))


def play(dice: random.Random) -> None:
    priced, ledger = cart(dice), Ledger()
    parts = parts_of(priced)
    assert sum(part.total for part in parts) == priced.total
    assert all(part.vendor_share >= 0 for part in parts)
    shuffled = dice.sample(parts, len(parts))
    for part in shuffled:
        ledger.post(capture_lines(part, CARD))
    fee = dice.randint(0, max(1, priced.total // 30))
    ledger.post(card_fee_lines(fee))
    ledger.post(settlement_lines(max(0, priced.total - fee)))
    for part in dice.sample(parts, len(parts)):
        match dice.randint(0, 3):
            case 0:
                refund_wholly(dice, ledger, part)
                assert ledger.of(part) == []
            case 1:
                late = dice.randint(0, part.total)
                ledger.post(refund_lines(part, CARD, 0, part.total - late))
            case 2:
                ledger.post(
                    penalty_lines(dice.randint(0, 5_000), 1200, part.vendor_id, None, part.booking_id)
                )
            case _:
                paid = payout_lines(part.vendor_share, part.vendor_id)
                ledger.post(paid)
                if dice.random() < 0.3:
                    ledger.post(reversal_lines(paid))
    assert sum(ledger.balances.values()) == 0


@pytest.mark.slow
@settings(max_examples=1_000, deadline=None)
@given(some.integers(0, 2**64))
def test_a_hundred_thousand_carts_leave_the_ledger_in_balance(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(CARTS_EACH):
        play(dice)


@settings(max_examples=20, deadline=None)
@given(some.integers(0, 2**64))
def test_some_carts_leave_the_ledger_in_balance(seed: int) -> None:
    play(random.Random(seed))

"""Random carts with coupons, refunds, fees and payouts: every posting adds up to 0, and so does all of it.

`./test` plays a few thousand; the 100,000 of the promise, in some two minutes:

    .venv/bin/python -m tests.contracts.test_ledger 100000
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_stub.features.payments.shares import (
    Line,
    capture_lines,
    card_fee_lines,
    kept_lines,
    payout_lines,
    penalty_lines,
    refund_lines,
    reversal_lines,
    settlement_lines,
)
from backend_stub.ports.payments import PaymentPart
from contracts.ledger import Sharing, returned_shares, shares_of
from contracts.money import included, share
from contracts.vocabulary import LedgerAccount

CARTS = 2_000
CLEARING, CASH, PAYABLE = (
    LedgerAccount.CARD_CLEARING,
    LedgerAccount.CASH_ON_SITE,
    LedgerAccount.VENDOR_PAYABLE,
)
SHARES = (PAYABLE, LedgerAccount.COMMISSION, LedgerAccount.BOOKING_FEE, LedgerAccount.TAX_PAYABLE)


@dataclass
class Books:
    """A ledger in memory that takes nothing that does not add up."""

    sums: Counter[LedgerAccount] = field(default_factory=Counter)
    of_booking: dict[UUID, Counter[LedgerAccount]] = field(default_factory=dict)

    def post(self, lines: list[Line]) -> list[Line]:
        assert sum(line.amount for line in lines) == 0
        assert all(line.amount for line in lines)
        for line in lines:
            self.sums[line.account] += line.amount
            if line.booking_id:
                self.of_booking.setdefault(line.booking_id, Counter())[line.account] += line.amount
        return lines


def random_part(dice: random.Random) -> PaymentPart:
    """A booking with or without a coupon of the vendor or the platform, taxed, with a booking fee or none."""
    price = dice.choice((0, 1, dice.randint(1, 99), dice.randint(100, 50_000), dice.randint(1, 10**9)))
    by_vendor = dice.choice((0, 0, dice.randint(0, price)))
    by_platform = dice.choice((0, 0, dice.randint(0, price - by_vendor)))
    commission = share(price - by_vendor, dice.choice((0, 800, 1_200, 3_333)))
    fee = share(price - by_vendor - by_platform, dice.choice((0, 0, 1_000)))
    total = price - by_vendor - by_platform + fee
    tax = included(total - fee, dice.choice((0, 700, 1_900)))
    commission = min(commission, total + by_platform - tax - fee)
    return PaymentPart(
        booking_id=UUID(int=dice.getrandbits(128)),
        vendor_id=UUID(int=dice.randint(1, 5)),
        total=total,
        tax=tax,
        commission=commission,
        fee=fee,
        promotion=by_platform,
    )


def pieces(dice: random.Random, whole: int) -> Iterator[int]:
    """A whole in random pieces."""
    while whole:
        piece = dice.choice((1, whole, dice.randint(1, whole)))
        yield piece
        whole -= piece


def play(dice: random.Random) -> None:
    """One cart: what happens to it happens in a random order."""
    books = Books()
    parts = [random_part(dice) for _ in range(dice.randint(1, 4))]
    refunded = {part.booking_id: dice.choice((0, part.total, dice.randint(0, part.total))) for part in parts}
    returned: Counter[UUID] = Counter()
    acts: list[Callable[[], object]] = []

    def give_back(part: PaymentPart, piece: int) -> None:
        books.post(refund_lines(part, CLEARING, returned[part.booking_id], piece))
        returned[part.booking_id] += piece

    for part in parts:
        acts.append(partial(books.post, capture_lines(part, CLEARING)))
        acts += [partial(give_back, part, piece) for piece in pieces(dice, refunded[part.booking_id])]
        if dice.random() < 0.2:
            ids = (part.vendor_id, UUID(int=9), UUID(int=dice.getrandbits(128)))
            acts.append(partial(books.post, penalty_lines(dice.randint(1, 9_999), 1_200, *ids)))
        if dice.random() < 0.3:
            acts.append(partial(pay_out, books, dice, part))
    acts.append(partial(books.post, card_fee_lines(dice.randint(0, 500))))
    acts.append(partial(books.post, settlement_lines(dice.randint(1, 50_000))))
    dice.shuffle(acts)
    for act in acts:
        act()
        assert sum(books.sums.values()) == 0
    for part in parts:
        check_part(books, part, returned[part.booking_id])


def pay_out(books: Books, dice: random.Random, part: PaymentPart) -> None:
    sent = books.post(payout_lines(dice.randint(1, 50_000), part.vendor_id))
    if dice.random() < 0.5:
        books.post(reversal_lines(sent))


def check_part(books: Books, part: PaymentPart, returned: int) -> None:
    """Nobody has more than their share, and nothing at all of what was given back in full."""
    of = books.of_booking.get(part.booking_id, Counter())
    assert of[CLEARING] == part.total - returned
    if returned == part.total and part.total:
        assert not any(of.values())
    shares = (part.vendor_share, part.commission, part.fee, part.tax)
    for account, whole in zip(SHARES, shares, strict=True):
        assert 0 <= -of[account] <= whole


@given(st.integers(min_value=0, max_value=2**64))
@settings(max_examples=100, deadline=None)
def test_random_carts_leave_the_ledger_at_zero(seed: int) -> None:
    play(random.Random(seed))


def test_thousands_of_carts_leave_the_ledger_at_zero() -> None:
    dice = random.Random(20261122)
    for _ in range(CARTS):
        play(dice)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9), st.data())
@settings(max_examples=200, deadline=None)
def test_a_full_refund_leaves_exactly_zero(
    vendor: int, commission: int, fee: int, tax: int, data: st.DataObject
) -> None:
    whole = vendor + commission + fee + tax
    promotion = data.draw(st.integers(0, whole))
    sharing = Sharing(whole - promotion, tax, commission, fee, promotion)
    left = Counter(dict(shares_of(sharing, sharing.total)))
    before = 0
    while before < sharing.total:
        piece = data.draw(st.integers(max(1, (sharing.total - before) // 3), sharing.total - before))
        for account, amount in returned_shares(sharing, before, piece):
            left[account] -= amount
        before += piece
    assert sharing.vendor == vendor
    if sharing.total:
        assert not any(left.values())


def test_a_payment_on_site_leaves_the_vendor_with_what_is_not_ours() -> None:
    part = PaymentPart(UUID(int=1), UUID(int=2), total=6_400, tax=1_022, commission=768)
    books = Books()
    books.post(capture_lines(part, CASH))
    books.post(kept_lines(part))
    assert (books.sums[CASH], books.sums[PAYABLE]) == (0, 1_022 + 768)


def test_the_refund_of_the_picture() -> None:
    sharing = Sharing(total=9_449, commission=1_031, fee=859)
    assert dict(returned_shares(sharing, 0, 3_135)) == {
        PAYABLE: 2_508,
        LedgerAccount.COMMISSION: 342,
        LedgerAccount.BOOKING_FEE: 285,
        LedgerAccount.TAX_PAYABLE: 0,
        LedgerAccount.PROMOTION: 0,
    }


@pytest.mark.parametrize(("before", "amount"), [(0, 101), (50, 51), (-1, 1), (0, -1)])
def test_no_more_goes_back_than_was_paid(before: int, amount: int) -> None:
    with pytest.raises(ValueError, match="more goes back"):
        returned_shares(Sharing(100), before, amount)


if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        play(random.Random(number))
    sys.stdout.write(f"{sys.argv[1]} carts: every ledger is at 0\n")

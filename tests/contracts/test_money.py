"""Shares and splits: nothing lost, no leaning."""

from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.money import WHOLE, included, share, split

AMOUNTS = st.integers(-(10**12), 10**12)
RATES = st.integers(0, WHOLE)


@given(AMOUNTS, RATES)
def test_a_share_is_rounded_half_to_even(amount: int, rate: int) -> None:
    exact = Decimal(amount) * rate / WHOLE
    assert share(amount, rate) == int(exact.quantize(Decimal(1), ROUND_HALF_EVEN))
    assert share(-amount, rate) == -share(amount, rate)


@given(AMOUNTS, RATES)
def test_what_is_included_and_the_rest_are_the_whole(amount: int, rate: int) -> None:
    tax = included(amount, rate)
    net = Decimal(amount) * WHOLE / (WHOLE + rate)
    assert abs(Decimal(amount - tax) - net) <= Decimal("0.5")
    assert included(-amount, rate) == -tax


@pytest.mark.parametrize(
    ("gross", "rate", "tax"),
    [(11900, 1900, 1900), (10700, 700, 700), (1, 1900, 0), (0, 1900, 0), (3, 10000, 1)],
)
def test_the_tax_in_a_price(gross: int, rate: int, tax: int) -> None:
    assert included(gross, rate) == tax


@given(AMOUNTS, st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_parts_add_up_and_are_at_most_a_unit_off(amount: int, weights: list[int]) -> None:
    parts = split(amount, weights)
    assert sum(parts) == amount
    total = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        if total:
            assert abs(Decimal(part) - Decimal(amount) * weight / total) < 1
            assert weight or not part


def test_what_is_left_goes_to_those_who_lost_most_then_to_the_first() -> None:
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(-100, [1, 1, 1]) == [-34, -33, -33]
    assert split(10, [0, 0, 0]) == [4, 3, 3]
    assert split(0, []) == []


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to split"):
        split(1, [])
    with pytest.raises(ValueError, match="negative"):
        split(1, [2, -1])

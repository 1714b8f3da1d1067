"""A typed card: what is wrong with it, and what the gateway calls it. The number goes nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from viewmodels.text import Texts

TEST_CARDS: Final = {
    "4242424242424242": "pm_card_visa",
    "5555555555554444": "pm_card_mastercard",
    "4000000000000002": "pm_card_chargeDeclined",
    "4000000000009995": "pm_card_chargeDeclinedInsufficientFunds",
    "4000000000000069": "pm_card_chargeDeclinedExpiredCard",
    "4000000000003220": "pm_card_threeDSecureRequired",
    "4111111111111111": "pm_card_slow",
}
"""Stripe's test numbers, as the sandbox names them."""

_LENGTHS: Final = {"3": 15, "4": 16, "5": 16, "2": 16, "6": 16}
_BRANDS: Final = {"4": "Visa", "5": "Mastercard", "2": "Mastercard", "3": "Amex"}


@dataclass(frozen=True, slots=True)
class CardForm:
    """A card as it is typed."""

    number: str = ""
    until: str = ""
    cvc: str = ""


def digits_of(text: str) -> str:
    """Without the blanks and hyphens that people type."""
    return text.replace(" ", "").replace("-", "")


def is_whole(number: str) -> bool:
    """Whether the last digit fits the others (Luhn)."""
    total = 0
    for place, sign in enumerate(reversed(number)):
        digit = int(sign) * (2 if place % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


def check_card(card: CardForm, texts: Texts) -> dict[str, str]:
    """What is wrong, by field."""
    errors: dict[str, str] = {}
    number = digits_of(card.number)
    wanted = _LENGTHS.get(number[:1], 16)
    if not number or not (number.isascii() and number.isdigit()):
        errors["number"] = texts("customer.cart.card.number.digits")
    elif len(number) != wanted:
        brand = _BRANDS.get(number[:1], texts("customer.cart.card.a_card"))
        errors["number"] = texts(
            "customer.cart.card.number.length", brand=brand, wanted=wanted, typed=len(number)
        )
    elif not is_whole(number):
        errors["number"] = texts("customer.cart.card.number.mistyped")
    elif number not in TEST_CARDS:
        errors["number"] = texts("customer.cart.card.number.test")
    month, _, year = card.until.replace(" ", "").partition("/")
    if not (month.isascii() and month.isdigit() and 1 <= int(month) <= 12 and _is_year(year)):
        errors["until"] = texts("customer.cart.card.until.needed")
    if not (card.cvc.isascii() and card.cvc.isdigit() and len(card.cvc) in (3, 4)):
        errors["cvc"] = texts("customer.cart.card.cvc.needed")
    return errors


def token_of(card: CardForm) -> str:
    """The card's name at the gateway."""
    return TEST_CARDS[digits_of(card.number)]


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) in (2, 4)

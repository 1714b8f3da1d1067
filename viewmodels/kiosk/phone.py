"""Phone numbers as people type them at a kiosk."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

FEWEST, MOST = 6, 15
_SEPARATORS = frozenset(" -/.()\u00a0\u2011\u2013\u202f")


@dataclass(frozen=True, slots=True)
class Country:
    """A dialling code with its country's own name; `trunk` is the digit that falls away behind the code.

    `example` is how people there write a number.
    """

    code: str
    name: str
    example: str
    trunk: str = "0"


COUNTRIES: tuple[Country, ...] = (
    Country("+49", "Deutschland", "0151 2345678"),
    Country("+43", "Österreich", "0664 1234567"),
    Country("+41", "Schweiz", "079 123 45 67"),
    Country("+33", "France", "06 12 34 56 78"),
    Country("+351", "Portugal", "912 345 678", ""),
    Country("+48", "Polska", "512 345 678", ""),
    Country("+90", "Türkiye", "0532 123 45 67"),
    Country("+44", "United Kingdom", "07700 900123"),
    Country("+353", "Ireland", "085 012 3456"),
    Country("+31", "Nederland", "06 12345678"),
    Country("+32", "België", "0470 12 34 56"),
    Country("+34", "España", "612 345 678", ""),
    Country("+39", "Italia", "312 345 6789", ""),
    Country("+45", "Danmark", "20 12 34 56", ""),
    Country("+420", "Česko", "601 123 456", ""),
    Country("+1", "USA", "201 555 0123", ""),
)


class PhoneError(Exception):
    """What is wrong with a number: `missing`, `letters`, `short` or `long`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def international(text: str, country: Country) -> str:
    """The number with its dialling code, digits of every script as 0 to 9. Raises `PhoneError`."""
    plain = "".join(_plain(sign) for sign in text.strip())
    if not plain:
        raise PhoneError("missing")
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    digits = plain.removeprefix("+")
    if not digits.isdigit():
        raise PhoneError("letters")
    if not plain.startswith("+"):
        if country.trunk:
            digits = digits.removeprefix(country.trunk)
        digits = country.code.removeprefix("+") + digits
    if len(digits) < FEWEST + 2:
        raise PhoneError("short")
    if len(digits) > MOST:
        raise PhoneError("long")
    return f"+{digits}"


def _plain(sign: str) -> str:
    if sign in _SEPARATORS or unicodedata.category(sign) == "Cf":
        return ""
    return str(unicodedata.digit(sign, sign))

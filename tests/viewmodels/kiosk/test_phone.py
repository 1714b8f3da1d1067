"""Phone numbers as people type them."""

import pytest

from viewmodels.kiosk.phone import COUNTRIES, PhoneError, international

GERMANY = COUNTRIES[0]
PORTUGAL = next(country for country in COUNTRIES if country.code == "+351")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0151 2345678", "+491512345678"),
        ("  0151/234-56.78 ", "+491512345678"),
        ("+44 7700 900123", "+447700900123"),
        ("0044 7700 900123", "+447700900123"),
        ("(0151) 2345678", "+491512345678"),
        ("٠١٥١٢٣٤٥٦٧٨", "+491512345678"),
        ("\u200e0151\u00a02345678\u200f", "+491512345678"),
    ],
)
def test_numbers_become_international(typed: str, number: str) -> None:
    assert international(typed, GERMANY) == number


def test_a_country_without_trunk_digit_keeps_every_digit() -> None:
    assert international("912 345 678", PORTUGAL) == "+351912345678"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "missing"),
        ("   ", "missing"),
        ("0151 x", "letters"),
        ("☎ 12345", "letters"),
        ("+49+1512345", "letters"),
        ("0151", "short"),
        ("+", "letters"),
        ("0151 23456789012345", "long"),
    ],
)
def test_what_is_no_number_says_why(typed: str, reason: str) -> None:
    with pytest.raises(PhoneError) as caught:
        international(typed, GERMANY)
    assert caught.value.reason == reason


def test_every_example_is_a_number_of_its_country() -> None:
    for country in COUNTRIES:
        assert international(country.example, country).startswith(country.code)

"""Money and times as people read them, also where clocks change."""

from datetime import UTC, datetime

import pytest

from viewmodels.format import LOCALES, Format
from viewmodels.text import Texts

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"


class _StillClock:
    def __init__(self, now: str) -> None:
        self._now = datetime.fromisoformat(now).astimezone(UTC)

    def now(self) -> datetime:
        return self._now


def _format(now: str = "2026-11-22T11:00:00Z", language: str = "en", zone: str = BERLIN) -> Format:
    return Format(Texts(language), _StillClock(now), zone)


@pytest.mark.parametrize(
    ("language", "amount", "currency", "text"),
    [
        ("en", 6400, "EUR", "€64.00"),
        ("en", -7200, "EUR", "–€72.00"),
        ("en", 4120735, "EUR", "€41,207.35"),
        ("en", 500, "JPY", "¥500"),
        ("en", 1234, "KWD", "KWD 1.234"),
        ("de", 4120735, "EUR", "41.207,35\N{NO-BREAK SPACE}€"),
        ("pl", 6400, "PLN", "64,00\N{NO-BREAK SPACE}zł"),
    ],
)
def test_money(language: str, amount: int, currency: str, text: str) -> None:
    assert _format(language=language).money({"amount": amount, "currency": currency}) == text


def test_a_bound_leaves_out_minor_units_that_are_zero() -> None:
    shown = [_format().money_short({"amount": amount, "currency": "EUR"}) for amount in (2000, 2050, -300)]
    assert shown == ["€20", "€20.50", "–€3"]


def test_a_time_of_today_needs_no_day() -> None:
    assert _format().near_time("2026-11-22T17:00:00Z") == "18:00"
    assert _format().near_time("2026-11-23T17:00:00Z") == _format().day_time("2026-11-23T17:00:00Z")


@pytest.mark.parametrize(
    ("instant", "zone", "text"),
    [
        # Berlin leaves summer time on 25 October 2026 at 01:00 UTC.
        ("2026-10-25T00:59:00Z", BERLIN, "02:59"),
        ("2026-10-25T01:00:00Z", BERLIN, "02:00"),
        ("2026-03-29T00:59:00Z", BERLIN, "01:59"),
        ("2026-03-29T01:00:00Z", BERLIN, "03:00"),
        # New York leaves a week later: for that week the two are five hours apart.
        ("2026-10-28T12:00:00Z", NEW_YORK, "08:00"),
        ("2026-11-02T12:00:00Z", NEW_YORK, "07:00"),
    ],
)
def test_times_around_a_change_of_clocks(instant: str, zone: str, text: str) -> None:
    assert _format().time(instant, zone) == text


def test_days_are_counted_on_the_calendar_of_the_zone_and_not_in_24_hours() -> None:
    # 25 October has 25 hours in Berlin: 23:30 is the same day, 24.5 hours after 00:00.
    formats = _format("2026-10-24T22:00:00Z")
    assert formats.day_time("2026-10-25T22:30:00Z") == "today 23:30"
    assert formats.day_time("2026-10-25T23:00:00Z") == "tomorrow 00:00"
    assert formats.day_time("2026-10-24T21:59:00Z") == "yesterday 23:59"
    assert formats.day_time("2026-10-25T22:30:00Z", NEW_YORK) == "tomorrow 18:30"


def test_differences_are_taken_between_instants() -> None:
    formats = _format("2026-10-25T00:30:00Z")
    assert formats.relative("2026-10-25T02:30:00Z") == "in 2 h"
    assert formats.relative("2026-10-25T00:00:00Z") == "30 min ago"
    assert formats.relative("2026-10-25T00:30:20Z") == "now"
    assert formats.relative("2026-10-28T00:30:00Z") == "in 3 days"


def test_a_zone_is_named_only_where_its_clock_differs() -> None:
    formats = _format()
    assert formats.same_clock("2026-11-22T11:00:00Z", "Europe/Paris")
    assert not formats.same_clock("2026-11-22T11:00:00Z", "Europe/London")
    assert formats.zone_offset("2026-07-01T11:00:00Z", BERLIN) == "CEST"
    assert formats.zone_city("America/New_York") == "New York"


def test_days_durations_and_distances() -> None:
    formats = _format()
    assert formats.day("2026-11-24T09:00:00Z") == "Tue 24 Nov"
    assert formats.day("2027-01-05T09:00:00Z") == "Tue 5 Jan 2027"
    assert formats.day_long("2026-11-22T09:00:00Z") == "Sunday, 22 November"
    assert formats.day_time("2026-11-24T09:00:00Z") == "Tue 24 Nov, 10:00"
    assert [formats.duration(minutes) for minutes in (45, 120, 90)] == ["45 min", "2 h", "1 h 30"]
    assert [formats.distance(metres) for metres in (347, 1234, 5_000, 12_400)] == [
        "350 m",
        "1.2 km",
        "5 km",
        "12 km",
    ]


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_every_language_says_every_format(language: str) -> None:
    formats = _format(language=language)
    said = [
        formats.day_time("2026-11-24T09:00:00Z"),
        formats.relative("2026-11-27T09:00:00Z"),
        formats.duration(90),
    ]
    assert not [text for text in said if "format." in text or "{" in text]

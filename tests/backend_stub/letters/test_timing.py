"""Quiet hours and digests, around both changes of the clocks and in odd zones."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_stub.letters.timing import next_time, quiet_until

BERLIN, HOUR = "Europe/Berlin", 60
ZONES = (
    BERLIN,
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/Sao_Paulo",
)


def berlin(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(BERLIN), fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        ("2026-06-10T21:59", None),
        ("2026-06-10T22:00", "2026-06-11T07:00"),
        ("2026-06-11T00:30", "2026-06-11T07:00"),
        ("2026-06-11T06:59", "2026-06-11T07:00"),
        ("2026-06-11T07:00", None),
        ("2026-03-28T23:00", "2026-03-29T07:00"),
        ("2026-10-24T23:00", "2026-10-25T07:00"),
    ],
)
def test_quiet_hours_over_midnight(now: str, ends: str | None) -> None:
    found = quiet_until(berlin(now), BERLIN, 22 * HOUR, 7 * HOUR)
    assert found == (None if ends is None else berlin(ends))


def test_a_night_is_as_long_as_the_clocks_make_it() -> None:
    for evening, hours in (("2026-03-28T22:00", 8), ("2026-10-24T22:00", 10), ("2026-06-10T22:00", 9)):
        ends = quiet_until(berlin(evening), BERLIN, 22 * HOUR, 7 * HOUR)
        assert ends is not None
        assert ends - berlin(evening) == timedelta(hours=hours)


def test_an_end_that_comes_twice_is_the_second_one() -> None:
    ends = quiet_until(berlin("2026-10-25T01:00"), BERLIN, 0, 150)
    assert ends == berlin("2026-10-25T02:30", fold=1)
    assert quiet_until(berlin("2026-10-25T02:10", fold=1), BERLIN, 0, 150) == ends


def test_an_end_that_is_skipped_is_after_the_gap() -> None:
    ends = quiet_until(berlin("2026-03-29T01:00"), BERLIN, 0, 150)
    assert ends == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))  # noqa: DTZ001
MINUTES = st.integers(0, 1439)


@given(MOMENTS, st.sampled_from(ZONES), MINUTES, MINUTES)
def test_waiting_ends_and_is_over_then(now: datetime, zone: str, begins: int, ends: int) -> None:
    if begins == ends:
        return
    until = quiet_until(now, zone, begins, ends)
    if until is not None:
        assert now < until <= now + timedelta(hours=25)
        assert quiet_until(until, zone, begins, ends) is None


@given(MOMENTS, st.sampled_from(ZONES), MINUTES)
def test_a_digest_comes_about_once_a_day(now: datetime, zone: str, minute: int) -> None:
    first = next_time(now, zone, minute)
    second = next_time(first, zone, minute)
    assert now < first <= now + timedelta(hours=49)  # Apia once skipped a whole day
    assert timedelta(hours=22) <= second - first <= timedelta(hours=26)

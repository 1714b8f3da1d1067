"""Opening hours hold on the wall clock, whatever the clock does."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_stub.features.availability.free_time import GRID, Span, free_starts, is_free
from backend_stub.features.availability.nearest import FreeTime, nearest
from backend_stub.features.availability.openings import (
    DAY,
    WeekdayHours,
    instant_of,
    merged,
    minute_of,
    open_stretches,
    weekday_hours,
)

# Days around changes of the clock: by an hour at night, by half an hour, at midnight, and on the date line.
CHANGES = [
    ("Europe/Berlin", date(2027, 3, 28)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("Europe/Lisbon", date(2027, 3, 28)),
    ("Europe/Lisbon", date(2026, 10, 25)),
    ("America/New_York", date(2027, 3, 14)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Australia/Lord_Howe", date(2027, 4, 4)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("America/Havana", date(2026, 11, 1)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Asia/Kathmandu", date(2026, 6, 1)),
]
ALL_WEEK = range(7)


def minute(text: str) -> int:
    return minute_of(datetime.fromisoformat(text))


def texts(stretches: list[tuple[int, int]]) -> list[tuple[str, str]]:
    return [(f"{instant_of(a):%d %H:%M}", f"{instant_of(b):%d %H:%M}") for a, b in stretches]


@pytest.mark.parametrize(("zone", "day"), CHANGES, ids=str)
@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, DAY // 15 - 1), st.integers(1, DAY // 15)).filter(
            lambda item: item[1] < item[2]
        ),
        max_size=4,
    )
)
def test_open_exactly_while_the_wall_clock_is_within_hours(
    zone: str, day: date, drawn: list[tuple[int, int, int]]
) -> None:
    hours = [WeekdayHours(weekday, opens * 15, closes * 15) for weekday, opens, closes in drawn]
    wall = ZoneInfo(zone)
    begin = minute_of(datetime.combine(day, time(), UTC)) - DAY
    end = begin + 3 * DAY
    expected = set()
    for moment in range(begin, end, 15):
        local = instant_of(moment).astimezone(wall)
        shown = local.hour * 60 + local.minute
        if any(h.weekday == local.weekday() and h.opens <= shown < h.closes for h in hours):
            expected.add(moment)
    stretches = open_stretches(hours, wall, begin, end)
    assert {moment for a, b in stretches for moment in range(a, b, 15)} == expected
    assert all(a < b for a, b in stretches)
    assert all(first[1] < second[0] for first, second in pairwise(stretches))


def test_the_skipped_hour_is_no_time_at_all() -> None:
    hours = [weekday_hours(6, time(1), time(4))]
    berlin = ZoneInfo("Europe/Berlin")
    found = open_stretches(hours, berlin, minute("2027-03-28T00:00+00:00") - DAY, minute("2027-03-29T00:00Z"))
    assert texts(found) == [("28 00:00", "28 02:00")]
    span = Span(duration=60, before=0, after=0)
    starts = list(free_starts(found, [], span, found[0][0], found[0][1]))
    assert [f"{instant_of(s).astimezone(berlin):%H:%M}" for s in starts] == [
        "01:00", "01:15", "01:30", "01:45", "03:00",
    ]  # fmt: skip


def test_the_doubled_hour_is_open_twice() -> None:
    hours = [weekday_hours(6, time(1), time(4))]
    berlin = ZoneInfo("Europe/Berlin")
    found = open_stretches(hours, berlin, minute("2026-10-24T12:00Z"), minute("2026-10-25T12:00Z"))
    assert texts(found) == [("24 23:00", "25 03:00")]


def test_opening_hours_stay_put_when_the_clock_changes() -> None:
    hours = [weekday_hours(day, time(9), time(17)) for day in ALL_WEEK]
    berlin = ZoneInfo("Europe/Berlin")
    found = open_stretches(hours, berlin, minute("2026-10-01T00:00Z"), minute("2026-11-30T00:00Z"))
    assert {f"{instant_of(a).astimezone(berlin):%H:%M}" for a, _ in found} == {"09:00"}
    assert {f"{instant_of(b).astimezone(berlin):%H:%M}" for _, b in found} == {"17:00"}


def test_midnight_closing_joins_the_next_day() -> None:
    hours = [weekday_hours(day, time(0), time(0)) for day in ALL_WEEK]
    start, end = minute("2026-10-20T00:00Z"), minute("2026-10-30T00:00Z")
    assert open_stretches(hours, ZoneInfo("Europe/Berlin"), start, end) == [(start, end)]


intervals = st.lists(
    st.tuples(st.integers(0, 600), st.integers(1, 200)).map(lambda item: (item[0], item[0] + item[1])),
    max_size=6,
).map(merged)


@given(
    opened=intervals,
    busy=intervals,
    duration=st.sampled_from([5, 15, 45, 60, 90]),
    before=st.sampled_from([0, 10, 15]),
    after=st.sampled_from([0, 5, 30]),
    first=st.integers(0, 300),
    length=st.integers(0, 600),
)
def test_free_starts_are_all_that_fit(
    opened: list[tuple[int, int]],
    busy: list[tuple[int, int]],
    duration: int,
    before: int,
    after: int,
    first: int,
    length: int,
) -> None:
    span = Span(duration, before, after)
    expected = [
        start
        for start in range(first, first + length)
        if start % GRID == 0
        and any(a <= start and start + duration <= b for a, b in opened)
        and not any(a < start + duration + after and start - before < b for a, b in busy)
    ]
    assert list(free_starts(opened, busy, span, first, first + length)) == expected
    for start in (0, 15, 30, 31):
        assert is_free(opened, busy, span, start) == (start in list(free_starts(opened, busy, span, 0, 2000)))


def test_alternatives_are_the_nearest_times_each_once() -> None:
    wanted = FreeTime(600, "rosa")
    free = [
        FreeTime(start, staff) for start in (570, 585, 600, 615, 630) for staff in ("deniz", "mikael", "rosa")
    ]
    assert nearest(free, wanted, 3) == [FreeTime(585, "rosa"), FreeTime(600, "deniz"), FreeTime(615, "rosa")]


def test_alternatives_fill_up_with_other_people_when_times_are_few() -> None:
    free = [FreeTime(600, "chiara"), FreeTime(600, "deniz"), FreeTime(900, "rosa")]
    assert nearest(free, FreeTime(600, "rosa"), 3) == free


def test_a_month_of_slots_crosses_a_change_without_holes() -> None:
    hours = [weekday_hours(day, time(8), time(12)) for day in ALL_WEEK]
    zone = ZoneInfo("America/New_York")
    start = minute("2026-10-20T04:00Z")
    opened = open_stretches(hours, zone, start, start + 31 * DAY)
    days = {instant_of(a).astimezone(zone).date() for a, _ in opened}
    first = min(days)
    assert days == {first + timedelta(days=n) for n in range(31)}

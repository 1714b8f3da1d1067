"""What another program writes is what we read: calendars made by icalendar, tables made by csv."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from imports.calendar import read_calendar
from imports.dates import DateOrder
from imports.mapping import Meaning, guess
from imports.rows import BookingRow
from imports.sheet import read_sheet
from imports.table import read_table
from tests.imports.conftest import BERLIN, NOW, events_of, unwatched

ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "UTC"]
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff"),
    min_size=1,
    max_size=60,
).map(lambda text: " ".join(text.split()))
NAMES = WORDS.filter(bool)  # a line without one is refused: test_tables.py
TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 - zones are drawn apart
    lambda moment: moment.replace(second=0, microsecond=0)
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(WORDS, TIMES, st.sampled_from(ZONES), st.integers(1, 5_000)),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_single_events(events: list[tuple[str, datetime, str, int]], encoding: str) -> None:
    calendar = Calendar()
    for number, (title, moment, zone, minutes) in enumerate(events):
        event = Event()
        event.add("uid", str(number))
        event.add("summary", title)
        event.add("dtstart", moment.replace(tzinfo=ZoneInfo(zone)))
        event.add("duration", timedelta(minutes=minutes))
        calendar.add_component(event)
    data = calendar.to_ical().decode().encode(encoding)
    reading = read_calendar(data, BERLIN, NOW, unwatched)
    assert reading.refusals == ()
    for row, (title, moment, zone, minutes) in zip(events_of(reading), events, strict=True):
        assert row.title == title
        assert row.starts_at == moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        assert row.ends_at - row.starts_at == timedelta(minutes=minutes)
        assert row.zone == zone


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(2026, 11, 23), date(2027, 6, 1)),
    st.integers(1, 40),
    st.integers(1, 20),
    st.sets(st.integers(1, 19)),
)
def test_daily_series(start: date, interval: int, count: int, excepted: set[int]) -> None:
    event = Event()
    event.add("uid", "series")
    event.add("summary", "Series")
    event.add("dtstart", start)
    event.add("rrule", {"freq": "daily", "interval": interval, "count": count})
    for number in excepted:
        event.add("exdate", start + timedelta(days=interval * number))
    calendar = Calendar()
    calendar.add_component(event)
    end = NOW.astimezone(BERLIN).date() + timedelta(days=400)
    days = [start + timedelta(days=interval * number) for number in range(count) if number not in excepted]
    reading = read_calendar(calendar.to_ical(), BERLIN, NOW, unwatched)
    assert [row.starts_at.astimezone(BERLIN).date() for row in events_of(reading)] == [
        day for day in days if day < end
    ]


CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff"), max_size=30
).map(lambda text: " ".join(text.split()))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(NAMES, TIMES, CELLS), min_size=2, max_size=12, unique=True),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8-sig", "utf-16"]),
)
def test_tables(lines: list[tuple[str, datetime, str]], delimiter: str, encoding: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Client", "Start", "Note"])
    for name, moment, note in lines:
        writer.writerow([name, moment.isoformat(sep=" "), note])
    sheet = read_sheet(out.getvalue().encode(encoding), unwatched)
    mapping = guess(sheet, DateOrder.DAY_FIRST)
    assert mapping.meanings == (Meaning.NAME, Meaning.START, Meaning.NOTE)
    reading = read_table(sheet, mapping, ZoneInfo("UTC"), unwatched)
    found = {(row.name, row.starts_at, row.note) for row in reading.rows if isinstance(row, BookingRow)}
    wanted = {(name, moment.replace(tzinfo=UTC), note) for name, moment, note in lines}
    assert found <= wanted
    # Names that differ in nothing but case and blanks, at one time, are one booking.
    assert {(row.line, row.reason.value) for row in reading.refusals} <= {
        (number, "duplicate") for number in range(2, len(lines) + 2)
    }
    assert len(found) + len(reading.refusals) == len(lines)

"""Files that want to do harm end in a refusal, soon."""

import base64
import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.calendar import read_calendar
from imports.dates import DateOrder
from imports.mapping import guess
from imports.rows import EventRow, FileProblem, Reason, UnreadableFileError
from imports.sheet import read_sheet
from imports.table import read_table
from tests.imports.conftest import BERLIN, NOW, ReadCalendar, calendar_text, event_text, events_of, unwatched

BARREN = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=HOURLY;BYHOUR=3;BYMONTH=2;BYMONTHDAY=31",
    "FREQ=DAILY;INTERVAL=7;BYDAY=WE",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=6",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4,6,9,11",
]


@pytest.mark.parametrize("rule", BARREN)
def test_a_rule_that_never_hits_ends(read: ReadCalendar, rule: str) -> None:
    rows = events_of(read(event_text("DTSTART:20261201T090000Z", f"RRULE:{rule}", "SUMMARY:Never")))
    assert [row.starts_at.day for row in rows] == [1]  # DTSTART itself, which is always the first


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=SECONDLY;BYHOUR=3;BYMINUTE=4;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11",
        "FREQ=YEARLY;BYMINUTE="
        + ",".join(map(str, range(60)))
        + ";BYSECOND="
        + ",".join(map(str, range(60))),
    ],
)
def test_a_rule_that_hits_all_the_time_is_refused(read: ReadCalendar, rule: str) -> None:
    reading = read(event_text("DTSTART:19800101T090000Z", f"RRULE:{rule}", "SUMMARY:Always"))
    assert reading.rows == ()
    assert [refusal.reason for refusal in reading.refusals] == [Reason.TOO_OFTEN]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=x",
        "DAILY",
        "=",
        "FREQ=",
        "FREQ=DAILY;BYDAY=XX",
    ],
)
def test_a_broken_rule_is_refused(read: ReadCalendar, rule: str) -> None:
    reading = read(event_text("DTSTART:20261201T090000Z", f"RRULE:{rule}"))
    assert [refusal.reason for refusal in reading.refusals] == [Reason.UNREADABLE_RULE]


def test_a_zone_with_hostile_rules_is_no_zone(read: ReadCalendar) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Trap\nBEGIN:STANDARD\nDTSTART:19700101T000000\nRRULE:FREQ=SECONDLY\n"
        "TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:STANDARD\nEND:VTIMEZONE"
    )
    reading = read(zone, event_text("DTSTART;TZID=Trap:20261201T090000"))
    assert [refusal.reason for refusal in reading.refusals] == [Reason.UNKNOWN_ZONE]


def test_attachments_and_endless_lines_cost_nothing(read: ReadCalendar) -> None:
    blob = base64.b64encode(os.urandom(3_000_000)).decode()
    folded = "\n ".join(blob[start : start + 70] for start in range(0, len(blob), 70))
    reading = read(
        event_text("DTSTART:20261201T090000Z", f"ATTACH;ENCODING=BASE64;VALUE=BINARY:{folded}", "SUMMARY:A"),
        event_text("DTSTART:20261202T090000Z", "SUMMARY:" + "x" * 3_000_000, uid="two"),
        event_text("DTSTART:20261203T090000Z", "SUMMARY:C", uid="three"),
    )
    assert [row.title[:1] for row in events_of(reading)] == ["A", "x", "C"]
    assert max(len(row.title) for row in events_of(reading)) <= 200


def test_nesting_without_end_is_survived(read: ReadCalendar) -> None:
    reading = read("BEGIN:VEVENT\n" * 20_000, event_text("DTSTART:20261201T090000Z", "SUMMARY:Last"))
    assert [row.title for row in events_of(reading)] == ["Last"]
    assert {refusal.reason for refusal in reading.refusals} == {Reason.UNFINISHED}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", FileProblem.EMPTY),
        (b" \r\n \r\n", FileProblem.EMPTY),
        (b"\x00" * 5_000, FileProblem.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, FileProblem.BINARY),
        (b"PK\x03\x04" + b"sheet" * 50, FileProblem.SPREADSHEET),
        (b"BEGIN:VCALENDAR\n" * 2_200_000, FileProblem.TOO_LARGE),
    ],
)
def test_what_is_no_text_is_refused_as_a_whole(data: bytes, problem: FileProblem) -> None:
    for read_file in (
        lambda: read_calendar(data, BERLIN, NOW, unwatched),
        lambda: read_sheet(data, unwatched),
    ):
        with pytest.raises(UnreadableFileError) as caught:
            read_file()
        assert caught.value.problem is problem


NASTY = st.one_of(
    st.sampled_from(
        ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:STANDARD", " folded"]
    ),
    st.sampled_from(
        ["DTSTART:20261201T090000Z", "DTSTART;VALUE=DATE:20261201", "DTEND:20261201T100000", "UID:1"]
    ),
    st.sampled_from(
        ["RRULE:FREQ=DAILY;COUNT=3", "RECURRENCE-ID:20261202T090000Z", "EXDATE:20261202", "DURATION:P1D"]
    ),
    st.sampled_from(
        ["RRULE:FREQ=WEEKLY;BYDAY=MO;WKST=SU", "TZID:A", "DTSTART;TZID=A:20261201T090000", "SEQUENCE:x"]
    ),
    st.text(max_size=40).map(lambda text: text.replace("\r", "").replace("\n", "")),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(NASTY, min_size=1, max_size=25))
def test_any_lines_at_all_give_rows_or_reasons(lines: list[str]) -> None:
    data = ("BEGIN:VCALENDAR\n" + "\n".join(lines) + "\nEND:VCALENDAR").encode()
    try:
        reading = read_calendar(data, BERLIN, NOW, unwatched)
    except UnreadableFileError:
        return
    for row in events_of(reading):
        assert row.ends_at >= row.starts_at
        assert row.starts_at.second == 0
    assert len({row.key for row in reading.rows}) == len(reading.rows)
    assert all(refusal.line >= 1 for refusal in reading.refusals)


@settings(max_examples=150, deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_at_all_end_in_an_answer(data: bytes) -> None:
    with contextlib.suppress(UnreadableFileError):
        sheet = read_sheet(data, unwatched)
        reading = read_table(sheet, guess(sheet, DateOrder.DAY_FIRST), BERLIN, unwatched)
        assert len({row.key for row in reading.rows}) == len(reading.rows)
    with contextlib.suppress(UnreadableFileError):
        read_calendar(data, BERLIN, NOW, unwatched)


_MEASURE = """
import re, sys
from pathlib import Path
from datetime import UTC, datetime
from zoneinfo import ZoneInfo
from imports.calendar import read_calendar
data = open(sys.argv[1], "rb").read()
now = datetime(2026, 11, 22, tzinfo=UTC)
reading = read_calendar(data, ZoneInfo("Europe/Berlin"), now, lambda share: None)
# Not ru_maxrss: that remembers the memory of the process that started this one.
print(len(reading.rows), re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text()).group(1))
"""


@pytest.mark.slow
def test_ten_megabytes_fit_into_time_and_memory(tmp_path: Path) -> None:
    count = 19_000
    note = "x" * 400
    events = (
        event_text(
            f"DTSTART;TZID=Europe/Berlin:2027{number % 12 + 1:02}{number % 28 + 1:02}T100000",
            "DURATION:PT1H",
            f"SUMMARY:Event {number}",
            f"DESCRIPTION:{note}",
            uid=f"event-{number}",
        )
        for number in range(count)
    )
    path = tmp_path / "big.ics"
    path.write_text(calendar_text(*events))
    assert path.stat().st_size > 10_000_000
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    rows, kilobytes = map(int, done.stdout.split())
    assert rows == count
    assert kilobytes < 300_000


def test_rows_are_counted_not_trusted(read: ReadCalendar) -> None:
    series = [
        event_text("DTSTART:20261123T090000Z", "RRULE:FREQ=DAILY", uid=str(number)) for number in range(60)
    ]
    reading = read(*series)
    assert len(reading.rows) == 20_000
    assert all(isinstance(row, EventRow) for row in reading.rows)
    assert Reason.TOO_MANY in {refusal.reason for refusal in reading.refusals}

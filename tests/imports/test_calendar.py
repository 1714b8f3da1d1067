"""Calendars as people have them: zones, repetitions, exceptions, whole days, encodings."""

from datetime import UTC, datetime

import pytest

from imports.calendar import read_calendar
from imports.rows import FileProblem, ReadingStoppedError, Reason, UnreadableFileError
from tests.imports.conftest import BERLIN, NOW, ReadCalendar, calendar_text, event_text, events_of, unwatched

OWN_ZONE = """
BEGIN:VTIMEZONE
TZID:Two Hours East
BEGIN:STANDARD
DTSTART:20001029T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20000326T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
END:VTIMEZONE
"""


def at(*parts: int) -> datetime:
    """An instant in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type] # a year, a month, a day and a time


@pytest.mark.filterwarnings("ignore::icalendar.error.GloballyUniqueTZIDGuessed")
@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART:20261201T100000Z", at(2026, 12, 1, 10)),
        ("DTSTART:20261201T100000", at(2026, 12, 1, 9)),  # floating: the vendor's own clock
        ("DTSTART;TZID=America/New_York:20261201T100000", at(2026, 12, 1, 15)),
        ("DTSTART;TZID=Two Hours East:20261201T100000", at(2026, 12, 1, 8)),
        ("DTSTART;TZID=Two Hours East:20260701T100000", at(2026, 7, 1, 7)),
        ("DTSTART;TZID=W. Europe Standard Time:20261201T100000", at(2026, 12, 1, 9)),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Lisbon:20261201T100000", at(2026, 12, 1, 10)),
        ('DTSTART;TZID="Europe/London":20260701T100000', at(2026, 7, 1, 9)),
        ("DTSTART;TZID=Europe/Berlin:20260329T023000", at(2026, 3, 29, 1, 30)),  # a clock change skips it
        ("DTSTART;VALUE=DATE:20261224", at(2026, 12, 23, 23)),
    ],
)
def test_a_time_means_the_instant_its_zone_says(read: ReadCalendar, start: str, expected: datetime) -> None:
    reading = read(OWN_ZONE, event_text(start, "SUMMARY:Dentist"))
    assert reading.refusals == ()
    assert [row.starts_at for row in events_of(reading)] == [expected]


def test_whole_days_end_at_midnight_there(read: ReadCalendar) -> None:
    [row] = events_of(
        read(event_text("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227", "SUMMARY:Off"))
    )
    assert row.all_day
    assert (row.starts_at, row.ends_at) == (at(2026, 12, 23, 23), at(2026, 12, 26, 23))
    assert row.zone == "Europe/Berlin"


def test_a_whole_day_is_as_long_as_the_day_is(read: ReadCalendar) -> None:
    [row] = events_of(read(event_text("DTSTART;VALUE=DATE:20270328", "SUMMARY:Clocks go forward")))
    assert (row.ends_at - row.starts_at).total_seconds() == 23 * 3600


def test_a_series_keeps_its_wall_time_over_a_clock_change(read: ReadCalendar) -> None:
    rows = events_of(
        read(
            event_text(
                "DTSTART;TZID=Europe/Berlin:20270321T090000",
                "DURATION:PT1H",
                "RRULE:FREQ=WEEKLY;COUNT=2",
                "SUMMARY:Run",
            )
        )
    )
    assert [row.starts_at for row in rows] == [at(2027, 3, 21, 8), at(2027, 3, 28, 7)]


def test_exceptions_and_changed_occurrences(read: ReadCalendar) -> None:
    reading = read(
        event_text(
            "DTSTART;TZID=Europe/Berlin:20261201T090000",
            "DTEND;TZID=Europe/Berlin:20261201T100000",
            "RRULE:FREQ=DAILY;COUNT=5",
            "EXDATE;TZID=Europe/Berlin:20261202T090000",
            "EXDATE:20261203T080000Z",
            "RDATE;TZID=Europe/Berlin:20261210T090000",
            "SUMMARY:Team",
        ),
        event_text(
            "RECURRENCE-ID;TZID=America/New_York:20261204T030000",
            "DTSTART;TZID=Europe/Berlin:20261204T150000",
            "DURATION:PT30M",
            "SUMMARY:Team, later",
        ),
    )
    found = {row.starts_at: row.title for row in events_of(reading)}
    assert found == {
        at(2026, 12, 1, 8): "Team",
        at(2026, 12, 4, 14): "Team, later",
        at(2026, 12, 5, 8): "Team",
        at(2026, 12, 10, 8): "Team",
    }
    changed = next(row for row in events_of(reading) if row.title == "Team, later")
    assert changed.key == "ics:one:20261204T080000Z"


def test_this_and_future_moves_the_rest(read: ReadCalendar) -> None:
    rows = events_of(
        read(
            event_text(
                "DTSTART:20261201T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4", "SUMMARY:Early"
            ),
            event_text(
                "RECURRENCE-ID;RANGE=THISANDFUTURE:20261203T090000Z",
                "DTSTART:20261203T110000Z",
                "DURATION:PT1H",
                "SUMMARY:Late",
            ),
        )
    )
    assert sorted((row.starts_at.day, row.starts_at.hour, row.title) for row in rows) == [
        (1, 9, "Early"),
        (2, 9, "Early"),
        (3, 11, "Late"),
        (4, 11, "Late"),
    ]


def test_a_cancelled_occurrence_and_a_cancelled_event_give_no_row(read: ReadCalendar) -> None:
    reading = read(
        event_text("DTSTART:20261201T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2", "SUMMARY:Kept"),
        event_text(
            "RECURRENCE-ID:20261202T090000Z", "DTSTART:20261202T090000Z", "STATUS:CANCELLED", "SUMMARY:Gone"
        ),
        event_text("DTSTART:20261205T090000Z", "STATUS:CANCELLED", "SUMMARY:Off", uid="two"),
    )
    assert [row.title for row in events_of(reading)] == ["Kept"]
    assert {refusal.reason for refusal in reading.refusals} == {Reason.CANCELLED}


@pytest.mark.parametrize(
    ("until", "count"),
    [
        ("UNTIL=20261203", 3),
        ("UNTIL=20261203T080000Z", 3),
        ("UNTIL=20261203T075959Z", 2),
        ("UNTIL=20261203T235959", 3),
    ],
)
def test_until_in_every_spelling(read: ReadCalendar, until: str, count: int) -> None:
    rows = events_of(
        read(
            event_text("DTSTART;TZID=Europe/Berlin:20261201T090000", f"RRULE:FREQ=DAILY;{until}", "SUMMARY:X")
        )
    )
    assert len(rows) == count


def test_an_endless_series_is_followed_for_400_days(read: ReadCalendar) -> None:
    reading = read(event_text("DTSTART;VALUE=DATE:20100104", "RRULE:FREQ=WEEKLY;BYDAY=MO", "SUMMARY:Monday"))
    rows = events_of(reading)
    assert reading.cut_series == 1
    assert rows[0].starts_at == at(2026, 11, 22, 23)
    assert len(rows) == 57
    assert rows[-1].starts_at < at(2027, 12, 27)


def test_monthly_and_yearly_rules(read: ReadCalendar) -> None:
    monthly = events_of(
        read(
            event_text(
                "DTSTART:20260130T090000Z", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=13", "SUMMARY:Last Friday"
            )
        )
    )
    assert [(row.starts_at.month, row.starts_at.day) for row in monthly] == [(11, 27), (12, 25), (1, 29)]
    yearly = events_of(read(event_text("DTSTART;VALUE=DATE:20000229", "RRULE:FREQ=YEARLY", "SUMMARY:Leap")))
    assert yearly == []


def test_folded_lines_may_cut_a_character_in_two(read: ReadCalendar) -> None:
    text = calendar_text(event_text("DTSTART:20261201T090000Z", "SUMMARY:Gärtner"))
    data = text.encode().replace("ä".encode(), b"\xc3\r\n \xa4").replace(b"DTSTART", b"DTST\r\n\tART")
    [row] = events_of(read_calendar(data, BERLIN, NOW, unwatched))
    assert row.title == "Gärtner"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"]
)
def test_encodings(read: ReadCalendar, encoding: str) -> None:
    [row] = events_of(
        read(event_text("DTSTART:20261201T090000Z", "SUMMARY:Grüße aus Köln"), encoding=encoding)
    )
    assert row.title == "Grüße aus Köln"


def test_words_in_any_script(read: ReadCalendar) -> None:
    [row] = events_of(read(event_text("DTSTART:20261201T090000Z", "SUMMARY:掃除 👩‍👩‍👧 تنظيف\\, очистка")))
    assert row.title == "掃除 👩‍👩‍👧 تنظيف, очистка"


def test_who_and_where_come_along(read: ReadCalendar) -> None:
    [row] = events_of(
        read(
            event_text(
                "DTSTART:20261201T090000Z",
                "DURATION:PT45M",
                "SUMMARY:Visit",
                "LOCATION:8 Mill Lane",
                "DESCRIPTION:Ring twice\\nBring washers",
                'ATTENDEE;CN="Weber, Jonas":mailto:jonas@mail.test',
                "TRANSP:TRANSPARENT",
            )
        )
    )
    assert (row.guest, row.note) == ("Weber, Jonas", "8 Mill Lane\nRing twice\nBring washers")
    assert row.free
    assert row.ends_at == at(2026, 12, 1, 9, 45)


def test_refusals_name_line_and_reason_and_keep_the_rest(read: ReadCalendar) -> None:
    reading = read(
        event_text("DTSTART:20261201T090000Z", "SUMMARY:Good", uid="good"),
        event_text("DTSTART:next tuesday", "SUMMARY:Bad", uid="b"),
        event_text("SUMMARY:Never", uid="c"),
        event_text("DTSTART;TZID=Atlantis/Capital:20261201T090000", uid="d"),
        event_text("DTSTART:20261201T090000Z", "DTEND:20261130T090000Z", uid="e"),
        event_text("DTSTART:20261201T090000Z", "RRULE:FREQ=FORTNIGHTLY", uid="f"),
        event_text("DTSTART:20261201T090000Z", "EXDATE:soon", "RRULE:FREQ=DAILY", uid="g"),
        event_text("DTSTART:20261201T090000Z", "SUMMARY:Good again", uid="good"),
    )
    assert [row.title for row in events_of(reading)] == ["Good again"]
    assert [(refusal.line, refusal.reason) for refusal in reading.refusals] == [
        (4, Reason.DUPLICATE),
        (9, Reason.NOT_A_DATE),
        (14, Reason.NO_START),
        (18, Reason.UNKNOWN_ZONE),
        (22, Reason.ENDS_FIRST),
        (27, Reason.UNREADABLE_RULE),
        (32, Reason.BROKEN),
    ]


def test_of_two_versions_the_higher_sequence_counts(read: ReadCalendar) -> None:
    reading = read(
        event_text("DTSTART:20261201T090000Z", "SEQUENCE:3", "SUMMARY:New"),
        event_text("DTSTART:20261202T090000Z", "SEQUENCE:1", "SUMMARY:Old"),
    )
    assert [row.title for row in events_of(reading)] == ["New"]


def test_keys_are_the_same_whenever_a_file_is_read(read: ReadCalendar) -> None:
    components = (
        event_text("DTSTART:20261201T090000Z", "RRULE:FREQ=WEEKLY", "SUMMARY:A"),
        event_text("DTSTART:20261201T090000Z", "SUMMARY:" + "long " * 90, uid="x" * 900),
        "BEGIN:VEVENT\nDTSTART:20261201T090000Z\nSUMMARY:No UID\nEND:VEVENT",
    )
    first, second = read(*components), read(*reversed(components))
    keys = sorted(row.key for row in first.rows)
    assert keys == sorted(row.key for row in second.rows)
    assert len(set(keys)) == len(keys)
    assert max(map(len, keys)) <= 400


def test_a_file_without_events_says_so() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_calendar(calendar_text().encode(), BERLIN, NOW, unwatched)
    assert caught.value.problem is FileProblem.NO_EVENTS


def test_reading_can_be_stopped() -> None:
    shares: list[float] = []

    def stop(share: float) -> None:
        shares.append(share)
        if share > 0.3:
            raise ReadingStoppedError

    events = [event_text("DTSTART:20261201T090000Z", uid=str(number)) for number in range(400)]
    with pytest.raises(ReadingStoppedError):
        read_calendar(calendar_text(*events).encode(), BERLIN, NOW, stop)
    assert shares == sorted(shares)

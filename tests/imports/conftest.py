"""What the parsers' tests share: a fixed now in Berlin, and calendars from lines."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from imports.calendar import read_calendar
from imports.rows import EventRow, Reading

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

ReadCalendar = Callable[..., Reading]


def unwatched(_share: float) -> None:
    """Nobody looks at the progress."""


def calendar_text(*components: str) -> str:
    """A calendar around components, which are given with plain line ends."""
    body = "\n".join(component.strip("\n") for component in components)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Test//EN\n{body}\nEND:VCALENDAR\n"


def event_text(*lines: str, uid: str = "one") -> str:
    """A VEVENT of those lines."""
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"))


def events_of(reading: Reading) -> list[EventRow]:
    """The rows, all of them events."""
    assert all(isinstance(row, EventRow) for row in reading.rows)
    return [row for row in reading.rows if isinstance(row, EventRow)]


@pytest.fixture
def read() -> ReadCalendar:
    """Reads a calendar made of components."""

    def run(*components: str, encoding: str = "utf-8") -> Reading:
        return read_calendar(calendar_text(*components).encode(encoding), BERLIN, NOW, unwatched)

    return run

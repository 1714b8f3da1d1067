"""Reads a file that a person chose, on a worker thread: a calendar, or a table with its guessed mapping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from imports.dates import DateOrder
from imports.mapping import Mapping
from imports.rows import FileProblem, Reading, UnreadableFileError, Watch
from imports.sheet import Sheet
from imports.text import SIZE_LIMIT

_CALENDARS = frozenset({".ics", ".ical", ".icalendar", ".ifb", ".vcs"})


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table with the mapping under which its lines were read."""

    sheet: Sheet
    mapping: Mapping
    reading: Reading


def read_file(path: Path, home: ZoneInfo, now: datetime, order: str, watch: Watch) -> Reading | ReadTable:
    """The lines of a file, by what is in it rather than by its name.

    Raises `UnreadableFileError`, `OSError`, or what `watch` raises.
    """
    watch(0.0)
    if path.stat().st_size > SIZE_LIMIT:
        raise UnreadableFileError(FileProblem.TOO_LARGE)
    data = path.read_bytes()
    if is_calendar(path.suffix, data):
        from imports.calendar import read_calendar

        return read_calendar(data, home, now, watch)
    from imports.mapping import guess
    from imports.sheet import read_sheet

    sheet = read_sheet(data, watch)
    mapping = guess(sheet, DateOrder(order))
    return ReadTable(sheet, mapping, map_table(sheet, mapping, home, watch))


def map_table(sheet: Sheet, mapping: Mapping, home: ZoneInfo, watch: Watch) -> Reading:
    """The lines of a table under a mapping."""
    from imports.table import read_table

    return read_table(sheet, mapping, home, watch)


def is_calendar(suffix: str, data: bytes) -> bool:
    """Whether to read it as a calendar."""
    head = data[:4096].replace(b"\x00", b"").upper()
    return b"BEGIN:VCALENDAR" in head or suffix.lower() in _CALENDARS

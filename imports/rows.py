"""What a read file consists of: rows that are good, lines that are not and why, and what was cut."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

KEY_LENGTH = 400

Watch = Callable[[float], None]
"""Told the share done (0-1) while a file is read; to stop, it raises `ReadingStoppedError`."""


class ReadingStoppedError(Exception):
    """The person stopped the reading."""


class Reason(StrEnum):
    """Why a line gives no row. Screens have a sentence for each (`vendor.import.reason.<value>`)."""

    BROKEN = "broken"
    CANCELLED = "cancelled"
    DUPLICATE = "duplicate"
    ENDS_FIRST = "ends_first"
    NO_NAME = "no_name"
    NO_START = "no_start"
    NOT_A_DATE = "not_a_date"
    NOT_A_TIME = "not_a_time"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_PHONE = "not_a_phone"
    OUT_OF_RANGE = "out_of_range"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TOO_OFTEN = "too_often"
    UNFINISHED = "unfinished"
    UNKNOWN_ZONE = "unknown_zone"
    UNREADABLE_RULE = "unreadable_rule"


class FileProblem(StrEnum):
    """Why a whole file can't be read (`vendor.import.file.<value>`)."""

    EMPTY = "empty"
    BINARY = "binary"
    SPREADSHEET = "spreadsheet"
    TOO_LARGE = "too_large"
    NO_EVENTS = "no_events"
    NO_LINES = "no_lines"


class UnreadableFileError(Exception):
    """No line of the file can be used."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that gives no row; `text` is what stood there, shortened."""

    line: int
    reason: Reason
    text: str = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One occurrence of a calendar event. Instants are UTC; `zone` is where its local time was meant."""

    line: int
    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    all_day: bool
    note: str
    guest: str | None
    free: bool
    repeats: bool


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A line of a table that names a client."""

    line: int
    key: str
    name: str
    phone: str | None
    email: str | None
    note: str


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A line of a table that names a booking; listing and person are as the file spells them."""

    line: int
    key: str
    name: str
    phone: str | None
    starts_at: datetime
    ends_at: datetime | None
    listing: str
    staff: str
    status: str
    note: str


Row = EventRow | ClientRow | BookingRow


@dataclass(frozen=True, slots=True)
class Reading:
    """A read file. `cut_series` counts endless repetitions that were followed up to the window's end."""

    rows: tuple[Row, ...]
    refusals: tuple[Refusal, ...]
    encoding: str
    cut_series: int = 0


def shorten(text: str, length: int = 80) -> str:
    """One line of at most `length` characters."""
    line = " ".join(text[: length * 4].split())
    return line if len(line) <= length else line[: length - 1] + "…"


def source_key(*parts: str) -> str:
    """A key that names the same thing for ever; long ones are hashed to fit the wire."""
    key = ":".join(parts)
    if len(key) <= KEY_LENGTH:
        return key
    return f"{parts[0]}:sha256:{hashlib.sha256(key.encode()).hexdigest()}"


def content_key(kind: str, *parts: str) -> str:
    """A key for a row that has no name of its own: what it says, hashed."""
    joined = "\x1f".join(" ".join(part.split()).casefold() for part in parts)
    return f"{kind}:sha256:{hashlib.sha256(joined.encode()).hexdigest()}"

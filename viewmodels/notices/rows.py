"""What the page shows of a person's wishes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One box of the grid; `fixed` says why it can't be changed, '' where it can."""

    channel: str
    on: bool
    spoken: str
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One event with its channels, in the order of the columns."""

    id: str
    title: str
    detail: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a list."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One time before a booking, and whether a reminder comes then."""

    minutes: int
    text: str
    on: bool


@dataclass(frozen=True, slots=True)
class TimesRow:
    """Quiet hours and digest; ids are minutes after midnight."""

    quiet: bool
    quiet_from: str
    quiet_to: str
    digest: str
    zone: str
    """Whose clock counts."""


@dataclass(frozen=True, slots=True)
class AddressRow:
    """Language of letters, and where text messages go."""

    language: str
    phone: str
    problem: str = ""

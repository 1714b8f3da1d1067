"""What the day calendar shows, in minutes of the wall clock and ready words."""

from __future__ import annotations

from dataclasses import dataclass

from viewmodels.vendor.standing import Standing


@dataclass(frozen=True, slots=True)
class CalendarCard:
    """A booking in its column. `before` is the length of the strip above it in which nobody else may come.

    Cards that share a time stand side by side: `lane` of `lanes`.
    """

    id: str
    staff_id: str
    start: int
    end: int
    before: int
    title: str
    detail: str
    note: str
    state: str
    standing: Standing
    pending: bool
    can_move: bool
    spoken: str
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class Closure:
    """Hatched time: closed hours (without an id), or blocked time that can be opened again."""

    id: str
    start: int
    end: int
    text: str
    detail: str
    pending: bool


@dataclass(frozen=True, slots=True)
class CalendarColumn:
    """One person's day."""

    id: str
    name: str
    initials: str
    tint: str
    summary: str
    closures: tuple[Closure, ...]
    cards: tuple[CalendarCard, ...]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """The whole day from `start` to `end`; `now` is a minute or -1."""

    zone: str
    start: int
    end: int
    now: int
    now_text: str
    columns: tuple[CalendarColumn, ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """What would happen if a lifted card were let go here. `band_*` is what is in the way, -1 for nothing."""

    ok: bool
    times: str
    start_text: str
    end_text: str
    text: str
    detail: str
    tag: bool = False
    band_start: int = -1
    band_end: int = -1


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A person in the list beside the calendar."""

    id: str
    name: str
    full_name: str
    tint: str
    booked: str
    shown: bool


@dataclass(frozen=True, slots=True)
class LegendChoice:
    """A status in the legend, which is the filter."""

    id: str
    text: str
    count: int
    standing: Standing
    shown: bool


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """Blocked time that is coming."""

    id: str
    when: str
    who: str

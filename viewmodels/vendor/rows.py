"""What Today shows, as ready words and minutes of the wall clock."""

from __future__ import annotations

from dataclasses import dataclass

from viewmodels.vendor.standing import Standing


@dataclass(frozen=True, slots=True)
class NowCard:
    """The booking that is on, late or next. `share` (0-1) is the ring's arc, `minutes` the figure inside."""

    id: str
    place: str
    title: str
    client: str
    times: str
    staff: str
    staff_initials: str
    staff_tint: int
    minutes: str
    unit: str
    share: float
    state: str
    standing: Standing
    price: str
    pending: str
    can_start: bool
    can_complete: bool
    can_no_show: bool


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request that waits for an answer. `first` is the one that the page's filled button belongs to."""

    id: str
    time: str
    day: str
    title: str
    client: str
    initials: str
    tint: str
    history: str
    staff: str
    note: str
    price: str
    answer_by: str
    urgent: bool
    pending: str
    spoken: str
    first: bool


@dataclass(frozen=True, slots=True)
class DayBar:
    """A card on the day's timeline, from `start` to `end`; `pending` shows the mark."""

    id: str
    start: int
    end: int
    title: str
    client: str
    standing: Standing
    past: bool
    pending: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class DayLane:
    """One person's day; `closed` is hatched, `blocked` has a title (start, end, title)."""

    id: str
    name: str
    initials: str
    tint: int
    closed: tuple[tuple[int, int], ...]
    blocked: tuple[tuple[int, int, str], ...]
    bars: tuple[DayBar, ...]


@dataclass(frozen=True, slots=True)
class DayBoard:
    """The whole timeline. `now` is a minute, or -1 while it lies outside."""

    summary: str
    start: int
    end: int
    now: int
    now_text: str
    lanes: tuple[DayLane, ...]


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A part of the day's money; `tone` is `accent`, `accent_mid` or `line_strong`."""

    label: str
    amount: str
    share: float
    tone: str


@dataclass(frozen=True, slots=True)
class MoneyCard:
    """The day's money by how sure it is, and what the week that follows brings."""

    total: str
    currency: str
    lines: tuple[MoneyLine, ...]
    ahead: str
    ahead_amount: str
    spoken: str


@dataclass(frozen=True, slots=True)
class LookRow:
    """Something that needs a look; `id` is the booking's."""

    id: str
    icon: str
    tone: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class AheadRow:
    """One of the next days; `id` is its date, `share` how much of the open time is booked."""

    id: str
    day: str
    date: str
    count: str
    amount: str
    share: float
    spoken: str

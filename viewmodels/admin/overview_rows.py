"""What the overview shows, as ready words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of the day; `icon` is the way it moved against last week, '' where nothing compares.

    `tone` is a colour token, here and below.
    """

    id: str
    title: str
    value: str
    change: str = ""
    detail: str = ""
    icon: str = ""
    tone: str = "soft"


@dataclass(frozen=True, slots=True)
class HourRow:
    """Bookings made in an hour; `running` is the hour that is not over, later hours have `today` None."""

    hour: int
    label: str
    today: int | None
    last_week: int
    running: bool = False


@dataclass(frozen=True, slots=True)
class HourChart:
    """The bars by the hour with the two legends and a sentence for screen readers."""

    hours: tuple[HourRow, ...] = ()
    today: str = ""
    last_week: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A pile of work; `route` and `tab` are where it is done."""

    id: str
    icon: str
    count: str
    title: str
    detail: str
    age: str
    route: str
    tab: str = ""
    tone: str = "soft"


@dataclass(frozen=True, slots=True)
class HappeningRow:
    """One line of what just happened."""

    id: str
    time: str
    title: str
    detail: str
    amount: str
    booking_id: str = ""

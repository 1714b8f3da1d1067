"""What the vendor's availability page shows."""

from __future__ import annotations

from dataclasses import dataclass

Stretch = tuple[int, int]
"""Minutes of the wall clock."""


@dataclass(frozen=True, slots=True)
class PersonTab:
    """Whose week can be painted."""

    id: str
    name: str
    full_name: str
    tint: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day of the week that is painted: when it is open, and for how long together."""

    weekday: int
    name: str
    stretches: tuple[Stretch, ...]
    total: str
    spoken: str
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class WeekShown:
    """The week of one person; the axis runs from `first` to `last`."""

    days: tuple[DayLine, ...]
    first: int
    last: int
    total: str


@dataclass(frozen=True, slots=True)
class SmallDay:
    """One day of somebody in the overview of all."""

    stretches: tuple[Stretch, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PersonWeek:
    """Somebody's week in small."""

    id: str
    name: str
    full_name: str
    tint: str
    days: tuple[SmallDay, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """Days that are otherwise."""

    id: str
    icon: str
    when: str
    who: str
    tag: str = ""
    tone: str = ""
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """A room, van or machine."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service: how many can book one time of it, and what it needs."""

    id: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class RuleOption:
    """A value that a rule can have."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A rule with its values and the one that counts."""

    field: str
    options: tuple[RuleOption, ...]
    chosen: str

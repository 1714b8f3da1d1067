"""What the kiosk's screens show, as ready words: views paint these and decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """Where in the booking a person is."""

    ATTRACT = "attract"
    FIND = "find"
    TIMES = "times"
    DETAILS = "details"
    DONE = "done"


class Overlay(StrEnum):
    """What stands over the page."""

    NONE = "none"
    LANGUAGES = "languages"
    STILL_THERE = "still_there"
    PIN = "pin"
    STAFF = "staff"


class Progress(StrEnum):
    """How a step of the way stands."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class StepRow:
    """One circle of the way."""

    number: str
    title: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A language by its code and its own name."""

    id: str
    name: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Countdown:
    """What is left of a wait: `text` (`4:32`, `14`) and the share of 1 that is left."""

    text: str
    left: float


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A kind of service; `art` names its picture."""

    id: str
    art: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A service on offer. `soonest` is its next free time ('': not known), `time` its clock, if today."""

    id: str
    art: str
    title: str
    vendor: str
    rating: str
    distance: str
    price: str
    soonest: str
    time: str
    spoken: str


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """The chosen service, above the times and beside the details."""

    art: str
    title: str
    vendor: str
    rating: str
    place: str
    price: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the strip; `id` is its ISO date."""

    id: str
    name: str
    number: str
    detail: str
    full: bool
    selected: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A free time; `id` is its start in UTC. A lost one stays for a while, `taken`, and can't be chosen."""

    id: str
    time: str
    selected: bool
    taken: bool
    running: bool
    spoken: str
    seats: str = ""
    """How many can still come, where it is a class."""


@dataclass(frozen=True, slots=True)
class SlotGroup:
    """The times of a part of the day."""

    id: str
    icon: str
    title: str
    slots: tuple[SlotRow, ...]


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """Another free time, offered where the wanted one is gone; `id` is its start in UTC."""

    id: str
    day: str
    time: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Lost:
    """The wanted time is gone: what happened, what was kept, and up to three other times."""

    title: str
    detail: str
    alternatives: tuple[AlternativeRow, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A line of news with an icon; `tone` is a token (`wash` for a hold, `warn` for no network)."""

    title: str
    detail: str
    tone: str


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A dialling code."""

    id: str
    name: str
    selected: bool


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A line on the ticket."""

    icon: str
    text: str
    detail: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TicketRow:
    """What a person takes away. `request` is the dashed, amber kind: asked for, not yet sent.

    `qr` is the code as rows of dark and light, empty until it is made.
    """

    request: bool
    icon: str
    title: str
    detail: str
    tag: str
    code: str
    code_label: str
    code_hint: str
    scan_hint: str
    art: str
    when: str
    until: str
    lines: tuple[TicketLine, ...]
    clears: str
    spoken: str
    qr: tuple[tuple[bool, ...], ...] = ()

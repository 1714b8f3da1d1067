"""What the shell shows, as ready words: views paint these and decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """The token family that a thing is painted with."""

    PLAIN = "plain"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page in the rail; `group` is its heading ('' for the first group), `id` its route."""

    id: str
    title: str
    icon: str
    group: str = ""
    count: int = 0
    urgent: bool = False
    keys: tuple[str, ...] = ()
    selected: bool = False


@dataclass(frozen=True, slots=True)
class WorkspaceRow:
    """A role to work in, at the top of the rail; `id` names the workspace (`vendor`, `admin`, `customer`)."""

    id: str
    name: str
    kind: str
    initials: str
    selected: bool = False


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Who is signed in."""

    name: str
    initials: str
    tint: int = 0


class PillKind(StrEnum):
    """States of the sync pill, most urgent first."""

    NEED_YOU = "need_you"
    OFFLINE = "offline"
    WAITING = "waiting"
    SAVED = "saved"


@dataclass(frozen=True, slots=True)
class PillState:
    """The sync pill: its words are the promise made visible."""

    kind: PillKind
    text: str
    spoken: str


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """Another free time for a booking that lost its own."""

    id: str
    when: str
    who: str
    initials: str
    tint: int
    difference: str


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One operation in words. `heading` starts a new group and is '' on the rows that follow.

    `quote` holds the server's words, unchanged. What is being sent has no buttons.
    """

    id: str
    heading: str
    icon: str
    title: str
    detail: str
    state: str
    tone: Tone
    quote: str = ""
    explanation: str = ""
    alternatives: tuple[AlternativeRow, ...] = ()
    sending: bool = False
    can_retry: bool = False
    can_edit: bool = False
    can_discard: bool = False


@dataclass(frozen=True, slots=True)
class ToastRow:
    """A short message; `undo` is the label of its button, '' for none. Gone after `seconds`."""

    id: str
    text: str
    tone: Tone = Tone.PLAIN
    icon: str = "check"
    undo: str = ""
    seconds: float = 8.0


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """One line under the bell."""

    id: str
    icon: str
    title: str
    detail: str
    when: str
    unread: bool
    booking_id: str | None


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """A line of the palette. `heading` starts a section; `marks` are (start, length) of matched letters."""

    id: str
    heading: str
    icon: str
    title: str
    detail: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    badge_icon: str = ""
    badge: str = ""
    tag: str = ""
    tag_tone: Tone = Tone.PLAIN
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheatRow:
    """A line of the cheat sheet."""

    id: str
    heading: str
    title: str
    keys: tuple[str, ...]
    badge_icon: str
    badge: str

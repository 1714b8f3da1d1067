"""What the page shows, as ready words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One line of any of the lists; `tag` is its state (word, kind), `act` what can be done with it."""

    id: str
    title: str
    detail: str
    when: str
    tag: tuple[str, str]
    act: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An announcement as it is typed."""

    subject: str = ""
    body: str = ""
    segment: str = "all"
    city: str = ""
    category_id: str = ""
    day: date | None = None
    """When to send; None is now."""


@dataclass(frozen=True, slots=True)
class OpenNews:
    """The announcement in the panel. A new one has no `id`; one that has begun to go out is only read."""

    id: str
    title: str
    is_draft: bool
    can_take_back: bool
    body: str
    facts: tuple[tuple[str, str], ...] = ()
    reach: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose, by id and name."""

    id: str
    name: str

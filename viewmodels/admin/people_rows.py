"""People as the admin's list and side panel show them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line. Only exceptions carry a `tag` (word, kind); the others say their state in plain words."""

    id: str
    name: str
    email: str
    role: str
    vendor: str
    bookings: str
    booking_count: int
    seen: str
    seen_at: str
    since: str
    created_at: str
    state: str
    tag: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role in the panel; `locked` gives the reason why it can't be changed here, '' if it can."""

    id: str
    title: str
    held: bool
    locked: str = ""


@dataclass(frozen=True, slots=True)
class PersonPanel:
    """The side panel about one person. `suspended` is the sentence they were told, '' while active."""

    id: str
    name: str
    email: str
    since: str
    facts: tuple[tuple[str, str], ...]
    roles: tuple[RoleChoice, ...]
    suspended: str
    effects: tuple[str, ...]
    is_me: bool

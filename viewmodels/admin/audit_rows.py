"""Entries of the audit log as the list and the side panel show them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field: its name, what it was and what it is; '' where there was or is nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act; `id` is its number in the chain.

    `place` is where the thing can be looked at: a route, the name of its argument, and the thing's id.
    """

    id: str
    seq: int
    at: str
    when: str
    who: str
    actor_id: str
    what: str
    thing: str
    place: tuple[str, str, str] | None
    changes: str
    fields: tuple[ChangedField, ...]
    erased: bool
    hash: str

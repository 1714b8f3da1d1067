"""What the page of messages shows, ready to be painted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation in the list."""

    id: str
    name: str
    when: str
    preview: str
    detail: str
    unread: int = 0
    pending: bool = False
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A line of a conversation: a day (`kind` day), a message, or a note of the house.

    `first` and `last` are its place among messages of one author: 4 px lie between those, 10 px between
    authors. `meta` stands below the last.
    """

    id: str
    kind: str
    text: str
    mine: bool = False
    author: str = ""
    author_id: str = ""
    meta: str = ""
    first: bool = True
    last: bool = True
    read: bool = False
    pending: bool = False
    failed: bool = False
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class ThreadHead:
    """Who one talks with, and about what."""

    id: str = ""
    name: str = ""
    person_id: str = ""
    detail: str = ""
    title: str = ""
    when: str = ""
    status: str = ""
    status_kind: str = ""
    booking_id: str = ""
    support: str = ""
    can_invite: bool = False

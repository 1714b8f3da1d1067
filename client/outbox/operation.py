"""What a person did: the operation, and its life in the outbox."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from client.documents import Document


class Touch(NamedTuple):
    """A row that an operation changes; id `*` stands for every row of the entity."""

    entity: str
    id: str


ALL = "*"


class State(StrEnum):
    """Where an operation stands; `BLOCKED` is derived, all others are kept on disk."""

    QUEUED = "queued"
    SENDING = "sending"
    DONE = "done"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    BLOCKED = "blocked"
    QUARANTINED = "quarantined"


NEEDS_PERSON = frozenset({State.CONFLICT, State.REJECTED, State.QUARANTINED})
"""States that only a person ends."""

UNANSWERED = frozenset({State.QUEUED, State.SENDING, State.BLOCKED})


@dataclass(frozen=True, slots=True)
class Operation:
    """Something to do, as a screen hands it to `Store.act`; `client.outbox.operations` makes them."""

    name: str
    """Of its kind, such as `booking.accept`."""
    target: str
    """The id that the call's path names, or of the row that is made."""
    args: Document
    """The body of the call; checked against the contract model of its kind."""
    touches: tuple[Touch, ...]
    if_match: int | None = None
    """The version that the person saw."""
    depends_on: tuple[str, ...] = ()
    """Operations that must have succeeded first."""
    preview: Document | None = None
    """What the reducer needs beyond the arguments, such as the title and price of what is booked."""
    delay: float = 0.0
    """Seconds before it is first sent, in which it can still be taken back. Not kept over a restart."""


@dataclass(frozen=True, slots=True)
class PendingOperation:
    """An operation in the outbox; `id` is its idempotency key."""

    id: str
    seq: int
    account: str
    operation: Operation
    args_version: int
    created_at: str
    state: State = State.QUEUED
    attempts: int = 0
    failures: int = 0
    """Server failures of this one operation while the server was otherwise healthy."""
    problem: Document | None = None
    answer: Document | None = None
    online_only: bool = False

    @property
    def name(self) -> str:
        """The operation's kind."""
        return self.operation.name


@dataclass(frozen=True, slots=True)
class Mark:
    """A pending operation as it shows on a row."""

    operation_id: str
    name: str
    state: State
    created_at: str
    problem: Document | None = None

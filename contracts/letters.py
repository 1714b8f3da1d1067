"""Letters as admins see them: never their words, only how they fare."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from contracts.notices import Channel
from contracts.wire import Email, Instant, Wire


class LetterState(StrEnum):
    """How far a letter is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    DROPPED = "dropped"
    GATHERED = "gathered"
    BUNDLED = "bundled"


class LetterOut(Wire):
    """One letter; `problem` says what went wrong last."""

    id: UUID
    channel: Channel
    kind: str
    recipient: str
    state: LetterState
    attempts: int
    due_at: Instant
    created_at: Instant
    ended_at: Instant | None
    problem: str | None


class SuppressionOut(Wire):
    """An address that gets nothing."""

    address: str
    reason: str
    created_at: Instant


class SuppressionCreate(Wire):
    """Send nothing to this address from now on."""

    address: Email
    reason: Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]


class SuppressionEnd(Wire):
    """Send to this address again."""

    address: Email

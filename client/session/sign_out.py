"""Signing out while operations wait: the person chooses, and nothing is lost in silence."""

from enum import StrEnum
from pathlib import Path

from client.documents import Document
from client.errors import ExportFailedError, LocalError
from client.outbox.operation import UNANSWERED, PendingOperation, State
from client.profile_file import ProfileFile


class SignOutChoice(StrEnum):
    """What becomes of operations that have not been answered."""

    WAIT = "wait"
    """Only sign out once nothing waits; refused until then."""
    KEEP = "keep"
    """Keep them, encrypted, until this person signs in here again."""
    EXPORT = "export"
    """Write them to a file in plain text, then delete them."""
    DISCARD = "discard"
    """Delete them; the person has typed the confirmation."""


class OperationsWaitError(LocalError):
    """Signing out now would leave operations behind; `count` says how many."""

    code = "operations_wait"

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} operations have not been answered yet.")
        self.count = count


def unfinished(items: tuple[PendingOperation, ...]) -> list[PendingOperation]:
    """Everything that would be lost: whatever is not done."""
    return [item for item in items if item.state is not State.DONE]


def export(items: list[PendingOperation], path: Path) -> None:
    """Write operations as JSON, readable without this program. Raises `ExportFailedError`."""
    try:
        ProfileFile(path).save({"operations": [_document(item) for item in items]})
    except LocalError as error:
        cause = error.__cause__
        why = cause.strerror if isinstance(cause, OSError) else None
        raise ExportFailedError(path.name, why or str(error)) from error


def _document(item: PendingOperation) -> Document:
    return {
        "id": item.id,
        "operation": item.name,
        "target": item.operation.target,
        "args": item.operation.args,
        "if_match": item.operation.if_match,
        "created_at": item.created_at,
        "state": "waiting" if item.state in UNANSWERED else item.state.value,
        "problem": item.problem,
    }

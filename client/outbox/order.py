"""Which operations may go now, and which wait for a person. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from client.outbox.operation import NEEDS_PERSON, PendingOperation, State, Touch


def with_blocked(items: Sequence[PendingOperation]) -> tuple[PendingOperation, ...]:
    """The operations in order, those marked blocked that wait for one which a person must look at."""
    stuck_rows: set[Touch] = set()
    stuck_ids: set[str] = set()
    shown: list[PendingOperation] = []
    for item in items:
        if item.state is State.QUEUED and _meets(item, stuck_rows, stuck_ids):
            item = replace(item, state=State.BLOCKED)
        if item.state in NEEDS_PERSON or item.state is State.BLOCKED:
            stuck_rows.update(item.operation.touches)
            stuck_ids.add(item.id)
        shown.append(item)
    return tuple(shown)


def runnable(items: Sequence[PendingOperation]) -> list[PendingOperation]:
    """Queued operations before which nothing on the same row, nor what they depend on, is still open."""
    open_rows: set[Touch] = set()
    open_ids: set[str] = set()
    found: list[PendingOperation] = []
    for item in items:
        if item.state is State.DONE:
            continue
        if item.state is State.QUEUED and not _meets(item, open_rows, open_ids):
            found.append(item)
        open_rows.update(item.operation.touches)
        open_ids.add(item.id)
    return found


def dependents(items: Sequence[PendingOperation], gone: PendingOperation, creates: bool) -> list[str]:
    """Ids of the operations that can't be without `gone`: what names it, and where it makes a row, what
    touches that row.
    """
    ids = {gone.id}
    rows = set(gone.operation.touches) if creates else set()
    for item in items:
        if item.seq > gone.seq and _meets(item, rows, ids):
            ids.add(item.id)
    return [item.id for item in items if item.id in ids and item.id != gone.id]


def _meets(item: PendingOperation, rows: set[Touch], ids: Iterable[str]) -> bool:
    operation = item.operation
    return not rows.isdisjoint(operation.touches) or not set(ids).isdisjoint(operation.depends_on)

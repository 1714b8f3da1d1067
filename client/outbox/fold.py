"""What a person sees: `fold(cache rows, pending operations)`. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from client.documents import Document
from client.outbox.kinds import KINDS
from client.outbox.operation import ALL, UNANSWERED, Mark, PendingOperation, State

FoldedRow = tuple[Any, tuple[Mark, ...]]


def touching(pending: Iterable[PendingOperation], entity: str) -> list[PendingOperation]:
    """Operations that touch rows of this entity, oldest first."""
    return [item for item in pending if any(touch.entity == entity for touch in item.operation.touches)]


def touched_ids(pending: Iterable[PendingOperation], entity: str) -> list[str]:
    """The ids of this entity's rows that they name."""
    ids = {
        touch.id: None
        for item in pending
        for touch in item.operation.touches
        if touch.entity == entity and touch.id != ALL
    }
    return list(ids)


def fold_row(
    entity: str, row_id: str, row: Document | None, pending: Sequence[PendingOperation]
) -> FoldedRow:
    """One row with those operations folded in that touch it, and their marks."""
    marks: list[Mark] = []
    for item in pending:
        if not _touches(item, entity, row_id):
            continue
        row = _apply(entity, row_id, row, item)
        if item.state is not State.DONE:
            marks.append(Mark(item.id, item.name, item.state, item.created_at, item.problem))
    return row, tuple(marks)


def fold_rows(entity: str, rows: Iterable[Document], pending: Sequence[PendingOperation]) -> list[FoldedRow]:
    """Rows of an entity with their operations; rows that only operations made come last."""
    mine = touching(pending, entity)
    if not mine:
        return [(row, ()) for row in rows]
    of_row = _by_row(entity, mine)
    of_all = of_row.pop(ALL, [])
    found: dict[str, Document | None] = {str(row["id"]): row for row in rows}
    for row_id in of_row:
        found.setdefault(row_id, None)
    folded: list[FoldedRow] = []
    for row_id, row in found.items():
        own = of_row.get(row_id, of_all)
        if own:
            row, marks = fold_row(entity, row_id, row, mine if of_all else own)
        else:
            marks = ()
        if row is not None:
            folded.append((row, marks))
    return folded


def _by_row(entity: str, pending: Iterable[PendingOperation]) -> dict[str, list[PendingOperation]]:
    """Operations by the row they touch, so that thousands of rows meet only their own."""
    found: dict[str, list[PendingOperation]] = {}
    for item in pending:
        for touch in item.operation.touches:
            if touch.entity == entity:
                found.setdefault(touch.id, []).append(item)
    return found


def _touches(item: PendingOperation, entity: str, row_id: str) -> bool:
    return any(touch.entity == entity and touch.id in (row_id, ALL) for touch in item.operation.touches)


def _apply(entity: str, row_id: str, row: Document | None, item: PendingOperation) -> Document | None:
    if item.state is State.DONE:
        answered = answered_row(item, entity, row_id)
        if answered is not None:
            return answered if row is None or _version(answered) >= _version(row) else row
    elif item.state not in UNANSWERED or item.state is State.BLOCKED:
        return row
    kind = KINDS.get(item.name)
    return row if kind is None or kind.reduces not in {None, entity} else kind.reduce(row, item)


def answered_row(item: PendingOperation, entity: str, row_id: str) -> Document | None:
    """The row in the server's answer, where it is this one."""
    kind = KINDS.get(item.name)
    if kind is None or kind.answers != entity or item.answer is None or item.answer.get("id") != row_id:
        return None
    return item.answer


def _version(row: Mapping[str, Any]) -> int:
    version = row.get("version")
    return version if isinstance(version, int) else 0

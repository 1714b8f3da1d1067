"""Pending operations as rows of the outbox's file."""

import json
from collections.abc import Iterable
from typing import Any

from client.db.connection import Connection, SqlValue
from client.outbox.operation import Operation, PendingOperation, State, Touch

_COLUMNS = (
    "id, seq, account, name, target, args, args_version, if_match, touches, depends_on, preview, created_at, "
    "state, attempts, failures, problem, answer, online_only"
)
_MARKS = ", ".join("?" * len(_COLUMNS.split(",")))


def load(connection: Connection) -> list[PendingOperation]:
    """All operations, oldest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM operation ORDER BY seq")  # noqa: S608 - our own names
    return [_from_row(row) for row in rows]


def put(connection: Connection, items: Iterable[PendingOperation]) -> None:
    """Insert or replace these."""
    connection.executemany(
        f"INSERT OR REPLACE INTO operation ({_COLUMNS}) VALUES ({_MARKS})",  # noqa: S608 - our own names
        [_to_row(item) for item in items],
    )


def remove(connection: Connection, ids: Iterable[str]) -> None:
    """Delete these; `secure_delete` overwrites what they held."""
    connection.executemany("DELETE FROM operation WHERE id = ?", [(key,) for key in ids])


def _to_row(item: PendingOperation) -> tuple[SqlValue, ...]:
    operation = item.operation
    return (
        item.id,
        item.seq,
        item.account,
        operation.name,
        operation.target,
        json.dumps(operation.args),
        item.args_version,
        operation.if_match,
        json.dumps(operation.touches),
        json.dumps(operation.depends_on),
        _dump(operation.preview),
        item.created_at,
        item.state.value,
        item.attempts,
        item.failures,
        _dump(item.problem),
        _dump(item.answer),
        int(item.online_only),
    )


def _from_row(row: tuple[Any, ...]) -> PendingOperation:
    operation = Operation(
        name=row[3],
        target=row[4],
        args=json.loads(row[5]),
        touches=tuple(Touch(*touch) for touch in json.loads(row[8])),
        if_match=row[7],
        depends_on=tuple(json.loads(row[9])),
        preview=_load(row[10]),
    )
    return PendingOperation(
        id=row[0],
        seq=row[1],
        account=row[2],
        operation=operation,
        args_version=row[6],
        created_at=row[11],
        state=State(row[12]),
        attempts=row[13],
        failures=row[14],
        problem=_load(row[15]),
        answer=_load(row[16]),
        online_only=bool(row[17]),
    )


def _dump(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


def _load(text: str | None) -> Any:
    return None if text is None else json.loads(text)

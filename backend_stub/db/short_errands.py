"""aiosqlite with fewer errands to its thread: going there and back costs more than a short query.

What touches no file (opening and closing a cursor, beginning a deferred transaction, ending one that has only
read) is done where the caller stands; executing and fetching are one errand. The connection is never used by
two at once: SQLAlchemy gives it to one session at a time, and every errand is awaited.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Self

import aiosqlite
from aiosqlite.context import contextmanager


class ShortCursor(aiosqlite.Cursor):
    """Fetches all rows on the errand that executes."""

    def __init__(self, connection: aiosqlite.Connection, cursor: Any) -> None:
        super().__init__(connection, cursor)
        self._rows: list[Any] = []

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> Self:
        """Execute, and have the rows ready."""
        self._rows = await self._errand(sql, parameters or ())
        return self

    async def fetchall(self) -> list[Any]:
        """The rows, once."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Close the cursor."""
        self._cursor.close()

    async def _errand(self, sql: str, parameters: Iterable[Any]) -> list[Any]:
        execute: Callable[..., Awaitable[list[Any]]] = self._execute
        return await execute(self._run, sql, parameters)

    def _run(self, sql: str, parameters: Any) -> list[Any]:
        self._cursor.execute(sql, parameters)
        return self._cursor.fetchall() if self._cursor.description else []


class ShortErrands(aiosqlite.Connection):
    """A connection whose cursors are `ShortCursor`s."""

    @contextmanager
    async def cursor(self) -> aiosqlite.Cursor:
        """A new cursor."""
        return ShortCursor(self, self._conn.cursor())

    async def commit(self) -> None:
        """Commit, if there is a transaction."""
        if self._conn.in_transaction:
            await super().commit()

    async def rollback(self) -> None:
        """Undo, if there is a transaction; one that wrote nothing has nothing to undo on the disk."""
        if self._conn.in_transaction:
            await self._undo()

    async def _undo(self) -> None:
        await super().rollback()


class ShortReads(ShortErrands):
    """For connections that only read: beginning and ending a transaction touch no file."""

    def begin(self) -> None:
        """Begin a transaction, whose snapshot is that of its first query."""
        self._conn.execute("BEGIN")

    async def _undo(self) -> None:
        self._conn.rollback()

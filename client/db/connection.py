"""Opening SQLCipher files, and the binding's errors in our words."""

import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, cast

from client.errors import DiskFullError, LocalError, StorageDamagedError

SqlValue = str | int | float | bytes | None

_FULL = "database or disk is full"
_DAMAGED = ("not a database", "malformed", "hmac check failed")
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


class Rows(Protocol):
    """What a statement answers."""

    rowcount: int
    lastrowid: int | None

    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...
    def fetchone(self) -> tuple[Any, ...] | None: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...


class Connection(Protocol):
    """The part of the binding's connection that we use; the binding itself has no types."""

    in_transaction: bool

    def execute(self, sql: str, values: Sequence[SqlValue] = ..., /) -> Rows: ...
    def executemany(self, sql: str, rows: Iterable[Sequence[SqlValue]], /) -> Rows: ...
    def close(self) -> None: ...


def connect(path: Path | None, key: bytes | None, *, durable: bool) -> Connection:
    """Open (or make) a file with its raw 32-byte key, or a database in memory where `path` is None.

    `durable`: a commit survives a power cut and what is deleted is overwritten; otherwise a commit
    survives a crash of the program.
    """
    from sqlcipher3 import dbapi2

    with translated():
        connection = cast(
            Connection,
            dbapi2.connect(
                ":memory:" if path is None else str(path),
                timeout=10.0,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=256,
            ),
        )
        try:
            _prepare(connection, None if path is None else key, path is not None, durable)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: Connection, key: bytes | None, on_disk: bool, durable: bool) -> None:
    if on_disk:
        if key is None or len(key) != 32:
            raise LocalError("a file needs its 32-byte key")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    connection.execute(f"PRAGMA secure_delete = {'ON' if durable else 'OFF'}").fetchone()
    connection.execute("PRAGMA temp_store = MEMORY")


@contextmanager
def transaction(connection: Connection) -> Iterator[Connection]:
    """BEGIN IMMEDIATE and COMMIT around the block; an error rolls back."""
    with translated():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def translated() -> Iterator[None]:
    """Raise the engine's errors for those of the binding and the file system."""
    from sqlcipher3 import dbapi2

    try:
        yield
    except dbapi2.Error as error:
        words = str(error).lower()
        if _FULL in words:
            raise DiskFullError("There is no room left on this disk; nothing was written.") from error
        if any(mark in words for mark in _DAMAGED):
            raise StorageDamagedError("A local file can't be read.") from error
        raise LocalError(f"A local file refused: {error}") from error
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise DiskFullError("There is no room left on this disk; nothing was written.") from error
        raise LocalError(f"A local file refused: {error.strerror}") from error


def delete_files(path: Path) -> None:
    """Delete a database with the files beside it; none is fine."""
    with translated():
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)

"""SQLite as the embedded server uses it.

The stock SQLite of many systems (3.7.0 to 3.51.2) can corrupt a WAL database that two processes checkpoint
at once (the WAL-reset bug), and two `serve` processes may share a folder. So the engine runs on the
newer SQLite that the sqlcipher3 wheel carries: aiosqlite only needs a connection that behaves like
sqlite3's, and SQLAlchemy's dialect only needs to be told whose errors to expect.

`synchronous=FULL`: once a write was acknowledged, the client forgets its own copy, so it must survive a power
cut as well as a crash. Writers take the lock at once (BEGIN IMMEDIATE), so that nobody fails half-way
for having read first; readers see one snapshot and never wait.
"""

from pathlib import Path
from types import ModuleType
from typing import Any, Final, cast

import aiosqlite
from sqlalchemy import Connection, event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_dbapi
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlcipher3 import dbapi2

from backend_stub.db.short_errands import ShortErrands, ShortReads

BUSY_SECONDS: Final = 45.0
"""How long a writer waits for another process's transaction."""

_PRAGMAS = (
    f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
    "PRAGMA mmap_size = 268435456",
)


class _Driver(ModuleType):
    """aiosqlite with the errors of the SQLite that it really runs."""

    def __init__(self) -> None:
        super().__init__("aiosqlite")
        self.Connection = aiosqlite.Connection
        self.__version__ = aiosqlite.__version__
        for name in (
            "DatabaseError",
            "Error",
            "IntegrityError",
            "NotSupportedError",
            "OperationalError",
            "ProgrammingError",
            "sqlite_version",
            "sqlite_version_info",
        ):
            setattr(self, name, getattr(dbapi2, name))


def connect(path: Path) -> Any:
    """A plain connection in autocommit mode; transactions are begun by name."""
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def sqlite_engine(path: Path, *, pool_size: int, pool_timeout: float, writes: bool) -> AsyncEngine:
    """An engine whose transactions write, or only read."""

    def open_connection(*_args: object, **_options: object) -> aiosqlite.Connection:
        kind = ShortErrands if writes else ShortReads
        connection = kind(lambda: connect(path), iter_chunk_size=512)
        connection._thread.daemon = True  # as SQLAlchemy does: it must not keep the process
        return connection

    engine = create_async_engine(
        f"sqlite+aiosqlite:///{path}",
        module=AsyncAdapt_aiosqlite_dbapi(_Driver(), cast("ModuleType", dbapi2)),
        connect_args={"async_creator_fn": open_connection},
        poolclass=AsyncAdaptedQueuePool,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=pool_timeout,
    )

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        if writes:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            cast("ShortReads", connection.connection.driver_connection).begin()

    return engine

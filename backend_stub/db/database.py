"""The database as the rest of the server sees it: reads, units of work, and who is told of commits."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from backend_stub.db.migrate import upgrade
from backend_stub.db.postgresql import postgresql_engine
from backend_stub.db.sqlite import sqlite_engine
from backend_stub.db.unit_of_work import Committed, UnitOfWork
from backend_stub.ports.clock import ClockPort

TRANSACTION_SECONDS: Final = 55.0
"""The longest a write may take, waiting for its turn included: 500 people may queue for one slot.

The transaction itself is bounded more tightly, by the database.
"""

CommitListener = Callable[[Committed], None]


class _ReadingSession(AsyncSession):
    """A session on SQLite that only reads: as its end waits for nothing, it needs no task of its own."""

    async def __aexit__(self, *_raised: object) -> None:
        await self.close()


class Database:
    """One database, SQLite or PostgreSQL; on SQLite this process has one writer and several readers."""

    def __init__(self, url: str, clock: ClockPort, *, pool_size: int = 8) -> None:
        self.url: URL = make_url(url)
        self.is_postgresql = self.url.get_backend_name() == "postgresql"
        self._clock = clock
        self._listeners: list[CommitListener] = []
        if self.is_postgresql:
            self.reads = postgresql_engine(self.url, pool_size=pool_size, pool_timeout=TRANSACTION_SECONDS)
            self.writes: AsyncEngine = self.reads
        else:
            timeout = TRANSACTION_SECONDS
            self.reads = sqlite_engine(self.path, pool_size=pool_size, pool_timeout=timeout, writes=False)
            self.writes = sqlite_engine(self.path, pool_size=1, pool_timeout=timeout, writes=True)

    @property
    def path(self) -> Path:
        """The file of a SQLite database."""
        if self.url.database is None:
            raise ValueError("a SQLite database needs a file")
        return Path(self.url.database)

    def on_commit(self, listener: CommitListener) -> None:
        """Call `listener` on the event loop right after every commit of a unit of work in this process."""
        self._listeners.append(listener)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session that sees one snapshot and changes nothing."""
        kind = AsyncSession if self.is_postgresql else _ReadingSession
        async with kind(self.reads, autoflush=False, expire_on_commit=False) as session:
            if self.is_postgresql:
                options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
                await session.connection(execution_options=options)
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        """One transaction: committed when the block ends, undone when it raises."""
        async with asyncio.timeout(TRANSACTION_SECONDS):
            async with AsyncSession(self.writes, autoflush=False, expire_on_commit=False) as session:
                uow = UnitOfWork(session, self._clock.now())
                async with session.begin():
                    yield uow
                    await session.flush()
                    committed = await uow.write_records()
        for listener in self._listeners:
            listener(committed)

    async def migrate(self) -> None:
        """Bring the schema up to date; of several servers starting at once one does it, the others wait."""
        async with self.writes.begin() as connection:
            if self.is_postgresql:
                await connection.execute(text("SELECT pg_advisory_xact_lock(684112077)"))
            await connection.run_sync(upgrade)

    async def close(self) -> None:
        """Close all connections."""
        await self.reads.dispose()
        if self.writes is not self.reads:
            await self.writes.dispose()

"""One database file with its writer and its reader."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from client.db.connection import Connection, connect, transaction, translated
from client.errors import LocalError
from client.ports import Disk

T = TypeVar("T")

Prepare = Callable[[Connection], None]


class Database:
    """Reads beside one writer; in memory both share one connection and therefore one thread."""

    def __init__(
        self, disk: Disk, path: Path | None, key: bytes | None, prepare: Prepare, *, durable: bool
    ) -> None:
        self.path = path
        self._disk = disk
        self._key = key
        self._prepare = prepare
        self._durable = durable
        self._writer: Connection | None = None
        self._reader: Connection | None = None

    async def open(self) -> None:
        """Open or make the file and bring its schema up to date.

        Raises `StorageDamagedError` where the file can't be read with this key.
        """
        await self._disk.write(self._open_writer)
        if self.path is not None:
            await self._disk.read(self._open_reader)

    def _open_writer(self) -> None:
        if self.path is not None:
            with translated():
                self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._writer = connect(self.path, self._key, durable=self._durable)
        with translated():
            self._prepare(self._writer)

    def _open_reader(self) -> None:
        self._reader = connect(self.path, self._key, durable=self._durable)

    async def write(self, job: Callable[[Connection], T]) -> T:
        """Run `job` in one transaction on the writer thread."""

        def run() -> T:
            with transaction(_opened(self._writer)) as connection:
                return job(connection)

        return await self._disk.write(run)

    async def read(self, job: Callable[[Connection], T], *, quick: bool = False) -> T:
        """Run `job` on the reader thread, on what was committed last; a quick one may be run here."""

        def run() -> T:
            with translated():
                connection = _opened(self._reader or self._writer)
                connection.execute("BEGIN")
                try:
                    return job(connection)
                finally:
                    connection.execute("COMMIT")

        if self.path is None:
            return await self._disk.write(run)
        return await (self._disk.glance(run) if quick else self._disk.read(run))

    async def maintain(self, job: Callable[[Connection], T]) -> T:
        """Run `job` on the writer thread outside of any transaction."""

        def run() -> T:
            with translated():
                return job(_opened(self._writer))

        return await self._disk.write(run)

    async def erase_traces(self) -> None:
        """Fold the log into the file and empty it, so that nothing deleted stays in it."""
        await self.maintain(
            lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        )

    async def aclose(self) -> None:
        """Close both connections."""
        if self._reader is not None:
            await self._disk.read(self._reader.close)
        if self._writer is not None:
            await self._disk.write(self._writer.close)
        self._reader = self._writer = None


def _opened(connection: Connection | None) -> Connection:
    if connection is None:
        raise LocalError("This file has just been closed.")
    return connection

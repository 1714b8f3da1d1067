"""The cache on disk: dropped and made anew whenever that is the simpler truth."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from client.db.cache_reader import CacheReader
from client.db.cache_tables import TABLES, OutdatedCache, prepare
from client.db.connection import Connection, delete_files
from client.db.database import Database
from client.errors import StorageDamagedError
from client.ports import Disk

T = TypeVar("T")


class CacheFile:
    """Reads snapshots and writes what the server said."""

    def __init__(self, disk: Disk, path: Path | None, key: bytes | None) -> None:
        self._disk = disk
        self._path = path
        self._key = key
        self._database = self._make()
        self._missing = False

    def _make(self) -> Database:
        return Database(self._disk, self._path, self._key, prepare, durable=False)

    async def open(self) -> None:
        """Open it; a file of another version or key, or a damaged one, is made anew."""
        try:
            await self._database.open()
        except (StorageDamagedError, OutdatedCache):
            await self.recreate()

    async def recreate(self) -> None:
        """Drop the file and make an empty one.

        Raises `LocalError` where there is no room for it; until this is done again, nothing can be read or
        written.
        """
        self._missing = True
        await self._database.aclose()
        await self._disk.write(self._unlink)
        self._database = self._make()
        await self._database.open()
        self._missing = False

    def _unlink(self) -> None:
        if self._path is not None:
            delete_files(self._path)

    async def empty(self) -> None:
        """Delete all rows, pages and the cursor, and keep the file."""

        def run(connection: Connection) -> None:
            for table in (*TABLES, "page", "meta"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names

        await self.write(run)

    async def read(self, job: Callable[[CacheReader], T], *, quick: bool = False) -> T:
        """Run `job` on one snapshot, on the reader thread; a quick one may be run here."""
        self._check()
        return await self._database.read(lambda connection: job(CacheReader(connection)), quick=quick)

    async def write(self, job: Callable[[Connection], T]) -> T:
        """Run `job` in one transaction, on the writer thread."""
        self._check()
        return await self._database.write(job)

    def _check(self) -> None:
        if self._missing:
            raise StorageDamagedError("The cache could not be made anew yet.")

    async def aclose(self) -> None:
        """Close the file."""
        await self._database.aclose()

    async def erase(self) -> None:
        """Close the file and delete it."""
        await self.aclose()
        await self._disk.write(self._unlink)

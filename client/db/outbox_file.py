"""The outbox on disk: opened with care, because it holds what people did."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from client.db import draft_rows, outbox_rows
from client.db.connection import Connection, delete_files
from client.db.database import Database
from client.db.outbox_tables import back_up, prepare
from client.errors import StorageDamagedError
from client.outbox.kinds import KINDS
from client.outbox.operation import PendingOperation, State
from client.ports import Disk


class OutboxFile:
    """Loads, writes and erases operations; every write is on the disk when it returns."""

    def __init__(self, disk: Disk, path: Path | None, key: bytes | None) -> None:
        self._disk = disk
        self._path = path
        self._key = key
        self._database = self._make()
        self.set_aside: Path | None = None
        """Where an unreadable file was put when this one was opened."""

    def _make(self) -> Database:
        prepare_here = partial(prepare, path=self._path)
        return Database(self._disk, self._path, self._key, prepare_here, durable=True)

    async def open(self) -> list[PendingOperation]:
        """All operations as a crash or a clean end left them; what was being sent is queued again.

        A file that this key can't read is set aside, never deleted.
        """
        try:
            await self._database.open()
        except StorageDamagedError:
            if self._path is None:
                raise
            await self._database.aclose()
            self.set_aside = await self._disk.write(partial(_set_aside, self._path))
            self._database = self._make()
            await self._database.open()
        await self._back_up_before_upcast()
        return await self._database.write(self._recover)

    def _recover(self, connection: Connection) -> list[PendingOperation]:
        found = outbox_rows.load(connection)
        ready = [_as_today(item) for item in found]
        changed = [new for old, new in zip(found, ready, strict=True) if new != old]
        outbox_rows.put(connection, changed)
        return ready

    async def _back_up_before_upcast(self) -> None:
        path = self._path
        if path is None:
            return

        def run(connection: Connection) -> bool:
            return any(_is_older(item) for item in outbox_rows.load(connection))

        if await self._database.read(run):
            await self._database.maintain(lambda connection: back_up(connection, path, "args"))

    async def write(self, put: Sequence[PendingOperation] = (), remove: Iterable[str] = ()) -> None:
        """Put and remove in one transaction. Raises `LocalError`; then neither happened."""
        gone = tuple(remove)

        def run(connection: Connection) -> None:
            outbox_rows.remove(connection, gone)
            outbox_rows.put(connection, put)

        await self._database.write(run)

    async def load_drafts(self) -> dict[str, str]:
        """Texts that are half written, by key."""
        return await self._database.read(draft_rows.load)

    async def put_draft(self, key: str, text: str) -> None:
        """Keep one; '' takes it away. Raises `LocalError`."""
        await self._database.write(lambda connection: draft_rows.put(connection, key, text))

    async def erase_traces(self) -> None:
        """Leave nothing of removed operations in the log beside the file."""
        await self._database.erase_traces()

    async def aclose(self) -> None:
        """Close the file."""
        await self._database.aclose()

    async def erase(self) -> None:
        """Delete the file, once it is closed and empty of what people still want."""
        path = self._path
        if path is not None:
            await self._disk.write(lambda: delete_files(path))


def _is_older(item: PendingOperation) -> bool:
    kind = KINDS.get(item.name)
    return kind is not None and item.args_version < kind.args_version


def _as_today(item: PendingOperation) -> PendingOperation:
    if item.state is State.SENDING:
        # It may have arrived before the crash, so it no longer counts as never sent.
        item = replace(item, state=State.QUEUED, attempts=item.attempts + 1)
    if _is_older(item):
        kind = KINDS[item.name]
        args = kind.upcast(item.operation.args, item.args_version)
        item = replace(item, operation=replace(item.operation, args=args), args_version=kind.args_version)
    return item


def _set_aside(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.stem}.kept-{number}{path.suffix}")).exists():
        number += 1
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        log.rename(kept.with_name(f"{kept.name}-wal"))
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    return path.rename(kept)

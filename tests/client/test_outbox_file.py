"""The outbox on disk: crash, upgrade, damage."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from client.db import outbox_rows
from client.db.connection import Connection, connect, transaction
from client.db.disk import ThreadDisk
from client.db.outbox_file import OutboxFile
from client.db.outbox_tables import STEPS, prepare
from client.errors import LocalError
from client.outbox.kinds import KINDS
from client.outbox.operation import PendingOperation, State
from client.outbox.operations.booking import accept, decline
from tests.client.rows import booking, row_id

KEY = bytes(range(32))


@pytest.fixture
async def disk() -> AsyncIterator[ThreadDisk]:
    threads = ThreadDisk()
    yield threads
    await threads.aclose()


def pending(number: int, **changes: object) -> PendingOperation:
    item = PendingOperation(row_id(number), number, "a", accept(booking(number)), 1, "2026-11-22T10:00:00Z")
    return replace(item, **changes)  # type: ignore[arg-type] # the names of the changes are only known here


async def test_what_was_written_is_read_back(disk: ThreadDisk, tmp_path: Path) -> None:
    file = OutboxFile(disk, tmp_path / "outbox.db", KEY)
    assert await file.open() == []
    first = pending(1, problem={"code": "slot_taken"}, state=State.CONFLICT, attempts=3)
    second = pending(2, operation=decline(booking(2), "no time"))
    await file.write([second, first])
    await file.aclose()
    assert await OutboxFile(disk, tmp_path / "outbox.db", KEY).open() == [first, second]


async def test_what_was_being_sent_is_queued_again_under_its_id(disk: ThreadDisk, tmp_path: Path) -> None:
    file = OutboxFile(disk, tmp_path / "outbox.db", KEY)
    await file.open()
    await file.write([pending(1, state=State.SENDING)])
    await file.aclose()
    (again,) = await OutboxFile(disk, tmp_path / "outbox.db", KEY).open()
    assert (again.id, again.state) == (row_id(1), State.QUEUED)


async def test_a_lost_key_sets_the_file_aside_whole(disk: ThreadDisk, tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    file = OutboxFile(disk, path, KEY)
    await file.open()
    await file.write([pending(1)])
    await file.aclose()
    other = OutboxFile(disk, path, bytes(32))
    assert await other.open() == []
    assert other.set_aside is not None
    await other.aclose()
    assert [item.id for item in await OutboxFile(disk, other.set_aside, KEY).open()] == [row_id(1)]


async def test_older_arguments_are_brought_up_to_date_after_a_copy(
    disk: ThreadDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "outbox.db"
    file = OutboxFile(disk, path, KEY)
    await file.open()
    await file.write([pending(1, operation=decline(booking(1), "late"))])
    await file.aclose()
    newer = replace(
        KINDS["booking.decline"],
        args_version=3,
        upcasts={1: lambda args: args | {"step": "two"}, 2: lambda args: args | {"step": "three"}},
    )
    monkeypatch.setitem(KINDS, "booking.decline", newer)
    file = OutboxFile(disk, path, KEY)
    (item,) = await file.open()
    assert item.operation.args == {"reason": "late", "step": "three"}
    assert item.args_version == 3
    await file.aclose()
    copy = connect(tmp_path / "outbox.args.bak", KEY, durable=False)
    assert [old.operation.args for old in outbox_rows.load(copy)] == [{"reason": "late"}]
    copy.close()


def _widen(connection: Connection) -> None:
    connection.execute("ALTER TABLE operation ADD COLUMN colour TEXT")


def test_a_schema_step_copies_first_and_keeps_everything(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    connection = connect(path, KEY, durable=True)
    prepare(connection, path)
    with transaction(connection):
        outbox_rows.put(connection, [pending(1)])
    prepare(connection, path, (*STEPS, _widen))
    assert [item.id for item in outbox_rows.load(connection)] == [row_id(1)]
    connection.close()
    assert (tmp_path / f"outbox.v{len(STEPS)}.bak").exists()


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    connection = connect(path, KEY, durable=True)
    prepare(connection, path)
    connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LocalError, match="newer"):
        prepare(connection, path)
    connection.close()


async def test_an_erased_operation_leaves_no_trace(disk: ThreadDisk, tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    file = OutboxFile(disk, path, KEY)
    await file.open()
    secret = decline(booking(1), "Zanzibar" * 50)
    await file.write([pending(1, operation=secret)])
    await file.write(remove=[row_id(1)])
    await file.erase_traces()
    await file.aclose()
    connection = connect(path, KEY, durable=True)
    # Decrypt every page into a plain copy, free ones included.
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(tmp_path / "plain.db"),))
    connection.execute("SELECT sqlcipher_export('plain')").fetchone()
    connection.execute("DETACH DATABASE plain")
    connection.close()
    assert b"Zanzibar" not in (tmp_path / "plain.db").read_bytes()
    log = path.with_name("outbox.db-wal")
    assert not log.exists() or log.stat().st_size == 0

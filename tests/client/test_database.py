"""The encrypted files: keys, damage, a full disk."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from client.db.cache_file import CacheFile
from client.db.connection import Connection, connect, transaction
from client.db.database import Database
from client.db.disk import ThreadDisk
from client.errors import DiskFullError, LocalError, StorageDamagedError

KEY = bytes(range(32))


@pytest.fixture
async def disk() -> AsyncIterator[ThreadDisk]:
    threads = ThreadDisk()
    yield threads
    await threads.aclose()


def _words(connection: Connection) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS word (text TEXT)")


def _bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_nothing_readable_is_on_the_disk(disk: ThreadDisk, tmp_path: Path) -> None:
    database = Database(disk, tmp_path / "a.db", KEY, _words, durable=True)
    await database.open()
    await database.write(lambda c: c.execute("INSERT INTO word VALUES ('plainly legible')"))
    assert await database.read(lambda c: c.execute("SELECT text FROM word").fetchall()) == [
        ("plainly legible",)
    ]
    everything = _bytes_in(tmp_path)
    assert b"plainly" not in everything
    assert b"SQLite format" not in everything
    await database.aclose()


async def test_another_key_reads_nothing(disk: ThreadDisk, tmp_path: Path) -> None:
    database = Database(disk, tmp_path / "a.db", KEY, _words, durable=True)
    await database.open()
    await database.aclose()
    stranger = Database(disk, tmp_path / "a.db", bytes(32), _words, durable=True)
    with pytest.raises(StorageDamagedError):
        await stranger.open()


async def test_a_file_without_a_key_is_refused(disk: ThreadDisk, tmp_path: Path) -> None:
    with pytest.raises(LocalError):
        await Database(disk, tmp_path / "a.db", b"short", _words, durable=True).open()
    assert not (tmp_path / "a.db").exists() or (tmp_path / "a.db").stat().st_size == 0


async def test_an_error_rolls_back(disk: ThreadDisk, tmp_path: Path) -> None:
    database = Database(disk, tmp_path / "a.db", KEY, _words, durable=True)
    await database.open()

    def fail(connection: Connection) -> None:
        connection.execute("INSERT INTO word VALUES ('half')")
        raise ValueError("half-way")

    with pytest.raises(ValueError, match="half"):
        await database.write(fail)
    assert await database.read(lambda c: c.execute("SELECT count(*) FROM word").fetchone()) == (0,)
    await database.aclose()


def test_a_full_disk_says_so_and_writes_nothing(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db", KEY, durable=True)
    _words(connection)
    connection.execute("PRAGMA max_page_count = 3")
    with pytest.raises(DiskFullError), transaction(connection):
        connection.execute("INSERT INTO word VALUES (?)", ("x" * 100_000,))
    assert connection.execute("SELECT count(*) FROM word").fetchone() == (0,)
    connection.close()


async def test_a_damaged_cache_is_made_anew(disk: ThreadDisk, tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    await disk.write(lambda: path.write_bytes(b"this is no database" * 1000))
    cache = CacheFile(disk, path, KEY)
    await cache.open()
    assert await cache.read(lambda reader: reader.meta("cursor")) is None
    await cache.aclose()


async def test_a_cache_without_room_to_be_made_anew_says_so_until_it_is(
    disk: ThreadDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_arguments: object, **_options: object) -> Connection:
        raise DiskFullError

    cache = CacheFile(disk, tmp_path / "cache.db", KEY)
    await cache.open()
    monkeypatch.setattr("client.db.database.connect", no_room)
    with pytest.raises(DiskFullError):
        await cache.recreate()
    with pytest.raises(StorageDamagedError):
        await cache.read(lambda reader: reader.meta("cursor"))
    with pytest.raises(StorageDamagedError):
        await cache.empty()
    monkeypatch.undo()
    await cache.recreate()
    assert await cache.read(lambda reader: reader.meta("cursor")) is None
    await cache.aclose()


async def test_a_read_that_meets_a_closed_file_is_told_so(disk: ThreadDisk, tmp_path: Path) -> None:
    cache = CacheFile(disk, tmp_path / "cache.db", KEY)
    await cache.open()
    await cache.aclose()
    with pytest.raises(LocalError):
        await cache.read(lambda reader: reader.meta("cursor"))


async def test_a_cache_of_another_version_is_made_anew(disk: ThreadDisk, tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    old = connect(path, KEY, durable=False)
    old.execute("CREATE TABLE booking (id TEXT)")
    old.execute("PRAGMA user_version = 99")
    old.close()
    cache = CacheFile(disk, path, KEY)
    await cache.open()
    assert await cache.read(lambda reader: reader.find("booking", "x")) is None
    await cache.aclose()


async def test_memory_leaves_no_file(disk: ThreadDisk, tmp_path: Path) -> None:
    cache = CacheFile(disk, None, None)
    await cache.open()
    assert await cache.read(lambda reader: reader.meta("cursor")) is None
    await cache.aclose()
    assert _bytes_in(tmp_path) == b""

"""The chain of the audit log: what the database refuses, and what a walk notices."""

import asyncio
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from backend_stub.db.audit_chain import Act, Verdict, verify
from backend_stub.db.database import Database
from backend_stub.db.tables import AuditEntry
from backend_stub.verify_audit import main

ACTOR, THING = uuid4(), uuid4()


def act(number: int) -> Act:
    return Act("listing.published", "listing", THING, ACTOR, {"price": number, "ärt": "שלום 🧹"}, None)


async def add(database: Database, *numbers: int) -> None:
    async with database.write() as uow:
        for number in numbers:
            uow.audit(act(number))


async def fail(database: Database) -> None:
    async with database.write() as uow:
        uow.audit(act(2))
        raise ZeroDivisionError


async def walk(database: Database, noted: str | None = None) -> tuple[Verdict, bool]:
    async with database.read() as session:
        return await verify(session, noted)


async def test_an_empty_log_holds(database: Database) -> None:
    assert await walk(database) == (Verdict(0, "0" * 64), True)


async def test_entries_follow_each_other_without_a_gap(database: Database) -> None:
    await add(database, 1, 2)
    async with database.write() as uow:
        uow.audit(act(3))
        await uow.session.flush()
    verdict, _ = await walk(database)
    assert (verdict.entries, verdict.broken_at) == (3, None)


async def test_what_is_undone_leaves_no_gap(database: Database) -> None:
    await add(database, 1)
    with pytest.raises(ZeroDivisionError):
        await fail(database)
    await add(database, 3)
    assert (await walk(database))[0].entries == 2


async def test_many_writers_at_once_make_one_chain(database: Database) -> None:
    await asyncio.gather(*(add(database, number, number) for number in range(20)))
    verdict, _ = await walk(database)
    assert (verdict.entries, verdict.broken_at) == (40, None)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_entry WHERE seq = 2",
        "DELETE FROM audit_entry",
        "UPDATE audit_entry SET action = 'nothing' WHERE seq = 2",
        "UPDATE audit_entry SET before = '{}' WHERE seq = 2",
        "UPDATE audit_entry SET seq = 9 WHERE seq = 3",
        "UPDATE audit_entry SET before = NULL WHERE seq = 2",
        "UPDATE audit_entry SET actor_id = NULL, salt = NULL, before = NULL, after = NULL",
    ],
)
async def test_the_database_keeps_what_is_written(database: Database, statement: str) -> None:
    await add(database, 1, 2, 3)
    with pytest.raises(DBAPIError, match="audit_entry_keeps"):
        async with database.write() as uow:
            await uow.session.execute(text(statement))
    assert (await walk(database))[0].entries == 3


async def test_words_can_be_erased_and_the_chain_still_holds(database: Database) -> None:
    await add(database, 1, 2, 3)
    async with database.write() as uow:
        await uow.session.execute(
            update(AuditEntry).where(AuditEntry.seq == 2).values(salt=None, before=None, after=None)
        )
    verdict, _ = await walk(database)
    assert (verdict.entries, verdict.broken_at) == (3, None)
    async with database.read() as session:
        assert await session.scalar(select(AuditEntry.before).where(AuditEntry.seq == 2)) is None


def tampered(path: Path, statement: str) -> None:
    """As somebody with the file in hand would: without the triggers."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for name in ("update", "delete"):
            connection.execute(f"DROP TRIGGER audit_entry_keeps_{name}")
        connection.execute(statement)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "broken_at", "reason"),
    [
        ("DELETE FROM audit_entry WHERE seq = 2", 2, "missing"),
        ("UPDATE audit_entry SET action = 'listing.paused' WHERE seq = 2", 2, "changed"),
        ("UPDATE audit_entry SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 1", 1, "changed"),
        ("UPDATE audit_entry SET actor_id = NULL WHERE seq = 3", 3, "changed"),
        ("UPDATE audit_entry SET before = replace(before, '2', '1') WHERE seq = 2", 2, "changed"),
        ("UPDATE audit_entry SET salt = NULL WHERE seq = 2", 2, "changed"),
        ("UPDATE audit_entry SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE seq = 1", 1, "changed"),
    ],
)
async def test_a_walk_notices_what_was_done_to_the_file(
    database: Database, statement: str, broken_at: int, reason: str
) -> None:
    await add(database, 1, 2, 3)
    await asyncio.to_thread(tampered, database.path, statement)
    verdict, _ = await walk(database)
    assert (verdict.broken_at, verdict.reason, verdict.entries) == (broken_at, reason, broken_at - 1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_cut_off_end_is_noticed_by_whoever_noted_it(database: Database) -> None:
    await add(database, 1, 2)
    early, _ = await walk(database)
    await add(database, 3)
    late, _ = await walk(database)
    assert (await walk(database, f"{early.entries}:{early.head}"))[1]
    await asyncio.to_thread(tampered, database.path, "DELETE FROM audit_entry WHERE seq = 3")
    verdict, passed = await walk(database, f"{late.entries}:{late.head}")
    assert verdict.broken_at is None
    assert not passed


def test_the_verb(tmp_path: Path, sqlite_template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path)]) == 2
    assert "no database" in capsys.readouterr().err
    path = tmp_path / "doorstep.db"
    path.write_bytes(sqlite_template.read_bytes())
    assert main(["--data", str(tmp_path)]) == 0
    assert "chain of 0 entries holds" in capsys.readouterr().out
    assert main(["--data", str(tmp_path), "--noted", "4:abc"]) == 1
    assert "CUT OFF" in capsys.readouterr().out


@pytest.mark.slow
def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "doorstep.db").write_bytes(b"a letter" * 600)
    run = Path(__file__).resolve().parents[2] / "run"
    command = [str(run), "verify-audit", "--data", str(tmp_path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert answer.stderr == "verify-audit: the log can't be read: file is not a database\n"

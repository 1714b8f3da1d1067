"""The engines, the schema and the unit of work, on both databases."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Executable, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from backend_stub.db.base import Base
from backend_stub.db.conflict import is_duplicate, is_overlap
from backend_stub.db.database import Database
from backend_stub.db.migrate import HEAD, MIGRATIONS
from backend_stub.db.sqlite import BUSY_SECONDS
from backend_stub.db.tables import BLOCK_LANE, Change, Occupancy, Person
from backend_stub.db.unit_of_work import Committed
from contracts.events import EventName
from contracts.vocabulary import Entity
from tests.backend_stub.conftest import MovableClock

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


def test_head_names_the_newest_revision() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


async def test_migrations_make_the_tables_that_the_program_knows(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        known = set(Base.metadata.tables)

        def ours(obj: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:
            return not (kind == "table" and reflected and name not in known)

        options = {"include_object": ours, "compare_type": False}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata))

    async with database.writes.begin() as connection:
        found = await connection.run_sync(differences)
    # What is PostgreSQL's own (the range column and its constraint's index) is not in the metadata.
    assert [
        item for item in found if "during" not in str(item) and "occupancy_excludes" not in str(item)
    ] == []


async def test_migrating_again_changes_nothing(database: Database) -> None:
    await database.migrate()
    async with database.read() as session:
        assert (await session.execute(text("SELECT version_num FROM alembic_version"))).scalars().all() == [
            HEAD
        ]


async def run(database: Database, statement: Executable) -> None:
    """One statement in a transaction of its own."""
    async with database.write() as uow:
        await uow.session.execute(statement)


async def occupy(
    database: Database, resource: UUID, lane: UUID, start: float, end: float, on: bool = True
) -> UUID:
    """Keep a resource for some hours."""
    id = uuid4()
    row = {
        "source": "booking",
        "source_id": id,
        "resource_id": resource,
        "lane": lane,
        "starts_at": START + timedelta(hours=start),
        "ends_at": START + timedelta(hours=end),
        "occupies": on,
    }
    async with database.write() as uow:
        await uow.session.execute(insert(Occupancy), [row])
    return id


@pytest.mark.parametrize(("start", "end"), [(0.5, 1.5), (-1, 0.5), (0.25, 0.75), (-1, 2), (0, 1)])
async def test_the_database_refuses_overlaps(database: Database, start: float, end: float) -> None:
    resource = uuid4()
    await occupy(database, resource, uuid4(), 0, 1)
    with pytest.raises(IntegrityError) as refused:
        await occupy(database, resource, uuid4(), start, end)
    assert is_overlap(refused.value)
    assert not is_duplicate(refused.value)


async def test_ranges_are_half_open_and_by_resource(database: Database) -> None:
    resource = uuid4()
    await occupy(database, resource, uuid4(), 0, 1)
    await occupy(database, resource, uuid4(), 1, 2)
    await occupy(database, resource, uuid4(), -1, 0)
    await occupy(database, uuid4(), uuid4(), 0, 1)
    await occupy(database, resource, uuid4(), 0, 1, on=False)


async def test_blocks_overlap_each_other_but_no_booking(database: Database) -> None:
    resource = uuid4()
    await occupy(database, resource, BLOCK_LANE, 0, 2)
    await occupy(database, resource, BLOCK_LANE, 1, 3)
    with pytest.raises(IntegrityError):
        await occupy(database, resource, uuid4(), 2, 4)


async def test_moving_or_waking_a_row_into_an_overlap_is_refused(database: Database) -> None:
    resource = uuid4()
    await occupy(database, resource, uuid4(), 0, 1)
    other = await occupy(database, resource, uuid4(), 2, 3)
    asleep = await occupy(database, resource, uuid4(), 0, 1, on=False)
    moves = (
        ("UPDATE occupancy SET starts_at = :at WHERE source_id = :id", other),
        ("UPDATE occupancy SET occupies = :on WHERE source_id = :id", asleep),
    )
    for statement, id in moves:
        at = START if database.is_postgresql else "2026-03-01T09:00:00.000000Z"
        given: dict[str, Any] = {"at": at} if ":at" in statement else {"on": True}
        given["id"] = id if database.is_postgresql else str(id)
        with pytest.raises(IntegrityError) as refused:
            await run(database, text(statement).bindparams(**given))
        assert is_overlap(refused.value)


async def change_and_fail(database: Database) -> None:
    """A transaction that raises after it did something."""
    async with database.write() as uow:
        uow.record_change(Entity.BOOKING, uuid4(), 1, after=["admin"])
        uow.emit(EventName.HOLD_CREATED, {})
        raise RuntimeError("no")


async def test_refused_transaction_leaves_nothing(database: Database) -> None:
    heard: list[Committed] = []
    database.on_commit(heard.append)
    with pytest.raises(RuntimeError):
        await change_and_fail(database)
    assert heard == []
    async with database.read() as session:
        assert (await session.execute(select(Change))).first() is None


async def test_listeners_hear_what_was_committed(database: Database) -> None:
    heard: list[Committed] = []
    database.on_commit(heard.append)
    subject = uuid4()
    async with database.write() as uow:
        uow.record_change(Entity.BOOKING, uuid4(), 1, after=["admin"])
        event = uow.emit(EventName.HOLD_CREATED, {})
        uow.grants_changed(subject)
    assert heard == [Committed(1, frozenset({event}), frozenset({subject}))]


async def test_savepoint_undoes_its_part_alone(database: Database) -> None:
    resource = uuid4()
    await occupy(database, resource, uuid4(), 0, 1)
    async with database.write() as uow:
        person = {"id": uuid4(), "name": "Ann", "email": "a@b", "created_at": uow.now}
        await uow.session.execute(insert(Person), [person])
        row = {"source": "hold", "source_id": uuid4(), "resource_id": resource, "lane": uuid4()}
        times = {"starts_at": START, "ends_at": START + timedelta(minutes=5), "occupies": True}
        with pytest.raises(IntegrityError):
            async with uow.savepoint():
                await uow.session.execute(insert(Occupancy), [{**row, **times}])
    async with database.read() as session:
        assert await session.scalar(select(Person.name)) == "Ann"


async def test_instants_and_ids_come_back_as_they_went(database: Database) -> None:
    id = uuid4()
    at = datetime(2026, 7, 1, 12, 30, 15, 123456, tzinfo=UTC)
    async with database.write() as uow:
        await uow.session.execute(insert(Person), [{"id": id, "name": "Zoë", "email": "z", "created_at": at}])
    async with database.read() as session:
        row = (await session.execute(select(Person.id, Person.created_at, Person.last_seen_at))).one()
    assert tuple(row) == (id, at, None)
    naive = {"id": uuid4(), "name": "x", "email": "x", "created_at": at.replace(tzinfo=None)}
    with pytest.raises(StatementError, match="offset"):
        await run(database, insert(Person).values(**naive))


async def test_writers_wait_for_each_other(database: Database) -> None:
    async def write(n: int) -> None:
        async with database.write() as uow:
            person = {"id": uuid4(), "name": "x", "email": str(n), "created_at": uow.now}
            await uow.session.execute(insert(Person), [person])

    await asyncio.gather(*(write(n) for n in range(50)))
    async with database.read() as session:
        assert len((await session.execute(select(Person.id))).all()) == 50


async def test_sqlite_runs_as_it_should(tmp_path: Path, clock: MovableClock) -> None:
    database = Database(f"sqlite:///{tmp_path / 'doorstep.db'}", clock)
    await database.migrate()
    async with database.read() as session:
        version = (await session.execute(text("SELECT sqlite_version()"))).scalar_one()
        pragmas = {
            name: (await session.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    await database.close()
    assert tuple(map(int, version.split("."))) > (3, 51, 2), (
        "older ones can corrupt a WAL that two processes share"
    )
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": round(BUSY_SECONDS * 1000),
    }

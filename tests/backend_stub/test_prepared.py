"""Rows that the database writes as the wire shows them, on both databases."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import Integer, String, insert, literal_column, select
from sqlalchemy.exc import DBAPIError

from backend_stub.db.database import Database
from backend_stub.db.prepared import PreparedQueries
from backend_stub.db.tables import Person
from backend_stub.db.wire import wire_columns

ID = UUID("0190d7a1-0000-7000-8000-00000000abcd")


async def test_ids_and_instants_come_as_the_wire_writes_them(database: Database) -> None:
    """Microseconds where there are any, null where there is nothing."""
    queries = PreparedQueries[UUID](
        lambda id: select(
            *wire_columns((Person.id, Person.name, Person.created_at, Person.last_seen_at))
        ).where(Person.id == id)
    )
    row = {"id": ID, "name": "Ann", "email": "ann@test.example", "password_hash": "x", "last_seen_at": None}
    created = datetime(2026, 3, 1, 9, 30, 0, 120, tzinfo=UTC)
    whole = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    other = {**row, "id": UUID(int=1), "email": "bob@test.example", "created_at": whole}
    async with database.write() as uow:
        await uow.session.execute(insert(Person), [{**row, "created_at": created}, other])
    async with database.read() as session:
        (ann,) = await queries.rows(session, ID)
        (bob,) = await queries.rows(session, UUID(int=1))
        assert tuple(ann) == (str(ID), "Ann", "2026-03-01T09:30:00.000120Z", None)
        assert bob.created_at == "2026-03-01T09:30:00Z"
        assert tuple((await queries.rows(session, ID))[0]) == tuple(ann)


async def test_values_are_written_as_their_columns_have_them(database: Database) -> None:
    """Ids and instants, alone and in an IN of any number of values."""
    ids = frozenset({ID, UUID(int=1), UUID(int=2)})
    moment = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    queries = PreparedQueries[tuple[frozenset[UUID], datetime]](
        lambda key: select(*wire_columns((Person.id,))).where(
            Person.id.in_(key[0]), Person.created_at >= key[1]
        )
    )
    row = {"name": "Ann", "password_hash": "x", "last_seen_at": None, "created_at": moment}
    async with database.write() as uow:
        await uow.session.execute(
            insert(Person), [{**row, "id": id, "email": f"{id}@test.example"} for id in ids]
        )
    async with database.read() as session:
        for few in (frozenset[UUID](), frozenset({ID}), ids):
            for _ in range(2):
                found = {row.id for row in await queries.rows(session, (few, moment))}
                assert found == {str(id) for id in few}
        assert not await queries.rows(session, (ids, moment.replace(year=2027)))


async def test_what_the_database_refuses_is_an_error_of_ours_and_leaves_nothing_behind(
    database: Database,
) -> None:
    """As other statements do: the pool gets no connection back that might still be at work."""
    queries = PreparedQueries[int](lambda _: select(literal_column("nonsense", String()).label("x")))
    for _ in range(database.reads.pool.size() + 1):  # type: ignore[attr-defined] # both engines' pool has one
        async with database.read() as session:
            with pytest.raises(DBAPIError, match="nonsense"):
                await queries.rows(session, 1)
    async with database.read() as session:
        assert await session.scalar(select(literal_column("1", Integer()))) == 1


async def test_a_cancelled_list_gives_its_place_back(database: Database) -> None:
    """Cancelled in the middle of a query, again and again; the next ones are answered all the same."""
    queries = PreparedQueries[int](lambda _: select(Person.name))

    async def read() -> None:
        async with database.read() as session:
            await queries.rows(session, 1)

    for _ in range(40):
        tasks = [asyncio.create_task(read()) for _ in range(6)]
        await asyncio.sleep(0)
        for turn in range(3):
            await asyncio.sleep(0)
            tasks[turn].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.gather(*(read() for _ in range(20)))


async def test_columns_that_python_would_have_to_read_are_refused(database: Database) -> None:
    queries = PreparedQueries[int](lambda _: select(Person.id, Person.created_at))
    async with database.read() as session:
        with pytest.raises(TypeError, match="created_at: a prepared query's columns"):
            await queries.rows(session, 1)

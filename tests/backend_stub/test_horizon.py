"""PROTOCOL 2, no gaps: on PostgreSQL a later number may commit first, and nobody may miss the earlier one."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from contracts.vocabulary import Role
from tests.backend_stub.support.people import add_person
from tests.backend_stub.support.probe import build_probe, put
from tests.backend_stub.support.running import Running, running_server
from tests.backend_stub.test_pull import names, write


@pytest_asyncio.fixture
async def postgres_probe(tmp_path: Path, migrated_postgres: str) -> AsyncIterator[Running]:
    """A probe server on PostgreSQL."""
    async with running_server(tmp_path / "data", migrated_postgres, build=build_probe) as running:
        yield running


async def test_transaction_that_commits_late_is_not_skipped(postgres_probe: Running) -> None:
    probe = postgres_probe
    await add_person(probe.server.database, "ann@test.example", Role.ADMIN)
    ann = await probe.sign_in("ann@test.example")
    cursor = (await ann.pull())["cursor"]
    async with probe.server.database.write() as early:
        await put(early, uuid4(), "early", ["admin"])
        await early.write_records()
        early._changes.clear()
        await write(probe, "late", "admin")
        during = await ann.pull(cursor)
        assert names(during) == [], "nothing above the oldest running transaction is settled"
        assert during["cursor"] == cursor
        assert "digest" not in during, "rows and feed do not agree just now"
    after = await ann.pull(during["cursor"])
    assert sorted(names(after)) == ["early", "late"]
    assert after["digest"]["admin"]["count"] == 2


async def test_socket_gets_both_in_order_once_they_are_settled(postgres_probe: Running) -> None:
    probe = postgres_probe
    await add_person(probe.server.database, "ann@test.example", Role.ADMIN)
    ann = await probe.sign_in("ann@test.example")
    cursor = (await ann.pull())["cursor"]
    async with ann.socket() as socket:
        async with probe.server.database.write() as early:
            await put(early, uuid4(), "early", ["admin"])
            await early.write_records()
            early._changes.clear()
            await write(probe, "late", "admin")
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(socket.recv(), 0.3)
        seen: list[str] = []
        while len(seen) < 2:
            frame = json.loads(await asyncio.wait_for(socket.recv(), 60))
            assert frame["prev"] == cursor
            cursor = frame["next"]
            seen += names(frame)
    assert seen == ["early", "late"]

"""Two `serve` processes on one database: one idempotency store, one feed, and kill -9 in the middle of it."""

import asyncio
import json
import random
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import websockets
from sqlalchemy import select

from backend_stub.db.database import Database
from backend_stub.db.tables import ClientCard, IdempotencyRecord
from contracts.vocabulary import Role
from tests.backend_stub.support.people import add_person, add_vendor
from tests.backend_stub.support.running import API, Client, ServerProcess, server_process

pytestmark = pytest.mark.slow


async def add_vera(database: Database) -> UUID:
    """Vera with her vendor."""
    vera = await add_person(database, "vera@test.example", Role.VENDOR)
    return await add_vendor(database, vera)


async def sign_in(http: httpx.AsyncClient) -> Client:
    """Vera, signed in."""
    body = {
        "grant_type": "password",
        "email": "vera@test.example",
        "password": "doorstep-demo",
        "device_name": "t",
    }
    answer = await Client(http).post("/auth/token", body, key=None)
    return Client(http, answer.json()["access_token"])


def card(vendor: UUID, name: str = "Ada") -> dict[str, Any]:
    """A client card to write: the simplest thing that a vendor can make."""
    return {"id": str(uuid4()), "vendor_id": str(vendor), "name": name}


async def cards(database: Database) -> Counter[str]:
    """How often each name is in the client book."""
    async with database.read() as session:
        return Counter((await session.execute(select(ClientCard.name))).scalars())


async def test_one_key_at_two_servers_has_one_effect(
    tmp_path: Path, database_url: str, database: Database
) -> None:
    vendor = await add_vera(database)
    with ExitStack() as stack:
        servers = [stack.enter_context(server_process(tmp_path, database_url)) for _ in range(2)]
        first, second = (httpx.AsyncClient(base_url=server.url, timeout=30) for server in servers)
        async with first as one, second as two:
            vera = await sign_in(one)
            clients = [vera, Client(two, vera.token)]
            for n in range(5):
                key, body = uuid4(), card(vendor, f"client {n}")
                answers = await asyncio.gather(
                    *(client.post("/clients", body, key=key) for client in clients for _ in range(6))
                )
                made = {answer.content for answer in answers if answer.status_code == 201}
                assert len(made) == 1
                rest = [answer for answer in answers if answer.status_code != 201]
                assert {answer.json()["code"] for answer in rest} <= {"request_in_flight"}
                again = await clients[n % 2].post("/clients", body, key=key)
                assert again.content in made
    assert await cards(database) == {f"client {n}": 1 for n in range(5)}


async def test_write_at_one_process_reaches_the_socket_of_the_other(
    tmp_path: Path, database_url: str, database: Database
) -> None:
    vendor = await add_vera(database)
    with server_process(tmp_path, database_url) as first, server_process(tmp_path, database_url) as second:
        async with httpx.AsyncClient(base_url=first.url, timeout=30) as http:
            vera = await sign_in(http)
            url = second.url.replace("http", "ws", 1) + f"{API}/realtime"
            headers = {"Authorization": f"Bearer {vera.token}"}
            async with websockets.connect(url, additional_headers=headers) as socket:
                took: list[float] = []
                # A busy machine may hold one up; a server that looks too rarely is late with most of them.
                for name in ("Ada", "Bea", "Cai", "Dan", "Eve"):
                    head = (await vera.pull())["cursor"]
                    assert (await vera.post("/clients", card(vendor, name))).status_code == 201
                    written = time.monotonic()
                    frame = json.loads(await asyncio.wait_for(socket.recv(), 60))
                    took.append(time.monotonic() - written)
                    assert [row["name"] for row in frame["upserts"]["client"]] == [name]
                    assert frame["prev"] == head
                    assert frame["next"] == (await vera.pull(head))["cursor"]
                assert sorted(took)[2] < 1


async def killed_while_writing(
    server: ServerProcess, vera: Client, bodies: dict[UUID, dict[str, Any]]
) -> set[UUID]:
    """Send everything at once, kill the server somewhere in it; answers which keys were acknowledged."""
    acknowledged: set[UUID] = set()

    async def send(key: UUID, body: dict[str, Any]) -> None:
        try:
            answer = await vera.post("/clients", body, key=key)
        except httpx.TransportError:
            return
        if answer.status_code == 201:
            acknowledged.add(key)

    async def kill() -> None:
        await asyncio.sleep(random.uniform(0.0, 0.15))
        server.kill()

    await asyncio.gather(kill(), *(send(key, body) for key, body in bodies.items()))
    return acknowledged


async def test_kill_9_while_writing_loses_and_doubles_nothing(
    tmp_path: Path, database_url: str, database: Database
) -> None:
    vendor = await add_vera(database)
    expected: Counter[str] = Counter()
    for turn in range(2):
        bodies = {uuid4(): card(vendor, f"{turn}.{n}") for n in range(40)}
        with server_process(tmp_path, database_url) as server:
            async with httpx.AsyncClient(base_url=server.url, timeout=30) as http:
                acknowledged = await killed_while_writing(server, await sign_in(http), bodies)
        known = await cards(database)
        assert all(known[bodies[key]["name"]] == 1 for key in acknowledged), "acknowledged, and gone"
        with server_process(tmp_path, database_url) as server:
            async with httpx.AsyncClient(base_url=server.url, timeout=30) as http:
                vera = await sign_in(http)
                answers = await asyncio.gather(
                    *(vera.post("/clients", body, key=key) for key, body in bodies.items())
                )
        assert {answer.status_code for answer in answers} == {201}
        expected.update(body["name"] for body in bodies.values())
    assert await cards(database) == expected
    async with database.read() as session:
        kept = (await session.execute(select(IdempotencyRecord.key))).scalars().all()
    assert len(kept) == expected.total()

"""Typing: told to those who take part, and to nobody else, whichever server they are at."""

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from websockets.asyncio.client import ClientConnection

from backend_stub.adapters.loopback_bus import LoopbackBus
from tests.backend_stub.features.test_conversations import opened
from tests.backend_stub.features.world import Stage
from tests.backend_stub.support.running import Client, running_server


async def say(socket: ClientConnection, id: str, state: str = "typing", **more: Any) -> None:
    """What a program sends while somebody types."""
    frame = {"type": "presence", "entity": "conversation", "id": id, "state": state, **more}
    await socket.send(json.dumps(frame))


async def heard(socket: ClientConnection, seconds: float = 10.0) -> Any:
    """The next presence; other frames are passed over."""
    async with asyncio.timeout(seconds):
        while True:
            frame = json.loads(await socket.recv())
            if frame["type"] == "presence":
                return frame


async def hears_nothing_of(socket: ClientConnection, speaker: ClientConnection, id: str) -> None:
    """What was said before this word did not come; `id` is where both take part."""
    await say(speaker, id, "idle")
    assert (await heard(socket))["state"] == "idle"


async def test_the_other_side_hears_who_types(stage: Stage) -> None:
    id = await opened(stage)
    async with stage["customer"].socket() as customer, stage["vendor"].socket() as vendor:
        await say(customer, id)
        frame = await heard(vendor)
        assert frame == {
            "type": "presence",
            "entity": "conversation",
            "id": id,
            "state": "typing",
            "side": "customer",
            "person": {"id": str(stage.world.people["customer"]), "name": "Customer"},
            "seconds": 6,
        }
        await say(vendor, id)
        assert (await heard(customer))["side"] == "vendor"


async def test_nonsense_and_foreign_places_are_passed_over(stage: Stage) -> None:
    own, foreign = await opened(stage), await opened(stage, "stranger")
    async with stage["customer"].socket() as customer, stage["vendor"].socket() as vendor:
        await say(customer, foreign)
        await say(customer, str(uuid4()))
        await customer.send(
            json.dumps({"type": "presence", "entity": "booking", "id": own, "state": "typing"})
        )
        await say(customer, "../../etc", state="typing")
        await hears_nothing_of(vendor, customer, own)


async def test_too_much_at_once_is_not_carried_on(stage: Stage) -> None:
    id = await opened(stage)
    async with stage["customer"].socket() as customer, stage["vendor"].socket() as vendor:
        for _ in range(200):
            await say(customer, id)
        for _ in range(5):
            await heard(vendor)
        with pytest.raises(TimeoutError):
            await heard(vendor, 0.5)


async def test_it_reaches_the_sockets_of_the_other_server(
    stage: Stage, tmp_path: Path, database_url: str
) -> None:
    id = await opened(stage)
    async with running_server(tmp_path / "data", database_url) as second:
        client = Client(second.http, stage["vendor"].token)
        async with stage["customer"].socket() as customer, client.socket() as vendor:
            async with asyncio.timeout(30):
                while True:  # until the two servers know of each other
                    await say(customer, id)
                    try:
                        frame = await heard(vendor, 1.1)
                        break
                    except TimeoutError:
                        continue
        assert (frame["id"], frame["side"]) == (id, "customer")


async def test_a_note_with_another_signature_is_not_believed(tmp_path: Path) -> None:
    got: asyncio.Queue[bytes] = asyncio.Queue()
    ear, friend, liar = (LoopbackBus(tmp_path, key) for key in (b"a" * 32, b"a" * 32, b"b" * 32))
    tasks = [asyncio.create_task(bus.run(got.put_nowait)) for bus in (ear, friend, liar)]
    try:
        async with asyncio.timeout(10):
            while await asyncio.to_thread(_signs, tmp_path) < len(tasks):  # noqa: ASYNC110 - files, not events
                await asyncio.sleep(0.01)
            await liar.publish(b"lie")
            await friend.publish(b"true")
            assert await got.get() == b"true"
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert await asyncio.to_thread(_signs, tmp_path) == 0


def _signs(folder: Path) -> int:
    return len(list(folder.iterdir()))

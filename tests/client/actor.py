"""A process that acts until it is killed.

It tells `trying <operation> <row id>` before each act and `saved …` once the engine says that it is on disk.
At rest it waits until all are answered, and tells `refused …` for those that the server refused.
"""

import asyncio
from collections.abc import Callable, Coroutine
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from client.clock import SystemClock
from client.db.disk import ThreadDisk
from client.engine import Engine, EngineOptions, Ports
from client.errors import DoorstepError
from client.network import SystemNetwork
from client.outbox.operation import State
from client.ports import ServerAddress
from client.session.session import SessionState
from client.stores.outbox import OutboxList
from client.warm_up import import_late
from tests.client.kept_vault import FileVault
from tests.sim.acts import choose
from tests.sim.template import PASSWORD, VENDOR

MOVING = (State.QUEUED, State.SENDING)

Tell = Callable[[str], None]
Way = Callable[[Engine, Random, Tell], Coroutine[Any, Any, None]]

# The process that this one is forked from has done all imports: a life begins at once.
import_late()


def act(profile: Path, url: str, seed: int, told: Connection) -> None:
    """Act for ever."""
    asyncio.run(_live(profile, url, Random(seed), told.send, _act_for_ever))


def rest(profile: Path, url: str, seed: int, told: Connection) -> None:
    """Let everything be answered, and end."""
    asyncio.run(_live(profile, url, Random(seed), told.send, _come_to_rest))


async def _live(profile: Path, url: str, random: Random, tell: Tell, way: Way) -> None:
    ports = Ports(SystemClock(), random, ThreadDisk(), SystemNetwork(), FileVault(profile / "vault.json"))
    engine = Engine(EngineOptions("test", profile, "actor"), ports)
    await engine.start()
    engine.connect(ServerAddress(url, {}))
    if engine.session.state is not SessionState.SIGNED_IN:
        await engine.sign_in(VENDOR, PASSWORD)
    tell("ready")
    await way(engine, random, tell)
    await engine.aclose()


async def _act_for_ever(engine: Engine, random: Random, tell: Tell) -> None:
    while True:
        operation = await choose(engine, random)
        if operation is not None:
            tell(f"trying {operation.name} {operation.target}")
            try:
                await engine.bookings.act(operation)
            except DoorstepError:
                continue
            tell(f"saved {operation.name} {operation.target}")
        await asyncio.sleep(random.uniform(0.0, 0.01))


async def _come_to_rest(engine: Engine, _random: Random, tell: Tell) -> None:
    changed = asyncio.Event()
    engine.status.subscribe(changed.set)
    items = await engine.outbox.read(OutboxList())
    while any(item.state in MOVING for item in items):
        await changed.wait()
        changed.clear()
        items = await engine.outbox.read(OutboxList())
    for item in items:
        tell(f"refused {item.name} {item.operation.target}")

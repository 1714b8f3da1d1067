"""A desk where a vendor has signed in and that holds 10,000 of their bookings.

The keyring is a real one, as in the tour; the server has gone when the desk is handed over, so that what is
measured comes from the disk.
"""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bench.customer import Customer
from bench.server import free_port, running
from bench.town import make_town
from tour.desk import sign_in
from tour.program import Program
from tour.secret_service import SecretService

T = TypeVar("T")

BOOKINGS = 26_000
"""Some 40 % of these are the demo vendor's."""
REQUESTS = 60
"""Enough to answer one after another."""
STEADY_SECONDS = 3.0
PATIENCE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Desk:
    """What a program needs to start where the vendor left it."""

    arguments: tuple[str, ...]
    """`--server` and its address, where nobody listens unless a line starts a server again."""
    environment: dict[str, str]
    data: Path
    """The server's."""


@asynccontextmanager
async def prepared_desk() -> AsyncIterator[Desk]:
    """Make the town, sign in, wait for the first sync, close everything but the keyring."""
    folder = Path(tempfile.mkdtemp(prefix="doorstep-bench-"))
    keyring = SecretService(folder)
    try:
        await keyring.start()
        data, port = folder / "server", free_port()
        await asyncio.to_thread(make_town, data, BOOKINGS)
        url = f"http://127.0.0.1:{port}"
        serve = ["--port", str(port), "--data", str(data)]
        program = Program("desk", folder, keyring.environment, "--server", url)
        with running("backend_stub.serve", serve, f"{url}/readyz", folder / "server.log"):
            await asyncio.to_thread(_ask_for_times, url)
            try:
                await sign_in(await program.open(), "vendor")
                await _steady(program.home)
            finally:
                await program.aclose()
        yield Desk(("--server", url), program.environment, data)
    finally:
        await keyring.aclose()
        shutil.rmtree(folder, ignore_errors=True)


def with_desk(work: Callable[[Desk], Awaitable[T]]) -> T:
    """Do something with a prepared desk."""

    async def run() -> T:
        async with prepared_desk() as desk:
            return await work(desk)

    return asyncio.run(run())


def _ask_for_times(url: str) -> None:
    Customer.clear_requests(url)
    customer = Customer(url)
    for _number in range(REQUESTS):
        customer.ask()


async def _steady(home: Path) -> None:
    """Wait until the cache has stopped growing."""
    size, since, clock = -1, 0.0, asyncio.get_running_loop().time
    async with asyncio.timeout(PATIENCE_SECONDS):
        while clock() - since < STEADY_SECONDS or size < 0:
            now = _cached_bytes(home)
            if now != size:
                size, since = now, clock()
            await asyncio.sleep(0.2)


def _cached_bytes(home: Path) -> int:
    return sum(file.stat().st_size for file in home.rglob("cache.db*"))

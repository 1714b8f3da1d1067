"""A disk that takes a moment, on the loop's own thread, may be full, and dies with its machine."""

import asyncio
from collections.abc import Callable
from random import Random
from typing import TypeVar

from client.errors import DiskFullError

T = TypeVar("T")


class SimDisk:
    """Runs jobs inline between two short waits, so that a crash can fall before or after each of them."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._turn = asyncio.Lock()
        self.dead = False
        self.full = 0.0
        """How often a write finds no room."""

    async def write(self, job: Callable[[], T]) -> T:
        """One write after the other, in the order they were asked for."""
        async with self._turn:
            if self.full and _needs_room(job) and self._random.random() < self.full:
                await self._moment()
                raise DiskFullError
            return await self._run(job)

    async def read(self, job: Callable[[], T]) -> T:
        """Beside the writes."""
        return await self._run(job)

    async def glance(self, job: Callable[[], T]) -> T:
        """As quick as any."""
        return await self._run(job)

    async def aclose(self) -> None:
        """Nothing to end."""

    async def _run(self, job: Callable[[], T]) -> T:
        await self._moment()
        result = job()
        await self._moment()
        return result

    async def _moment(self) -> None:
        self._alive()
        await asyncio.sleep(self._random.uniform(0.0, 0.004))
        self._alive()

    def _alive(self) -> None:
        if self.dead:
            # What ran on a machine that lost power never continues.
            raise asyncio.CancelledError


def _needs_room(job: Callable[[], object]) -> bool:
    """Closing and deleting work on a full disk too."""
    return getattr(job, "__name__", "") not in {"close", "_unlink", "erase"}

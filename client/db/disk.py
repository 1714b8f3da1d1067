"""The real disk: one writer thread, one reader thread."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


class ThreadDisk:
    """Writes happen on one thread in the order they were asked for; reads on another, beside them."""

    def __init__(self) -> None:
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="doorstep-writer")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="doorstep-reader")
        self._reading = Lock()

    async def write(self, job: Callable[[], T]) -> T:
        """Run `job` on the writer thread; it also ends where the waiting caller was cancelled."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, job)

    async def read(self, job: Callable[[], T]) -> T:
        """Run `job` on the reader thread."""
        return await asyncio.get_running_loop().run_in_executor(self._reader, self._read, job)

    async def glance(self, job: Callable[[], T]) -> T:
        """Run `job` here and now; on the reader thread where that is reading something else."""
        if not self._reading.acquire(blocking=False):
            return await self.read(job)
        try:
            return job()
        finally:
            self._reading.release()

    async def aclose(self) -> None:
        """Finish what was asked for and end both threads."""
        for pool in (self._writer, self._reader):
            await asyncio.get_running_loop().run_in_executor(pool, _nothing)
            pool.shutdown()

    def _read(self, job: Callable[[], T]) -> T:
        with self._reading:
            return job()


def _nothing() -> None:
    """Done once everything that was asked for before is."""

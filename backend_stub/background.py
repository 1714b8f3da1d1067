"""What runs beside the requests: the relay, the hub, the watcher and the recurring jobs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from backend_stub.ports.job import JobPort

log = logging.getLogger(__name__)

_PAUSE_AFTER_FAILURE = 1.0
_CANCEL_AGAIN = 1.0


class Background:
    """Keeps the server's own work going: whatever fails is logged and begun again."""

    def __init__(self) -> None:
        self._loops: list[tuple[str, Callable[[], Awaitable[None]], float]] = []
        self._tasks: list[asyncio.Task[None]] = []

    def add_loop(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """Something that runs for ever by itself."""
        self._loops.append((name, run, 0.0))

    def add_job(self, job: JobPort) -> None:
        """Something that is done once every `job.seconds`."""
        self._loops.append((job.name, job.run, job.seconds))

    def start(self) -> None:
        """Begin; needs the running loop."""
        self._tasks = [
            asyncio.create_task(_repeat(name, run, pause), name=name) for name, run, pause in self._loops
        ]

    async def stop(self) -> None:
        """End all of it; told again each second, as a library may have caught the first word for its own."""
        going = set(self._tasks)
        while going:
            for task in going:
                task.cancel()
            _, going = await asyncio.wait(going, timeout=_CANCEL_AGAIN)
        self._tasks = []


async def _repeat(name: str, run: Callable[[], Awaitable[None]], pause: float) -> None:
    while True:
        try:
            await run()
            await asyncio.sleep(pause)
        except Exception:
            log.exception("%s failed", name)
            await asyncio.sleep(max(pause, _PAUSE_AFTER_FAILURE))

"""The only place on the client's side that creates tasks: none is collected in flight, no error is lost."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

RESTART_SECONDS = 5.0

_log = logging.getLogger(__name__)


class Tasks:
    """Holds every running task of its owner until it ends, and cancels the rest at the end."""

    def __init__(self, on_error: Callable[[BaseException], None] | None = None) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self._on_error = on_error
        self._closed = False

    def spawn(self, work: Coroutine[Any, Any, T], name: str, *, quiet: bool = False) -> asyncio.Task[T]:
        """Run `work` beside the caller; an error goes to `on_error` and the log.

        `quiet`: the caller awaits the task, and the error is theirs.
        """
        if self._closed:
            work.close()
            raise RuntimeError(f"{name}: this owner is closed")
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended_quietly if quiet else self._ended)
        return task

    def keep_running(self, run: Callable[[], Coroutine[Any, Any, None]], name: str) -> None:
        """Run a loop that should never end, and begin it again where a defect ended it."""
        self.spawn(self._again_and_again(run, name), name)

    async def _again_and_again(self, run: Callable[[], Coroutine[Any, Any, None]], name: str) -> None:
        while True:
            try:
                await run()
            except Exception as error:  # noqa: BLE001 - one odd answer must not end syncing for good
                _log.error("%s failed and begins again", name, exc_info=error)
            await asyncio.sleep(RESTART_SECONDS)

    def _ended_quietly(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            _log.error("task %s failed", task.get_name(), exc_info=error)
            if self._on_error is not None:
                self._on_error(error)

    @property
    def running(self) -> int:
        """How many have not ended."""
        return len(self._running)

    async def aclose(self) -> None:
        """Cancel what runs and wait until it has ended; nothing new starts."""
        self._closed = True
        here = asyncio.current_task()
        ending = [task for task in self._running if task is not here]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

"""Commands: what a button does, with everything a button has to know about it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from client.tasks import Tasks
from viewmodels.kernel.observable import Derived, Observable
from viewmodels.kernel.problems import Describe, Problem, describe_plainly


class Command(QObject):
    """One thing that can be done: owns `enabled`, `reason`, `running` and `problem`.

    While it runs it is not enabled and a second trigger does nothing. An exception becomes `problem`; one
    that nobody expected is also reported to the event loop. Cancelling is no problem. `reason` is why it is
    not enabled, for the tooltip and for screen readers; empty while it is.
    """

    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        work: Callable[..., Awaitable[Any]],
        *,
        name: str,
        allowed: Observable[str] | None = None,
        describe: Describe = describe_plainly,
        parent: QObject | None = None,
    ) -> None:
        """`allowed` holds the reason why this can't be done now: an empty text means that it can."""
        super().__init__(parent)
        self.name = name
        self.running = Observable(False, self)
        self.problem: Observable[Problem | None] = Observable(None, self)
        self.reason: Observable[str] = allowed if allowed is not None else Observable("", self)
        self.enabled = Derived(
            lambda: not self.running.value and not self.reason.value, self.running, self.reason, parent=self
        )
        self._tasks = tasks
        self._work = work
        self._describe = describe
        self._task: asyncio.Task[None] | None = None

    def trigger(self, *args: Any) -> bool:
        """Start it; answer False where it is not enabled (and then do nothing)."""
        if not self.enabled.value:
            return False
        self.running.value = True
        self.problem.value = None
        self._task = self._tasks.spawn(self._run(args), self.name)
        # A task that is cancelled before its first step never reaches its `finally`.
        self._task.add_done_callback(self._ended)
        return True

    async def run(self, *args: Any) -> bool:
        """Start it and wait; answer whether it succeeded. Its problem is in `problem`."""
        if not self.trigger(*args):
            return False
        task = self._task
        if task is None:
            return False
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            task.cancel()
            raise
        return not task.cancelled() and self.problem.value is None

    def cancel(self) -> None:
        """Stop it where it is; nothing happens where it isn't running."""
        if self._task is not None:
            self._task.cancel()

    def forgive(self) -> None:
        """Take the problem away, as when the person types again."""
        self.problem.value = None

    async def _run(self, args: tuple[Any, ...]) -> None:
        try:
            result = await self._work(*args)
        except Exception as error:  # noqa: BLE001 - shown to the person, and reported where it is a defect
            problem = self._describe(error)
            self.problem.value = problem
            if not problem.expected:
                asyncio.get_running_loop().call_exception_handler(
                    {"message": f"the command {self.name} failed", "exception": error}
                )
            self.running.value = False
            self.failed.emit(problem)
        else:
            self.running.value = False
            self.succeeded.emit(result)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if self._task is task:
            self._task = None
            self.running.value = False

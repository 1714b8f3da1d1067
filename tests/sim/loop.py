"""An event loop whose time jumps to the next timer instead of passing: hours in milliseconds, repeatably."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Jump(selectors.SelectSelector):
    """Where the loop would sleep, its clock moves on."""

    def __init__(self) -> None:
        super().__init__()
        self.elapsed = 0.0
        self.stuck = False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Never wait; a loop with nothing at all to do would wait for ever, and says so."""
        found = super().select(0)
        if not found:
            if timeout is None:
                raise RuntimeError(
                    "virtual time stands still: every task waits for something that never comes"
                )
            self.elapsed += timeout
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    """Single-threaded and deterministic: the same seed runs the same callbacks in the same order."""

    def __init__(self) -> None:
        self._jump = _Jump()
        super().__init__(self._jump)

    def time(self) -> float:
        """Virtual seconds since the start."""
        return self._jump.elapsed


def run_virtual(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work)

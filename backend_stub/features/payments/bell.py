"""Wakes whoever asks the gateways, as soon as what is to be asked has been committed."""

import asyncio
import contextlib

from backend_stub.db.unit_of_work import Committed


class Bell:
    """Rings at commits while somebody in this process wants something asked."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self._wanted = False

    def want(self) -> None:
        """Something that is being written down will have to be asked."""
        self._wanted = True

    def on_commit(self, _committed: Committed) -> None:
        """Perhaps it is written down now."""
        if self._wanted:
            self._rung.set()

    def heard(self) -> None:
        """What was wanted has been found."""
        self._wanted = False

    async def wait(self, seconds: float) -> None:
        """Until it rings, at most so long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)
        self._rung.clear()

"""Is anybody there? After a minute without a touch it asks, and after twenty seconds more it forgets."""

from __future__ import annotations

import asyncio
from math import ceil

from PySide6.QtCore import Signal

from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools
from viewmodels.kiosk.page import KioskPage
from viewmodels.kiosk.rows import Countdown
from viewmodels.kiosk.wiring import KioskTimes


class IdleViewModel(KioskPage):
    """`asking` while the question stands; `expired` when nobody answered it."""

    expired = Signal()

    def __init__(self, tools: Tools, times: KioskTimes) -> None:
        super().__init__(tools)
        self._times = times
        self._watching: asyncio.Task[None] | None = None
        self._touched_at = 0.0
        self.asking = self.field(False)
        self.countdown: Observable[Countdown] = self.field(Countdown("", 1.0))
        self.on_close(self.stop)

    def start(self) -> None:
        """Watch from now on."""
        self.stop()
        self._touched_at = asyncio.get_running_loop().time()
        self._watching = self.tools.tasks.spawn(self._watch(), "kiosk idle")

    def stop(self) -> None:
        """Nobody needs watching, as on the attract screen."""
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        self.asking.value = False

    def touched(self) -> None:
        """Somebody is there. The question itself is only answered by its button."""
        if self._watching is not None and not self.asking.value:
            self._touched_at = asyncio.get_running_loop().time()

    def hurry(self) -> None:
        """Behave as if the quiet minute were over: for whoever drives the kiosk by program."""
        if self._watching is not None and not self.asking.value:
            self.stop()
            self._watching = self.tools.tasks.spawn(self._ask(), "kiosk idle")

    def stay(self) -> None:
        """The person is still there."""
        if self._watching is not None:
            self.start()

    def leave(self) -> None:
        """The person asks to clear it now."""
        self.stop()
        self.expired.emit()

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        left = self._times.quiet
        while left > 0:
            await asyncio.sleep(left)
            # Touches moved the end meanwhile; waking up for each of them would cost more.
            left = self._touched_at + self._times.quiet - loop.time()
        await self._ask()

    async def _ask(self) -> None:
        loop = asyncio.get_running_loop()
        ends = loop.time() + self._times.asking
        self._count(self._times.asking)
        self.asking.value = True
        while (left := ends - loop.time()) > 0:
            self._count(left)
            await asyncio.sleep(min(1.0, left))
        self._watching = None
        self.asking.value = False
        self.expired.emit()

    def _count(self, left: float) -> None:
        self.countdown.value = Countdown(str(ceil(left)), left / self._times.asking)

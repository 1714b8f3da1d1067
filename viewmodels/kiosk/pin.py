"""The staff PIN: the only way out of a kiosk that its screen offers."""

from __future__ import annotations

import asyncio
import hmac

from PySide6.QtCore import Signal

from viewmodels.kernel.view_model import Tools
from viewmodels.kiosk.page import KioskPage

LONGEST = 8
TRIES, PAUSE = 5, 30.0


class PinViewModel(KioskPage):
    """`unlocked` comes after the right PIN. An empty PIN was never set: then nothing unlocks.

    After five wrong ones it takes none for thirty seconds, whoever asks.
    """

    unlocked = Signal()

    def __init__(self, tools: Tools, pin: str) -> None:
        super().__init__(tools)
        self._pin = pin
        self._digits = ""
        self._wrong = 0
        self._paused: asyncio.Task[None] | None = None
        self._problem_key = ""
        self.length = self.field(0)
        self.problem = self.field("")
        self.on_close(self._end_pause)

    def render(self) -> None:
        """What is wrong, in the language that is on."""
        self.problem.value = self.texts(self._problem_key, seconds=round(PAUSE)) if self._problem_key else ""

    def press(self, digit: str) -> None:
        """A digit of the pad."""
        if len(self._digits) < LONGEST and digit.isdecimal() and self._paused is None:
            self._set(self._digits + digit)
            self._tell("")

    def erase(self) -> None:
        """Take the last digit back."""
        self._set(self._digits[:-1])

    def wipe(self) -> None:
        """Forget what was typed; a pause goes on."""
        self._set("")
        if self._paused is None:
            self._tell("")

    def enter(self) -> None:
        """Try what was typed."""
        typed = self._digits
        self._set("")
        if self._paused is not None:
            return
        if not self._pin:
            self._tell("kiosk.pin.unset")
        elif hmac.compare_digest(typed.encode(), self._pin.encode()):
            self._wrong = 0
            self.unlocked.emit()
        else:
            self._refuse()

    def _refuse(self) -> None:
        self._wrong += 1
        self._tell("kiosk.pin.wrong")
        if self._wrong >= TRIES:
            self._tell("kiosk.pin.pause")
            self._paused = self.tools.tasks.spawn(self._pause(), "kiosk pin pause")

    async def _pause(self) -> None:
        await asyncio.sleep(PAUSE)
        self._wrong, self._paused = 0, None
        self._tell("")

    def _end_pause(self) -> None:
        if self._paused is not None:
            self._paused.cancel()

    def _set(self, digits: str) -> None:
        self._digits = digits
        self.length.value = len(digits)

    def _tell(self, key: str) -> None:
        self._problem_key = key
        self.render()

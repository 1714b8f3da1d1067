"""Signing out while something is unsent: a choice, never silent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from viewmodels.kernel.navigator import Dialog
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools

CHOICES = ("wait", "keep", "export", "discard")


@dataclass(frozen=True, slots=True)
class SignOutPlan:
    """How many operations are unsent, and how to leave: `now`, or one of `CHOICES`.

    `wait` answers at once: what remains happens once everything has been sent, unless somebody decides to
    `stay`.
    """

    pending: int
    leave: Callable[[str], Awaitable[None]]
    stay: Callable[[], object]


class SignOut(Dialog[str]):
    """Wait until it is sent, keep it encrypted for this account, export it, or type a word to discard it."""

    def __init__(self, tools: Tools, pending: int) -> None:
        super().__init__(tools)
        self.pending = pending
        self.word = self.texts("shell.sign_out.discard_word")
        self.choice: Observable[str] = self.field("wait")
        self.typed: Observable[str] = self.field("")
        self._reason: Observable[str] = self.derived(self._why_not, self.choice, self.typed)
        self.go = self.command(self._go, "sign_out.go", self._reason)

    def choose(self, choice: str) -> None:
        """One of `CHOICES`."""
        self.choice.value = choice

    def type(self, text: str) -> None:
        """What stands in the field that confirms discarding."""
        self.typed.value = text

    def _why_not(self) -> str:
        if self.choice.value == "discard" and self.typed.value.strip().casefold() != self.word.casefold():
            return self.texts("shell.sign_out.type_to_discard", word=self.word)
        return ""

    async def _go(self) -> None:
        self.settle(self.choice.value)

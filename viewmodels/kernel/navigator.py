"""Where we are, where we may go, and questions that are asked on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools, ViewModel

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Location:
    """A route's id with its arguments (a booking's id, a search)."""

    route: str
    arguments: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


class Dialog(ViewModel, Generic[R]):
    """A question in a window of its own; `answer` is awaited by who asked, None means it was dismissed."""

    settled = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._answer: asyncio.Future[R | None] = asyncio.get_running_loop().create_future()

    def settle(self, answer: R | None) -> None:
        """Answer the question; the view closes by itself. Only the first answer counts."""
        if not self._answer.done():
            self._answer.set_result(answer)
            self.settled.emit()

    def dismiss(self) -> None:
        """Leave without an answer."""
        self.settle(None)

    async def answer(self) -> R | None:
        """Wait for the answer; whoever waits and is cancelled leaves the question open."""
        return await asyncio.shield(self._answer)


class Navigator(QObject):
    """The current location, a way back, awaited dialogs. A route that the guard refuses is not entered."""

    asked = Signal(object)
    refused = Signal(str)

    def __init__(self, allows: Callable[[str], bool], start: Location, parent: QObject | None = None) -> None:
        """`allows` is the route table's guard: a route id in, whether this person may go there out."""
        super().__init__(parent)
        self._allows = allows
        self._behind: list[Location] = []
        self.current: Observable[Location] = Observable(start, self)
        self.can_go_back: Observable[bool] = Observable(False, self)

    def allows(self, route: str) -> bool:
        """Whether this person may go there."""
        return self._allows(route)

    def go(self, route: str, **arguments: Any) -> bool:
        """Go there; where the guard says no, stay, tell `refused` and answer False."""
        if not self._allows(route):
            self.refused.emit(route)
            return False
        location = Location(route, MappingProxyType(arguments))
        if location != self.current.value:
            self._behind.append(self.current.value)
            self.can_go_back.value = True
            self.current.value = location
        return True

    def replace(self, route: str, **arguments: Any) -> None:
        """Go there and leave no way back, as after signing in or out."""
        self._behind.clear()
        self.can_go_back.value = False
        self.current.value = Location(route, MappingProxyType(arguments))

    def back(self) -> None:
        """Return to where we were, past places that are no longer allowed."""
        while self._behind:
            location = self._behind.pop()
            if self._allows(location.route):
                self.can_go_back.value = bool(self._behind)
                self.current.value = location
                return
        self.can_go_back.value = False

    async def ask(self, dialog: Dialog[R]) -> R | None:
        """Show a dialog and wait for its answer; None means it was dismissed."""
        self.asked.emit(dialog)
        try:
            return await dialog.answer()
        finally:
            dialog.dismiss()
            dialog.close()

"""The base of every screen's viewmodel: texts, tasks, live queries, and an end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject

from client.tasks import Tasks
from viewmodels.format import Format
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Derived, Observable
from viewmodels.kernel.problems import Describe
from viewmodels.text import Texts

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class LiveQueryLike(Protocol[T_co]):
    """What a viewmodel needs of `client.stores.base.LiveQuery`."""

    @property
    def value(self) -> T_co: ...

    @property
    def loaded(self) -> bool: ...

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What every viewmodel receives: words, formats, tasks, and words for exceptions."""

    texts: Texts
    format: Format
    tasks: Tasks
    describe: Describe


class ViewModel(QObject):
    """One screen's meaning. `close` ends everything it began: queries, tasks and children.

    A child viewmodel is handed its parts, never its parent.
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools
        self.texts = tools.texts
        self.format = tools.format
        self._endings: list[Callable[[], object]] = []
        self._closed = False

    def field(self, value: T) -> Observable[T]:
        """A new observable that belongs to this viewmodel."""
        return Observable(value, self)

    def derived(self, compute: Callable[[], T], *sources: Observable[Any]) -> Derived[T]:
        """A new observable that follows others."""
        return Derived(compute, *sources, parent=self)

    def command(
        self,
        work: Callable[..., Awaitable[Any]],
        name: str,
        allowed: Observable[str] | None = None,
    ) -> Command:
        """A new command; closing cancels it. `allowed` holds the reason why it can't be done now, or ''."""
        command = Command(
            self.tools.tasks, work, name=name, allowed=allowed, describe=self.tools.describe, parent=self
        )
        self._endings.append(command.cancel)
        return command

    def observe(self, query: LiveQueryLike[T], receive: Callable[[T], object]) -> None:
        """Hand over the query's value when it is loaded and after every change; closing ends the query."""

        def hand_over() -> None:
            if query.loaded and not self._closed:
                receive(query.value)

        self._endings.append(query.close)
        self._endings.append(query.subscribe(hand_over))
        hand_over()

    def spawn(self, work: Coroutine[Any, Any, Any], name: str) -> None:
        """Run beside the screen; closing cancels it."""
        self._endings.append(self.tools.tasks.spawn(work, name).cancel)

    def on_close(self, ending: Callable[[], object]) -> None:
        """Do this at the end, last registered first."""
        self._endings.append(ending)

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def close(self) -> None:
        """End it; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        while self._endings:
            self._endings.pop()()

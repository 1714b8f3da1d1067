"""A page over a list that the server hands out piece by piece."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from client.answer import Answer
from client.status import EngineStatus
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_model import Tools


class PagedPage(Page):
    """Reads the first piece when it opens and when the network comes back, more when asked for."""

    def __init__(self, tools: Tools, title: str, status: EngineStatus) -> None:
        super().__init__(tools, title)
        self._status = status
        self._documents: dict[str, Any] = {}
        self._next: str | None = None
        self._answered = False
        self._kept_from = ""
        self._was_online = status.online
        self._round = 0
        self.more: Observable[bool] = self.field(False)
        self.offline: Observable[bool] = self.field(not status.online)
        self.read: Command = self.command(self._read, "money.read")
        self.show_more: Command = self.command(self._show_more, "money.more")
        self.read.problem.changed.connect(self._show_state)
        self.on_close(status.subscribe(self._status_changed))

    async def fetch(self, cursor: str) -> Answer:
        """One piece of the list; '' is the first."""
        raise NotImplementedError

    async def fetch_besides(self) -> None:
        """What the page shows beside the list."""

    def show_documents(self, documents: list[Any]) -> None:
        """The list has changed."""
        raise NotImplementedError

    def begin_again(self) -> None:
        """Another list is wanted."""
        self._round += 1
        self._documents, self._next, self._answered = {}, None, False
        self.read.cancel()
        self.read.running.value = False
        self.read.trigger()
        self._show()

    async def _read(self) -> None:
        answer = await self._of_this_round(lambda: self.fetch(""))
        if answer is None:
            return
        self._kept_from = "" if answer.as_of is None else self.format.since(answer.as_of)
        self._documents, self._answered = {}, True
        self._take(answer.body)
        await self.fetch_besides()

    async def _show_more(self) -> None:
        cursor = self._next
        if cursor is None:
            return
        answer = await self._of_this_round(lambda: self.fetch(cursor))
        if answer is not None and cursor == self._next:
            self._take(answer.body)

    async def _of_this_round(self, fetch: Callable[[], Awaitable[Answer]]) -> Answer | None:
        begun = self._round
        answer = await fetch()
        return answer if begun == self._round else None

    def _take(self, body: Any) -> None:
        self._documents |= {document["id"]: document for document in body["items"]}
        self._next = body["next_cursor"]
        self._show()

    def _show(self) -> None:
        self.show_documents(list(self._documents.values()))
        self.more.value = self._next is not None
        self._show_state()

    def _status_changed(self) -> None:
        came_back = self._status.online and not self._was_online
        self._was_online = self._status.online
        self.offline.value = not self._status.online
        if came_back:
            self.read.trigger()
        self._show_state()

    def _show_state(self, _problem: object = None) -> None:
        stale = self.texts("money.stale", when=self._kept_from) if self._kept_from else ""
        kind = ScreenKind.READY if self._answered else ScreenKind.LOADING
        if self._answered and not self._documents:
            kind = ScreenKind.EMPTY
        self.state.value = ScreenState(kind, stale=stale, problem=self.read.problem.value)

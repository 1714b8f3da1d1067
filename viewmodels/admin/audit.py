"""The audit log: who did what, from what to what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from client.status import EngineStatus
from client.stores.audit import AuditStore
from viewmodels.admin.audit_rows import AuditRow
from viewmodels.admin.audit_words import AuditWords
from viewmodels.kernel.command import Command
from viewmodels.kernel.csv_text import save_csv, to_csv
from viewmodels.kernel.navigator import Navigator
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.toasts import Toasts

THINGS = ("person", "booking", "listing")
"""What the list can be narrowed to."""


class AuditViewModel(Page):
    """A page of entries at a time, the newest first; a panel about the one that is open."""

    def __init__(
        self, tools: Tools, audit: AuditStore, status: EngineStatus, navigator: Navigator, toasts: Toasts
    ) -> None:
        super().__init__(tools, tools.texts("admin.audit.title"))
        self._audit, self._status, self._navigator, self._toasts = audit, status, navigator, toasts
        self._words = AuditWords(self.texts, self.format)
        self._items: dict[str, AuditRow] = {}
        self._next: str | None = None
        self._answered = False
        self._kept_from = ""
        self._was_online = status.online
        text = self.texts
        self.rows: RowModel[AuditRow] = RowModel(
            [
                Column("when", text("admin.audit.when"), lambda row: row.when, lambda row: row.seq),
                Column("who", text("admin.audit.who"), lambda row: row.who),
                Column("what", text("admin.audit.what"), lambda row: row.what),
                Column("changes", text("admin.audit.changes"), lambda row: row.changes),
                Column("seq", text("admin.audit.entry"), lambda row: row.id, lambda row: row.seq, True),
            ],
            self,
        )
        self.thing: Observable[str] = self.field("")
        self.open_id: Observable[str] = self.field("")
        self.panel: Observable[AuditRow | None] = self.field(None)
        self.more: Observable[bool] = self.field(False)
        self.read: Command = self.command(self._read, "admin.audit.read")
        self.show_more: Command = self.command(self._show_more, "admin.audit.more")
        self.export: Command = self.command(self._export, "list.export")
        self.read.problem.changed.connect(self._show_state)
        self.thing.changed.connect(self._begin_again)
        self.open_id.changed.connect(self._show_panel)
        self.on_close(status.subscribe(self._status_changed))
        self.read.trigger()

    def choose_thing(self, thing: str) -> None:
        """Only what was done to things of this kind; '' for all."""
        self.thing.value = thing

    def open(self, id: str) -> None:
        """Show an entry in the side panel; '' closes it."""
        self.open_id.value = id

    def open_actor(self) -> None:
        """Go to the person who did it."""
        entry = self.panel.value
        if entry is not None and entry.actor_id:
            self._navigator.go("admin.people", person_id=entry.actor_id)

    def open_thing(self) -> None:
        """Go to the thing that it was done to."""
        entry = self.panel.value
        if entry is not None and entry.place is not None:
            route, name, id = entry.place
            self._navigator.go(route, **{name: id})

    def _begin_again(self, _thing: object) -> None:
        self._items, self._next, self._answered = {}, None, False
        self.open("")
        self.read.cancel()
        self.read.running.value = False
        self.read.trigger()
        self._show()

    async def _read(self) -> None:
        thing = self.thing.value
        answer = await self._audit.entries(thing)
        if thing == self.thing.value:
            self._kept_from = "" if answer.as_of is None else self.format.since(answer.as_of)
            self._answered = True
            self._take(answer.body)

    async def _show_more(self) -> None:
        thing, cursor = self.thing.value, self._next
        if cursor is not None:
            answer = await self._audit.entries(thing, cursor)
            if (thing, cursor) == (self.thing.value, self._next):
                self._take(answer.body)

    def _take(self, body: Any) -> None:
        self._items |= {str(entry["seq"]): self._words.row(entry) for entry in body["items"]}
        self._next = body["next_cursor"]
        self._show()

    async def _export(self, path: Path) -> None:
        shown = self.rows.rows
        await save_csv(path, to_csv(self.rows.columns, shown), self.texts)
        self._toasts.show(
            self.texts.count("admin.audit.exported", len(shown), file=path.name), icon="download"
        )

    def _status_changed(self) -> None:
        came_back = self._status.online and not self._was_online
        self._was_online = self._status.online
        if came_back:
            self.read.trigger()
        self._show_state()

    def _show(self) -> None:
        self.rows.set_rows(sorted(self._items.values(), key=lambda row: -row.seq))
        self.more.value = self._next is not None
        self._show_panel()
        self._show_state()

    def _show_panel(self, _id: object = None) -> None:
        self.panel.value = self._items.get(self.open_id.value)

    def _show_state(self, _problem: object = None) -> None:
        stale = self.texts("admin.audit.stale", when=self._kept_from) if self._kept_from else ""
        kind = ScreenKind.READY if self._answered else ScreenKind.LOADING
        if self._answered and not self._items:
            kind = ScreenKind.EMPTY
        self.state.value = ScreenState(kind, stale=stale, problem=self.read.problem.value)

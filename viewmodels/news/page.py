"""Subscribers and announcements, and how letters fare: four lists, and a panel to write in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from client.documents import Document
from client.errors import DoorstepError
from client.outbox.operations import news as operations
from client.status import EngineStatus
from client.stores.catalogue import CatalogueStore, CategoryList
from client.stores.news import AnnouncementList, NewsStore
from contracts.rows import AnnouncementDoc, CategoryDoc
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_model import Tools
from viewmodels.kernel.view_tab import ViewTab
from viewmodels.news.rows import Choice, Draft, NewsRow, OpenNews
from viewmodels.news.words import NewsWords
from viewmodels.shell.rows import Tone
from viewmodels.shell.toasts import Toasts

TABS: Final = ("announcements", "subscribers", "letters", "suppressions")
_SEGMENTS: Final = ("all", "customers", "vendors", "city", "category")


@dataclass(frozen=True, slots=True)
class NewsParts:
    """The stores, and the shell's way to speak."""

    tools: Tools
    news: NewsStore
    catalogue: CatalogueStore
    status: EngineStatus
    toasts: Toasts


class NewsViewModel(Page):
    """Announcements are live; the other lists are asked for. Changes need the network and say so."""

    def __init__(self, parts: NewsParts, *, tab: str = TABS[0]) -> None:
        super().__init__(parts.tools, parts.tools.texts("news.title"))
        self._parts = parts
        self._words = NewsWords(self.texts, self.format)
        self._announcements: dict[str, AnnouncementDoc] = {}
        self._asked: dict[str, list[Document]] = {}
        self._next: dict[str, str] = {}
        self._problem: Problem | None = None
        self._loaded = False
        text = self.texts
        self.rows: RowModel[NewsRow] = RowModel(
            [
                Column("title", text("news.column.title"), lambda row: row.title),
                Column("detail", text("news.column.detail"), lambda row: row.detail),
                Column("when", text("news.column.when"), lambda row: row.when),
                Column("state", text("news.column.state"), lambda row: row.tag[0]),
            ],
            self,
        )
        self.tab: Observable[str] = self.field(tab)
        self.tabs: Observable[tuple[ViewTab, ...]] = self.field(())
        self.chosen: Observable[str] = self.field("")
        self.act_name: Observable[str] = self.field("")
        self.has_more: Observable[bool] = self.field(False)
        self.panel: Observable[OpenNews | None] = self.field(None)
        self.draft: Observable[Draft] = self.field(Draft())
        self.categories: Observable[tuple[Choice, ...]] = self.field(())
        self.offline: Observable[bool] = self.field(not parts.status.online)
        self.save: Command = self.command(self._save, "announcement.save")
        self.send: Command = self.command(self._send, "announcement.send")
        self.take_back: Command = self.command(self._take_back, "announcement.cancel")
        self.act: Command = self.command(self._act, "news.act")
        self.suppress: Command = self.command(self._suppress, "address.suppress")
        self.load: Command = self.command(self._load, "news.load")
        self.tab.changed.connect(self._tab_changed)
        self.on_close(parts.status.subscribe(self._status_changed))
        self.observe(parts.news.observe(AnnouncementList()), self._show_announcements)
        self.observe(parts.catalogue.observe(CategoryList()), self._show_categories)
        self._tab_changed(tab)

    def segments(self) -> tuple[Choice, ...]:
        """Whom an announcement may be for."""
        return tuple(Choice(each, self.texts(f"news.segment.{each}")) for each in _SEGMENTS)

    # What a person does

    def choose_tab(self, id: str) -> None:
        """Look at another list."""
        if id in TABS:
            self.tab.value = id

    def open(self, id: str) -> None:
        """Open an announcement, or choose a line of another list."""
        self.chosen.value = id
        if self.tab.value == TABS[0]:
            row = self._announcements.get(id)
            if row is not None:
                self.draft.value = self._words.draft(row)
                self._show_panel(row)
                self.spawn(self._preview(id), "preview of an announcement")
        else:
            found = next((row for row in self.rows.rows if row.id == id), None)
            self.act_name.value = found.act if found else ""

    def begin(self) -> None:
        """Write a new announcement."""
        self.chosen.value = ""
        self.draft.value = Draft()
        title = self.texts("news.new")
        self.panel.value = OpenNews("", title, is_draft=True, can_take_back=False, body="")
        self.filled.value = False

    def close_panel(self) -> None:
        """Put the panel away."""
        self.panel.value = None
        self.chosen.value = ""
        self.filled.value = True
        for command in (self.save, self.send, self.take_back):
            command.forgive()

    def type(self, **changes: Any) -> None:
        """Change fields of the draft."""
        self.draft.value = replace(self.draft.value, **changes)
        for command in (self.save, self.send):
            command.forgive()

    async def _save(self) -> AnnouncementDoc:
        wish = self._words.wish(self.draft.value)
        opened = self.panel.value
        row = self._announcements.get(opened.id) if opened else None
        if row is None:
            operation = operations.create({"id": self._parts.news.new_id(), **wish})
        else:
            operation = operations.change(row, wish)
        answer: Any = await self._parts.news.perform(operation)
        saved: AnnouncementDoc = answer
        self._announcements[saved["id"]] = saved
        self.chosen.value = saved["id"]
        self._show_panel(saved)
        self.spawn(self._preview(saved["id"]), "preview of an announcement")
        self._parts.toasts.show(self.texts("news.saved"), tone=Tone.GOOD)
        return saved

    async def _send(self) -> None:
        send_at = self._words.send_at(self.draft.value)
        saved = await self._save()
        await self._parts.news.perform(operations.schedule(saved, send_at))
        self.close_panel()
        if send_at is None:
            words = self.texts("news.sending", subject=saved["subject"])
        else:
            words = self.texts("news.scheduled", subject=saved["subject"], when=self.format.day_time(send_at))
        self._parts.toasts.show(words, icon="send")

    async def _take_back(self) -> None:
        opened = self.panel.value
        row = self._announcements.get(opened.id) if opened else None
        if row is None:
            raise ShownError(Problem(self.texts("news.gone")))
        await self._parts.news.perform(operations.cancel(row))
        self.close_panel()
        key = "news.put_away" if row["state"] == "draft" else "news.taken_back"
        self._parts.toasts.show(self.texts(key, subject=row["subject"]))

    async def _act(self) -> None:
        """What can be done with the chosen line of this list."""
        id = self.chosen.value
        makers = {
            "subscribers": operations.end_subscription,
            "letters": operations.retry_letter,
            "suppressions": operations.allow,
        }
        await self._parts.news.perform(makers[self.tab.value](id))
        self.act_name.value, self.chosen.value = "", ""
        await self._ask(self.tab.value)

    async def _suppress(self, address: str) -> None:
        await self._parts.news.perform(
            operations.suppress(address.strip(), self.texts("news.suppressed.by_hand"))
        )
        await self._ask("suppressions")

    # What the server says

    async def _load(self) -> None:
        """More of this list, or all of it anew."""
        await self._ask(self.tab.value, self._next.get(self.tab.value, ""))

    async def _ask(self, what: str, cursor: str = "") -> None:
        try:
            answer = await self._parts.news.page(what, cursor=cursor)
        except DoorstepError as error:
            self._problem = self.tools.describe(error)
        else:
            self._problem = None
            before = self._asked.get(what, []) if cursor else []
            self._asked[what] = [*before, *answer.body["items"]]
            self._next[what] = answer.body["next_cursor"] or ""
        self._arrange()

    async def _preview(self, id: str) -> None:
        try:
            answer = await self._parts.news.preview(id)
        except DoorstepError:
            return  # the panel stands without it
        opened = self.panel.value
        if opened is not None and opened.id == id:
            reach = self.texts.count("news.reach", answer.body["recipients"])
            self.panel.value = replace(opened, reach=reach)

    def _show_announcements(self, rows: Sequence[AnnouncementDoc]) -> None:
        self._announcements = {row["id"]: row for row in rows}
        self._loaded = True
        opened = self.panel.value
        row = self._announcements.get(opened.id) if opened else None
        if opened is not None and row is not None:
            self._show_panel(row, opened.reach)
        self._arrange()

    def _show_panel(self, row: AnnouncementDoc, reach: str = "") -> None:
        self.panel.value = self._words.opened(row, reach)
        self.filled.value = not self.panel.value.is_draft

    def _show_categories(self, categories: Sequence[CategoryDoc]) -> None:
        self.categories.value = tuple(Choice(row["id"], row["name"]) for row in categories)

    # How it stands

    def _tab_changed(self, tab: object) -> None:
        self.close_panel()
        self.act_name.value = ""
        if tab != TABS[0]:
            self.load.trigger()
        self._arrange()

    def _arrange(self) -> None:
        tab = self.tab.value
        if tab == TABS[0]:
            self.rows.set_rows([self._words.announcement(row) for row in self._announcements.values()])
        else:
            self.rows.set_rows([self._words.line(tab, row) for row in self._asked.get(tab, ())])
        self.has_more.value = bool(self._next.get(tab))
        self.tabs.value = tuple(
            ViewTab(each, self.texts(f"news.tab.{each}"), "", selected=each == tab) for each in TABS
        )
        self._show_state()

    def _status_changed(self) -> None:
        self.offline.value = not self._parts.status.online
        self._show_state()

    def _show_state(self) -> None:
        status, tab, stale = self._parts.status, self.tab.value, ""
        if self.offline.value and status.as_of is not None:
            stale = self.texts("news.stale", when=self.format.since(status.as_of))
        loaded = self._loaded if tab == TABS[0] else tab in self._asked
        if self.rows.rows:
            kind = ScreenKind.READY
        elif loaded:
            kind = ScreenKind.EMPTY
        else:
            kind = ScreenKind.ERROR if self._problem else ScreenKind.LOADING
        self.state.value = ScreenState(kind, stale=stale, problem=self._problem if tab != TABS[0] else None)

"""The palette: pages, actions, bookings and people by a few letters."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from client.clock import to_wire
from client.routes import ROUTES
from client.stores.booking import BookingList, BookingStore
from client.stores.people import PeopleStore, PersonList
from contracts.rows import BookingDoc, PersonDoc
from contracts.vocabulary import PersonStatus
from viewmodels.format import to_instant
from viewmodels.kernel.actions import Action, ActionTable, Offline
from viewmodels.kernel.navigator import Navigator
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.view_model import Tools, ViewModel
from viewmodels.shell.action_list import page_shortcut
from viewmodels.shell.badges import badge
from viewmodels.shell.booking_words import TONES, status_words, who_of
from viewmodels.shell.keys import keycaps
from viewmodels.shell.pages import WORKSPACES, workspace_of
from viewmodels.shell.palette_match import find_match
from viewmodels.shell.rows import PaletteRow, Tone

AT_MOST = 5
LOOKED_AT = 24
"""Bookings on either side of now among which the best are chosen."""
PREFIXES = {">": "actions", "#": "bookings", "@": "people"}

Ranked = list[tuple[int, PaletteRow]]


class Palette(ViewModel):
    """`search` as the person types; `choose` a row by its id. Ids are `kind:what`."""

    def __init__(
        self,
        tools: Tools,
        actions: ActionTable,
        navigator: Navigator,
        permissions: frozenset[str],
        bookings: BookingStore,
        people: PeopleStore,
    ) -> None:
        super().__init__(tools)
        self.open: Observable[bool] = self.field(False)
        self.query: Observable[str] = self.field("")
        self.empty: Observable[str] = self.field("")
        self.rows: RowModel[PaletteRow] = RowModel(
            [Column("title", "", lambda row: row.title)],
            self,
            describe=lambda row: ", ".join(
                part for part in (row.title, row.detail, row.badge, row.tag) if part
            ),
        )
        self.show = self.command(self._show, "shell.palette")
        self._actions = actions
        self._navigator = navigator
        self._permissions = permissions
        self._bookings = bookings
        self._people = people
        self._searching: asyncio.Task[None] | None = None
        self.on_close(self._stop)

    def hide(self) -> None:
        """Close it."""
        self._stop()
        self.open.value = False

    def search(self, typed: str) -> None:
        """Show what fits; pages and actions at once, bookings and people a moment later."""
        self.query.value = typed
        only, words = PREFIXES.get(typed[:1], ""), typed[1:] if typed[:1] in PREFIXES else typed
        self._stop()
        at_once = self._at_once(only, words.strip())
        self._set(at_once, final=False)
        self._searching = self.tools.tasks.spawn(self._fill(only, words.strip(), at_once), "palette search")

    def choose(self, id: str) -> None:
        """Do what the row says, and close."""
        self.hide()
        kind, _, what = id.partition(":")
        if kind == "page":
            self._navigator.go(what)
        elif kind == "action":
            self._actions.trigger(what)
        elif kind == "booking":
            self._go_first(("vendor.bookings", "admin.bookings", "customer.bookings"), booking_id=what)
        elif kind == "person":
            self._go_first(("admin.people",), person_id=what)

    async def _show(self) -> None:
        self.open.value = True
        self.search("")

    def _stop(self) -> None:
        if self._searching is not None:
            self._searching.cancel()
            self._searching = None

    def _at_once(self, only: str, words: str) -> list[PaletteRow]:
        rows: list[PaletteRow] = []
        if only in {"", "actions"}:
            rows += self._best("actions", [self._action(action, words) for action in self._offered()])
        if not only:
            rows += self._best("pages", [self._page(route, words) for route in self._routes()])
        return rows

    async def _fill(self, only: str, words: str, rows: list[PaletteRow]) -> None:
        found = list(rows)
        if words and only in {"", "bookings"}:
            found += self._headed("bookings", await self._find_bookings(words))
        if words and only in {"", "people"} and self._navigator.allows("admin.people"):
            people = await self._people.read(PersonList(words=words))
            found += self._headed("people", [self._person(item.row, words) for item in people[:AT_MOST]])
        self._set(found, final=True)

    async def _find_bookings(self, words: str) -> list[PaletteRow]:
        """Those that say the words best; among equals what is next, then what was last."""
        now = self.format.now()
        ahead = BookingList(words=words, starts_from=to_wire(now), limit=LOOKED_AT)
        behind = BookingList(words=words, starts_to=to_wire(now), descending=True, limit=LOOKED_AT)
        found = [(0, item.row) for item in await self._bookings.read(ahead)]
        found += [(1, item.row) for item in await self._bookings.read(behind)]

        def order(each: tuple[int, BookingDoc]) -> tuple[int, int, float]:
            passed, doc = each
            match = find_match(words, doc["listing_title"], f"{doc['reference']} {who_of(doc, self.texts)}")
            away = (to_instant(doc["starts_at"]) - now).total_seconds()
            return (match.rank if match else LOOKED_AT, passed, abs(away))

        return [self._booking(doc, words) for _passed, doc in sorted(found, key=order)[:AT_MOST]]

    def _set(self, rows: list[PaletteRow], *, final: bool) -> None:
        self.rows.set_rows(rows)
        nothing = final and not rows and bool(self.query.value)
        self.empty.value = self.texts("shell.palette.empty", query=self.query.value) if nothing else ""

    def _best(self, section: str, found: list[tuple[int, PaletteRow] | None]) -> list[PaletteRow]:
        ranked: Ranked = [item for item in found if item is not None]
        ranked.sort(key=lambda item: item[0])
        return self._headed(section, [row for _rank, row in ranked[:AT_MOST]])

    def _headed(self, section: str, rows: list[PaletteRow]) -> list[PaletteRow]:
        if not rows:
            return []
        first, *rest = rows
        return [replace(first, heading=self.texts(f"shell.palette.{section}")), *rest]

    def _offered(self) -> list[Action]:
        return [action for action in self._actions.actions if self._is_offered(action)]

    def _is_offered(self, action: Action) -> bool:
        command = self._actions.find_command(action.id)
        if action.id == "shell.palette" or command is None or not command.enabled.value:
            return False
        return not action.permission or action.permission in self._permissions

    def _routes(self) -> list[str]:
        here = workspace_of(self._navigator.current.value.route)
        pages = [route for route, _heading in WORKSPACES.get(here, ())]
        pages += [route for name, group in WORKSPACES.items() if name != here for route, _heading in group]
        return [route for route in pages if self._navigator.allows(route)]

    def _action(self, action: Action, words: str) -> tuple[int, PaletteRow] | None:
        title = self.texts(action.title)
        match = find_match(words, title)
        if match is None:
            return None
        icon, said = badge(action.offline, self.texts)
        keys = keycaps(action.shortcut)
        row = PaletteRow(
            f"action:{action.id}", "", action.icon, title, "", match.marks, icon, said, keys=keys
        )
        return match.rank, row

    def _page(self, route: str, words: str) -> tuple[int, PaletteRow] | None:
        title = self.texts(ROUTES[route].title)
        match = find_match(words, title)
        if match is None:
            return None
        icon, said = badge(Offline.WORKS, self.texts)
        detail = self.texts(f"shell.workspace.{workspace_of(route)}")
        keys = keycaps(page_shortcut(route))
        row = PaletteRow(
            f"page:{route}", "", ROUTES[route].icon, title, detail, match.marks, icon, said, keys=keys
        )
        return match.rank, row

    def _booking(self, doc: BookingDoc, words: str) -> PaletteRow:
        title = doc["listing_title"]
        match = find_match(words, title, f"{doc['reference']} {who_of(doc, self.texts)}")
        when = self.format.day_time(doc["starts_at"], doc["zone"])
        detail = f"{doc['reference']}, {who_of(doc, self.texts)}, {when}"
        return PaletteRow(
            f"booking:{doc['id']}",
            "",
            "book-open-check",
            title,
            detail,
            match.marks if match else (),
            tag=status_words(doc["status"], self.texts),
            tag_tone=TONES.get(doc["status"], Tone.PLAIN),
        )

    def _person(self, doc: PersonDoc, words: str) -> PaletteRow:
        match = find_match(words, doc["name"])
        suspended = doc["status"] == PersonStatus.SUSPENDED
        return PaletteRow(
            f"person:{doc['id']}",
            "",
            "user",
            doc["name"],
            ", ".join(vendor["name"] for vendor in doc["vendors"]) or doc["email"],
            match.marks if match else (),
            tag=self.texts("shell.suspended") if suspended else "",
            tag_tone=Tone.BAD,
        )

    def _go_first(self, routes: tuple[str, ...], **arguments: str) -> None:
        here = workspace_of(self._navigator.current.value.route)
        ordered = sorted(routes, key=lambda route: workspace_of(route) != here)
        for route in ordered:
            if self._navigator.allows(route):
                self._navigator.go(route, **arguments)
                return

"""The bookings table: saved views, filters, search, order, selection, and the panel of the open one."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal

from client.clock import to_wire
from client.stores.booking import BookingList, Bookings
from contracts.permissions import Permission
from contracts.vocabulary import BookingAction, BookingStatus
from viewmodels.format import to_instant
from viewmodels.kernel.command import Command
from viewmodels.kernel.csv_text import save_csv, to_csv
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind
from viewmodels.vendor import hours
from viewmodels.vendor.booking_columns import ALWAYS, COLUMNS, SHOWN_FIRST, make_columns
from viewmodels.vendor.booking_filter import Period, ViewSpec, lets_pass
from viewmodels.vendor.booking_found import Found
from viewmodels.vendor.booking_panel import BookingPanelModel
from viewmodels.vendor.booking_pool import Pool, Shelf, Stood
from viewmodels.vendor.booking_rows import BookingRow, ColumnChoice, FilterRow, SelectionBar, ViewTab
from viewmodels.vendor.booking_views import BookingViews
from viewmodels.vendor.booking_words import BookingWords, Item
from viewmodels.vendor.deeds import BookingDeeds
from viewmodels.vendor.desk import Latest, VendorDesk
from viewmodels.vendor.filter_rows import filter_rows
from viewmodels.vendor.new_booking import open_new_booking
from viewmodels.vendor.page import VendorPage
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.selection import selection_bar
from viewmodels.vendor.standing import Standing, standing_of
from viewmodels.vendor.today_words import client_key

TICK_MS = 30_000
DAYS_AHEAD, DAYS_BEHIND = 14, 30
GROUPED_AT_MOST = 20_000
"""Rows that stand under day headers; more would hold the window while they are measured."""

CHUNK = 200
"""Rows that are put into words between two turns of the event loop."""

FEW = 50
"""Bookings that are put in their places one by one; where more change at once, all are arranged anew."""


class BookingsViewModel(VendorPage):
    """Rows are put into words once and again only when they, or how they stand, change.

    A change touches the rows and counts of its own bookings. Where the clock, the view or the roster changes,
    everything is arranged anew.

    `export_asked` wants a place to save to.
    """

    export_asked = Signal()

    def __init__(
        self, desk: VendorDesk, *, booking_id: str = "", operation_id: str = "", view: str = ""
    ) -> None:
        super().__init__(desk, desk.tools.texts("route.vendor.bookings"), primary="booking.create")
        self._roster = Roster(desk)
        self._deeds = BookingDeeds(desk)
        self._words = BookingWords(self.format, self._roster)
        self.views = BookingViews(desk, view)
        self._near, self._waiting, self._every = Found(), Found(), Found()
        self._shelf: Shelf | None = None
        self._kept: dict[str, tuple[Item, Standing, str, BookingRow]] = {}
        self._notes: dict[str, str] = {}
        self._repeaters: frozenset[str] = frozenset()
        self._loaded = False
        self._arranging = Latest(self.tools.tasks, "vendor.bookings.arrange")
        self.on_close(self._arranging.cancel)
        self._summing_up = Latest(self.tools.tasks, "vendor.bookings.sums")
        self.on_close(self._summing_up.cancel)
        self.rows: RowModel[BookingRow] = RowModel(
            make_columns(self.texts), self, describe=lambda row: row.spoken
        )
        self.tabs: Observable[tuple[ViewTab, ...]] = self.field(())
        self.filters: Observable[tuple[FilterRow, ...]] = self.field(())
        self.words: Observable[str] = self.field(self.views.spec.words)
        self.columns: Observable[tuple[ColumnChoice, ...]] = self.field(())
        self.selection: Observable[SelectionBar | None] = self.field(None)
        self.sorting: Observable[tuple[str, bool]] = self.field(("time", False))
        self.grouped: Observable[bool] = self.field(True)
        self.panel = BookingPanelModel(desk, self._roster, self._words, self._deeds)
        self.panel.panel.bind(self.yield_to)
        self._checked: tuple[str, ...] = ()
        self._current = ""
        may = "" if desk.can(Permission.BOOKINGS_MANAGE) else self.texts("vendor.may_not")
        allowed: Observable[str] = self.field(may)
        self._deed_commands = {
            f"booking.{action.value}": self.command(self._deed(action), f"booking.{action.value}", allowed)
            for action in BookingAction
        }
        self.create: Command = self.command(self._create, "booking.create")
        self.export: Command = self.command(self._export, "list.export")
        self.ask_export: Command = self.command(self._ask_export, "list.export.ask")
        self.do_to_checked: Command = self.command(self._do_to_checked, "bookings.bulk", allowed)
        self.save_view: Command = self.command(self._save_view, "bookings.save_view")
        self.delete_view: Command = self.command(self._delete_view, "bookings.delete_view")
        self.show_columns: Command = self.command(self._show_columns, "bookings.columns")
        self._live = tuple(self.following() for _ in range(3))
        self.on_close(self.panel.close)
        self.on_close(self._roster.close)
        self._roster.changed.connect(self._roster_changed)
        self.views.changed.connect(self._view_changed)
        self.on_close(desk.status.subscribe(self.show_state))
        ticker = QTimer(self)
        ticker.timeout.connect(self._arrange)
        ticker.start(TICK_MS)
        self.on_close(ticker.stop)
        self._choose_columns(desk.preferences.get("vendor.bookings.columns", list(SHOWN_FIRST)))
        self._follow()
        self.show_state()
        self.spawn(self._count_visits(), "vendor.bookings.visits")
        if booking_id:
            self.panel.open(booking_id, operation_id)

    @property
    def commands(self) -> Mapping[str, Command]:
        return {**self._deed_commands, "booking.create": self.create, "list.export": self.ask_export}

    # What a person does with the list.

    def choose_view(self, id: str) -> None:
        """Look at another saved view."""
        self.views.choose(id)
        self.words.value = self.views.spec.words

    def set_filter(self, id: str, values: Sequence[str]) -> None:
        """Only bookings with one of these values; none lets all pass."""
        self.views.change(self.views.spec.with_filter(id, tuple(values)))

    def toggle_filter(self, id: str, value: str) -> None:
        """Add a value to a filter, or take it away."""
        values = self.views.spec.values(id)
        rest = tuple(other for other in values if other != value)
        self.set_filter(id, rest if value in values else (*values, value))

    def search(self, words: str) -> None:
        """Only bookings in which each word stands."""
        self.words.value = words
        self.views.change(replace(self.views.spec, words=words))

    def sort(self, key: str, descending: bool) -> None:
        """Order by a column."""
        self.views.change(replace(self.views.spec, sort=key, descending=descending))

    def check(self, ids: Sequence[str]) -> None:
        """What is ticked now."""
        self._checked = tuple(ids)
        self._show_selection()

    def stand_on(self, id: str) -> None:
        """The row that the keyboard is on; an open panel follows."""
        self._current = id
        if id and self.panel.shown_id.value:
            self.panel.open(id)

    def open(self, id: str) -> None:
        """Show a booking in the panel; '' closes it."""
        self._current = id or self._current
        self.panel.open(id)

    def step(self, by: int) -> None:
        """Show the next or the previous row in the panel."""
        ids = [row.id for row in self.rows.rows]
        here = self.panel.shown_id.value
        if here in ids:
            self.open(ids[min(max(0, ids.index(here) + by), len(ids) - 1)])
        elif ids:
            self.open(ids[0])

    def _deed(self, action: BookingAction) -> Any:
        async def do(id: str = "") -> None:
            if action is BookingAction.RESCHEDULE:
                await self.panel.move_booking(id or self.panel.shown_id.value or self._current)
            else:
                await self._do(action, [id] if id else self._meant())

        return do

    def _meant(self) -> Sequence[str]:
        return self._checked or [id for id in (self.panel.shown_id.value or self._current,) if id]

    async def _do_to_checked(self, action: str) -> None:
        await self._do(BookingAction(action), self._checked)

    async def _do(self, action: BookingAction, ids: Sequence[str]) -> None:
        found = [item.row for id in ids if (item := self._find(id)) is not None]
        if not found and self.panel.item is not None:
            found = [self.panel.item.row]
        if not found:
            raise ShownError(Problem(self.texts("vendor.bookings.choose_one")))
        await self._deeds.do(action, found)

    async def _create(self) -> None:
        booking_id = await open_new_booking(self._desk, self._roster)
        if booking_id is not None:
            self.open(booking_id)

    async def _ask_export(self) -> None:
        self.export_asked.emit()

    async def _export(self, path: Path) -> None:
        rows = [row for row in self.rows.rows if not self._checked or row.id in self._checked]
        wanted = {choice.key for choice in self.columns.value if choice.shown} | {"day"}
        columns = [column for column in self.rows.columns if column.key in wanted]
        data = await asyncio.to_thread(to_csv, columns, rows)
        await save_csv(path, data, self.texts)
        text = self.texts.count("vendor.bookings.exported", len(rows), file=path.name)
        self._desk.toasts.show(text, icon="download")

    async def _save_view(self, title: str) -> None:
        await self.views.save(title)

    async def _delete_view(self) -> None:
        gone = self.views.spec
        await self.views.delete(gone.id)

        async def undo() -> None:
            await self.views.restore(gone)

        text = self.texts("vendor.bookings.view.deleted", title=gone.title)
        self._desk.toasts.show(text, icon="trash", undo=undo)

    async def _show_columns(self, keys: Sequence[str]) -> None:
        self._choose_columns(keys)
        await self._desk.preferences.set("vendor.bookings.columns", list(keys))

    def _choose_columns(self, keys: Sequence[str]) -> None:
        self.columns.value = tuple(
            ColumnChoice(key, self.texts(f"vendor.bookings.column.{key}"), key in keys or key in ALWAYS)
            for key in COLUMNS
        )

    # What comes in.

    def _follow(self) -> None:
        today, zone = self.format.today(self._roster.zone), self._roster.zone
        start = to_wire(hours.instant_at(today - timedelta(days=DAYS_BEHIND), 0, zone))
        end = to_wire(hours.instant_at(today + timedelta(days=DAYS_AHEAD), 0, zone))
        vendors, store = (self._desk.vendor_id,), self._desk.bookings
        near = BookingList(starts_from=start, starts_to=end, vendor_ids=vendors)
        self._live[0].follow(store, near, self._take_near)
        asked = BookingList(statuses=(BookingStatus.REQUESTED.value,), vendor_ids=vendors)
        self._live[1].follow(store, asked, self._take_waiting)
        if self.views.spec.period is Period.ALL:
            self._live[2].follow(store, BookingList(vendor_ids=vendors), self._take_every)
        else:
            self._live[2].close()
            self._every = Found()

    def _take_near(self, found: Bookings) -> None:
        self._loaded = True
        self._change(self._near.take(found))

    def _take_waiting(self, found: Bookings) -> None:
        self._change(self._waiting.take(found))

    def _take_every(self, found: Bookings) -> None:
        self._change(self._every.take(found))

    def _roster_changed(self) -> None:
        self._kept.clear()
        self._follow()
        self._arrange()

    def _view_changed(self) -> None:
        self._follow()
        self._arrange()

    def _find(self, id: str) -> Item | None:
        return self._near.by_id.get(id) or self._waiting.by_id.get(id) or self._every.by_id.get(id)

    async def _count_visits(self) -> None:
        found = await self._desk.bookings.read(BookingList(vendor_ids=(self._desk.vendor_id,)))
        kept = {BookingStatus.CONFIRMED, BookingStatus.IN_PROGRESS, BookingStatus.COMPLETED}
        visits = Counter(client_key(item.row) for item in found if BookingStatus(item.row["status"]) in kept)
        self._repeaters = frozenset(key for key, count in visits.items() if key and count > 1)
        self.panel.know_visits(visits)
        self._arrange()

    # What it shows.

    def _places(self, id: str, now: datetime, midnight: datetime) -> dict[Period, Stood]:
        """The periods that a booking is in now."""
        item = self._find(id)
        if item is None:
            return {}
        stood = Stood(item, standing_of(item.row, now), self._words.heading(item.row))
        places: dict[Period, Stood] = {}
        if id in self._near.by_id:
            ahead = to_instant(item.row["ends_at"]) > midnight
            if ahead:
                places[Period.AHEAD] = stood
            if not ahead or stood.standing is Standing.LATE:
                places[Period.BEHIND] = stood
        if id in self._waiting.by_id:
            places[Period.WAITING] = stood
        if id in self._every.by_id:
            places[Period.ALL] = stood
        return places

    def _passes(self, spec: ViewSpec, stood: Stood) -> bool:
        return lets_pass(spec, stood.item.row, stood.standing, self._repeaters, self._words.found_by)

    @property
    def _midnight(self) -> datetime:
        return hours.instant_at(self.format.today(self._roster.zone), 0, self._roster.zone)

    def _arrange(self) -> None:
        """Look at every booking anew, in turns; a newer arrangement ends an older one."""
        if self.closed or not self._loaded:
            return
        self._summing_up.cancel()
        self._arranging.begin(self._arrange_in_turns())

    async def _arrange_in_turns(self) -> None:
        spec, now, midnight = self.views.spec, self.format.now(), self._midnight
        specs = [spec if other.id == spec.id else other for other in self.views.specs]
        shelf = Shelf(specs, self._passes)
        ids = list(self._near.by_id | self._waiting.by_id | self._every.by_id)
        for start in range(0, len(ids), CHUNK):
            for id in ids[start : start + CHUNK]:
                shelf.put(id, self._places(id, now, midnight))
            if start + CHUNK < len(ids):
                await asyncio.sleep(0)
        pool = shelf.pools[spec.period]
        self._notes = notes = {heading: self._note(pool, heading) for heading in pool.by_heading}
        passing = [pool.bookings[id] for id in shelf.passing(spec.id)]
        shown: list[BookingRow] = []
        for start in range(0, len(passing), CHUNK):
            shown += [self._row(stood, now, notes[stood.heading]) for stood in passing[start : start + CHUNK]]
            if start + CHUNK < len(passing):
                await asyncio.sleep(0)
        column = self._sorted_by(spec)
        shown.sort(key=_by_time)
        shown.sort(key=column.order or column.text, reverse=spec.descending)
        self._shelf = shelf
        self._show_order(len(shown))
        self.rows.set_rows(shown)
        self.panel.refresh()
        self._sum_up()

    def _change(self, ids: AbstractSet[str]) -> None:
        """These bookings came, went or changed: touch nothing but their rows."""
        shelf = self._shelf
        if shelf is None or self._arranging.busy or len(ids) > FEW:
            self._arrange()
        elif ids:
            self._put(ids, shelf)

    def _put(self, ids: AbstractSet[str], shelf: Shelf) -> None:
        spec, now = self.views.spec, self.format.now()
        pool, midnight, headings = shelf.pools[spec.period], self._midnight, set[str]()
        for id in ids:
            headings |= {pool.bookings[id].heading} if id in pool.bookings else set()
            shelf.put(id, self._places(id, now, midnight))
            headings |= {pool.bookings[id].heading} if id in pool.bookings else set()
        before, self._notes = self._notes, self._notes | {each: self._note(pool, each) for each in headings}
        renamed = {each for each in headings if before.get(each) != self._notes[each]}
        passing, precedes = shelf.passing(spec.id), self._order(spec)
        for id in ids:
            if id in passing:
                stood = pool.bookings[id]
                self.rows.put_row(self._row(stood, now, self._notes[stood.heading]), precedes)
            else:
                self.rows.drop_row(id)
        for row in [row for row in self.rows.rows if row.heading in renamed] if renamed else ():
            self.rows.update_row(self._row(pool.bookings[row.id], now, self._notes[row.heading]))
        self._show_order(len(self.rows.rows))
        self._sum_up()

    def _sorted_by(self, spec: ViewSpec) -> Column[BookingRow]:
        columns = self.rows.columns
        return next((column for column in columns if column.key == spec.sort), columns[0])

    def _order(self, spec: ViewSpec) -> Callable[[BookingRow, BookingRow], bool]:
        """Whether a row stands before another: by the chosen column, what is equal there by time."""
        column = self._sorted_by(spec)
        value = column.order or column.text

        def precedes(one: BookingRow, other: BookingRow) -> bool:
            first, second = value(one), value(other)
            if first == second:
                return _by_time(one) < _by_time(other)
            return bool((first < second) != spec.descending)

        return precedes

    def _show_order(self, count: int) -> None:
        spec = self.views.spec
        key = self._sorted_by(spec).key
        self.sorting.value = (key, spec.descending)
        self.grouped.value = key == "time" and count <= GROUPED_AT_MOST

    def _row(self, stood: Stood, now: datetime, note: str) -> BookingRow:
        item, standing = stood.item, stood.standing
        kept = self._kept.get(item.row["id"])
        live = standing is Standing.LATE
        if kept is not None and kept[0] == item and kept[1] is standing and not live:
            row = kept[3] if kept[2] == note else replace(kept[3], heading_note=note)
        else:
            row = self._words.row(item, now, (stood.heading, note))
        self._kept[item.row["id"]] = (item, standing, note, row)
        return row

    def _note(self, pool: Pool, heading: str) -> str:
        """How much there is to do on the day, or was."""
        today = self.format.day_long(self.format.today(self._roster.zone))
        if heading == self.texts("vendor.bookings.today", day=today):
            return self.texts.count("vendor.bookings.to_go", pool.open_by_heading[heading])
        return self.texts.count("vendor.bookings", pool.by_heading[heading])

    def _sum_up(self) -> None:
        self._summing_up.begin(self._sum_up_later())

    async def _sum_up_later(self) -> None:
        # The rows are painted before the counts beside them are made.
        await asyncio.sleep(0)
        shelf, spec = self._shelf, self.views.spec
        if shelf is None:
            return
        self.tabs.value = tuple(self._tab(each, shelf) for each in self.views.specs)
        self.filters.value = filter_rows(spec, shelf.pools[spec.period], self._roster, self.texts)
        self._show_selection()
        self.show_state()

    def _tab(self, spec: ViewSpec, shelf: Shelf) -> ViewTab:
        count = ""
        if spec.id == self.views.spec.id:
            count = self.format.number(len(self.rows.rows))
        elif spec.period is not Period.ALL:
            count = self.format.number(len(shelf.passing(spec.id)))
        title = spec.title if spec.own else self.texts(spec.title)
        return ViewTab(spec.id, title, count, spec.id == self.views.spec.id, spec.own)

    def _show_selection(self) -> None:
        items = [item for id in self._checked if (item := self._find(id)) is not None]
        self.selection.value = selection_bar([item.row for item in items], self.format)

    def show_state(self) -> None:
        """Whether rows are here, and how old they are."""
        stale = self.stale_text(self._roster.zone)
        self.subtitle.value = stale
        kind = ScreenKind.LOADING
        if self._loaded:
            kind = ScreenKind.READY if self.rows.rows else ScreenKind.EMPTY
        self.set_state(kind, stale)


def _by_time(row: BookingRow) -> tuple[str, str]:
    return row.starts_at, row.id

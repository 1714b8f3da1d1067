"""The bookings table: saved views, filters, search, order, selection, and the panel of the open one."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
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
from viewmodels.kernel.row_model import RowModel
from viewmodels.kernel.screen import ScreenKind
from viewmodels.vendor import hours
from viewmodels.vendor.booking_columns import ALWAYS, COLUMNS, SHOWN_FIRST, make_columns
from viewmodels.vendor.booking_filter import Period, ViewSpec, lets_pass
from viewmodels.vendor.booking_panel import BookingPanelModel
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
from viewmodels.vendor.standing import OPEN, Standing, standing_of
from viewmodels.vendor.today_words import client_key

TICK_MS = 30_000
DAYS_AHEAD, DAYS_BEHIND = 14, 30
GROUPED_AT_MOST = 20_000
"""Rows that stand under day headers; more would hold the window while they are measured."""

CHUNK = 200
"""Rows that are put into words between two turns of the event loop."""


class BookingsViewModel(VendorPage):
    """Rows are put into words once and again only when they, or how they stand, change.

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
        self._near: dict[str, Item] = {}
        self._waiting: dict[str, Item] = {}
        self._every: dict[str, Item] | None = None
        self._kept: dict[str, tuple[Item, Standing, str, BookingRow]] = {}
        self._visits: Counter[str] = Counter()
        self._loaded = False
        self._arranging = Latest(self.tools.tasks, "vendor.bookings.arrange")
        self.on_close(self._arranging.cancel)
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
            self._every = None

    def _take_near(self, found: Bookings) -> None:
        self._near = {item.row["id"]: item for item in found}
        self._loaded = True
        self._arrange()

    def _take_waiting(self, found: Bookings) -> None:
        self._waiting = {item.row["id"]: item for item in found}
        self._arrange()

    def _take_every(self, found: Bookings) -> None:
        self._every = {item.row["id"]: item for item in found}
        self._arrange()

    def _roster_changed(self) -> None:
        self._kept.clear()
        self._follow()
        self._arrange()

    def _view_changed(self) -> None:
        self._follow()
        self._arrange()

    def _find(self, id: str) -> Item | None:
        return self._near.get(id) or self._waiting.get(id) or (self._every or {}).get(id)

    async def _count_visits(self) -> None:
        found = await self._desk.bookings.read(BookingList(vendor_ids=(self._desk.vendor_id,)))
        kept = {BookingStatus.CONFIRMED, BookingStatus.IN_PROGRESS, BookingStatus.COMPLETED}
        self._visits = Counter(
            client_key(item.row) for item in found if BookingStatus(item.row["status"]) in kept
        )
        self.panel.know_visits(self._visits)
        self._arrange()

    # What it shows.

    def _pool(self, period: Period) -> list[Item]:
        """The bookings of a period, in order of time."""
        if period is Period.WAITING:
            return list(self._waiting.values())
        if period is Period.ALL:
            return list((self._every or {}).values())
        midnight = hours.instant_at(self.format.today(self._roster.zone), 0, self._roster.zone)
        ahead = period is Period.AHEAD
        return [
            item
            for item in self._near.values()
            if (to_instant(item.row["ends_at"]) > midnight) == ahead
            or (not ahead and standing_of(item.row, self.format.now()) is Standing.LATE)
        ]

    def _arrange(self) -> None:
        """Put the view's rows into words, in turns; a newer arrangement ends an older one."""
        if self.closed or not self._loaded:
            return
        self._arranging.begin(self._arrange_in_turns())

    async def _arrange_in_turns(self) -> None:
        spec, now = self.views.spec, self.format.now()
        pool = self._pool(spec.period)
        notes, repeaters = self._heading_notes(pool), self._repeaters
        shown: list[BookingRow] = []
        for start in range(0, len(pool), CHUNK):
            for item in pool[start : start + CHUNK]:
                row = self._row(item, now, notes)
                if lets_pass(spec, row, item.row["listing_id"], repeaters):
                    shown.append(row)
            if start + CHUNK < len(pool):
                await asyncio.sleep(0)
        column = next(
            (column for column in self.rows.columns if column.key == spec.sort), self.rows.columns[0]
        )
        shown.sort(key=column.order or column.text, reverse=spec.descending)
        self.sorting.value = (column.key, spec.descending)
        self.grouped.value = column.key == "time" and len(shown) <= GROUPED_AT_MOST
        self.rows.set_rows(shown)
        # The rows are painted before the counts beside them are made.
        await asyncio.sleep(0)
        self._show_tabs(now)
        self.filters.value = filter_rows(spec, [item.row for item in pool], now, self._roster, self.texts)
        self.panel.refresh()
        self._show_selection()
        self.show_state()

    def _row(self, item: Item, now: Any, notes: Mapping[str, str]) -> BookingRow:
        standing = standing_of(item.row, now)
        heading = self._words.heading(item.row)
        note = notes[heading]
        kept = self._kept.get(item.row["id"])
        live = standing is Standing.LATE
        if kept is not None and kept[0] == item and kept[1] is standing and kept[2] == note and not live:
            return kept[3]
        row = self._words.row(item, now, (heading, note))
        self._kept[item.row["id"]] = (item, standing, note, row)
        return row

    def _heading_notes(self, pool: Sequence[Item]) -> dict[str, str]:
        counts, left = Counter[str](), Counter[str]()
        now = self.format.now()
        for item in pool:
            heading = self._words.heading(item.row)
            counts[heading] += 1
            left[heading] += standing_of(item.row, now) in OPEN
        today = self.texts(
            "vendor.bookings.today", day=self.format.day_long(self.format.today(self._roster.zone))
        )
        return {
            heading: self.texts.count("vendor.bookings.to_go", left[heading])
            if heading == today
            else self.texts.count("vendor.bookings", count)
            for heading, count in counts.items()
        }

    @property
    def _repeaters(self) -> frozenset[str]:
        return frozenset(key for key, count in self._visits.items() if key and count > 1)

    def _show_tabs(self, now: Any) -> None:
        self.tabs.value = tuple(self._tab(spec, now) for spec in self.views.specs)

    def _tab(self, spec: ViewSpec, now: Any) -> ViewTab:
        shown = self.views.spec if spec.id == self.views.spec.id else spec
        count = ""
        if shown.id == self.views.spec.id:
            count = self.format.number(len(self.rows.rows))
        elif shown.period is not Period.ALL:
            pool = self._pool(shown.period)
            notes, repeaters = self._heading_notes(pool), self._repeaters
            passed = sum(
                lets_pass(shown, self._row(item, now, notes), item.row["listing_id"], repeaters)
                for item in pool
            )
            count = self.format.number(passed)
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

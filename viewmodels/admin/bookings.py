"""Every vendor's bookings: found, read, and answered for them where it must be."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer

from client.clock import to_wire
from client.stores.base import Folded
from client.stores.booking import BookingDetail, BookingList, Bookings
from client.stores.catalogue import VendorList
from contracts.rows import BookingDoc, VendorDoc
from contracts.vocabulary import BookingStatus
from viewmodels.admin.booking_rows import AdminBookingRow
from viewmodels.kernel.command import Command
from viewmodels.kernel.csv_text import save_csv, to_csv
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_tab import ViewTab
from viewmodels.vendor.booking_panel import BookingPanelModel
from viewmodels.vendor.booking_words import BookingWords
from viewmodels.vendor.deeds import BookingDeeds
from viewmodels.vendor.desk import Following, VendorDesk
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.standing import Standing, standing_of

TABS: Final = ("ahead", "waiting", "late", "all")
AHEAD: Final = timedelta(days=14)
BEHIND: Final = timedelta(days=30)
TICK_MS: Final = 30_000
CHUNK: Final = 400
"""Rows that are put into words between two turns of the event loop."""

Item = Folded[BookingDoc]


class AdminBookingsViewModel(Page):
    """Times are on the reader's own clock: vendors live in several zones. The panel is the vendor's."""

    def __init__(self, desk: VendorDesk, *, booking_id: str = "", tab: str = "") -> None:
        super().__init__(desk.tools, desk.tools.texts("route.admin.bookings"))
        self._desk = desk
        self._roster = Roster(desk)
        self._words = BookingWords(self.format, self._roster)
        self._vendors: Mapping[str, VendorDoc] = {}
        self._found: dict[str, Item] = {}
        self._loaded = False
        self._turn = 0
        self._panel_parts: tuple[BookingPanelModel, Roster] | None = None
        self.rows: RowModel[AdminBookingRow] = RowModel(
            self._columns(), self, describe=lambda row: f"{row.vendor}, {row.base.spoken}"
        )
        self.tab: Observable[str] = self.field(tab if tab in TABS else TABS[0])
        self.tabs: Observable[tuple[ViewTab, ...]] = self.field(())
        self.search_words: Observable[str] = self.field("")
        self.open_id: Observable[str] = self.field("")
        self.panel: Observable[BookingPanelModel | None] = self.field(None)
        self.export: Command = self.command(self._export, "list.export")
        self._open: Command = self.command(self._open_panel, "admin.bookings.open")
        self._live = Following()
        self.on_close(self._live.close)
        self.on_close(self._roster.close)
        self.on_close(self._close_panel)
        for choice in (self.tab, self.search_words):
            choice.changed.connect(self._follow)
        self.on_close(desk.status.subscribe(self._show_state))
        ticker = QTimer(self)
        ticker.timeout.connect(self._arrange)
        ticker.start(TICK_MS)
        self.on_close(ticker.stop)
        self.observe(desk.catalogue.observe(VendorList()), self._take_vendors)
        self._follow()
        self._show_state()
        if booking_id:
            self.open(booking_id)

    def _columns(self) -> list[Column[AdminBookingRow]]:
        def title(key: str) -> str:
            return self.texts(f"admin.bookings.column.{key}")

        return [
            Column("time", title("time"), lambda row: row.base.time, lambda row: row.base.starts_at),
            Column("day", title("day"), lambda row: row.base.heading, lambda row: row.base.starts_at),
            Column("title", title("title"), lambda row: row.base.title),
            Column("vendor", title("vendor"), lambda row: row.vendor),
            Column("client", title("client"), lambda row: row.base.client),
            Column("status", title("status"), lambda row: row.base.status),
            Column("reference", title("reference"), lambda row: row.base.reference),
            Column("booked", title("booked"), lambda row: row.base.booked, lambda row: row.base.created_at),
            Column("price", title("price"), lambda row: row.base.price, lambda row: row.base.amount, True),
        ]

    # What a person does

    def choose_tab(self, id: str) -> None:
        """Look at what is ahead, waits, is late, or at all."""
        self.tab.value = id

    def search(self, words: str) -> None:
        """Only bookings in which each word stands."""
        self.search_words.value = words

    def open(self, id: str) -> None:
        """Show a booking in the panel; '' closes it."""
        self.open_id.value = id
        self._open.cancel()
        if id:
            self._open.running.value = False
            self._open.trigger(id)
        else:
            self._close_panel()

    def step(self, by: int) -> None:
        """Show the next or the previous row."""
        ids = [row.id for row in self.rows.rows]
        if self.open_id.value in ids:
            self.open(ids[min(max(0, ids.index(self.open_id.value) + by), len(ids) - 1)])

    async def _open_panel(self, id: str) -> None:
        item = self._found.get(id) or await self._desk.bookings.read(BookingDetail(id))
        if item is None or self.open_id.value != id:
            return
        # People, services and the clock in the panel are those of the booking's own vendor.
        desk = replace(self._desk, vendor_id=item.row["vendor_id"])
        roster = Roster(desk)
        model = BookingPanelModel(desk, roster, BookingWords(self.format, roster), BookingDeeds(desk))
        roster.changed.connect(model.refresh)
        model.open(id)
        before, self._panel_parts = self._panel_parts, (model, roster)
        self.panel.value = model
        _close(before)

    def _close_panel(self) -> None:
        before, self._panel_parts = self._panel_parts, None
        self.panel.value = None
        _close(before)

    async def _export(self, path: Path) -> None:
        data = await asyncio.to_thread(to_csv, self.rows.columns, list(self.rows.rows))
        await save_csv(path, data, self.texts)
        text = self.texts.count("admin.bookings.exported", len(self.rows.rows), file=path.name)
        self._desk.toasts.show(text, icon="download")

    # What comes in

    def _follow(self, _changed: object = None) -> None:
        self._live.follow(self._desk.bookings, self._query(), self._take)

    def _query(self) -> BookingList:
        now, tab = self.format.now().replace(second=0, microsecond=0), self.tab.value
        midnight = now.replace(hour=0, minute=0)
        words = self.search_words.value
        if tab == "waiting":
            return BookingList(statuses=(BookingStatus.REQUESTED.value,), words=words)
        if tab == "late":
            late = (BookingStatus.CONFIRMED.value,)
            return BookingList(
                statuses=late, starts_from=to_wire(now - BEHIND), starts_to=to_wire(now), words=words
            )
        if tab == "ahead":
            return BookingList(
                starts_from=to_wire(midnight), starts_to=to_wire(midnight + AHEAD), words=words
            )
        return BookingList(words=words, descending=True)

    def _take_vendors(self, vendors: Sequence[VendorDoc]) -> None:
        self._vendors = {vendor["id"]: vendor for vendor in vendors}
        self._arrange()

    def _take(self, found: Bookings) -> None:
        self._found = {item.row["id"]: item for item in found}
        self._loaded = True
        self._arrange()

    # What it shows

    def _arrange(self) -> None:
        """Put the rows into words, in turns; a newer arrangement ends an older one."""
        if not self.closed and self._loaded:
            self._turn += 1
            self.spawn(self._arrange_in_turns(self._turn), "admin.bookings.arrange")

    async def _arrange_in_turns(self, turn: int) -> None:
        now, items = self.format.now(), list(self._found.values())
        if self.tab.value == "late":
            items = [item for item in items if standing_of(item.row, now) is Standing.LATE]
        counts = Counter(self._words.heading(item.row) for item in items)
        notes = {heading: self.texts.count("admin.bookings", count) for heading, count in counts.items()}
        shown: list[AdminBookingRow] = []
        for start in range(0, len(items), CHUNK):
            shown += [self._row(item, now, notes) for item in items[start : start + CHUNK]]
            await asyncio.sleep(0)
            if turn != self._turn or self.closed:
                return
        self.rows.set_rows(shown)
        self.tabs.value = tuple(self._tab(tab) for tab in TABS)
        self._show_state()

    def _row(self, item: Item, now: datetime, notes: Mapping[str, str]) -> AdminBookingRow:
        heading = self._words.heading(item.row)
        base = self._words.row(item, now, (heading, notes[heading]))
        vendor = self._vendors.get(item.row["vendor_id"])
        name = vendor["name"] if vendor else ""
        return AdminBookingRow(base, name, f"{base.found_by} {name.casefold()}")

    def _tab(self, tab: str) -> ViewTab:
        here = tab == self.tab.value
        count = self.format.number(len(self.rows.rows)) if here else ""
        return ViewTab(tab, self.texts(f"admin.bookings.tab.{tab}"), count, here)

    def _show_state(self) -> None:
        status, stale = self._desk.status, ""
        if not status.online and not status.connecting and status.as_of is not None:
            stale = self.texts("admin.people.stale", when=self.format.since(status.as_of))
        kind = ScreenKind.LOADING
        if self._loaded:
            kind = ScreenKind.READY if self.rows.rows else ScreenKind.EMPTY
        self.state.value = ScreenState(kind, stale=stale)


def _close(parts: tuple[BookingPanelModel, Roster] | None) -> None:
    if parts is not None:
        for part in parts:
            part.close()

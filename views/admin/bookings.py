"""All bookings: tabs, search, the table with its vendors, and the panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from viewmodels.admin.booking_rows import AdminBookingRow
from viewmodels.admin.bookings import AdminBookingsViewModel
from viewmodels.kernel.view_tab import ViewTab
from viewmodels.vendor.booking_panel import BookingPanelModel
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card, Surface
from views.kit.cell import PENDING_MARK, Cell, ColumnLook
from views.kit.file_dialogs import save_file
from views.kit.layouts import STRETCH, box, column, row
from views.kit.page_states import PageStates
from views.kit.panel_beside import PanelBeside
from views.kit.search_box import SearchBox
from views.kit.states import EmptyState
from views.kit.table import DataTable
from views.kit.tabs import TabItem, Tabs
from views.vendor.booking_panel import BookingPanelView

_SEARCH = 240


def _status(row: AdminBookingRow) -> Cell:
    base = row.base
    tone = base.status_tone if base.status_tone in {"bad", "warn"} else "soft"
    return Cell(base.status, tone=tone, icon=base.status_icon, icon_tone=base.status_tone)


def _price(row: AdminBookingRow) -> Cell:
    return Cell(row.base.price, weight=500, mark=PENDING_MARK if row.base.pending else "")


_LOOKS = (
    ColumnLook("time", 116),
    ColumnLook("title", 150, stretch=4, tone="ink", weight=500),
    ColumnLook("vendor", 120, stretch=3, tone="ink", spare=1),
    ColumnLook("client", 120, stretch=3, tone="ink"),
    ColumnLook("status", 128, _status, stretch=1),
    ColumnLook("reference", 88, spare=2),
    ColumnLook("price", 112, _price, right=True),
)


class AdminBookingsView(QWidget):
    """Bound to `AdminBookingsViewModel`."""

    def __init__(self, viewmodel: AdminBookingsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("admin.bookings")
        texts = viewmodel.texts
        self._tabs = Tabs(name=texts("route.admin.bookings"), object_name="admin.bookings.tabs")
        self._tabs.chosen.connect(viewmodel.choose_tab)
        self.table = DataTable(
            _LOOKS,
            name=texts("route.admin.bookings"),
            object_name="admin.bookings.table",
            group_of=lambda row_: (row_.base.heading, row_.base.heading_note),
        )
        self.table.set_rows_model(viewmodel.rows)
        self.table.opened.connect(viewmodel.open)
        card = Card()
        card.body.addWidget(self.table, 1)
        states = PageStates(card, retry=texts("kit.retry"), empty=self._empty, object_name="admin.bookings")
        viewmodel.state.bind(states.show_state)
        left = column(self._tabs, self._filters(), spacing=0)
        left.addLayout(row(states, margins=(24, 0, 24, 20)), 1)
        self._whole = PanelBeside(box(left))
        self.setLayout(column(self._whole, spacing=0))
        self.setFocusProxy(self.table)
        viewmodel.tabs.bind(self._show_tabs)
        viewmodel.panel.bind(self._show_panel)

    def _filters(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        search = SearchBox(texts("admin.bookings.search"), key_hint="/", object_name="admin.bookings.search")
        search.setFixedWidth(_SEARCH)
        search.edited.connect(viewmodel.search)
        export = Button(texts("admin.people.export"), icon="download", object_name="admin.bookings.export")
        on_click(export, self._export)
        bar = Surface("canvas")
        bar.setLayout(row(search, STRETCH, export, margins=(24, 12, 24, 12)))
        return bar

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        return EmptyState(
            art="empty_calendar",
            title=texts("admin.bookings.empty"),
            text=texts("admin.bookings.empty.detail"),
            object_name="admin.bookings.empty",
        )

    def _export(self) -> None:
        title = self._viewmodel.texts("admin.people.export")
        save_file(self, title, "bookings.csv", self._viewmodel.export.trigger)

    def _show_tabs(self, tabs: Sequence[ViewTab]) -> None:
        chosen = next((tab.id for tab in tabs if tab.selected), "")
        self._tabs.set_tabs([TabItem(tab.id, tab.title, tab.count) for tab in tabs], chosen)

    def _show_panel(self, model: BookingPanelModel | None) -> None:
        panel = BookingPanelView(model) if model is not None else None
        if panel is not None:
            panel.stepped.connect(self._viewmodel.step)
            panel.closed.connect(self._close_panel)
        self._whole.show_panel(panel)
        self.table.open_row(self._viewmodel.open_id.value or None)

    def _close_panel(self) -> None:
        self._viewmodel.open("")
        self.table.setFocus()

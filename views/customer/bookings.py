"""My bookings: the timeline, and the panel to cancel or move one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from viewmodels.customer.bookings import BookingsViewModel, CancelPanel
from viewmodels.customer.rows import BookingCard
from viewmodels.kernel.view_tab import ViewTab
from views.customer.cancel_panel import CancelPanelView
from views.customer.now_line import NowLine
from views.customer.places import PlacesView
from views.customer.timeline_card import RAIL, PartHeading, TimelineCard
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.file_dialogs import save_file
from views.kit.layouts import STRETCH, box, column, row
from views.kit.page_states import PageStates
from views.kit.panel_beside import PanelBeside
from views.kit.scroll import Scroll
from views.kit.states import EmptyState
from views.kit.tabs import TabItem, Tabs
from views.kit.text import Span
from views.kit.theme import active

BUILT_AT_ONCE = 40
"""Cards that are made before anybody scrolls; the rest follow as the end comes near."""


class BookingsView(QWidget):
    """Cards are kept by their content: what did not change is not built again."""

    def __init__(self, viewmodel: BookingsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("customer.bookings")
        texts = viewmodel.texts
        self._cards: dict[str, TimelineCard] = {}
        self._limit = BUILT_AT_ONCE
        self._tabs = Tabs(name=texts("customer.bookings.title"), object_name="customer.bookings.tabs")
        self._tabs.chosen.connect(viewmodel.choose_tab)
        export = Button(
            texts("customer.bookings.export"),
            kind="quiet",
            icon="download",
            object_name="customer.bookings.export",
        )
        on_click(export, self._export)
        bar = Surface("canvas", edges="b")
        bar.setLayout(row(self._tabs, export, spacing=0, margins=(0, 0, 24, 0)))
        self._now = NowLine(RAIL)
        viewmodel.now.bind(self._now.set_time)
        self._timeline = column(spacing=0)
        self._places = PlacesView(viewmodel)
        self._scroll = Scroll(
            column(self._places, self._now, self._timeline, STRETCH, spacing=0, margins=(24, 8, 24, 24)),
            object_name="customer.bookings.timeline",
        )
        self._scroll.verticalScrollBar().valueChanged.connect(self._scrolled)
        states = PageStates(
            self._scroll, retry=texts("kit.retry"), empty=self._empty, object_name="customer.bookings"
        )
        viewmodel.state.bind(states.show_state)
        panel = CancelPanelView(viewmodel)
        panel.setFixedWidth(active().size("side_panel"))
        left = column(bar, states, spacing=0)
        left.setStretch(1, 1)
        self.setLayout(column(PanelBeside(box(left), panel), spacing=0))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._build)
        rows = viewmodel.rows
        for signal in (rows.rowsInserted, rows.rowsRemoved, rows.layoutChanged, rows.dataChanged):
            signal.connect(self._rows_changed)
        viewmodel.tabs.bind(self._show_tabs)
        viewmodel.panel.bind(self._show_open)
        self._build()

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        empty = EmptyState(
            art="empty_calendar",
            title=texts("customer.bookings.none"),
            text=texts("customer.bookings.none.detail"),
            action=texts("customer.bookings.find"),
            object_name="customer.bookings.empty",
        )
        empty.acted.connect(self._viewmodel.find_service)
        return empty

    def _export(self) -> None:
        save_file(
            self,
            self._viewmodel.texts("customer.bookings.export"),
            "bookings.csv",
            self._viewmodel.export.trigger,
        )

    def _show_tabs(self, tabs: Sequence[ViewTab]) -> None:
        chosen = next((tab.id for tab in tabs if tab.selected), "")
        self._tabs.set_tabs([TabItem(tab.id, tab.title, tab.count) for tab in tabs], chosen)

    def _show_open(self, panel: CancelPanel | None) -> None:
        for id, card in self._cards.items():
            card.set_selected(panel is not None and panel.card.id == id)

    # The timeline

    def _rows_changed(self, *_: object) -> None:
        if not self._soon.isActive():
            self._soon.start(0)

    def _scrolled(self, value: int) -> None:
        bar = self._scroll.verticalScrollBar()
        if value > bar.maximum() - self.height() and self._limit < len(self._viewmodel.rows.rows):
            self._limit += BUILT_AT_ONCE
            self._rows_changed()

    def _build(self) -> None:
        shown = self._viewmodel.rows.rows[: self._limit]
        kept = {id: card for id, card in self._cards.items() if card.card in shown}
        while (item := self._timeline.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in kept.values():
                widget.hide()
                widget.deleteLater()
        self._cards = {}
        for row_ in shown:
            if row_.heading:
                self._timeline.addWidget(self._heading(row_))
            card = kept.get(row_.id) or TimelineCard(self._viewmodel, row_)
            self._cards[row_.id] = card
            self._timeline.addWidget(card)
        self._show_open(self._viewmodel.panel.value)

    @staticmethod
    def _heading(card: BookingCard) -> QWidget:
        heading = PartHeading()
        heading.set_spans([Span(card.heading, weight=600), Span(f"  {card.heading_note}", "faint")])
        heading.setContentsMargins(RAIL, 8, 0, 10)
        return heading

"""The admin's overview: the day in figures, what waits for somebody, what is happening."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QWidget

from viewmodels.admin.overview import OverviewViewModel
from viewmodels.admin.overview_rows import HourChart
from views.admin.figures import Figures
from views.admin.hour_chart import HourBars
from views.admin.overview_painters import ROW, paint_happening, paint_waiting
from views.kit.card import Card
from views.kit.dot import Dot
from views.kit.layouts import column, row
from views.kit.page_states import PageStates
from views.kit.row_list import RowList
from views.kit.scroll import Scroll
from views.kit.states import EmptyState
from views.kit.text import Text

_SIDE, _BELOW = 344, 420
_LEAST_BESIDE = 900
"""Narrower than this, what happens stands below."""

_ANY = 16_777_215


class OverviewView(QWidget):
    """Figures over two columns; every pile of work leads to its page."""

    def __init__(self, viewmodel: OverviewViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("admin.overview")
        texts = viewmodel.texts
        figures = Figures()
        viewmodel.figures.bind(figures.set_figures)
        happening = self._happening()
        left = column(self._hours(), self._waiting(), spacing=16)
        left.setStretch(0, 5)
        left.setStretch(1, 6)
        self._happening_card, self._columns = happening, row(spacing=16)
        self._columns.addLayout(left, 1)
        self._columns.addWidget(happening)
        content = column(figures, self._columns, spacing=16, margins=(24, 20, 24, 20))
        states = PageStates(Scroll(content), retry=texts("kit.retry"), object_name="admin.overview")
        states.retried.connect(viewmodel.refresh.trigger)
        viewmodel.state.bind(states.show_state)
        self.setLayout(column(states, spacing=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _LEAST_BESIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)
        self._happening_card.setMinimumSize(_SIDE if beside else 0, 0 if beside else _BELOW)
        self._happening_card.setMaximumWidth(_SIDE if beside else _ANY)

    def _hours(self) -> QWidget:
        card = Card(self._viewmodel.texts("admin.overview.hours"))
        today, last_week = Text(role="small", tone="soft"), Text(role="small", tone="soft")
        card.tools.addLayout(row(Dot("accent"), today, 8, Dot("line_strong"), last_week, spacing=6))
        bars = HourBars()

        def show(chart: HourChart) -> None:
            today.setText(chart.today)
            last_week.setText(chart.last_week)
            bars.set_chart(chart)

        self._viewmodel.chart.bind(show)
        card.body.setContentsMargins(16, 0, 16, 12)
        card.body.addWidget(bars)
        return card

    def _waiting(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(texts("admin.overview.waiting"))
        card.tools.addWidget(Text(texts("admin.overview.oldest"), role="small", tone="faint"))
        card.tools.addSpacing(32)
        rows = RowList(
            paint_waiting,
            height=ROW,
            name=texts("admin.overview.waiting"),
            object_name="admin.overview.waiting",
        )
        rows.set_rows_model(viewmodel.waiting)
        rows.opened.connect(viewmodel.open)
        self.setFocusProxy(rows)
        empty = EmptyState(
            art="empty_inbox",
            title=texts("admin.overview.nothing_waits"),
            text=texts("admin.overview.nothing_waits.detail"),
            object_name="admin.overview.waiting.empty",
        )
        card.body.setContentsMargins(0, 0, 0, 8)
        card.body.addLayout(_with_empty(rows, empty, viewmodel.waiting))
        return card

    def _happening(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(texts("admin.overview.happening"))
        dot, live = Dot("good"), Text(role="small", tone="soft")

        def show(connected: bool) -> None:
            dot.set_tone("good" if connected else "warn")
            live.setText(texts("admin.overview.live" if connected else "admin.overview.not_live"))

        viewmodel.live.bind(show)
        card.tools.addLayout(row(dot, live, spacing=6))
        rows = RowList(
            paint_happening,
            height=ROW,
            name=texts("admin.overview.happening"),
            object_name="admin.overview.happening",
        )
        rows.set_rows_model(viewmodel.happening)
        rows.opened.connect(viewmodel.open_event)
        empty = EmptyState(
            art="empty_calendar",
            title=texts("admin.overview.nothing_happened"),
            text=texts("admin.overview.nothing_happened.detail"),
            object_name="admin.overview.happening.empty",
        )
        card.body.setContentsMargins(0, 0, 0, 8)
        card.body.addLayout(_with_empty(rows, empty, viewmodel.happening))
        return card


def _with_empty(rows: RowList, empty: QWidget, model: QAbstractItemModel) -> QStackedLayout:
    """The list, or what stands for it while it has no rows."""
    stack = QStackedLayout()
    stack.addWidget(rows)
    stack.addWidget(empty)

    def show(*_changed: object) -> None:
        stack.setCurrentWidget(rows if model.rowCount() else empty)

    model.rowsInserted.connect(show)
    model.rowsRemoved.connect(show)
    show()
    return stack

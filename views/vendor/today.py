"""Today: now and next, requests, the day by person; money, what needs a look and the days ahead."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from viewmodels.vendor.rows import DayBoard
from viewmodels.vendor.today import TodayViewModel
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card
from views.kit.layouts import box, column, row
from views.kit.scroll import Scroll
from views.vendor.day_board import DayBoardView
from views.vendor.now_card import NowCardView
from views.vendor.page_states import vendor_states
from views.vendor.requests import RequestsCard
from views.vendor.side_cards import AheadCard, LooksCard, MoneyCardView

_GAP = 20
_SIDE = 320
_LEAST_BESIDE = 1100
"""Narrower than this, the side cards stand below."""

_ANY = 16_777_215


class TodayView(QWidget):
    """Two columns that scroll together where the window is low, and one where it is narrow."""

    def __init__(self, viewmodel: TodayViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("vendor.today")
        left = column(NowCardView(viewmodel), RequestsCard(viewmodel), self._day(), spacing=_GAP)
        left.setStretch(2, 1)
        cards = (MoneyCardView(viewmodel), LooksCard(viewmodel), AheadCard(viewmodel))
        side = column(*cards, spacing=_GAP)
        # Both columns end on one line.
        side.setStretch(2, 1)
        self._side = box(side)
        self._columns = row(spacing=_GAP, margins=(24, _GAP, 24, _GAP))
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self._side)
        states = vendor_states(viewmodel, Scroll(self._columns), name="vendor.today")
        self.setLayout(column(states, spacing=0))
        viewmodel.state.bind(states.show_state)
        viewmodel.board.bind(self._show_board)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _LEAST_BESIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)
        self._side.setMinimumWidth(_SIDE if beside else 0)
        self._side.setMaximumWidth(_SIDE if beside else _ANY)

    def _day(self) -> Card:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._card = Card(texts("vendor.today.day"), note=" ")
        self._card.setObjectName("vendor.today.day")
        calendar = Button(
            texts("vendor.today.open_calendar"),
            kind="quiet",
            size="small",
            trailing="arrow-right",
            object_name="vendor.today.open_calendar",
        )
        on_click(calendar, viewmodel.open_calendar)
        self._card.tools.addWidget(calendar)
        self._board = DayBoardView(object_name="vendor.today.board")
        self._board.opened.connect(viewmodel.open_booking)
        self._card.body.addWidget(self._board, 1)
        return self._card

    def _show_board(self, board: DayBoard | None) -> None:
        self._board.show_board(board)
        if board is not None:
            self._card.set_note(board.summary)
            spoken = self._viewmodel.texts("vendor.today.day_spoken", summary=board.summary)
            self._board.setAccessibleName(spoken)

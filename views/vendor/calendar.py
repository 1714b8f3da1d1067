"""The day calendar: its bar, the lists beside it, the columns, and the panel of the booking that is open."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from viewmodels.kernel.problems import Problem
from viewmodels.vendor.calendar import CalendarViewModel
from viewmodels.vendor.calendar_rows import CalendarDay
from viewmodels.vendor.hours import clock_text
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card
from views.kit.hint import show_hint
from views.kit.layouts import STRETCH, box, column, row
from views.kit.menu import MenuItem, open_menu
from views.kit.panel_beside import PanelBeside
from views.kit.states import EmptyState
from views.kit.text import Text
from views.vendor.booking_panel import BookingPanelView
from views.vendor.calendar_canvas import CalendarCanvas
from views.vendor.calendar_head import CalendarHead
from views.vendor.calendar_side import CalendarSide
from views.vendor.drop_note import DropNote
from views.vendor.page_states import vendor_states

_EDGE, _GAP = 24, 20


class CalendarView(QWidget):
    """The canvas scrolls under its heads."""

    def __init__(self, viewmodel: CalendarViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self._scrolled_for: date | None = None
        texts = viewmodel.texts
        self.setObjectName("vendor.calendar")
        self.canvas = CalendarCanvas(viewmodel)
        self.canvas.opened.connect(viewmodel.open)
        self.canvas.free_pressed.connect(self._offer_free)
        self.canvas.closure_pressed.connect(self._offer_closure)
        self.canvas.book_requested.connect(viewmodel.create.trigger)
        self.canvas.block_requested.connect(viewmodel.block.trigger)
        self.canvas.stepped.connect(viewmodel.step)
        viewmodel.drop.failed.connect(self._refused)
        viewmodel.unblock.failed.connect(self._refused)
        self._head = CalendarHead()
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.canvas)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().installEventFilter(self)
        card = Card()
        card.body.addWidget(self._head)
        card.body.addWidget(self._scroll, 1)
        self._note = DropNote(texts("vendor.calendar.esc"), card)
        self.canvas.hovering.connect(self._note.show_drop)
        self._nobody = EmptyState(
            art="shop",
            title=texts("vendor.calendar.nobody"),
            text=texts("vendor.calendar.nobody_text"),
            object_name="vendor.calendar.nobody",
        )
        card.body.addWidget(self._nobody, 1)
        self._side = CalendarSide(viewmodel)
        content = row(self._side, card, spacing=_GAP)
        content.setStretch(1, 1)
        page = column(self._bar(), content, spacing=12, margins=(_EDGE, 16, _EDGE, 16))
        page.setStretch(1, 1)
        panel = BookingPanelView(viewmodel.panel, steps=False)
        panel.closed.connect(self._close_panel)
        self._page = box(page)
        self._page.installEventFilter(self)
        states = vendor_states(viewmodel, PanelBeside(self._page, panel), name="vendor.calendar")
        self.setLayout(column(states, spacing=0))
        self.setFocusProxy(self.canvas)
        viewmodel.state.bind(states.show_state)
        viewmodel.board.bind(self._show_board)

    def _bar(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        before = Button(
            icon="chevron-left",
            name=texts("vendor.calendar.previous"),
            object_name="vendor.calendar.previous",
        )
        today = Button(texts("vendor.calendar.today"), object_name="vendor.calendar.today")
        after = Button(
            icon="chevron-right", name=texts("vendor.calendar.next"), object_name="vendor.calendar.next"
        )
        on_click(before, partial(viewmodel.step, -1))
        on_click(today, viewmodel.go_to_today)
        on_click(after, partial(viewmodel.step, 1))
        heading, week = Text(role="heading", weight=600), Text(tone="soft")
        heading.setObjectName("vendor.calendar.heading")
        viewmodel.heading.bind(heading.setText)
        viewmodel.week.bind(week.setText)
        block = Button(
            texts("vendor.calendar.block"), icon="calendar-off", object_name="vendor.calendar.block"
        )
        viewmodel.block.reason.bind(block.set_reason)
        on_click(block, viewmodel.block.trigger)
        line = row(before, today, after, 8, heading, week, STRETCH, block, spacing=4)
        return box(line)

    # What the viewmodel says

    def _show_board(self, board: CalendarDay | None) -> None:
        self.canvas.show_board(board)
        self._head.show_board(board, self._scroll.viewport().width())
        self._show_side()
        nobody = board is not None and not board.columns
        self._nobody.setVisible(nobody)
        self._scroll.setVisible(not nobody)
        if board is not None and self._scrolled_for != self._viewmodel.day.value:
            self._scrolled_for = self._viewmodel.day.value
            self._scroll_to_now()

    def _show_side(self) -> None:
        """The columns come first: what stands beside them goes where they would be cut off."""
        beside = self._page.width() - 2 * _EDGE - self._side.width() - _GAP
        self._side.setVisible(beside >= self.canvas.minimumSizeHint().width())

    def _scroll_to_now(self) -> None:
        shape = self.canvas.shape
        if shape is None:
            return
        middle = shape.y(shape.board.now if shape.board.now >= 0 else 12 * 60)
        self._scroll.verticalScrollBar().setValue(round(middle - self._scroll.viewport().height() / 2))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._page:
            self._show_side()
        elif event.type() == QEvent.Type.Resize:
            self._head.show_board(self._viewmodel.board.value, self._scroll.viewport().width())
        return False

    # What a person does

    def _offer_free(self, staff_id: str, minute: int, at: QPointF) -> None:
        texts, time = self._viewmodel.texts, clock_text(minute)
        items = [
            MenuItem("book", texts("vendor.calendar.new_here", time=time), "calendar-plus", keys=("C",)),
            MenuItem("block", texts("vendor.calendar.block_here", time=time), "calendar-off", keys=("B",)),
        ]

        def choose(id: str) -> None:
            command = self._viewmodel.create if id == "book" else self._viewmodel.block
            command.trigger(staff_id, minute)

        place = self.canvas.mapToGlobal(at.toPoint())
        open_menu(self.canvas, items, choose, name=time, object_name="vendor.calendar.free", at=place)

    def _offer_closure(self, id: str, at: QPointF) -> None:
        text = self._viewmodel.texts("vendor.calendar.unblock")
        place: QPoint = self.canvas.mapToGlobal(at.toPoint())
        open_menu(
            self.canvas,
            [MenuItem("open", text, "calendar-check")],
            lambda _chosen: self._viewmodel.unblock.trigger(id),
            name=text,
            object_name="vendor.calendar.closure",
            at=place,
        )

    def _close_panel(self) -> None:
        self._viewmodel.open("")
        self.canvas.setFocus()

    def _refused(self, problem: Problem) -> None:
        show_hint(self.canvas, problem.text, "circle-alert")

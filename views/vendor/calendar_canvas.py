"""The day as one painted widget: move by hand or keys, book or block where it is free, open what is there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from viewmodels.vendor.calendar import CalendarViewModel
from viewmodels.vendor.calendar_rows import CalendarCard, CalendarDay, Closure, Drop
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active
from views.vendor import calendar_paint as paint
from views.vendor.calendar_paint import Lifted
from views.vendor.calendar_shape import HOUR, SNAP, TOP, Shape


class CalendarCanvas(QWidget):
    """`opened` is a card's id; `free_pressed` a person and a minute; `closure_pressed` a block's id.

    `hovering` tells what a drop would do while a card is in the hand, and None when it is put down.
    """

    opened = Signal(str)
    free_pressed = Signal(str, int, QPointF)
    block_requested = Signal(str, int)
    book_requested = Signal(str, int)
    closure_pressed = Signal(str, QPointF)
    hovering = Signal(object)
    stepped = Signal(int)

    def __init__(self, viewmodel: CalendarViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self._board: CalendarDay | None = None
        self._lifted: Lifted | None = None
        self._by_keys = False
        self._pressed: tuple[QPointF, CalendarCard, int] | None = None
        self._hold = 0.0
        self._hovered = ""
        self._free: tuple[int, int] | None = None
        self._cursor: tuple[int, int] = (0, -1)
        self._current = ""
        self.setObjectName("vendor.calendar.canvas")
        self.setAccessibleName(viewmodel.texts("vendor.calendar.canvas"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_board(self, board: CalendarDay | None) -> None:
        """Show a day; what is in the hand stays there while its booking does."""
        self._board = board
        if self._lifted is not None:
            found = self._find(self._lifted.card.id)
            if found is None or not found[1].can_move:
                self._put_down()
            elif found[1] != self._lifted.card or found[0] != self._lifted.home:
                self._lift(found[1], found[0], self._lifted.place, self._lifted.minute)
        if self._find(self._current) is None:
            self._current = ""
        self.updateGeometry()
        self.update()

    @property
    def shape(self) -> Shape | None:
        """The geometry now."""
        if self._board is None:
            return None
        return Shape(self._board, float(self.width()), self.isRightToLeft())

    @property
    def lifted(self) -> Lifted | None:
        """What is in the hand."""
        return self._lifted

    def sizeHint(self) -> QSize:
        board = self._board
        minutes = board.end - board.start if board is not None else 600
        return QSize(640, minutes * HOUR // 60 + 2 * TOP)

    def minimumSizeHint(self) -> QSize:
        columns = len(self._board.columns) if self._board is not None else 3
        return QSize(60 + 120 * max(1, columns), self.sizeHint().height())

    def _find(self, id: str) -> tuple[int, CalendarCard] | None:
        for place, column in enumerate(self._board.columns if self._board is not None else ()):
            for card in column.cards:
                if card.id == id:
                    return place, card
        return None

    def _closure_at(self, at: QPointF) -> Closure | None:
        shape = self.shape
        place = shape.column_at(at.x()) if shape is not None else None
        if shape is None or place is None:
            return None
        minute = shape.minute(at.y())
        found = [
            each
            for each in shape.board.columns[place].closures
            if each.id and each.start <= minute < each.end
        ]
        return found[-1] if found else None

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        shape = self.shape
        if shape is None or event.button() != Qt.MouseButton.LeftButton:
            return
        found = shape.find_card(event.position())
        self._pressed = None
        if found is not None:
            place, card = found
            self._pressed = (event.position(), card, place)
            self._hold = event.position().y() - shape.y(card.start)
            self._stand_on(card)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        shape = self.shape
        if shape is None:
            return
        at = event.position()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start, card, home = self._pressed
            far = (at - start).manhattanLength() >= QApplication.startDragDistance()
            if card.can_move and (self._lifted is not None or far):
                place = shape.column_at(at.x())
                minute = shape.snapped(at.y() - self._hold + SNAP * HOUR / 120)
                self._lift(card, home, place if place is not None else home, minute)
            return
        if self._lifted is None:
            self._hover(shape, at, event)

    def _hover(self, shape: Shape, at: QPointF, event: QMouseEvent) -> None:
        found = shape.find_card(at)
        hovered = found[1].id if found is not None else ""
        closure = None if found is not None else self._closure_at(at)
        place = shape.column_at(at.x())
        free = None
        if found is None and closure is None and place is not None:
            free = (place, shape.snapped(at.y()))
        if hovered != self._hovered or free != self._free:
            self._hovered, self._free = hovered, free
            self.update()
        pointing = found is not None or closure is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)
        if found is not None:
            QToolTip.showText(event.globalPosition().toPoint(), found[1].spoken, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        shape = self.shape
        if shape is None or event.button() != Qt.MouseButton.LeftButton:
            return
        pressed, self._pressed = self._pressed, None
        if self._lifted is not None:
            self._drop()
        elif pressed is not None:
            self.opened.emit(pressed[1].id)
        elif shape.find_card(event.position()) is None:
            closure = self._closure_at(event.position())
            place = shape.column_at(event.position().x())
            if closure is not None:
                self.closure_pressed.emit(closure.id, event.position())
            elif place is not None:
                minute = shape.snapped(event.position().y())
                self.free_pressed.emit(shape.board.columns[place].id, minute, event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered, self._free = "", None
        self.update()

    # What is in the hand

    def lift(self, id: str) -> None:
        """Take a card into the hand, to be moved by the arrow keys."""
        found = self._find(id)
        if found is not None and found[1].can_move:
            self._by_keys = True
            self._lift(found[1], found[0], found[0], found[1].start)

    def _lift(self, card: CalendarCard, home: int, place: int, minute: int) -> None:
        shape = self.shape
        if shape is None:
            return
        place = min(max(0, place), len(shape.board.columns) - 1)
        last = max(shape.board.start, shape.board.end - (card.end - card.start))
        minute = min(max(shape.board.start, minute), last // SNAP * SNAP)
        drop: Drop = self._viewmodel.judge(card.id, shape.board.columns[place].id, minute)
        self._lifted = Lifted(card, home, place, minute, drop)
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.setAccessibleDescription(f"{drop.times}. {drop.text}")
        self.hovering.emit(drop)
        self.update()

    def _drop(self) -> None:
        lifted, shape = self._lifted, self.shape
        self._put_down()
        if lifted is not None and shape is not None and lifted.drop.ok:
            self._viewmodel.drop.trigger(lifted.card.id, shape.board.columns[lifted.place].id, lifted.minute)

    def put_back(self) -> None:
        """Let go where it was."""
        self._put_down()

    def _put_down(self) -> None:
        self._lifted, self._pressed, self._by_keys = None, None, False
        self.unsetCursor()
        self.hovering.emit(None)
        self.update()

    # Keys

    def event(self, event: QEvent) -> bool:
        # Letters that mean something at the place where the keyboard stands are not the window's.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = (Qt.Key.Key_C, Qt.Key.Key_B, Qt.Key.Key_E, Qt.Key.Key_M)
            if event.key() in mine and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._lifted is not None:
            if not self._move_by_key(key):
                super().keyPressEvent(event)
        elif not (self._walk(key) or self._act(key, event)):
            super().keyPressEvent(event)

    def _move_by_key(self, key: Qt.Key) -> bool:
        lifted = self._lifted
        if lifted is None:
            return False
        side = -1 if self.isRightToLeft() else 1
        columns = {Qt.Key.Key_Left: -side, Qt.Key.Key_Right: side}
        minutes = {Qt.Key.Key_Up: -SNAP, Qt.Key.Key_Down: SNAP}
        if key == Qt.Key.Key_Escape:
            self._put_down()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._drop()
        elif key in columns or key in minutes:
            place, minute = lifted.place + columns.get(key, 0), lifted.minute + minutes.get(key, 0)
            self._lift(lifted.card, lifted.home, place, minute)
        else:
            return False
        return True

    def _walk(self, key: Qt.Key) -> bool:
        board = self._board
        if board is None or not board.columns:
            return False
        side = -1 if self.isRightToLeft() else 1
        found = self._find(self._current)
        place = found[0] if found is not None else 0
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            cards = list(board.columns[place].cards)
            here = cards.index(found[1]) if found is not None else -1
            step = 1 if key == Qt.Key.Key_Down else -1
            if cards:
                self._stand_on(cards[min(max(0, here + step), len(cards) - 1)])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = side if key == Qt.Key.Key_Right else -side
            self._stand_beside(place, step, found[1].start if found is not None else board.start)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.stepped.emit(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            return False
        return True

    def _stand_beside(self, place: int, step: int, minute: int) -> None:
        board = self._board
        if board is None:
            return
        other = place + step
        while 0 <= other < len(board.columns):
            cards = board.columns[other].cards
            if cards:
                self._stand_on(min(cards, key=lambda card: abs(card.start - minute)))
                return
            other += step

    def _act(self, key: Qt.Key, event: QKeyEvent) -> bool:
        found = self._find(self._current)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and found is not None:
            self.opened.emit(self._current)
        elif key in (Qt.Key.Key_E, Qt.Key.Key_M) and found is not None and not event.modifiers():
            self.lift(self._current)
        elif key in (Qt.Key.Key_C, Qt.Key.Key_B) and self._board is not None and self._board.columns:
            place = found[0] if found is not None else 0
            minute = found[1].end if found is not None else max(self._board.start, self._board.now)
            target = self.book_requested if key == Qt.Key.Key_C else self.block_requested
            if found is None and self._board.now < 0:
                # The keyboard stands nowhere, and no hour of this day is the next: the form begins empty.
                target.emit("", -1)
            else:
                target.emit(self._board.columns[place].id, minute // SNAP * SNAP)
        else:
            return False
        return True

    def _stand_on(self, card: CalendarCard) -> None:
        self._current = card.id
        self.setAccessibleDescription(card.spoken)
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        shape = self.shape
        if shape is None:
            return
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        lifted = self._lifted
        paint.paint_grid(painter, shape)
        for place, column in enumerate(shape.board.columns):
            for closure in column.closures:
                paint.paint_closure(painter, shape, place, closure)
        if lifted is not None:
            paint.paint_band(painter, shape, lifted)
        elif self._free is not None:
            self._paint_free(painter, shape, *self._free)
        self._paint_cards(painter, shape)
        if lifted is not None:
            times = lifted.card.detail.partition(" · ")[0]
            text = self._viewmodel.texts("vendor.calendar.moving", times=times)
            paint.paint_ghost(painter, shape, lifted, text)
        paint.paint_now(painter, shape)
        if lifted is not None:
            paint.paint_lifted(painter, shape, lifted)
            paint.paint_gutter_chips(painter, shape, lifted)

    def _paint_cards(self, painter: QPainter, shape: Shape) -> None:
        """The ways first, so that no card is crossed by one."""
        minutes = self._viewmodel.format.duration
        cards = [(place, card) for place, column in enumerate(shape.board.columns) for card in column.cards]
        for place, card in cards:
            paint.paint_travel(painter, shape, place, card, minutes(card.before))
        for place, card in cards:
            if self._lifted is None or card.id != self._lifted.card.id:
                focused = self.hasFocus() and card.id == self._current
                rect = shape.card_rect(place, card)
                paint.paint_card(painter, rect, card, focused=focused, hovered=card.id == self._hovered)

    def _paint_free(self, painter: QPainter, shape: Shape, place: int, minute: int) -> None:
        theme = active()
        rect = shape.slot_rect(place, minute, minute + SNAP)
        paint_box(painter, rect, 4, theme.faded("accent_wash", 0.8))
        font = theme.font("small", 500)
        text = f"+ {minute // 60:02}:{minute % 60:02}"
        paint_text(painter, rect.adjusted(8, 0, -4, 0), text, font, theme.color("accent"))

"""The day's timeline: a lane for each person, painted in one widget, walked by the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from viewmodels.vendor.rows import DayBar, DayBoard, DayLane
from views.kit.avatar import TINTS, paint_avatar
from views.kit.cell import PENDING_MARK, paint_mark
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active
from views.vendor.hatch import LOOKS, paint_card_shape, paint_hatch

HEADER, GUTTER, LANE = 32, 104, 64
_INSET, _GAP = 16, 6
_AVATAR = 24
_CLEAR = 38
"""So far from the clock's chip an hour's figures must stand to be read."""


class DayBoardView(QWidget):
    """`opened` carries the id of a card that was pressed or entered."""

    opened = Signal(str)

    def __init__(self, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board: DayBoard | None = None
        self._current = ""
        self._hovered = ""
        self.setObjectName(object_name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_board(self, board: DayBoard | None) -> None:
        """Show a day."""
        self._board = board
        bars = {bar.id for bar in self._bars()}
        if self._current not in bars:
            self._current = ""
        self.updateGeometry()
        self.update()

    def _bars(self) -> list[DayBar]:
        lanes = self._board.lanes if self._board is not None else ()
        return [bar for lane in lanes for bar in lane.bars]

    # Where things stand

    def sizeHint(self) -> QSize:
        lanes = len(self._board.lanes) if self._board is not None else 3
        return QSize(640, HEADER + max(1, lanes) * 92 + _INSET)

    def minimumSizeHint(self) -> QSize:
        lanes = len(self._board.lanes) if self._board is not None else 3
        return QSize(420, HEADER + max(1, lanes) * LANE + _INSET)

    def _lane_height(self) -> float:
        lanes = max(1, len(self._board.lanes) if self._board is not None else 1)
        return min(128.0, (self.height() - HEADER - _INSET) / lanes)

    def _x(self, minute: float) -> float:
        board = self._board
        if board is None:
            return 0.0
        room = self.width() - GUTTER - 2 * _INSET
        share = (minute - board.start) / max(1, board.end - board.start)
        x = _INSET + GUTTER + share * room
        return self.width() - x if self.isRightToLeft() else x

    def _span(self, start: float, end: float, top: float, height: float) -> QRectF:
        first, last = sorted((self._x(start), self._x(end)))
        return QRectF(first, top, last - first, height)

    def _bar_rect(self, lane: int, bar: DayBar) -> QRectF:
        height = self._lane_height()
        top = HEADER + lane * height
        rect = self._span(bar.start, bar.end, top + _GAP, height - 2 * _GAP)
        return rect.adjusted(0.5, 0, -1.5, 0)

    def _bar_at(self, at: QPoint) -> DayBar | None:
        if self._board is None:
            return None
        for place, lane in enumerate(self._board.lanes):
            for bar in reversed(lane.bars):
                if self._bar_rect(place, bar).contains(at):
                    return bar
        return None

    # Pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        bar = self._bar_at(event.position().toPoint())
        self._hovered = bar.id if bar is not None else ""
        self.setCursor(Qt.CursorShape.PointingHandCursor if bar else Qt.CursorShape.ArrowCursor)
        if bar is not None:
            QToolTip.showText(event.globalPosition().toPoint(), bar.spoken, self)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = ""
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        bar = self._bar_at(event.position().toPoint())
        if bar is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(bar.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bars = self._bars()
        ids = [bar.id for bar in bars]
        side = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Right: side,
            Qt.Key.Key_Left: -side,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and ids:
            place = ids.index(self._current) + step if self._current in ids else 0
            bar = bars[min(max(0, place), len(ids) - 1)]
            self._current = bar.id
            self.setAccessibleDescription(bar.spoken)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        board = self._board
        if board is None:
            return
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        self._paint_grid(painter, board)
        for place, lane in enumerate(board.lanes):
            self._paint_lane(painter, place, lane)
        if board.now >= 0:
            self._paint_now(painter, board)

    def _paint_grid(self, painter: QPainter, board: DayBoard) -> None:
        theme = active()
        bottom = HEADER + len(board.lanes) * self._lane_height()
        line = theme.size("line")
        painter.fillRect(QRectF(_INSET, HEADER - line, self.width() - 2 * _INSET, line), theme.color("line"))
        step = 60 if board.end - board.start <= 14 * 60 else 120
        center = Qt.AlignmentFlag.AlignHCenter
        now = self._x(board.now) if board.now >= 0 else None
        for minute in range(board.start, board.end + 1, step):
            x = round(self._x(minute))
            if minute < board.end:
                painter.fillRect(QRectF(x, HEADER, line, bottom - HEADER), theme.color("line"))
            room = QRectF(x - 30, 0, 60, HEADER - 4)
            # The clock's own chip says it better than half an hour's figures beside it.
            covered = now is not None and abs(x - now) < _CLEAR
            if minute < board.end and not covered:
                hour = f"{minute // 60:02}:00"
                paint_text(painter, room, hour, theme.font("caption"), theme.color("faint"), center)

    def _paint_lane(self, painter: QPainter, place: int, lane: DayLane) -> None:
        board = self._board
        if board is None:
            return
        theme, height = active(), self._lane_height()
        top = HEADER + place * height
        for start, end in lane.closed:
            first, last = max(start, board.start), min(end, board.end)
            if first < last:
                paint_hatch(painter, self._span(first, last, top, height))
        for start, end, title in lane.blocked:
            first, last = max(start, board.start), min(end, board.end)
            if first < last:
                rect = self._span(first, last, top, height)
                paint_hatch(painter, rect)
                room = rect.adjusted(8, 0, -8, 0)
                paint_text(painter, room, title, theme.font("small"), theme.color("soft"))
        if place:
            line = theme.size("line")
            painter.fillRect(QRectF(_INSET, top - line, self.width() - 2 * _INSET, line), theme.color("line"))
        x = self.width() - _INSET - _AVATAR if self.isRightToLeft() else _INSET
        disc = QRectF(x, top + (height - _AVATAR) / 2, _AVATAR, _AVATAR)
        paint_avatar(painter, disc, lane.initials, TINTS[lane.tint % len(TINTS)])
        name = QRectF(_INSET + _AVATAR + 8, top, GUTTER - _AVATAR - 14, height)
        if self.isRightToLeft():
            name.moveRight(self.width() - _INSET - _AVATAR - 8)
        paint_text(painter, name, lane.name, theme.font("body", 500), theme.color("ink"))
        for bar in lane.bars:
            self._paint_bar(painter, self._bar_rect(place, bar), bar)

    def _paint_bar(self, painter: QPainter, rect: QRectF, bar: DayBar) -> None:
        theme, look = active(), LOOKS[bar.standing]
        paint_card_shape(painter, rect, look, pending=bar.pending)
        if bar.id == self._hovered or (self.hasFocus() and bar.id == self._current):
            tone = "accent" if bar.id == self._current and self.hasFocus() else "line_strong"
            width = theme.size("ring" if tone == "accent" else "line")
            paint_box(painter, rect, 5, None, theme.color(tone), width)
        rtl = self.isRightToLeft()
        room = rect.adjusted(6 if rtl else 11, 0, -11 if rtl else -6, 0)
        if bar.pending and rect.width() > 40:
            paint_mark(painter, rect.x() + 4 if rtl else rect.right() - 24, rect.y() + 14, PENDING_MARK)
        if room.width() < 14:
            return
        middle = rect.center().y()
        small = rect.height() < 38
        first = QRectF(room.x(), middle - (9 if small else 18), room.width(), 18)
        paint_text(painter, first, bar.title, theme.font("small", 600), theme.color(look.title))
        if not small:
            second = first.translated(0, 17)
            paint_text(painter, second, bar.client, theme.font("small"), theme.color(look.words))

    def _paint_now(self, painter: QPainter, board: DayBoard) -> None:
        theme = active()
        x = self._x(board.now)
        bottom = HEADER + len(board.lanes) * self._lane_height()
        painter.fillRect(QRectF(round(x) - 1, HEADER - 6, 2, bottom - HEADER + 6), theme.color("bad"))
        chip = QRectF(round(x) - 20, 5, 40, 18)
        paint_box(painter, chip, 4, theme.color("bad"))
        ink = theme.color("bad_ink")
        center = Qt.AlignmentFlag.AlignHCenter
        paint_text(painter, chip, board.now_text, theme.font("small", 600), ink, center)

"""The heads of the calendar's columns: who, and how much of their day is booked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewmodels.vendor.calendar_rows import CalendarDay
from views.kit.avatar import paint_avatar
from views.kit.paint import paint_text
from views.kit.theme import active
from views.vendor.calendar_shape import GUTTER, Shape

HEIGHT = 52


class CalendarHead(QWidget):
    """Stays above the canvas while that scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board: CalendarDay | None = None
        self._scrollbar = 0
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_board(self, board: CalendarDay | None, canvas_width: int) -> None:
        """Show a day's columns, as wide as the canvas below has them."""
        self._board, self._scrollbar = board, max(0, self.width() - canvas_width)
        if board is not None:
            self.setAccessibleName(", ".join(f"{column.name} {column.summary}" for column in board.columns))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        board = self._board
        if board is None:
            return
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rtl, line = self.isRightToLeft(), theme.size("line")
        shift = self._scrollbar if rtl else 0
        shape = Shape(board, float(self.width() - self._scrollbar), rtl)
        zone = QRectF(self.width() - GUTTER if rtl else 0, 0, GUTTER, HEIGHT)
        center = Qt.AlignmentFlag.AlignHCenter
        paint_text(painter, zone, board.zone, theme.font("small"), theme.color("soft"), center)
        painter.fillRect(QRectF(0, HEIGHT - line, self.width(), line), theme.color("line"))
        for place, column in enumerate(board.columns):
            rect = shape.column_rect(place).translated(shift, 0)
            x = rect.right() if rtl else rect.x()
            painter.fillRect(QRectF(round(x), 0, line, HEIGHT), theme.color("line"))
            disc = QRectF(rect.right() - 12 - 28 if rtl else rect.x() + 12, 12, 28, 28)
            paint_avatar(painter, disc, column.initials, column.tint)
            room = QRectF(rect.x() + 50, 8, rect.width() - 58, 18)
            if rtl:
                room.moveRight(rect.right() - 50)
            paint_text(painter, room, column.name, theme.font("body", 600), theme.color("ink"))
            paint_text(
                painter, room.translated(0, 17), column.summary, theme.font("small"), theme.color("soft")
            )

"""The line that says where now is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from views.kit.paint import paint_dot, paint_text
from views.kit.theme import active

_DOT_FROM_RAIL = 16


class NowLine(QWidget):
    """The time, a red dot on the rail, and a line across."""

    def __init__(self, rail: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rail, self._time = rail, ""
        self.setFixedHeight(30)

    def set_time(self, time: str) -> None:
        """What the clock says."""
        self._time = time
        self.setAccessibleName(time)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle, width = 12.0, self.width()
        at = self._rail - _DOT_FROM_RAIL
        words = QRectF(width - at + 16 if rtl else 0, middle - 9, at - 16, 18)
        paint_text(
            painter,
            words,
            self._time,
            theme.font("body", 600),
            theme.color("bad"),
            Qt.AlignmentFlag.AlignRight,
        )
        line = QRectF(0 if rtl else self._rail, middle, width - self._rail, 1)
        painter.fillRect(line, theme.faded("bad", 0.6))
        paint_dot(painter, QPointF(width - at if rtl else at, middle + 0.5), 8, theme.color("bad"))

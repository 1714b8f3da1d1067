"""The small month beside the calendar: how full each day is, as a bar below its number."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from views.kit.month import Month
from views.kit.paint import paint_box, paint_dot, paint_text
from views.kit.theme import active


class LoadMonth(Month):
    """Any day can be chosen. The chosen one is a disc; `loads` are shares from 0 to 1."""

    def __init__(self, today: date, selected: date, parent: QWidget | None = None) -> None:
        super().__init__(today, selected=selected, past=True, parent=parent)
        self._loads: dict[date, float] = {}
        self._now = today

    def _cell(self) -> QSize:
        height = max(26, active().size("target") * 26 // 32)
        return QSize(28, height)

    def show_loads(self, loads: dict[date, float]) -> None:
        """How full the days are."""
        self._loads = loads
        self.update()

    def show_today(self, today: date) -> None:
        """Mark another day as today."""
        self._now = today
        self.update()

    def _paint_day(self, painter: QPainter, rect: QRectF, day: date) -> None:
        theme = active()
        here = day.month == self.month.month
        chosen = day == self._selected
        center = Qt.AlignmentFlag.AlignHCenter
        number = QRectF(rect.x(), rect.y() - 1, rect.width(), rect.height() - 3)
        if chosen:
            paint_dot(painter, number.center(), 24, theme.color("accent"))
        elif day == self._hovered:
            paint_box(painter, rect.adjusted(2, 0, -2, -1), theme.radius("nav"), theme.color("quiet_hover"))
        if self.hasFocus() and day == self._cursor and not chosen:
            box = rect.adjusted(2, 0, -2, -1)
            paint_box(painter, box, theme.radius("nav"), None, theme.color("accent"), theme.size("ring"))
        tone = "accent_ink" if chosen else "accent" if day == self._now else "ink" if here else "faint"
        weight = 600 if chosen or day == self._now else 400
        paint_text(painter, number, str(day.day), theme.font("small", weight), theme.color(tone), center)
        load = self._loads.get(day, 0.0)
        if load > 0 and not chosen:
            bar = QRectF(rect.center().x() - 6, rect.bottom() - 4, 12, 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(bar, theme.color("line_strong"))
            width = max(2.0, bar.width() * load)
            x = bar.right() - width if self.isRightToLeft() else bar.x()
            painter.fillRect(QRectF(x, bar.y(), width, 2), theme.color("accent"))

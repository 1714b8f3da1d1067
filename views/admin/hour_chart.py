"""Bookings by the hour: today's bars beside last week's; the hour that is running is drawn lighter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from viewmodels.admin.overview_rows import HourChart
from views.kit.figures import Figure
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

HOURS = 24
_GUTTER, _FOOT, _HEAD = 30, 24, 8
_BAR, _GAP, _ROUND = 10, 1, 2
_LABEL = 24
"""As narrow as an hour's two figures may stand."""

_STEPS = (1, 2, 5)


def axis_top(highest: int) -> int:
    """The round number (1, 2 or 5 times a power of ten) at or above the highest bar; 2 at the least."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power >= max(highest, 2):
                return step * power
        power *= 10


class HourBars(Figure):
    """24 pairs of bars over three grid lines; the figures of an hour stand in its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", QSize(640, 186), parent)
        self._chart = HourChart()
        self.setObjectName("admin.overview.hours")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(150)

    def set_chart(self, chart: HourChart) -> None:
        """Show these hours."""
        if chart != self._chart:
            self._chart = chart
            self.setAccessibleName(chart.spoken)
            self.changed()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._told_at(event.pos().x()), self)
            return True
        return super().event(event)

    def _told_at(self, x: int) -> str:
        place = int((x - _GUTTER) / ((self.width() - _GUTTER) / HOURS)) if x >= _GUTTER else -1
        if not 0 <= place < len(self._chart.hours):
            return ""
        hour = self._chart.hours[place]
        today = f"{self._chart.today}: {hour.today}\n" if hour.today is not None else ""
        return f"{hour.label}:00\n{today}{self._chart.last_week}: {hour.last_week}"

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        hours = self._chart.hours
        top = axis_top(max((max(hour.today or 0, hour.last_week) for hour in hours), default=0))
        base = round(rect.bottom() - _FOOT)
        scale = (base - _HEAD) / top
        self._draw_grid(painter, rect, top, base, scale)
        theme, slot = active(), (rect.width() - _GUTTER) / HOURS
        bar = max(2, min(_BAR, int((slot - _GAP - 1) / 2)))
        every = 2 if 2 * slot >= _LABEL else 4
        for hour in hours:
            left = round(_GUTTER + slot * hour.hour + (slot - 2 * bar - _GAP) / 2)
            if hour.today is not None:
                tone = theme.faded("accent", 0.5) if hour.running else theme.color("accent")
                _draw_bar(painter, left, base, bar, hour.today * scale, tone)
            before = theme.color("line_strong")
            _draw_bar(painter, left + bar + _GAP, base, bar, hour.last_week * scale, before)
            if hour.hour % every == 0:
                middle = _GUTTER + slot * (hour.hour + 0.5)
                room = QRectF(middle - _LABEL / 2, base + 7, _LABEL, 16)
                center = Qt.AlignmentFlag.AlignHCenter
                paint_text(painter, room, hour.label, theme.font("caption"), theme.color("faint"), center)

    @staticmethod
    def _draw_grid(painter: QPainter, rect: QRectF, top: int, base: int, scale: float) -> None:
        theme = active()
        for value in (0, top // 2, top):
            y = round(base - value * scale) + 0.5
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(_GUTTER, y), QPointF(rect.width(), y))
            room = QRectF(0, y - 8, _GUTTER - 8, 16)
            right = Qt.AlignmentFlag.AlignRight
            paint_text(painter, room, str(value), theme.font("caption"), theme.color("faint"), right)


def _draw_bar(painter: QPainter, x: float, base: float, width: int, height: float, color: QColor) -> None:
    if height > 0:
        tall = max(height, 2.0)
        paint_box(painter, QRectF(x, base - tall, width, tall), _ROUND, color)

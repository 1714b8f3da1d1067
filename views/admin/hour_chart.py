"""Bookings by the hour: today's bars beside last week's, painted once into a pixmap."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from viewmodels.admin.overview_rows import HourChart
from views.kit.paint import paint_text
from views.kit.theme import Theme, active

_GUTTER, _FOOT, _HEAD = 28, 24, 8
_BAR, _GAP, _ROUND = 10, 1, 2
_STEPS = (1, 2, 5)


def axis_top(highest: int) -> int:
    """The round number (1, 2 or 5 times a power of ten) at or above the highest bar; 2 at the least."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power >= max(highest, 2):
                return step * power
        power *= 10


class HourBars(QWidget):
    """24 pairs of bars over three grid lines; the hour that is running is drawn lighter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = HourChart()
        self._picture: tuple[str, float, QPixmap] | None = None
        self.setObjectName("admin.overview.hours")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(150)

    def set_chart(self, chart: HourChart) -> None:
        """Show these hours."""
        self._chart = chart
        self._picture = None
        self.setAccessibleName(chart.spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 186)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._told_at(event.pos().x()), self)
            return True
        return super().event(event)

    def _told_at(self, x: int) -> str:
        slot = (self.width() - _GUTTER) / 24
        place = int((x - _GUTTER) / slot) if x >= _GUTTER else -1
        if not 0 <= place < len(self._chart.hours):
            return ""
        hour = self._chart.hours[place]
        today = f"{self._chart.today}: {hour.today}\n" if hour.today is not None else ""
        return f"{hour.label}:00\n{today}{self._chart.last_week}: {hour.last_week}"

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, ratio = active(), self.devicePixelRatioF()
        if self._picture is None or self._picture[:2] != (theme.name, ratio):
            picture = QPixmap(ceil(self.width() * ratio), ceil(self.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter, theme)
            painter.end()
            self._picture = (theme.name, ratio, picture)
        QPainter(self).drawPixmap(0, 0, self._picture[2])

    def _paint(self, painter: QPainter, theme: Theme) -> None:
        hours = self._chart.hours
        top = axis_top(max((max(hour.today or 0, hour.last_week) for hour in hours), default=0))
        base = self.height() - _FOOT
        scale = (base - _HEAD) / top
        faint, small = theme.color("faint"), theme.font("caption")
        for value in (0, top // 2, top):
            y = round(base - value * scale) + 0.5
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(_GUTTER, y), QPointF(self.width(), y))
            box = QRectF(0, y - 8, _GUTTER - 8, 16)
            paint_text(painter, box, str(value), small, faint, Qt.AlignmentFlag.AlignRight)
        slot = (self.width() - _GUTTER) / 24
        painter.setPen(Qt.PenStyle.NoPen)
        for hour in hours:
            left = _GUTTER + slot * hour.hour + (slot - 2 * _BAR - _GAP) / 2
            if hour.today is not None:
                color = theme.faded("accent", 0.5) if hour.running else theme.color("accent")
                self._bar(painter, left, base, hour.today * scale, color)
            self._bar(painter, left + _BAR + _GAP, base, hour.last_week * scale, theme.color("line_strong"))
        for hour in hours[::2]:
            box = QRectF(_GUTTER + slot * hour.hour, base + 6, slot, 16)
            paint_text(painter, box, hour.label, small, faint, Qt.AlignmentFlag.AlignHCenter)

    @staticmethod
    def _bar(painter: QPainter, x: float, base: float, height: float, color: QColor) -> None:
        if height <= 0:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(QRectF(x, base - max(height, 2), _BAR, max(height, 2)), _ROUND, _ROUND)

"""Charts for dashboards: a sparkline, and pairs of bars."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from views.kit.figures import Figure
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active


class Sparkline(Figure):
    """A row of values as a line with its area washed."""

    def __init__(self, name: str, *, size: QSize | None = None, tone: str = "accent") -> None:
        super().__init__(name, size or QSize(96, 28))
        self._tone = tone
        self._values: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_values(self, values: Sequence[float]) -> None:
        """Show these values, oldest first."""
        if tuple(values) != self._values:
            self._values = tuple(values)
            self.changed()

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        if len(self._values) < 2:
            return
        theme = active()
        low, high = min(0.0, *self._values), max(self._values)
        span = (high - low) or 1.0
        step = rect.width() / (len(self._values) - 1)
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        points = [
            QPointF(
                rect.right() - i * step if rtl else i * step,
                2 + (rect.height() - 4) * (1 - (value - low) / span),
            )
            for i, value in enumerate(self._values)
        ]
        area = [*points, QPointF(points[-1].x(), rect.bottom()), QPointF(points[0].x(), rect.bottom())]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.faded(self._tone, 0.12))
        painter.drawPolygon(QPolygonF(area))
        pen = QPen(theme.color(self._tone), 1.75)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))


class BarChart(Figure):
    """Pairs of bars (now and before) over labels, with two grid lines."""

    def __init__(self, name: str, *, size: QSize | None = None) -> None:
        super().__init__(name, size or QSize(400, 180))
        self._values: tuple[float, ...] = ()
        self._previous: tuple[float, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._marked = -1

    def set_values(
        self,
        values: Sequence[float],
        labels: Sequence[str],
        *,
        previous: Sequence[float] = (),
        marked: int = -1,
    ) -> None:
        """Show these values; '' as a label leaves its place empty. `marked` is drawn strongest."""
        state = (tuple(values), tuple(previous), tuple(labels), marked)
        if state != (self._values, self._previous, self._labels, self._marked):
            self._values, self._previous, self._labels, self._marked = state
            self.changed()

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        if not self._values:
            return
        theme = active()
        foot, gutter = theme.line_height("caption") + 6, 34
        plot = rect.adjusted(gutter, 8, 0, -foot)
        top = _round_up(max((*self._values, *self._previous, 1.0)))
        for share in (0.0, 0.5, 1.0):
            y = round(plot.bottom() - share * plot.height())
            painter.fillRect(QRectF(plot.x(), y, plot.width(), 1), theme.color("line"))
            room = QRectF(0, y - 8, gutter - 8, 16)
            label = f"{top * share:g}"
            paint_text(
                painter, room, label, theme.font("caption"), theme.color("faint"), Qt.AlignmentFlag.AlignRight
            )
        step = plot.width() / len(self._values)
        pair = 2 if self._previous else 1
        width = max(2.0, min(18.0, (step * 0.7 - (pair - 1) * 2) / pair))
        for i, value in enumerate(self._values):
            middle = plot.x() + (i + 0.5) * step
            start = middle - (pair * width + (pair - 1) * 2) / 2
            self._bar(painter, plot, start, width, value / top, theme.color("accent"))
            if i < len(self._previous):
                self._bar(
                    painter, plot, start + width + 2, width, self._previous[i] / top, theme.color("previous")
                )
            if i < len(self._labels) and self._labels[i]:
                room = QRectF(middle - step, plot.bottom() + 5, step * 2, theme.line_height("caption"))
                tone, weight = ("ink", 600) if i == self._marked else ("faint", 400)
                paint_text(
                    painter,
                    room,
                    self._labels[i],
                    theme.font("caption", weight),
                    theme.color(tone),
                    Qt.AlignmentFlag.AlignHCenter,
                )

    @staticmethod
    def _bar(painter: QPainter, plot: QRectF, x: float, width: float, share: float, color: QColor) -> None:
        height = plot.height() * share
        if height > 0:
            paint_box(painter, QRectF(x, plot.bottom() - height, width, height), min(2.0, width / 2), color)


def _round_up(value: float) -> float:
    """The next 1, 2 or 5 times a power of ten."""
    power = 1.0
    while power * 10 <= value:
        power *= 10
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value)

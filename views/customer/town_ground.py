"""The ground of the drawn map: streets, blocks, parks and a river, the same in every town."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from views.kit.theme import active

# Streets as (share of the side, width): those from top to bottom, and those across.
_DOWN = ((-0.02, 8.0), (0.26, 11.0), (0.49, 8.0), (0.745, 10.0), (1.02, 8.0))
_ACROSS = (
    (-0.01, 8.0), (0.135, 8.0), (0.245, 10.0), (0.36, 8.0), (0.487, 11.0), (0.60, 8.0), (0.685, 6.0),
    (0.775, 8.0), (0.885, 10.0), (1.01, 8.0),
)  # fmt: skip
_PARKS = frozenset({(3, 1), (3, 2), (1, 4), (0, 7)})
_INSET, _SMALL, _SPLIT = 7.0, 3.0, 5


class TownGround:
    """Draws into `area`; towards the edges streets and blocks run out of it."""

    def __init__(self, area: QRectF) -> None:
        self._area = area

    def paint(self, painter: QPainter) -> None:
        """All of it, from below."""
        theme, area = active(), self._area
        dark = theme.dark
        street = theme.faded("line_strong", 0.55) if dark else theme.color("surface")
        painter.save()
        painter.setClipRect(area)
        painter.fillRect(area, theme.color("surface" if dark else "sunk"))
        self._paint_blocks(painter, theme.color("raised" if dark else "line"))
        river = self._river()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        water = QPen(theme.color("water"), max(30.0, area.width() * 0.13))
        painter.setPen(water)
        for arm in river:
            painter.drawPath(arm)
        self._paint_streets(painter, street)
        painter.restore()

    def _x(self, share: float) -> float:
        return self._area.x() + self._area.width() * share

    def _y(self, share: float) -> float:
        return self._area.y() + self._area.height() * share

    def _paint_blocks(self, painter: QPainter, block: QColor) -> None:
        park = active().color("park")
        painter.setPen(Qt.PenStyle.NoPen)
        for column, ((left, before), (right, after)) in enumerate(pairwise(_DOWN)):
            for line, ((top, above), (bottom, below)) in enumerate(pairwise(_ACROSS)):
                x, y = self._x(left) + before / 2 + _INSET, self._y(top) + above / 2 + _INSET
                plot = QRectF(x, y, self._x(right) - after / 2 - _INSET - x, 0)
                plot.setBottom(self._y(bottom) - below / 2 - _INSET)
                green = (column, line) in _PARKS
                painter.setBrush(park if green else block)
                # Some blocks are two houses wide, so that no two streets look the same.
                parts = 1 if green or (3 * column + 2 * line) % _SPLIT else 2
                wide = (plot.width() - 6 * (parts - 1)) / parts
                for part in range(parts):
                    house = QRectF(plot.x() + part * (wide + 6), plot.y(), wide, plot.height())
                    painter.drawRoundedRect(house, _SMALL, _SMALL)

    def _river(self) -> tuple[QPainterPath, ...]:
        x, y = self._x, self._y
        first = QPainterPath(QPointF(x(0.56), y(-0.05)))
        first.cubicTo(x(0.72), y(0.05), x(0.60), y(0.14), x(0.72), y(0.21))
        first.cubicTo(x(0.84), y(0.28), x(0.84), y(0.34), x(1.08), y(0.385))
        second = QPainterPath(QPointF(x(-0.06), y(0.745)))
        second.cubicTo(x(0.30), y(0.68), x(0.55), y(0.80), x(1.06), y(0.70))
        return first, second

    def _paint_streets(self, painter: QPainter, street: QColor) -> None:
        pen = QPen(street)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        top, bottom = self._area.top(), self._area.bottom()
        for share, width in _DOWN:
            pen.setWidthF(width)
            painter.setPen(pen)
            painter.drawLine(QPointF(self._x(share), top), QPointF(self._x(share), bottom))
        left, right = self._area.left(), self._area.right()
        for share, width in _ACROSS:
            pen.setWidthF(width)
            painter.setPen(pen)
            painter.drawLine(QPointF(left, self._y(share)), QPointF(right, self._y(share)))

"""How many services cost how much, with two handles that bound the price."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from viewmodels.customer.rows import PriceBar
from views.kit.figures import Figure
from views.kit.paint import paint_box
from views.kit.theme import active

_HANDLE, _HEIGHT = 12.0, 42
_FOOT = _HANDLE / 2 + 1


class PriceBars(Figure):
    """What the bounds leave out is grey.

    Dragging a handle shows it at once and asks (`bounded`) when it is let go, with both bounds in bands, -1
    for open. The fields below are the keyboard's way.
    """

    bounded = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__(name, QSize(180, _HEIGHT))
        self._bars: tuple[PriceBar, ...] = ()
        self._bounds = [0.0, 0.0]
        self._dragged = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_price(self, bars: Sequence[PriceBar], low: float, high: float) -> None:
        """Show these; `low` and `high` are in bands, and `high` below 0 is open."""
        bounds = [min(low, len(bars)), len(bars) if high < 0 else min(high, len(bars))]
        if self._dragged < 0 and (tuple(bars), bounds) != (self._bars, self._bounds):
            self._bars, self._bounds = tuple(bars), [float(bound) for bound in bounds]
            self.changed()

    # The handles

    def _span(self) -> float:
        return max(1.0, self.width() - _HANDLE)

    def _x(self, bound: float) -> float:
        x = _HANDLE / 2 + self._span() * bound / max(1, len(self._bars))
        return self.width() - x if self.isRightToLeft() else x

    def _bound_at(self, x: float) -> float:
        if self.isRightToLeft():
            x = self.width() - x
        share = (x - _HANDLE / 2) / self._span()
        return round(min(max(share, 0.0), 1.0) * len(self._bars))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._bars or event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        away = [abs(self._x(bound) - x) for bound in self._bounds]
        # Where both stand on one spot, the one that can still move that way.
        self._dragged = 0 if away[0] < away[1] or (away[0] == away[1] and self._bounds[0] > 0) else 1
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged < 0:
            return
        bound = self._bound_at(event.position().x())
        low, high = self._bounds
        self._bounds[self._dragged] = min(bound, high - 1) if self._dragged == 0 else max(bound, low + 1)
        self.changed()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged < 0:
            return
        self._dragged = -1
        low, high = (round(bound) for bound in self._bounds)
        self.bounded.emit(low if low > 0 else -1, high if high < len(self._bars) else -1)

    # Painting

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        theme = active()
        base = rect.bottom() - _FOOT
        step = self._span() / max(1, len(self._bars))
        low, high = self._bounds
        for place, bar in enumerate(self._bars):
            height = max(3.0, (base - 2) * bar.share) if bar.share else 0.0
            start, end = self._x(place), self._x(place + 1)
            tone = "accent" if low <= place < high else "line_strong"
            box = QRectF(min(start, end) + 1, base - height, step - 2, height)
            if height:
                paint_box(painter, box, min(2.0, height / 2), theme.color(tone))
        painter.fillRect(
            QRectF(_HANDLE / 2, base, self._span(), 2), theme.color("line_strong" if self._bars else "line")
        )
        if not self._bars:
            return
        first, last = sorted((self._x(low), self._x(high)))
        painter.fillRect(QRectF(first, base, last - first, 2), theme.color("accent"))
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(theme.color("surface"))
        for bound in self._bounds:
            painter.drawEllipse(QPointF(self._x(bound), base + 1), _HANDLE / 2 - 1, _HANDLE / 2 - 1)

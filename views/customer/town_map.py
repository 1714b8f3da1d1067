"""The drawn map: no tiles, a quiet schematic town with the services where they are, true to 100 m."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewmodels.customer.rows import MapPin
from views.customer.town_ground import TownGround
from views.kit.paint import paint_box, paint_dot, paint_text
from views.kit.theme import active

_RING_M = 1_000.0
_LEAST_SPAN_M = 2_400.0
_REACH = 14


class TownMap(QWidget):
    """`chosen` carries the id of a pin that was pressed. The ground is drawn once per size and theme."""

    chosen = Signal(str)

    def __init__(self, name: str, here: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pins: tuple[MapPin, ...] = ()
        self._selected = ""
        self._ground: tuple[str, QPixmap] | None = None
        self.setObjectName("customer.results.map")
        self.setAccessibleName(name)
        self.setToolTip(here)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(284, 600)

    def set_pins(self, pins: Sequence[MapPin]) -> None:
        """Show services; the scale shows the nearest of them all."""
        self._pins = tuple(pins)
        self.update()

    def set_selected(self, id: str) -> None:
        """Mark one."""
        self._selected = id
        self.update()

    def _scale(self) -> float:
        """Pixels per metre, so that most pins fit."""
        spans = sorted(
            max(abs(pin.east), abs(pin.north) * self.width() / max(1, self.height())) for pin in self._pins
        )
        wide = spans[len(spans) * 9 // 10] if spans else 0.0
        return (self.width() / 2 - 20) / max(_LEAST_SPAN_M / 2, wide * 1.05)

    def _at(self, pin: MapPin) -> QPointF:
        scale = self._scale()
        x = self.width() / 2 + pin.east * scale
        y = self.height() / 2 - pin.north * scale
        # What lies outside stands at the edge, in its direction.
        return QPointF(min(max(14.0, x), self.width() - 14.0), min(max(22.0, y), self.height() - 14.0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        near = [(hypot((spot := self._at(pin)).x() - at.x(), spot.y() - at.y()), pin) for pin in self._pins]
        distance, pin = min(near, key=lambda item: item[0], default=(_REACH + 1.0, None))
        if pin is not None and distance <= _REACH:
            self.chosen.emit(pin.id)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_here(painter)
        for pin in sorted(self._pins, key=lambda pin: (pin.id == self._selected, -pin.number)):
            self._paint_pin(painter, pin)

    def _picture(self) -> QPixmap:
        theme, ratio = active(), self.devicePixelRatioF()
        size = self.size() * ratio
        if self._ground is None or self._ground[0] != theme.name or self._ground[1].size() != size:
            picture = QPixmap(size)
            picture.setDevicePixelRatio(ratio)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            painter.end()
            self._ground = (theme.name, picture)
        return self._ground[1]

    def _paint_ground(self, painter: QPainter) -> None:
        TownGround(QRectF(0, 0, self.width(), self.height())).paint(painter)

    def _paint_here(self, painter: QPainter) -> None:
        theme = active()
        middle = QPointF(self.width() / 2, self.height() / 2)
        pen = QPen(theme.color("accent"), 1.5)
        pen.setDashPattern([2, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = _RING_M * self._scale()
        painter.drawEllipse(middle, ring, ring)
        label = QRectF(middle.x() - 22, middle.y() - ring - 9, 44, 18)
        paint_box(painter, label, 5, theme.color("surface"))
        center = Qt.AlignmentFlag.AlignHCenter
        paint_text(painter, label, "1 km", theme.font("caption", 600), theme.color("accent"), center)
        paint_dot(painter, middle, 20, theme.color("surface"))
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, 10, 10)
        paint_dot(painter, middle, 7, theme.color("accent"))

    def _paint_pin(self, painter: QPainter, pin: MapPin) -> None:
        theme, at = active(), self._at(pin)
        chosen = pin.id == self._selected
        fill, ink = ("accent", "accent_ink") if chosen else ("mark", "mark_ink")
        size = 26 if chosen else 20
        under = at.y() + size / 2
        corners = ((at.x() - 4, under + 1), (at.x() + 4, under + 1), (at.x(), under + 6))
        foot = QPolygonF([QPointF(x, y) for x, y in corners])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(fill))
        painter.drawPolygon(foot)
        paint_dot(painter, at, size + 3, theme.color("surface"))
        paint_dot(painter, at, size, theme.color(fill))
        room = QRectF(at.x() - size / 2, at.y() - size / 2, size, size)
        center = Qt.AlignmentFlag.AlignHCenter
        paint_text(painter, room, str(pin.number), theme.font("caption", 600), theme.color(ink), center)


class LegendMark(QWidget):
    """A small pin or home, for the line below the map; the words stand beside it."""

    def __init__(self, mark: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self.setFixedSize(14, 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QRectF(self.rect()).center()
        if self._mark == "pin":
            paint_dot(painter, middle, 9, active().color("mark"))
            return
        painter.setPen(QPen(active().color("accent"), 2))
        painter.drawEllipse(middle, 5, 5)
        paint_dot(painter, middle, 4, active().color("accent"))

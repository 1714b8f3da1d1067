"""Rounded corners over content that fills a card to its edges, such as a table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from views.kit.paint import paint_box
from views.kit.theme import active


def paint_corner(painter: QPainter, corner: QRectF, card: QRectF, ground: str = "canvas") -> None:
    """Paint, within `corner`, the ground outside the card's curve and the card's line on it."""
    theme = active()
    radius = theme.radius("card")
    outside, inside = QPainterPath(), QPainterPath()
    outside.addRect(corner)
    inside.addRoundedRect(card, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(corner, Qt.ClipOperation.IntersectClip)
    painter.fillPath(outside.subtracted(inside), theme.color(ground))
    paint_box(painter, card, radius, None, theme.color("line"), theme.size("line"))
    painter.restore()


class _Corner(QWidget):
    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self._card = card
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        whole = QRectF(self._card.rect()).translated(-self.x(), -self.y())
        paint_corner(QPainter(self), QRectF(self.rect()), whole)


class Corners(QObject):
    """Four small covers that stay on top of what the card holds.

    A cover over something that scrolls would stop Qt from blitting it, so a table that reaches its foot
    switches the lower ones off and paints those corners itself.
    """

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self._card = card
        self._corners = [_Corner(card) for _ in range(4)]
        self._wanted = [True] * 4
        card.installEventFilter(self)
        self._place()

    def show_lower(self, *, left: bool, right: bool) -> None:
        """Which of the lower corners are covered here."""
        if self._wanted[2:] != [left, right]:
            self._wanted[2:] = [left, right]
            self._place()

    def _place(self) -> None:
        side = active().radius("card")
        right, bottom = self._card.width() - side, self._card.height() - side
        places = (QPoint(0, 0), QPoint(right, 0), QPoint(0, bottom), QPoint(right, bottom))
        for corner, place, wanted in zip(self._corners, places, self._wanted, strict=True):
            corner.setGeometry(QRect(place.x(), place.y(), side, side))
            corner.setVisible(wanted)
            corner.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return False

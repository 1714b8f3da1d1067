"""A small filled disc: a state, or the colour of a legend."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from views.kit.paint import paint_dot
from views.kit.theme import active


class Dot(QWidget):
    """A disc in a tone, as large as the theme's dots; the words beside it say what it means."""

    def __init__(self, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        side = active().size("dot") + 1
        self.setFixedSize(side, side)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_tone(self, tone: str) -> None:
        """Change the colour token."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        center = QPointF(self.width() / 2, self.height() / 2)
        paint_dot(QPainter(self), center, active().size("dot"), active().color(self._tone))

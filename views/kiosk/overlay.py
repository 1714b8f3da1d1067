"""What stands over a page: a scrim and a card in the middle."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from views.kiosk.room import Room
from views.kit.layouts import STRETCH, row
from views.kit.paint import paint_box
from views.kit.theme import active

_SCRIM = QColor(20, 20, 19, 186)
WIDTH, RADIUS, PADDING, LOW_PADDING = 880, 32, 56, 36


class OverlayCard(QWidget):
    """The raised card."""

    def __init__(self, content: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        self.setLayout(content)
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()), RADIUS, active().color("raised"))


class Overlay(QWidget):
    """Covers the kiosk but for one control, the language, which stays in reach."""

    def __init__(self, content: QLayout, object_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        layout = self._frame = QVBoxLayout(self)
        layout.addStretch(1)
        self.card = OverlayCard(content)
        # Between stretches: an aligned item would be asked for its height at the width of the screen.
        layout.addLayout(row(STRETCH, self.card, STRETCH, spacing=0))
        layout.addStretch(1)

    def lay_over(self, area: QRect, language: QRect, room: Room) -> None:
        """Cover the area; the card keeps clear of the language, which stands above all."""
        self.setGeometry(area)
        self._frame.setContentsMargins(40, language.bottom() + 16 if room.lying else 40, 40, 24)
        self.arrange(room)

    def arrange(self, room: Room) -> None:
        """What a card of its own does about a low screen."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), _SCRIM)

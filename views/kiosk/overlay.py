"""What stands over a page: a scrim and a card in the middle."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QRegion
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from views.kit.paint import paint_box
from views.kit.theme import active

_SCRIM = QColor(20, 20, 19, 186)
WIDTH, RADIUS = 880, 32


class OverlayCard(QWidget):
    """The raised card."""

    def __init__(self, content: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content.setContentsMargins(56, 56, 56, 56)
        self.setLayout(content)
        self.setFixedWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()), RADIUS, active().color("raised"))


class Overlay(QWidget):
    """Covers the kiosk but for one control (the language), which stays in reach through a hole."""

    def __init__(self, content: QLayout, object_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 40, 40, 40)
        layout.addStretch(1)
        centered = QVBoxLayout()
        self.card = OverlayCard(content)
        centered.addWidget(self.card)
        centered.setAlignment(self.card, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(centered)
        layout.addStretch(1)

    def lay_over(self, area: QRect, hole: QRect, radius: int) -> None:
        """Cover the area but for the hole, whose corners are round."""
        self.setGeometry(area)
        path = QPainterPath()
        path.addRoundedRect(QRectF(hole), radius, radius)
        left = QRegion(path.toFillPolygon().toPolygon())
        self.setMask(QRegion(QRect(0, 0, area.width(), area.height())).subtracted(left))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), _SCRIM)

"""The turning arc of something under way. It stands still when the system asks for no motion."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from views.kit.theme import active


def paint_spinner(painter: QPainter, rect: QRectF, angle: float, color: QColor) -> None:
    """Three quarters of a circle, turned by `angle` degrees."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(color, max(1.5, rect.width() / 9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = pen.widthF() / 2
    start = round((60 - angle) * 16)
    painter.drawArc(rect.adjusted(half, half, -half, -half), start, -270 * 16)


class Rotation(QObject):
    """Answers the angle of a spinner, and says when to draw again; runs only between `start` and `stop`."""

    turned = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.angle = 0.0
        self._motion: QVariantAnimation | None = None

    def start(self) -> None:
        """Turn, unless motion is off."""
        duration = active().ms("spinner")
        if duration == 0 or self._motion is not None:
            return
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(duration)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(360.0)
        self._motion.setLoopCount(-1)
        self._motion.valueChanged.connect(self._turn)
        self._motion.start()

    def stop(self) -> None:
        """Stand still, and leave no timer behind."""
        if self._motion is not None:
            self._motion.stop()
            self._motion.deleteLater()
            self._motion = None
        self.angle = 0.0

    def _turn(self, value: object) -> None:
        self.angle = float(value) if isinstance(value, float) else 0.0
        self.turned.emit()


class Spinner(QWidget):
    """A spinner on its own. It turns only while visible."""

    def __init__(self, size: int = 16, tone: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._rotation = Rotation(self)
        self._rotation.turned.connect(self.update)
        self.setFixedSize(size, size)

    def showEvent(self, event: object) -> None:
        self._rotation.start()

    def hideEvent(self, event: object) -> None:
        self._rotation.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_spinner(QPainter(self), QRectF(self.rect()), self._rotation.angle, active().color(self._tone))

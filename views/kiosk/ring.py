"""A ring that empties as time passes, with what is left written inside."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from viewmodels.kiosk.rows import Countdown
from views.kit.paint import paint_text
from views.kit.theme import active

_FULL = 360 * 16


class Ring(QWidget):
    """`track` is the token of what has passed; `role` and `weight` are those of the text."""

    def __init__(
        self,
        size: int,
        thickness: int,
        *,
        role: str = "body",
        weight: int = 700,
        track: str = "line",
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self.setObjectName(object_name)
        self._thickness, self._role, self._weight, self._track = thickness, role, weight, track
        self._countdown = Countdown("", 1.0)

    def set_stroke(self, thickness: int, role: str) -> None:
        """Draw it in another size."""
        self._thickness, self._role = thickness, role
        self.update()

    def show_countdown(self, countdown: Countdown) -> None:
        """Show what is left."""
        self._countdown = countdown
        self.setAccessibleName(countdown.text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = self._thickness / 2
        frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
        pen = QPen(theme.color(self._track), self._thickness)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawEllipse(frame)
        pen.setColor(theme.color("accent"))
        painter.setPen(pen)
        painter.drawArc(frame, 90 * 16, -round(_FULL * self._countdown.left))
        font = theme.font(self._role, self._weight)
        paint_text(
            painter,
            QRectF(self.rect()),
            self._countdown.text,
            font,
            theme.color("ink"),
            Qt.AlignmentFlag.AlignHCenter,
        )

"""Buttons for fingers: at least 64 px, one line of large text, an icon before or after it."""

from __future__ import annotations

from math import ceil
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from views.kit.focus import Focusable
from views.kit.icons import paint_icon
from views.kit.paint import paint_box, paint_text
from views.kit.spinner import Rotation, paint_spinner
from views.kit.theme import active

Kind = Literal["primary", "plain", "quiet", "selected", "lost"]
GAP, PADDING, WIDE_PADDING, TALL = 14, 24, 40, 100

_FILL: dict[Kind, tuple[str | None, str | None]] = {
    "primary": ("accent", "primary_pressed"),
    "plain": ("surface", "plain_pressed"),
    "quiet": (None, "quiet_pressed"),
    "selected": ("accent_wash", "accent_wash"),
    "lost": (None, None),
}


class TouchButton(Focusable, QAbstractButton):
    """`role` and `weight` say how large it speaks. While it runs it shows a spinner and does nothing."""

    def __init__(
        self,
        text: str = "",
        *,
        kind: Kind = "plain",
        icon: str = "",
        trailing: str = "",
        role: str = "heading",
        weight: int = 600,
        height: str | int = "control_large",
        width: int = 0,
        radius: int = 0,
        icon_size: int = 32,
        name: str = "",
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: Kind = kind
        self._icon, self._trailing, self._icon_size = icon, trailing, icon_size
        self._role, self._weight, self._radius = role, weight, radius
        self._running = False
        self._rotation = Rotation(self)
        self._rotation.turned.connect(self.update)
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setObjectName(object_name)
        # A touch moves no focus: only those who came by keyboard see the ring.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(active().size(height) if isinstance(height, str) else height)
        if width:
            self.setFixedWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_label(self, text: str, *, icon: str | None = None, name: str = "") -> None:
        """Change the words, and the icon if one is given."""
        if icon is not None:
            self._icon = icon
        self.setText(text)
        self.setAccessibleName(name or text)
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: Kind) -> None:
        """Change the manner."""
        self._kind = kind
        self.update()

    def set_running(self, running: bool) -> None:
        """Show the spinner; presses do nothing meanwhile."""
        if running == self._running:
            return
        self._running = running
        if running:
            self._rotation.start()
        else:
            self._rotation.stop()
        self.update()

    def ring_radius(self) -> float:
        return self._radius or active().radius("card")

    def font_used(self) -> QFont:
        """The font of its text."""
        return active().font(self._role, self._weight)

    def sizeHint(self) -> QSize:
        padding = WIDE_PADDING if self.height() > TALL else PADDING
        return QSize(ceil(self._content_width()) + 2 * padding, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.height()), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._running:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        return

    def hitButton(self, position: object) -> bool:
        return not self._running and super().hitButton(position)  # type: ignore[arg-type]  # a QPoint, as Qt gives it

    def hideEvent(self, event: object) -> None:
        self._rotation.stop()

    def showEvent(self, event: object) -> None:
        if self._running:
            self._rotation.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        ink = self._paint_frame(painter)
        self._paint_content(painter, ink)

    def _paint_frame(self, painter: QPainter) -> QColor:
        theme = active()
        rest, pressed = _FILL[self._kind]
        fill = pressed if self.isDown() else rest
        if not self.isEnabled() and self._kind == "primary":
            fill = "sunk"
        line = {"plain": "line_strong", "lost": "line_strong", "selected": "accent"}.get(self._kind)
        width = theme.size("ring") if self._kind == "selected" else theme.size("line")
        paint_box(
            painter,
            QRectF(self.rect()),
            self.ring_radius(),
            theme.color(fill) if fill else None,
            theme.color(line) if line else None,
            width,
            dashed=self._kind == "lost",
        )
        if not self.isEnabled() or self._kind == "lost":
            return theme.color("soft")
        return theme.color({"primary": "accent_ink", "selected": "accent"}.get(self._kind, "ink"))

    def _content_width(self) -> float:
        parts = [QFontMetricsF(self.font_used()).horizontalAdvance(self.text())] if self.text() else []
        parts += [float(self._icon_size)] * ((bool(self._icon) or self._running) + bool(self._trailing))
        return sum(parts) + GAP * max(0, len(parts) - 1)

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        size = self._icon_size
        x, top = (self.width() - self._content_width()) / 2, (self.height() - size) / 2
        if self._running:
            frame = QRectF(self._mirror(x, size) + 2, top + 2, size - 4, size - 4)
            paint_spinner(painter, frame, self._rotation.angle, ink)
            x += size + GAP
        elif self._icon:
            paint_icon(painter, self._icon, self._mirror(x, size), top, ink, size)
            x += size + GAP
        if self.text():
            advance = QFontMetricsF(self.font_used()).horizontalAdvance(self.text())
            room = min(advance + 1, self.width() - 16.0)
            frame = QRectF(max(8.0, self._mirror(x, room)), 0, room, self.height())
            paint_text(painter, frame, self.text(), self.font_used(), ink)
            x += advance + GAP
        if self._trailing:
            paint_icon(painter, self._trailing, self._mirror(x, size), top, ink, size)

    def _mirror(self, x: float, width: float) -> float:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return self.width() - x - width if rtl else x


class RowButton(TouchButton):
    """Reads as a line of a list: icon and words at the start, what it does at the end."""

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        size, top = self._icon_size, (self.height() - self._icon_size) / 2
        paint_icon(painter, self._icon, self._mirror(28, size), top, ink, size)
        end = self.width() - 28.0 - size
        paint_icon(painter, self._trailing, self._mirror(end, size), top, ink, size)
        room = end - GAP - 28 - size - 22
        frame = QRectF(self._mirror(28 + size + 22, room), 0, room, self.height())
        paint_text(painter, frame, self.text(), self.font_used(), ink)

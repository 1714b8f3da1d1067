"""Toasts: what was just done, with a way back, and a bar that shows how long it stays."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from views.kit.button import Button
from views.kit.icons import Icon
from views.kit.layouts import column, row
from views.kit.paint import paint_box
from views.kit.text import Text
from views.kit.theme import active

_TICK_MS = 40
_BAR = 2


_GAP, _EDGES = 10, 14 + 8


class Toast(QWidget):
    """`acted` is its button; `expired` comes when its time is up. That stands still under the mouse."""

    acted = Signal()
    expired = Signal()

    def __init__(
        self,
        text: str,
        *,
        detail: str = "",
        icon: str = "check",
        tone: str = "soft",
        action: str = "",
        keys: str = "",
        quiet: bool = False,
        milliseconds: int = 0,
        object_name: str = "toast",
        parent: QWidget | None = None,
    ) -> None:
        """`milliseconds` 0 stays until it is taken away, and has no bar."""
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(f"{text} {detail}".strip())
        self.setFixedWidth(active().size("toast"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._length, self._left = milliseconds, milliseconds
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        words = column(
            Text(text, weight=500, wrap=True),
            Text(detail, role="small", tone="faint", wrap=True) if detail else None,
            spacing=0,
        )
        self.button = Button(
            action,
            kind="quiet" if quiet else "default",
            shortcut_hint=keys,
            object_name=f"{object_name}.action",
        )
        self.button.setVisible(bool(action))
        self._text = text
        self.show_keys(keys)
        self.button.clicked.connect(self.acted)
        line = row(Icon(icon, tone), words, self.button, spacing=_GAP, margins=(14, 7, 8, 7))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setMinimumHeight(48)

    def set_action(self, text: str) -> None:
        """Change the button's word; '' takes it away."""
        self.button.setVisible(bool(text))
        if text:
            self.button.set_label(text)

    def show_keys(self, keys: str) -> None:
        """Draw the action's key where the words keep to one line beside it, and none for ''."""
        self.button.set_shortcut_hint(keys)
        words = QFontMetricsF(active().font("body", 500)).horizontalAdvance(self._text)
        taken = _EDGES + active().size("icon") + 2 * _GAP + self.button.sizeHint().width()
        if words > active().size("toast") - taken:
            self.button.set_shortcut_hint("")

    def set_left(self, share: float) -> None:
        """Draw the bar at a share of its time (0 to 1): for pictures of the design system."""
        self._timer.stop()
        self._left = round(self._length * share)
        self.update()

    @property
    def share_left(self) -> float:
        """How much of its time is left, 0 to 1."""
        return self._left / self._length if self._length else 0.0

    def showEvent(self, event: object) -> None:
        self._go_on()

    def hideEvent(self, event: object) -> None:
        self._timer.stop()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._go_on()

    def _go_on(self) -> None:
        if self._length and self._left > 0:
            self._clock.start()
            self._timer.start()

    def _tick(self) -> None:
        if self.button.hasFocus():
            self._clock.restart()
            return
        self._left = max(0, self._left - self._clock.restart())
        if self._left == 0:
            self._timer.stop()
            self.expired.emit()
        self.update(0, self.height() - 12, self.width(), 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        rect, radius = QRectF(self.rect()), theme.radius("card")
        line = theme.size("line")
        paint_box(painter, rect, radius, theme.color("raised"), theme.color("line_strong"), line)
        if self._length:
            clip = QPainterPath()
            clip.addRoundedRect(rect.adjusted(line, line, -line, -line), radius - line, radius - line)
            painter.setClipPath(clip)
            width = rect.width() * self.share_left
            x = rect.right() - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
            painter.fillRect(QRectF(x, rect.height() - line - _BAR, width, _BAR), theme.color("accent"))

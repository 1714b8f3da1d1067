"""Buttons: primary, default, quiet and danger, with the states of the design."""

from __future__ import annotations

from math import ceil
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from views.kit.button_colors import Kind, button_colors
from views.kit.focus import Focusable
from views.kit.hint import show_hint
from views.kit.icons import paint_icon
from views.kit.keycap import keycap_width, paint_keycap
from views.kit.paint import paint_box, paint_text
from views.kit.spinner import Rotation, paint_spinner
from views.kit.theme import active

Size = Literal["small", "normal", "large"]
_HEIGHT = {"small": "control_small", "normal": "control", "large": "control_large"}
_PADDING = {"small": 10, "normal": 12, "large": 16}
GAP = 6


class Button(Focusable, QAbstractButton):
    """A push button. Without a text it is icon-only, and then needs `name` for screen readers.

    `clicked` comes only when the press may act; `refused` comes when the network is needed and missing.
    """

    refused = Signal()

    def __init__(
        self,
        text: str = "",
        *,
        kind: Kind = "default",
        icon: str | None = None,
        trailing: str | None = None,
        size: Size = "normal",
        weight: int = 600,
        shortcut_hint: str = "",
        name: str = "",
        object_name: str = "",
        running_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: Kind = kind
        self._icon, self._trailing, self._size, self._weight = icon, trailing, size, weight
        self._hint, self._running_text = shortcut_hint, running_text
        self._running = self._offline = False
        self._network_text = self._reason = ""
        self._widths = (0, 0)
        self._rotation = Rotation(self)
        self._rotation.turned.connect(self.update)
        self.setText(text)
        self.setAccessibleName(name or text)
        if name and not text:
            self.setToolTip(name)
        if object_name:
            self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    # What it shows

    def set_kind(self, kind: Kind) -> None:
        """Change the manner; a page's primary turns plain while a sheet has its own."""
        if kind != self._kind:
            self._kind = kind
            self.update()

    def set_label(self, text: str, icon: str | None = None) -> None:
        """Change text and icon together, and the accessible name with them."""
        self._icon = icon
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_icon(self, icon: str, name: str) -> None:
        """Change the icon of an icon-only button, and what it is called."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def set_shortcut_hint(self, keys: str) -> None:
        """Change the key that is drawn in it; '' takes it away."""
        if keys != self._hint:
            self._hint = keys
            self.updateGeometry()
            self.update()

    def set_running(self, running: bool) -> None:
        """Show the spinner. The width stays; a second press does nothing."""
        if running == self._running:
            return
        if running:
            self._widths = (self.minimumWidth(), self.maximumWidth())
            placed = self.testAttribute(Qt.WidgetAttribute.WA_Resized)
            self.setFixedWidth(max(self.width() if placed else 0, self.sizeHint().width()))
            self._rotation.start()
        else:
            self._rotation.stop()
            self.setMinimumWidth(self._widths[0])
            self.setMaximumWidth(self._widths[1])
        self._running = running
        self.update()

    def set_enabled(self, enabled: bool, reason: str = "") -> None:
        """Disabling gives the reason, on hover and to screen readers."""
        self._reason = "" if enabled else reason
        self.setEnabled(enabled)
        self.setToolTip(self._reason or ("" if self.text() else self.accessibleName()))
        self.setAccessibleDescription(self._reason)
        self.update()

    def set_reason(self, reason: str) -> None:
        """Enabled without a reason, disabled with one."""
        self.set_enabled(not reason, reason)

    def set_needs_network(self, missing: bool, text: str = "") -> None:
        """While the network is missing: a plug badge, still focusable, and `text` when pressed."""
        self._offline, self._network_text = missing, text
        self.setAccessibleDescription(text if missing else self._reason)
        self.updateGeometry()
        self.update()

    def force_state(self, *, hover: bool = False, pressed: bool = False) -> None:
        """Draw a state that no pointer made: for pictures of the design system."""
        self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, hover)
        self.setDown(pressed)

    # What it does

    def _blocked(self) -> bool:
        if self._running:
            return True
        if self._offline:
            show_hint(self, self._network_text, "plug")
            self.refused.emit()
            return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._blocked():
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if acts and self._blocked():
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: object) -> None:
        self._rotation.stop()

    def showEvent(self, event: object) -> None:
        if self._running:
            self._rotation.start()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.PaletteChange):
            self.update()
        super().changeEvent(event)

    # How it looks

    def ring_radius(self) -> float:
        return active().radius("control_small" if self._size == "small" else "control")

    def _leading(self) -> str | None:
        return "plug" if self._offline else self._icon

    def _content_width(self, text: str, *, icon: bool) -> float:
        theme = active()
        width = QFontMetricsF(theme.font("body", self._weight)).horizontalAdvance(text) if text else 0.0
        parts = [width] if text else []
        if icon:
            parts.append(theme.size("icon"))
        if self._trailing:
            parts.append(theme.size("icon"))
        if self._hint:
            parts.append(keycap_width(self._hint))
        return sum(parts) + GAP * max(0, len(parts) - 1)

    def sizeHint(self) -> QSize:
        height = active().size(_HEIGHT[self._size])
        if not self.text():
            return QSize(height, height)
        width = self._content_width(self.text(), icon=self._leading() is not None)
        if self._running_text:
            width = max(width, self._content_width(self._running_text, icon=True))
        return QSize(ceil(width) + 2 * _PADDING[self._size] + 2, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        fill, line, ink = button_colors(
            theme,
            self._kind,
            enabled=self.isEnabled(),
            hover=self.underMouse() and not self._running,
            down=self.isDown(),
        )
        if self._running and self._kind not in ("primary", "danger_fill"):
            ink = theme.color("soft")
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        paint_box(painter, QRectF(self.rect()), self.ring_radius(), fill, line, theme.size("line"))
        self._paint_content(painter, ink)

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        theme = active()
        icon_size = theme.size("icon")
        text = self.text()
        leading = self._leading()
        if self._running:
            text = self._running_text or ("" if leading is None else text)
        has_icon = self._running or leading is not None
        width = self._content_width(text, icon=has_icon)
        x = (self.width() - width) / 2
        top = (self.height() - icon_size) / 2
        if has_icon:
            at = self._mirror(x, icon_size)
            if self._running:
                paint_spinner(
                    painter, QRectF(at + 1, top + 1, icon_size - 2, icon_size - 2), self._rotation.angle, ink
                )
            elif leading is not None:
                paint_icon(painter, leading, at, top, ink, icon_size)
            x += icon_size + GAP
        if text:
            font = theme.font("body", self._weight)
            advance = QFontMetricsF(font).horizontalAdvance(text)
            room = min(advance + 1, self.width() - 4)
            paint_text(painter, QRectF(self._mirror(x, room), 0, room, self.height()), text, font, ink)
            x += advance + GAP
        if self._trailing:
            paint_icon(painter, self._trailing, self._mirror(x, icon_size), top, ink, icon_size)
            x += icon_size + GAP
        if self._hint:
            cap = keycap_width(self._hint)
            paint_keycap(painter, self._mirror(x, cap), self.height() / 2, self._hint)

    def _mirror(self, x: float, width: float) -> float:
        return x if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else self.width() - x - width

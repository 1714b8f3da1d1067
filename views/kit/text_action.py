"""A word that acts: the quietest button, as high as the text beside it ("Compare", "See all 23")."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from views.kit.focus import Focusable
from views.kit.icons import paint_icon
from views.kit.paint import paint_text
from views.kit.theme import active


class TextAction(Focusable, QAbstractButton):
    """Text in a tone, underlined under the mouse; with an optional icon behind it."""

    def __init__(
        self,
        text: str = "",
        *,
        tone: str = "ink",
        role: str = "small",
        weight: int = 600,
        trailing: str = "",
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone, self._role, self._weight, self._trailing = tone, role, weight, trailing
        self.setObjectName(object_name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Change the word."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def ring_radius(self) -> float:
        return active().radius("kbd")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        theme = active()
        width = QFontMetricsF(theme.font(self._role, self._weight)).horizontalAdvance(self.text())
        icon = theme.size("icon") + 6 if self._trailing else 0
        return QSize(ceil(width) + icon, theme.line_height(self._role))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        icon = theme.size("icon") + 6 if self._trailing else 0
        rect = QRectF(icon if rtl else 0, 0, self.width() - icon, self.height())
        color = theme.color(self._tone)
        width = paint_text(painter, rect, self.text(), theme.font(self._role, self._weight), color)
        if self.underMouse():
            left = rect.right() - width if rtl else rect.x()
            painter.fillRect(QRectF(left, self.height() - 2, width, 1), color)
        if self._trailing:
            x = 0 if rtl else self.width() - theme.size("icon")
            paint_icon(
                painter,
                self._trailing,
                x,
                (self.height() - theme.size("icon")) / 2,
                color,
                theme.size("icon"),
            )

"""Filter chips: a filter that is on (washed, with a cross), or one that can be added."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from views.kit.focus import Focusable
from views.kit.icons import paint_icon
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

_PADDING, _GAP = 11, 8


class FilterChip(Focusable, QAbstractButton):
    """A press edits or adds the filter (`clicked`); the cross, Delete or Backspace takes it away (`removed`).

    A filter that is not on has a plain line: a dashed one would say "not sent yet".
    """

    removed = Signal()

    def __init__(
        self,
        text: str,
        *,
        on: bool = False,
        rounded: bool = False,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`rounded` chips have round ends: beside what was searched rather than over a table."""
        super().__init__(parent)
        self._on, self._rounded = on, rounded
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_filter(text, on=on)

    def set_filter(self, text: str, *, on: bool) -> None:
        """Show another value, or none."""
        self._on = on
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = active()
        text = QFontMetricsF(theme.font("body", 500)).horizontalAdvance(self.text())
        height = theme.size("control_small")
        return QSize(ceil(text) + theme.size("icon_small") + _GAP + 2 * _PADDING, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _over_cross(self, at: QPoint) -> bool:
        reach = active().size("icon_small") + _PADDING + 4
        return self._on and (at.x() < reach if self.isRightToLeft() else at.x() > self.width() - reach)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._over_cross(event.position().toPoint()):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._on and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rect = QRectF(self.rect())
        radius = rect.height() / 2 if self._rounded else theme.radius("control_small")
        if self._on:
            paint_box(painter, rect, radius, theme.color("accent_wash"))
        else:
            fill = theme.color("plain_pressed" if self.underMouse() else "canvas")
            paint_box(painter, rect, radius, fill, theme.color("line_strong"), theme.size("line"))
        size, middle = theme.size("icon_small"), self.height() / 2
        tone = "accent" if self._on else "soft"
        rtl = self.isRightToLeft()
        leading = not self._on
        x = float(_PADDING if leading != rtl else self.width() - _PADDING - size)
        paint_icon(painter, "plus" if leading else "x", x, middle - size / 2, tone, size)
        start = _PADDING + (size + _GAP if leading else 0)
        room = QRectF(start, 0, self.width() - start - _PADDING, self.height())
        if rtl:
            room.moveLeft(self.width() - start - room.width())
        paint_text(painter, room, self.text(), theme.font("body", 500), theme.color(tone))

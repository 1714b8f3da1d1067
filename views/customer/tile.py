"""A card that is pressed as a whole: a service, a category."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QSizePolicy, QWidget

from views.kit.focus import Focusable
from views.kit.paint import paint_box
from views.kit.theme import active


class PressCard(Focusable, QAbstractButton):
    """Holds a layout; a press anywhere that is no control of its own is a click."""

    def __init__(
        self, layout: QLayout, *, name: str, object_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._selected = False
        self.setLayout(layout)
        # Names give way with dots; a button of its own accord would keep the width of the longest.
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_selected(self, selected: bool) -> None:
        """Draw the accent border."""
        if selected != self._selected:
            self._selected = selected
            self.update()

    def ring_radius(self) -> float:
        return active().radius("card")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        line, width = ("line_strong" if self.underMouse() else "line"), theme.size("line")
        if self._selected:
            line, width = "accent", theme.size("ring")
        fill = theme.color("surface")
        paint_box(QPainter(self), QRectF(self.rect()), theme.radius("card"), fill, theme.color(line), width)


class PressLine(PressCard):
    """The same as a line of a list: a line above it, and no box."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("plain_hover"))
        painter.fillRect(0, 0, self.width(), theme.size("line"), theme.color("line"))

"""The focus ring: 2 px, 2 px away from the control, and only for those who came by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from views.kit.paint import paint_box
from views.kit.theme import active

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
GAP = 2


class FocusRing(QWidget):
    """Drawn over the parent of the control that it follows, so that the control needs no margin for it."""

    def __init__(self, target: QWidget, radius: float) -> None:
        super().__init__(target.parentWidget())
        self._target, self._radius = target, radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        target.installEventFilter(self)
        self._follow()

    def _follow(self) -> None:
        reach = GAP + active().size("ring")
        self.setGeometry(self._target.geometry().adjusted(-reach, -reach, reach, reach))
        self.setVisible(self._target.isVisible())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        width = theme.size("ring")
        painter = QPainter(self)
        paint_box(
            painter, QRectF(self.rect()), self._radius + GAP + width, None, theme.color("accent"), width
        )


if TYPE_CHECKING:
    _Mixin = QWidget
else:
    _Mixin = object  # Qt allows one C++ base only, and the control brings it


class Focusable(_Mixin):
    """Mixed into painted controls: shows the ring while the focus came from the keyboard."""

    _ring: FocusRing | None = None

    def ring_radius(self) -> float:
        """The control's own corner radius."""
        return active().radius("control")

    def show_ring(self) -> None:
        """Put the ring on, whatever brought the focus."""
        if self._ring is None and self.parentWidget() is not None:
            self._ring = FocusRing(self, self.ring_radius())

    def hide_ring(self) -> None:
        """Take the ring off."""
        if self._ring is not None:
            self.removeEventFilter(self._ring)
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_KEYBOARD:
            self.show_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.hide_ring()

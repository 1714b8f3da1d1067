"""The focus ring: 2 px, 2 px away from the control, and only for those who came by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget

from views.kit.paint import paint_box
from views.kit.theme import active

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
GAP = 2


_FAR = 4
"""So many widgets a ring may lie above its control."""


def _place(host: QWidget, target: QWidget) -> QRect:
    """Where the ring round a control lies in a widget above it."""
    reach = GAP + active().size("ring")
    place = QRect(target.mapTo(host, QPoint(0, 0)), target.size())
    return place.adjusted(-reach, -reach, reach, reach)


def _has_room(host: QWidget, target: QWidget) -> bool:
    """Whether the ring is not cut off there; what scrolls and windows are never left."""
    above = host.parentWidget()
    scrolls = above is not None and isinstance(above.parentWidget(), QAbstractScrollArea)
    return host.isWindow() or above is None or scrolls or host.rect().contains(_place(host, target))


class FocusRing(QWidget):
    """Drawn over the nearest widget that has room for it, so that the control needs no margin for it."""

    def __init__(self, target: QWidget, host: QWidget, radius: float) -> None:
        """`host` is the control's parent; the ring goes further up where it would be cut off there."""
        self._between = [target]
        while len(self._between) < _FAR and not _has_room(host, target):
            self._between.append(host)
            host = host.parentWidget() or host
        super().__init__(host)
        self._target, self._radius = target, radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in self._between:
            widget.installEventFilter(self)
        self._follow()

    def leave(self) -> None:
        """Follow no longer, and go."""
        for widget in self._between:
            widget.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _follow(self) -> None:
        host = self.parentWidget()
        if host is not None:
            self.setGeometry(_place(host, self._target))
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
    """Mixed into painted controls: shows the ring while the focus came from the keyboard.

    Qt presses buttons with the space bar alone; Enter presses them too, unless they are ticked.
    """

    _ring: FocusRing | None = None

    def ring_radius(self) -> float:
        """The control's own corner radius."""
        return active().radius("control")

    def show_ring(self) -> None:
        """Put the ring on, whatever brought the focus."""
        host = self.parentWidget()
        if self._ring is None and host is not None:
            self._ring = FocusRing(self, host, self.ring_radius())

    @property
    def ringed(self) -> bool:
        """Whether the ring is on."""
        return self._ring is not None

    def hide_ring(self) -> None:
        """Take the ring off."""
        if self._ring is not None:
            self._ring.leave()
            self._ring = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(self, QAbstractButton) and not self.isCheckable():
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_KEYBOARD:
            self.show_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.hide_ring()


@contextmanager
def keep_focus(root: QWidget) -> Iterator[None]:
    """Around making anew what is inside `root`: who had the focus has it again, found by its name.

    Without this Qt hands the focus of what goes to the next control in line, as if somebody had pressed Tab.
    """
    focused = QApplication.focusWidget()
    if focused is None or not root.isAncestorOf(focused):
        yield
        return
    name, ringed = focused.objectName(), isinstance(focused, Focusable) and focused.ringed
    root.setFocus(Qt.FocusReason.OtherFocusReason)
    yield
    again = [control for control in root.findChildren(QWidget, name) if name and control is not focused]
    found = again[-1] if again else None if focused.isHidden() else focused
    if found is not None:
        found.setFocus(Qt.FocusReason.OtherFocusReason)
        if ringed and isinstance(found, Focusable):
            found.show_ring()

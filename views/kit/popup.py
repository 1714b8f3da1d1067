"""Popups: a card inside the window, with a strong line and a flat halo, that closes when one turns elsewhere.

They are children of the window rather than windows of their own: the halo needs no compositor, they are in
every picture of the window, and no platform moves them or steals their focus.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from views.kit.paint import paint_box
from views.kit.theme import active

_GAP = 2
_ESCAPE = Qt.Key.Key_Escape


class Popup(QWidget):
    """Give it a layout with `set_content`, then `open_at`. `closed` comes once, however it closes."""

    closed = Signal()

    def __init__(self, anchor: QWidget, *, name: str = "", object_name: str = "") -> None:
        super().__init__(anchor.window())
        self._anchor = anchor
        self._before: QWidget | None = None
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def set_content(self, layout: QLayout) -> None:
        """Put the content inside the halo and the line."""
        inset = active().size("halo") + active().size("line")
        margins = layout.contentsMargins()
        layout.setContentsMargins(
            margins.left() + inset, margins.top() + inset, margins.right() + inset, margins.bottom() + inset
        )
        self.setLayout(layout)

    def open_at(self, *, end: bool = False, width: int = 0, above: bool = False) -> None:
        """Below the anchor (or above it where there is no room), at its start or at its `end`."""
        if width:
            self.setFixedWidth(width + 2 * active().size("halo"))
        self.adjustSize()
        window, anchor = self._anchor.window(), self._anchor
        halo = active().size("halo")
        corner = anchor.mapTo(window, QPoint(0, 0))
        if end == (self.layoutDirection() == Qt.LayoutDirection.LeftToRight):
            x = corner.x() + anchor.width() - self.width() + halo
        else:
            x = corner.x() - halo
        y = corner.y() + anchor.height() + _GAP
        over = corner.y() - self.height() - _GAP
        if above or (y + self.height() > window.height() and over >= 0):
            y = over
        x = max(0, min(x, window.width() - self.width()))
        self.open_on(QPoint(x, max(0, min(y, window.height() - self.height()))))

    def open_on(self, corner: QPoint) -> None:
        """With its top left there, in the window's coordinates."""
        self._before = QApplication.focusWidget()
        self.move(corner)
        self.show()
        self.raise_()
        self.first_focus().setFocus(Qt.FocusReason.PopupFocusReason)
        self._watch(on=True)

    def _watch(self, *, on: bool) -> None:
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self) if on else app.removeEventFilter(self)

    def first_focus(self) -> QWidget:
        """What takes the keyboard when it opens."""
        return self

    def close_popup(self) -> None:
        """Close it and give the keyboard back."""
        if self.isHidden():
            return
        self._watch(on=False)
        inside = QApplication.focusWidget()
        self.hide()
        if self._before is not None and (inside is None or self.isAncestorOf(inside) or inside is self):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if (
            kind == QEvent.Type.MouseButtonPress
            and isinstance(event, QMouseEvent)
            and isinstance(watched, QWidget)
        ):
            if watched is not self and not self.isAncestorOf(watched):
                self.close_popup()
                # A press on the anchor only closes: it must not open it again.
                return watched is self._anchor
        elif watched is self.window() and kind in (QEvent.Type.Resize, QEvent.Type.WindowDeactivate):
            self.close_popup()
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress and event.key() == _ESCAPE:
            self.close_popup()
            return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_popup(QPainter(self), QRectF(self.rect()))


def paint_popup(painter: QPainter, rect: QRectF, radius: float | None = None) -> None:
    """Halo, line and ground of everything that floats."""
    theme = active()
    halo = theme.size("halo")
    round_ = theme.radius("card") if radius is None else radius
    paint_box(painter, rect, round_ + halo, theme.color("halo"))
    inner = rect.adjusted(halo, halo, -halo, -halo)
    paint_box(painter, inner, round_, theme.color("raised"), theme.color("line_strong"), theme.size("line"))

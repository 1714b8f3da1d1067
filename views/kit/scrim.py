"""The veil over what a sheet or a dialog covers; it keeps the size of what it covers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from views.kit.theme import active


class Scrim(QWidget):
    """Fills its parent, keeping pointer and keyboard; a press beside the content, or Esc, is `left`."""

    left = Signal()
    TONE = "scrim"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        parent.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """Lie over the parent, and remember who had the keyboard."""
        self._before = QApplication.focusWidget()
        self.setGeometry(self._covered.rect())
        self.show()
        self.raise_()

    def uncover(self) -> None:
        """Go, and give the keyboard back."""
        self._covered.removeEventFilter(self)
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def arrange(self) -> None:
        """Place the content; called again when the parent changes its size."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._covered and self.isVisible():
            self.setGeometry(self._covered.rect())
            self.arrange()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not any(child.geometry().contains(event.position().toPoint()) for child in self._content()):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        # Tab walks round inside: what is covered can't be reached.
        inside = [
            widget
            for widget in self.findChildren(QWidget)
            if widget.isVisible()
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
        ]
        if not inside:
            return True
        chain = _in_tab_order(self, inside)
        now = QApplication.focusWidget()
        at = chain.index(now) if now in chain else (-1 if following else 0)
        reason = Qt.FocusReason.TabFocusReason if following else Qt.FocusReason.BacktabFocusReason
        chain[(at + (1 if following else -1)) % len(chain)].setFocus(reason)
        return True

    def _content(self) -> list[QWidget]:
        return [child for child in self.children() if isinstance(child, QWidget)]

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), active().color(self.TONE))


def _in_tab_order(top: QWidget, widgets: list[QWidget]) -> list[QWidget]:
    ordered: list[QWidget] = []
    widget = top.nextInFocusChain()
    while widget is not None and widget is not top:
        if widget in widgets:
            ordered.append(widget)
        widget = widget.nextInFocusChain()
    return ordered or widgets

"""The frame of a kiosk page: headline, content that scrolls under a finger, buttons at the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from views.kit.theme import active

SIDE, FOOT, TOP, WIDEST = 40, 40, 36, 1200


class TouchScroll(QScrollArea):
    """Scrolls by flicking; no bars."""

    def __init__(self, content: QWidget, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, active().color("canvas"))
        self.setPalette(palette)
        self.setWidget(content)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)


class KioskPageView(QWidget):
    """Pages fill `content` and `foot`."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._has_foot = True
        self.head = QVBoxLayout()
        self.head.setSpacing(24)
        body = QWidget()
        self.content = QVBoxLayout(body)
        self.content.setSpacing(24)
        self.area = TouchScroll(body, f"{object_name}.scroll")
        self.foot = QVBoxLayout()
        self.foot.setSpacing(24)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, TOP, 0, 0)
        frame.setSpacing(0)
        frame.addLayout(self.head)
        frame.addWidget(self.area, 1)
        frame.addLayout(self.foot)
        self._keep_margins()

    def set_compact(self, compact: bool) -> None:
        """On a low screen with the keyboard open, what can be spared makes room."""

    def show_foot(self, shown: bool) -> None:
        """The keyboard takes the place of the buttons while it is open."""
        self._has_foot = shown
        set_visible(self.foot, shown)
        self._keep_margins()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_margins()

    def _keep_margins(self) -> None:
        # On a screen that lies on its side the page stays a column in the middle.
        side = max(SIDE, (self.width() - WIDEST) // 2)
        self.head.setContentsMargins(side, 0, side, 0)
        self.content.setContentsMargins(side, 24, side, 24)
        top, bottom = (16, FOOT) if self._has_foot else (0, 0)
        self.foot.setContentsMargins(side, top, side, bottom)


def set_visible(layout: QLayout, shown: bool) -> None:
    """Show or hide every widget of a layout."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.setVisible(shown)
        elif isinstance(inner, QBoxLayout):
            set_visible(inner, shown)

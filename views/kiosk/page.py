"""The frame of a kiosk page: headline, content that scrolls under a finger, buttons at the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QBoxLayout, QLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from views.kiosk.room import Room
from views.kiosk.touch_button import TouchButton
from views.kit.theme import active

FOOT, TOP, LOW_BUTTON = 40, 36, 88


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
        self.room = Room(1080, 1920)
        self.head = QVBoxLayout()
        self.head.setSpacing(24)
        body = QWidget()
        self.content = QVBoxLayout(body)
        self.content.setSpacing(24)
        self.area = TouchScroll(body, f"{object_name}.scroll")
        self.foot = QVBoxLayout()
        self.foot.setSpacing(24)
        frame = self._frame = QVBoxLayout(self)
        frame.setSpacing(0)
        frame.addLayout(self.head)
        frame.addWidget(self.area, 1)
        frame.addLayout(self.foot)
        self._keep_margins()

    def fit(self, room: Room) -> None:
        """Arrange for this much room; on a screen that lies on its side head and foot are lines."""
        self.room = room
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.head.setDirection(across if room.lying else down)
        self.head.setStretch(1, 1 if room.lying else 0)
        title = self.head.itemAt(0)
        if title is not None and self.head.count() > 1:
            title.setAlignment(Qt.AlignmentFlag.AlignVCenter if room.lying else Qt.AlignmentFlag(0))
        for button in _buttons_of(self.foot):
            button.setFixedHeight(LOW_BUTTON if room.lying else active().size("control_large"))
        self._keep_margins()
        self.arrange(room)

    def arrange(self, room: Room) -> None:
        """What a page of its own does about it."""

    def show_foot(self, shown: bool) -> None:
        """The keyboard takes the place of the buttons while it is open."""
        self._has_foot = shown
        set_visible(self.foot, shown)
        self._keep_margins()

    def _keep_margins(self) -> None:
        side, lying = self.room.side, self.room.lying
        self._frame.setContentsMargins(0, 8 if lying else TOP, 0, 0)
        self.head.setContentsMargins(side, 0, side, 0)
        self.content.setContentsMargins(side, 16 if lying else 24, side, 16 if lying else 24)
        top, bottom = (12 if lying else 16, 24 if lying else FOOT) if self._has_foot else (0, 0)
        self.foot.setContentsMargins(side, top, side, bottom)


def _buttons_of(layout: QLayout) -> list[TouchButton]:
    found: list[TouchButton] = []
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if isinstance(widget, TouchButton):
            found.append(widget)
        elif inner is not None:
            found += _buttons_of(inner)
    return found


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

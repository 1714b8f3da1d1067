"""What stands in the place of content: loading, empty, no permission."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from views.kit.button import Button
from views.kit.icons import paint_icon
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, column
from views.kit.paint import paint_box
from views.kit.text import Text
from views.kit.theme import active

_WIDTHS = ((0.52, 0.35, 0.24), (0.4, 0.28, 0.24), (0.6, 0.41, 0.24), (0.45, 0.33, 0.24), (0.54, 0.27, 0.24))


class Skeleton(QWidget):
    """Grey bars where rows will stand. Nothing is drawn in the first 150 ms: no flicker."""

    def __init__(
        self,
        *,
        rows: int = 5,
        row_height: int = 48,
        avatars: bool = True,
        at_once: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows, self._row_height, self._avatars = rows, row_height, avatars
        self._drawn = at_once
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(row_height)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self._draw)

    def showEvent(self, event: object) -> None:
        if not self._drawn:
            self._delay.start(active().ms("skeleton_delay"))

    def hideEvent(self, event: object) -> None:
        self._delay.stop()
        self._drawn = False

    def _draw(self) -> None:
        self._drawn = True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._drawn:
            return
        painter = QPainter(self)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        self.paint_bones(painter)

    def paint_bones(self, painter: QPainter) -> None:
        """Rows of a list; a page of another shape draws its own, always from left to right."""
        theme = active()
        bone, line = theme.color("sunk"), theme.size("line")
        avatar = theme.size("avatar")
        for number in range(self._rows):
            top = number * self._row_height
            middle = top + self._row_height / 2
            first, second, last = _WIDTHS[number % len(_WIDTHS)]
            x = 15.0
            if self._avatars:
                paint_box(painter, QRectF(x, middle - avatar / 2, avatar, avatar), avatar / 2, bone)
                x += avatar + 10
            room = self.width() - x - 15
            paint_box(painter, QRectF(x, middle - 12, room * first * 0.95, 8), 4, bone)
            paint_box(painter, QRectF(x, middle + 4, room * second * 0.95, 8), 4, bone)
            paint_box(painter, QRectF(self.width() - 15 - room * last, middle - 4, room * last, 8), 4, bone)
            if number < self._rows - 1:
                painter.fillRect(0, top + self._row_height - line, self.width(), line, theme.color("line"))


class _Centered(QWidget):
    """A picture, a title, a line and one button, in the middle."""

    acted = Signal()

    def __init__(
        self, picture: QWidget | None, title: str, text: str, action: str, *, primary: bool, object_name: str
    ) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(f"{title}. {text}")
        center = Qt.AlignmentFlag.AlignHCenter
        self.button = Button(
            action, kind="primary" if primary else "default", object_name=f"{object_name}.action"
        )
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self.acted)
        layout = column(STRETCH, spacing=0, margins=(24, 24, 24, 24))
        if picture is not None:
            layout.addWidget(picture, 0, center)
            layout.addSpacing(14)
        layout.addWidget(Text(title, weight=600, wrap=True, align=center))
        layout.addWidget(Text(text, role="small", tone="soft", wrap=True, align=center))
        layout.addSpacing(12)
        layout.addWidget(self.button, 0, center)
        layout.addStretch(1)
        self.setLayout(layout)


class EmptyState(_Centered):
    """What this is, and the one thing to do."""

    def __init__(
        self,
        *,
        art: str,
        title: str,
        text: str,
        action: str = "",
        primary: bool = True,
        art_width: int = 132,
        object_name: str = "empty",
    ) -> None:
        picture = Illustration(art, art_width, art_width * 2 // 3, radius=active().radius("control"))
        super().__init__(picture, title, text, action, primary=primary, object_name=object_name)


class _Badge(QWidget):
    """An icon on a grey disc."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        side = active().size("icon") * 11 // 4
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), self.width() / 2, theme.color("sunk"))
        size = theme.size("icon") * 5 // 4
        paint_icon(painter, self._icon, (self.width() - size) / 2, (self.height() - size) / 2, "soft", size)


class NoPermission(_Centered):
    """Says who may, and offers to ask them."""

    def __init__(
        self, *, title: str, text: str, action: str = "", object_name: str = "no_permission"
    ) -> None:
        super().__init__(_Badge("lock"), title, text, action, primary=False, object_name=object_name)

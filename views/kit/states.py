"""The states of every screen: loading, empty, stale, error, no permission."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from views.kit.button import Button
from views.kit.card import Surface
from views.kit.icons import Icon, paint_icon
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, column, row
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
        theme = active()
        painter = QPainter(self)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
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


class StaleBar(QWidget):
    """The line over content that may be old: "Offline, as of 10:42". Without a text it goes.

    `boxed` rounds it, for a place inside a form.
    """

    def __init__(
        self,
        text: str = "",
        *,
        icon: str = "wifi-off",
        boxed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._boxed = boxed
        self.setMinimumHeight(36)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._text = Text(tone="warn", wrap=True)
        mark = Icon(icon, "warn")
        line = row(mark, self._text, spacing=8, margins=(15, 9, 15, 9))
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Change the words."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        if self._boxed:
            paint_box(painter, QRectF(self.rect()), theme.radius("control"), theme.color("warn_wash"))
            return
        painter.fillRect(self.rect(), theme.color("warn_wash"))
        line = theme.size("line")
        painter.fillRect(0, self.height() - line, self.width(), line, theme.color("line"))


class ErrorBar(Surface):
    """What happened, what was kept, and Retry."""

    retried = Signal()

    def __init__(
        self,
        *,
        retry: str,
        title: str = "",
        text: str = "",
        object_name: str = "error",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("bad_wash", edges="b", parent=parent)
        self.setObjectName(object_name)
        self._title = Text(role="small", weight=600, tone="bad", wrap=True)
        self._text = Text(role="small", tone="bad", wrap=True)
        self.button = Button(retry, icon="refresh-cw", object_name=f"{object_name}.retry")
        self.button.clicked.connect(self.retried)
        words = column(self._title, self._text, 8, row(self.button, STRETCH), spacing=0)
        icon = Icon("circle-alert", "bad")
        line = row(icon, words, spacing=8, margins=(14, 9, 14, 10))
        line.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.set_problem(title, text)

    def set_problem(self, title: str, text: str = "", *, retry: bool = True) -> None:
        """Show a problem; without a title the bar goes."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.button.setVisible(retry)
        self.setAccessibleName(f"{title} {text}".strip())
        self.setVisible(bool(title))

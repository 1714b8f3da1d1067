"""The bars over content that is kept: how old it is, and what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from views.kit.button import Button
from views.kit.card import Surface
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, column, row
from views.kit.paint import paint_box
from views.kit.text import Text
from views.kit.theme import active


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

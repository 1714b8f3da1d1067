"""A washed box with an icon and a sentence: what is not sent yet, or what was refused."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from views.kit.icons import Icon
from views.kit.layouts import row
from views.kit.paint import paint_box
from views.kit.text import Text
from views.kit.theme import active


class Banner(QWidget):
    """`tone` is `warn`, `bad`, `good` or `info`; without a text it goes."""

    def __init__(self, tone: str, *, icon: str = "circle-alert", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        mark = Icon(icon, tone)
        self._text = Text(role="small", tone=tone, wrap=True)
        line = row(mark, self._text, spacing=8, margins=(10, 7, 10, 7))
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def show_text(self, text: str) -> None:
        """Say it, or nothing."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        paint_box(
            QPainter(self), QRectF(self.rect()), theme.radius("control"), theme.color(f"{self._tone}_wash")
        )

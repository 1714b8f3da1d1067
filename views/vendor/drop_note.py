"""What a drop would do, at the foot of the calendar while a card is in the hand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewmodels.vendor.calendar_rows import Drop
from views.kit.icons import Icon
from views.kit.keycap import Keycap
from views.kit.layouts import column, row
from views.kit.paint import paint_box
from views.kit.text import Text
from views.kit.theme import active


class DropNote(QWidget):
    """Floats over the canvas; takes no clicks."""

    def __init__(self, esc: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon = Icon("circle-check", "good")
        self._text = Text(weight=600, role="small", elide=True)
        self._detail = Text(role="small", tone="soft", elide=True)
        line = row(
            self._icon,
            column(self._text, self._detail, spacing=0),
            Keycap(esc),
            spacing=10,
            margins=(12, 8, 12, 8),
        )
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def show_drop(self, drop: Drop | None) -> None:
        """Say it; None hides the note."""
        self.setVisible(drop is not None)
        if drop is None:
            return
        self._icon.set_icon("circle-check" if drop.ok else "ban", "good" if drop.ok else "bad")
        self._text.setText(drop.text)
        self._text.set_tone("ink" if drop.ok else "bad")
        self._detail.setText(drop.detail)
        self._detail.setVisible(bool(drop.detail))
        self.setAccessibleName(f"{drop.text} {drop.detail}".strip())
        parent = self._over
        width = min(440, parent.width() - 40)
        height = self.sizeHint().height()
        self.setGeometry((parent.width() - width) // 2, parent.height() - height - 20, width, height)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        fill, line = theme.color("raised"), theme.color("line_strong")
        paint_box(
            QPainter(self), QRectF(self.rect()), theme.radius("control"), fill, line, theme.size("line")
        )

"""The little key that names a shortcut."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

_PADDING = 4
_WEIGHT = 500


def keycap_width(text: str) -> float:
    """How wide the key for `text` is, its line included."""
    advance = QFontMetricsF(active().font("caption", _WEIGHT)).horizontalAdvance(text)
    return max(ceil(advance) + 2 * _PADDING + 2, keycap_height() - 2)


def keycap_height() -> int:
    """The height of every key."""
    return active().line_height("caption") + 2


def paint_keycap(painter: QPainter, x: float, middle: float, text: str, tone: str = "faint") -> None:
    """Draw the key with its left at `x`, centred on `middle`; the tone `accent` marks a chosen row."""
    theme = active()
    height = keycap_height()
    rect = QRectF(round(x), round(middle - height / 2), keycap_width(text), height)
    line = "accent" if tone == "accent" else "line_strong"
    paint_box(
        painter, rect, theme.radius("kbd"), theme.color("surface"), theme.color(line), theme.size("line")
    )
    paint_text(
        painter, rect, text, theme.font("caption", _WEIGHT), theme.color(tone), Qt.AlignmentFlag.AlignHCenter
    )


class Keycap(QWidget):
    """A key on its own."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setFixedSize(QSize(ceil(keycap_width(text)), keycap_height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_keycap(QPainter(self), 0, self.height() / 2, self._text)

"""A rating: a star, the figure, and how many gave it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from views.kit.icons import icon_pixmap
from views.kit.layouts import STRETCH, row
from views.kit.text import Span, Text

SIZE = 14


class Star(QWidget):
    """A filled star; the figure beside it says what it means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(SIZE, SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        star = icon_pixmap("star", "star", SIZE, self.devicePixelRatioF(), filled=True)
        QPainter(self).drawPixmap(QPointF(0, 0), star)


class Rating(QWidget):
    """`★ 4.8 (312)`; nothing where nobody has rated yet."""

    def __init__(self, rating: str, count: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = Text(tone="ink")
        words.set_spans([Span(rating, weight=600), Span(f" ({count})" if count else "", "faint")])
        self.setLayout(row(Star() if rating else None, words, STRETCH, spacing=5))
        self.setAccessibleName(f"{rating} ({count})" if rating else "")

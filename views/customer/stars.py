"""A rating: a star, the figure, and how many gave it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from views.kit.icons import icon_pixmap
from views.kit.layouts import STRETCH, row
from views.kit.text import Span, Text

SIZE = 14
_FIVE, _GAP = 5, 2


class Star(QWidget):
    """A filled star; the figure beside it says what it means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(SIZE, SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        star = icon_pixmap("star", "star", SIZE, self.devicePixelRatioF(), filled=True)
        QPainter(self).drawPixmap(QPointF(0, 0), star)


class StarRow(QWidget):
    """Five stars, as many of them filled as the rating says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setFixedSize(_FIVE * (SIZE + _GAP) - _GAP, SIZE)

    def show_share(self, stars: float) -> None:
        """From 0 to 5."""
        self._share = stars / _FIVE
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ratio = QPainter(self), self.devicePixelRatioF()
        filled = round(self._share * self.width())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for tone, left, width in (("line_strong", 0, self.width()), ("star", 0, filled)):
            star = icon_pixmap("star", tone, SIZE, ratio, filled=True)
            painter.setClipRect(self.width() - width if rtl else left, 0, width, SIZE)
            for place in range(_FIVE):
                painter.drawPixmap(QPointF(place * (SIZE + _GAP), 0), star)


class Rating(QWidget):
    """`★ 4.8 (312)`; nothing where nobody has rated yet."""

    def __init__(self, rating: str, count: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = Text(tone="ink")
        words.set_spans([Span(rating, weight=600), Span(f" ({count})" if count else "", "faint")])
        self.setLayout(row(Star() if rating else None, words, STRETCH, spacing=5))
        self.setAccessibleName(f"{rating} ({count})" if rating else "")

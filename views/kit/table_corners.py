"""The lower corners of a card, painted by the table that reaches its foot."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from views.kit.card import Card
from views.kit.corners import paint_corner
from views.kit.theme import active


class TableCorners:
    """Knows which lower corners are the table's own to paint; `follow` after each change of size."""

    def __init__(self, table: QAbstractScrollArea) -> None:
        self._table = table
        self.rects: list[QRect] = []
        self._card = QRectF()

    def follow(self) -> None:
        """Look where the table stands in its card."""
        card = self._find_card()
        if card is None:
            return
        viewport, side = self._table.viewport(), active().radius("card")
        corner = viewport.mapTo(card, QPoint(0, 0))
        foot = corner.y() + viewport.height() > card.height() - side
        start, end = corner.x() < side, corner.x() + viewport.width() > card.width() - side
        card.round_off().show_lower(left=not (foot and start), right=not (foot and end))
        self._card = QRectF(card.rect()).translated(-corner.x(), -corner.y())
        top, right = round(self._card.bottom()) - side, round(self._card.right()) - side
        self.rects = [
            QRect(x, top, side, side)
            for x, own in ((round(self._card.x()), foot and start), (right, foot and end))
            if own
        ]

    def paint(self, painter: QPainter) -> None:
        """Paint them over the rows."""
        for rect in self.rects:
            paint_corner(painter, QRectF(rect), self._card)

    def scrolled(self, dy: int) -> None:
        """Draw them again where they are, and what lies where the pixels took them."""
        for rect in self.rects:
            self._table.viewport().update(rect)
            self._table.viewport().update(rect.translated(0, dy))

    def _find_card(self) -> Card | None:
        around: QWidget | None = self._table.parentWidget()
        while around is not None and not isinstance(around, Card):
            around = around.parentWidget()
        return around

"""What stands in for the customer's pages while a slow server thinks: the shapes of what will come."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from views.customer.beside import WIDTH
from views.kit.paint import paint_box
from views.kit.states import Skeleton
from views.kit.theme import active

_EDGE, _TOP, _GAP = 24, 20, 20


class _Bones(Skeleton):
    """Boxes as cards have them, and bones within."""

    @staticmethod
    def card(painter: QPainter, rect: QRectF) -> None:
        """The outline of a card."""
        theme = active()
        line, width = theme.color("line"), theme.size("line")
        paint_box(painter, rect, theme.radius("card"), theme.color("surface"), line, width)

    @staticmethod
    def bone(painter: QPainter, x: float, y: float, width: float, height: float = 10) -> None:
        """A bar where words or a picture will be."""
        radius = min(height / 2, active().radius("control"))
        paint_box(painter, QRectF(x, y, width, height), radius, active().color("sunk"))


class ResultsSkeleton(_Bones):
    """Cards with a picture, three lines, and times."""

    def paint_bones(self, painter: QPainter) -> None:
        top, width = 0.0, self.width() - 14.0
        while top + 118 <= self.height():
            self.card(painter, QRectF(0, top, width, 118))
            self.bone(painter, 12, top + 11, 126, 96)
            for place, share in enumerate((0.42, 0.28, 0.34)):
                self.bone(painter, 152, top + 16 + 20 * place, (width - 270) * share)
            for place in range(3):
                self.bone(painter, 152 + 100 * place, top + 76, 90, 30)
            self.bone(painter, width - 70, top + 16, 56, 12)
            self.bone(painter, width - 110, top + 76, 96, 30)
            top += 128


class TimesSkeleton(_Bones):
    """People, the days strip, three parts of a day, and the summary beside them."""

    def paint_bones(self, painter: QPainter) -> None:
        beside = self.width() >= 1040
        width = self.width() - 2 * _EDGE - (WIDTH + _GAP if beside else 0)
        tile = (width - 3 * 12) / 4
        for place in range(4):
            x = _EDGE + place * (tile + 12)
            self.card(painter, QRectF(x, _TOP, tile, 58))
            self.bone(painter, x + 12, _TOP + 13, 32, 32)
            self.bone(painter, x + 54, _TOP + 16, tile * 0.4)
            self.bone(painter, x + 54, _TOP + 33, tile * 0.5, 8)
        top = _TOP + 58 + 16.0
        self.card(painter, QRectF(_EDGE, top, width, 356))
        self.bone(painter, _EDGE + 16, top + 18, 120, 12)
        day = (width - 32) / 14
        for place in range(14):
            self.bone(painter, _EDGE + 16 + place * day + 6, top + 52, day - 12, 52)
        for part, count in enumerate((3, 5, 2)):
            y = top + 128 + part * 78
            painter.fillRect(QRectF(_EDGE + 1, y, width - 2, 1), active().color("line"))
            self.bone(painter, _EDGE + 16, y + 22, 84)
            for place in range(count):
                self.bone(painter, _EDGE + 144 + place * 114, y + 17, 106, 44)
        if beside:
            self._paint_summary(painter, self.width() - _EDGE - WIDTH)

    def _paint_summary(self, painter: QPainter, x: float) -> None:
        self.card(painter, QRectF(x, _TOP, WIDTH, 420))
        self.bone(painter, x + 1, _TOP + 1, WIDTH - 2, 107)
        for place, share in enumerate((0.6, 0.4, 0.75, 0.5, 0.45)):
            self.bone(painter, x + 16, _TOP + 130 + 32 * place, (WIDTH - 32) * share)
        self.bone(painter, x + 16, _TOP + 366, WIDTH - 32, 36)


class DaysSkeleton(_Bones):
    """Seven days with three times each, in the card that books."""

    DAYS, LINE = 7, 36

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(self.DAYS * self.LINE - 8)

    def paint_bones(self, painter: QPainter) -> None:
        for place in range(self.DAYS):
            y = place * self.LINE
            self.bone(painter, 0, y + 9, 62)
            for slot in range(3):
                self.bone(painter, self.width() - (3 - slot) * 70 + 6, y, 64, 28)

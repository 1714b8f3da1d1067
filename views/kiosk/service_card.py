"""The chosen service, at the top of the pages about it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewmodels.kiosk.rows import ServiceRow
from views.kiosk.cards import paint_star
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, column, row
from views.kit.paint import paint_box
from views.kit.text import Text
from views.kit.theme import active


class Star(QWidget):
    """The star before a rating."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(22, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_star(QPainter(self), QRectF(self.rect()))


_LOW = 130


class ServiceCard(QWidget):
    """Picture, title, two lines; `extra` goes before the price."""

    def __init__(self, height: int, picture: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(height)
        line = active().size("line")
        self._height, self._width = height, picture
        self._picture = Illustration("tools", picture, height - 2 * line, radius=18, rounded="left")
        self._title = Text(role="heading", weight=600, elide=True)
        self._vendor = Text(tone="soft", elide=True)
        self._star = Star()
        self._rating = Text(weight=600)
        self._below = Text(tone="soft", elide=True)
        self._price = Text(role="display", weight=700)
        self.extra = row(spacing=0)
        second = row(self._vendor, self._star, self._rating, STRETCH, spacing=8)
        words = column(STRETCH, self._title, second, self._below, STRETCH, spacing=2)
        layout = row(
            self._picture, words, self.extra, self._price, spacing=24, margins=(line, line, 28, line)
        )
        layout.setStretchFactor(words, 1)
        self.setLayout(layout)

    def set_height(self, height: int) -> None:
        """Be lower, with a picture of the same shape."""
        self.setFixedHeight(height)
        self._title.set_role("title" if height < _LOW else "heading")
        inner = height - 2 * active().size("line")
        self._picture.setFixedSize(round(self._width * height / self._height), inner)

    def show_service(self, service: ServiceRow, below: str = "") -> None:
        """Fill it; `below` replaces vendor and place."""
        self._picture.set_picture(service.art)
        self._title.setText(service.title)
        self._vendor.setText(service.vendor)
        self._rating.setText(service.rating)
        rated = bool(service.rating) and not below
        self._star.setVisible(rated)
        self._rating.setVisible(rated)
        self._vendor.setVisible(not below)
        self._below.setText(below or service.place)
        self._price.setText(service.price)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        frame = QRectF(self.rect())
        line = theme.size("line")
        paint_box(
            QPainter(self), frame, theme.radius("card"), theme.color("surface"), theme.color("line"), line
        )

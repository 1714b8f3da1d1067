"""The wanted time is gone: what happened, and the other times as large buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from viewmodels.kiosk.rows import AlternativeRow, Lost
from views.kiosk.banner import Banner
from views.kiosk.touch_button import TouchButton
from views.kit.layouts import clear, row
from views.kit.paint import paint_text
from views.kit.theme import active

HEIGHT, LOW_HEIGHT = 116, 92


class AlternativeButton(TouchButton):
    """Day above, time below."""

    def __init__(self, item: AlternativeRow, parent: QWidget | None = None) -> None:
        super().__init__(
            item.time,
            height=HEIGHT,
            name=item.spoken,
            object_name=f"kiosk.alternative.{item.id}",
            parent=parent,
        )
        self._item = item

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        theme, middle = active(), Qt.AlignmentFlag.AlignHCenter
        painter.translate(0, (self.height() - HEIGHT) / 2)
        first, second = QRectF(8, 14, self.width() - 16, 34), QRectF(8, 48, self.width() - 16, 50)
        paint_text(painter, first, self._item.day, theme.font("body", 500), theme.color("soft"), middle)
        paint_text(painter, second, self._item.time, theme.font("heading", 600), ink, middle)


class Alternatives(Banner):
    """Hidden while nothing is lost."""

    def __init__(self, choose: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__("circle-alert", role="title", parent=parent)
        self._choose = choose
        self._buttons = row(spacing=16)
        self._low = False
        self.extra.addLayout(self._buttons)
        self.setObjectName("kiosk.alternatives")
        self.hide()

    def set_low(self, low: bool) -> None:
        super().set_low(low)
        self._low = low
        for place in range(self._buttons.count()):
            item = self._buttons.itemAt(place)
            button = item.widget() if item is not None else None
            if button is not None:
                button.setFixedHeight(LOW_HEIGHT if low else HEIGHT)

    def show_lost(self, lost: Lost | None) -> None:
        """Offer the other times, or nothing."""
        clear(self._buttons)
        self.setVisible(lost is not None)
        if lost is None:
            return
        self.show_news(lost.title, lost.detail, "warn")
        for item in lost.alternatives:
            button = AlternativeButton(item)
            button.clicked.connect(lambda _=False, start=item.id: self._choose(start))
            self._buttons.addWidget(button, 1)
        self.set_low(self._low)

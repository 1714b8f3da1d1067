"""The buttons of the Time page: a day, more days, a free time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QWidget

from viewmodels.kiosk.rows import DayRow, SlotRow
from views.kiosk.touch_button import TouchButton
from views.kit.icons import paint_icon
from views.kit.paint import paint_text
from views.kit.theme import active

DAY_HEIGHT, SLOT_HEIGHT = 156, 110
LOW_DAY, LOW_SLOT = 120, 76
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class DayButton(TouchButton):
    """Name, number, and how many times are free."""

    def __init__(self, day: DayRow, height: int = DAY_HEIGHT, parent: QWidget | None = None) -> None:
        super().__init__(
            day.number,
            kind="selected" if day.selected else "lost" if day.full else "plain",
            height=height,
            name=day.spoken,
            object_name=f"kiosk.time.day.{day.id}",
            parent=parent,
        )
        self._day = day
        self.setEnabled(not day.full)

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        theme, width, day = active(), self.width() - 8.0, self._day
        soft = ink if day.selected else theme.color("soft")
        small = theme.font("body", 500)
        painter.translate(0, (self.height() - DAY_HEIGHT) / 2)
        paint_text(painter, QRectF(4, 20, width, 30), day.name, small, soft, _MIDDLE)
        number = theme.font("display", 500 if day.full else 700)
        paint_text(painter, QRectF(4, 48, width, 56), day.number, number, ink, _MIDDLE)
        paint_text(painter, QRectF(4, 104, width, 32), day.detail, small, soft, _MIDDLE)


class MoreButton(TouchButton):
    """A calendar over two short words."""

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        painter.translate(0, (self.height() - DAY_HEIGHT) / 2)
        paint_icon(painter, self._icon, self.width() / 2 - 15, 28, ink, 30)
        first, _, rest = self.text().rpartition(" ")
        font = active().font("body", 600)
        for place, word in enumerate(part for part in (first, rest) if part):
            frame = QRectF(4, 66 + 28 * place, self.width() - 8.0, 30)
            paint_text(painter, frame, word, font, ink, _MIDDLE)


class SlotButton(TouchButton):
    """A time; a lost one is struck through and says so."""

    def __init__(
        self, slot: SlotRow, taken_text: str, height: int = SLOT_HEIGHT, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            slot.time,
            kind="selected" if slot.selected else "lost" if slot.taken else "plain",
            icon="check" if slot.selected else "",
            height=height,
            weight=700 if slot.selected else 600,
            name=slot.spoken,
            object_name=f"kiosk.time.slot.{slot.id}",
            parent=parent,
        )
        self._slot, self._taken_text = slot, taken_text
        self.setEnabled(not slot.taken)
        self.set_running(slot.running)

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        if not self._slot.taken and not self._slot.seats:
            super()._paint_content(painter, ink)
            return
        theme, width = active(), self.width() - 8.0
        painter.translate(0, (self.height() - SLOT_HEIGHT) / 2)
        if not self._slot.taken:
            weight = 700 if self._slot.selected else 600
            frame, below = QRectF(4, 18, width, 44), QRectF(4, 62, width, 28)
            paint_text(painter, frame, self._slot.time, theme.font("heading", weight), ink, _MIDDLE)
            soft = ink if self._slot.selected else theme.color("soft")
            paint_text(painter, below, self._slot.seats, theme.font("caption", 600), soft, _MIDDLE)
            return
        struck = QFont(theme.font("heading", 500))
        struck.setStrikeOut(True)
        paint_text(painter, QRectF(4, 18, width, 44), self._slot.time, struck, ink, _MIDDLE)
        small = theme.font("caption", 600)
        paint_text(painter, QRectF(4, 62, width, 28), self._taken_text, small, theme.color("warn"), _MIDDLE)

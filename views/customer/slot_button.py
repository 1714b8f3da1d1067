"""A time that can be chosen: free, held for this person, or lost while they looked."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from viewmodels.customer.rows import SlotChip
from views.kit.focus import Focusable
from views.kit.icons import paint_icon
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

_WIDTH, _HEIGHT = 106, 44


class SlotButton(Focusable, QAbstractButton):
    """A free time is plain, a held one washed with a tick; a lost one is struck through and does nothing."""

    def __init__(self, chip: SlotChip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = chip
        self.setObjectName(f"customer.time.slot.{chip.id}")
        self.setAccessibleName(f"{chip.label} {chip.note}".strip())
        self.setCheckable(True)
        self.setChecked(chip.state == "held")
        self.setEnabled(chip.state != "taken")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def nextCheckState(self) -> None:
        """The viewmodel says what is held; a press only asks for it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, state = active(), self._chip.state
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rect, radius = QRectF(self.rect()), theme.radius("control")
        center = Qt.AlignmentFlag.AlignHCenter
        if state == "taken":
            paint_box(painter, rect, radius, None, theme.color("line_strong"), 1, dashed=True)
            self._paint_taken(painter, rect)
            return
        if state == "held":
            paint_box(
                painter, rect, radius, theme.color("accent_wash"), theme.color("accent"), theme.size("ring")
            )
            font = theme.font("title", 600)
            width = ceil(QFontMetricsF(font).horizontalAdvance(self._chip.label))
            left = (rect.width() - width - 22) / 2
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            icon, words = (left + width + 6, left) if rtl else (left, left + 22)
            paint_icon(painter, "check", icon, rect.center().y() - 8, "accent")
            room = QRectF(words, 0, width + 1, rect.height())
            paint_text(painter, room, self._chip.label, font, theme.color("accent"))
            return
        fill = theme.color(
            "plain_pressed" if self.isDown() else "plain_hover" if self.underMouse() else "surface"
        )
        paint_box(painter, rect, radius, fill, theme.color("line_strong"), 1)
        if self._chip.note:
            rect, under = self._halves(rect)
            paint_text(painter, under, self._chip.note, theme.font("caption"), theme.color("soft"), center)
        paint_text(painter, rect, self._chip.label, theme.font("title", 500), theme.color("ink"), center)

    def _halves(self, rect: QRectF) -> tuple[QRectF, QRectF]:
        """Where the time and the words under it stand."""
        half = rect.height() / 2
        top = QRectF(rect.x(), rect.y() + 4, rect.width(), half - 2)
        return top, QRectF(rect.x(), rect.y() + half - 2, rect.width(), half - 2)

    def _paint_taken(self, painter: QPainter, rect: QRectF) -> None:
        theme = active()
        center = Qt.AlignmentFlag.AlignHCenter
        font = theme.font("body")
        top, under = self._halves(rect)
        width = paint_text(painter, top, self._chip.label, font, theme.color("faint"), center)
        painter.setPen(QPen(theme.color("faint"), 1))
        middle = top.center()
        painter.drawLine(
            QPointF(middle.x() - width / 2, middle.y()), QPointF(middle.x() + width / 2, middle.y())
        )
        paint_text(painter, under, self._chip.note, theme.font("caption", 500), theme.color("warn"), center)

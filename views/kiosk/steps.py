"""The way through a booking: circles joined by lines, the current one filled."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from viewmodels.kiosk.rows import Progress, StepRow
from views.kit.icons import paint_icon
from views.kit.paint import paint_text
from views.kit.theme import active

HEIGHT, CIRCLE, GAP = 112, 64, 12
_SMALL, _LINE, _LABEL_GAP = 44, 28, 12


class StepBar(QWidget):
    """Shows the way; it takes no touches, Back and Start over do. `compact` names only where one is."""

    def __init__(self, *, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[StepRow, ...] = ()
        self._compact = compact
        self._circle = _SMALL if compact else CIRCLE
        self.setFixedHeight(_SMALL if compact else HEIGHT)
        self.setObjectName("kiosk.steps")

    def show_rows(self, rows: tuple[StepRow, ...]) -> None:
        """Show how far we are."""
        self._rows = rows
        now = next((row for row in rows if row.progress is Progress.CURRENT), None)
        self.setAccessibleName("" if now is None else f"{now.number}/{len(rows)} {now.title}")
        if self._compact:
            label = 0 if now is None else self._label_width(now) + _LABEL_GAP
            self.setFixedWidth(len(rows) * _SMALL + max(0, len(rows) - 1) * (_LINE + 2 * 6) + label)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._compact:
            self._paint_compact(painter)
            return
        span = self.width() / len(self._rows)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place, row in enumerate(self._rows):
            at = len(self._rows) - 1 - place if rtl else place
            center = QPointF(span * (at + 0.5), CIRCLE / 2)
            self._paint_circle(painter, center, row)
            if place:
                self._paint_line(painter, center, span if rtl else -span, row.progress is not Progress.AHEAD)
            color = active().color("ink" if row.progress is Progress.CURRENT else "soft")
            font = active().font("body", 700 if row.progress is Progress.CURRENT else 500)
            frame = QRectF(center.x() - span / 2, CIRCLE + 6, span, HEIGHT - CIRCLE - 6)
            paint_text(painter, frame, row.title, font, color, Qt.AlignmentFlag.AlignHCenter)

    @staticmethod
    def _label_width(row: StepRow) -> int:
        return ceil(QFontMetricsF(active().font("body", 600)).horizontalAdvance(row.title)) + 2

    def _paint_compact(self, painter: QPainter) -> None:
        rtl, x, middle = self.layoutDirection() == Qt.LayoutDirection.RightToLeft, 0.0, _SMALL / 2
        for place, row in enumerate(self._rows):
            if place:
                pen = QPen(active().color("line" if row.progress is Progress.AHEAD else "accent"), 4)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                ends = [self.width() - end if rtl else end for end in (x + 8, x + _LINE + 4)]
                painter.drawLine(QPointF(ends[0], middle), QPointF(ends[1], middle))
                x += _LINE + 12
            center = x + _SMALL / 2
            self._paint_circle(painter, QPointF(self.width() - center if rtl else center, middle), row)
            x += _SMALL
            if row.progress is Progress.CURRENT:
                wide = self._label_width(row)
                left = self.width() - x - _LABEL_GAP - wide if rtl else x + _LABEL_GAP
                font = active().font("body", 600)
                room = QRectF(left, 0, wide, _SMALL)
                paint_text(painter, room, row.title, font, active().color("ink"))
                x += _LABEL_GAP + wide

    def _paint_circle(self, painter: QPainter, center: QPointF, row: StepRow) -> None:
        theme = active()
        fill = {Progress.DONE: "accent_wash", Progress.CURRENT: "accent"}.get(row.progress, "canvas")
        line = "line_strong" if row.progress is Progress.AHEAD else "accent"
        painter.setPen(QPen(theme.color(line), 3))
        painter.setBrush(theme.color(fill))
        painter.drawEllipse(center, self._circle / 2 - 1.5, self._circle / 2 - 1.5)
        if row.progress is Progress.DONE:
            size = 22 if self._compact else 28
            paint_icon(painter, "check", center.x() - size / 2, center.y() - size / 2, "accent", size)
            return
        ink = theme.color("accent_ink" if row.progress is Progress.CURRENT else "soft")
        half = self._circle / 2
        frame = QRectF(center.x() - half, center.y() - half, self._circle, self._circle)
        role = "body" if self._compact else "title"
        paint_text(painter, frame, row.number, theme.font(role, 600), ink, Qt.AlignmentFlag.AlignHCenter)

    def _paint_line(self, painter: QPainter, center: QPointF, step: float, reached: bool) -> None:
        pen = QPen(active().color("accent" if reached else "line"), 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        away = (CIRCLE / 2 + GAP) * (1 if step > 0 else -1)
        painter.drawLine(
            QPointF(center.x() + away, center.y()), QPointF(center.x() + step - away, center.y())
        )

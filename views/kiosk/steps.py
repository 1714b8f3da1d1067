"""The way through a booking: circles joined by lines, the current one filled."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from viewmodels.kiosk.rows import Progress, StepRow
from views.kit.icons import paint_icon
from views.kit.paint import paint_text
from views.kit.theme import active

HEIGHT, CIRCLE, GAP = 112, 64, 12


class StepBar(QWidget):
    """Shows the way; it takes no touches, Back and Start over do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[StepRow, ...] = ()
        self.setFixedHeight(HEIGHT)
        self.setObjectName("kiosk.steps")

    def show_rows(self, rows: tuple[StepRow, ...]) -> None:
        """Show how far we are."""
        self._rows = rows
        now = next((row for row in rows if row.progress is Progress.CURRENT), None)
        self.setAccessibleName("" if now is None else f"{now.number}/{len(rows)} {now.title}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        span = self.width() / len(self._rows)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place, row in enumerate(self._rows):
            at = len(self._rows) - 1 - place if rtl else place
            center = QPointF(span * (at + 0.5), CIRCLE / 2)
            self._paint_circle(painter, center, row)
            if place:
                self._paint_line(painter, center, span if rtl else -span, row.progress is not Progress.AHEAD)
            color = active().color("ink" if row.progress is Progress.CURRENT else "soft")
            font = active().font("body", 600 if row.progress is Progress.CURRENT else 500)
            frame = QRectF(center.x() - span / 2, CIRCLE + 6, span, HEIGHT - CIRCLE - 6)
            paint_text(painter, frame, row.title, font, color, Qt.AlignmentFlag.AlignHCenter)

    def _paint_circle(self, painter: QPainter, center: QPointF, row: StepRow) -> None:
        theme = active()
        fill = {Progress.DONE: "accent_wash", Progress.CURRENT: "accent"}.get(row.progress, "canvas")
        line = "line_strong" if row.progress is Progress.AHEAD else "accent"
        painter.setPen(QPen(theme.color(line), 3))
        painter.setBrush(theme.color(fill))
        painter.drawEllipse(center, CIRCLE / 2 - 1.5, CIRCLE / 2 - 1.5)
        if row.progress is Progress.DONE:
            paint_icon(painter, "check", center.x() - 14, center.y() - 14, "accent", 28)
            return
        ink = theme.color("accent_ink" if row.progress is Progress.CURRENT else "soft")
        frame = QRectF(center.x() - CIRCLE / 2, center.y() - CIRCLE / 2, CIRCLE, CIRCLE)
        paint_text(painter, frame, row.number, theme.font("title", 600), ink, Qt.AlignmentFlag.AlignHCenter)

    def _paint_line(self, painter: QPainter, center: QPointF, step: float, reached: bool) -> None:
        pen = QPen(active().color("accent" if reached else "line"), 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        away = (CIRCLE / 2 + GAP) * (1 if step > 0 else -1)
        painter.drawLine(
            QPointF(center.x() + away, center.y()), QPointF(center.x() + step - away, center.y())
        )

"""What happened to a booking: steps on a line, newest first; what is not sent yet leads in amber."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from viewmodels.vendor.booking_rows import HistoryRow
from views.kit.layouts import STRETCH, clear, column, row
from views.kit.paint import paint_dot
from views.kit.text import Text
from views.kit.theme import active


class _Knot(QWidget):
    """The dot of a step, with the line to the next one below it."""

    def __init__(self, *, pending: bool, last: bool) -> None:
        super().__init__()
        self._pending, self._last = pending, last
        self.setFixedWidth(10)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        if not self._last:
            painter.fillRect(QRectF(4, 12, 1, self.height() - 12), theme.color("line"))
        center = QPointF(4.5, 9)
        if self._pending:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("warn"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(center, 3, 3)
        else:
            paint_dot(painter, center, 7, theme.color("line_strong"))


class HistoryView(QWidget):
    """The list of steps."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setObjectName("vendor.panel.history")
        self._place = column(spacing=0)
        self.setLayout(self._place)
        self._shown: tuple[HistoryRow, ...] = ()

    def show_steps(self, steps: tuple[HistoryRow, ...]) -> None:
        """Show these."""
        if steps == self._shown:
            return
        self._shown = steps
        clear(self._place)
        for number, step in enumerate(steps):
            tone = "warn" if step.pending else "soft"
            words = column(Text(step.text, tone=tone, wrap=True), spacing=0)
            if step.detail:
                words.addWidget(Text(step.detail, role="small", tone="faint", wrap=True))
            words.addSpacing(4)
            when = column(Text(step.when, role="small", tone="soft"), STRETCH, spacing=0)
            knot = _Knot(pending=step.pending, last=number == len(steps) - 1)
            line = row(knot, words, when, spacing=8)
            line.setStretch(1, 1)
            self._place.addLayout(line)

"""The rule for cancelling as a bar: one stretch a step, and a mark where now is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from viewmodels.customer.cancelling import RuleStep
from views.kit.figures import Figure
from views.kit.paint import paint_box, paint_text
from views.kit.theme import active

_HEIGHT, _BAR, _GAP, _TOP = 72, 8, 3, 22
_TONES = {"free": "good", "some": "warn", "all": "bad"}
_AWAY = 0.4


class RuleBar(Figure):
    """Steps of equal width, for what counts is their order; the one that holds now is drawn full."""

    def __init__(self, name: str, now: str) -> None:
        super().__init__(name, QSize(200, _HEIGHT))
        self._name, self._now = name, now
        self._steps: tuple[RuleStep, ...] = ()
        self.setFixedHeight(_HEIGHT)

    def set_steps(self, steps: Sequence[RuleStep]) -> None:
        """Show these steps, the first one first."""
        self._steps = tuple(steps)
        words = "; ".join(
            f"{step.title} {step.note}" + (f", {self._now}" if step.now >= 0 else "") for step in self._steps
        )
        self.setAccessibleName(f"{self._name}: {words}")
        self.changed()

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        if not self._steps:
            return
        theme = active()
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        width = (rect.width() - _GAP * (len(self._steps) - 1)) / len(self._steps)
        align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        for place, step in enumerate(self._steps):
            x = place * (width + _GAP)
            x = rect.width() - x - width if rtl else x
            tone = _TONES[step.tone]
            fill = theme.color(tone) if step.now >= 0 else theme.faded(tone, _AWAY)
            paint_box(painter, QRectF(x, _TOP, width, _BAR), _BAR / 2, fill)
            lines = ((step.title, 600, "ink", 14), (step.note, 400, "faint", 32))
            for words, weight, color, below in lines:
                box = QRectF(x, _TOP + below, width, 18)
                paint_text(painter, box, words, theme.font("small", weight), theme.color(color), align)
            if step.now >= 0:
                mark = x + width * (1 - step.now if rtl else step.now)
                painter.fillRect(QRectF(mark - 1, _TOP - 4, 2, _BAR + 8), theme.color("ink"))
                edge = min(max(mark - 30, 0), rect.width() - 60)
                middle = Qt.AlignmentFlag.AlignHCenter
                label = QRectF(edge, 0, 60, 16)
                font = theme.font("small", 600)
                paint_text(painter, label, self._now, font, theme.color("ink"), middle)

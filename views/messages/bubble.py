"""The text of a message in lines, for one width: laid out once, painted often.

Plain text always; it runs in its own direction, so that Hebrew stands right also in an English window.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Bubble:
    """A laid out text and its size in pixels."""

    layout: QTextLayout
    width: int
    height: int

    def paint(self, painter: QPainter, at: QPointF, color: QColor) -> None:
        """Draw it with its top left at a point."""
        painter.setPen(color)
        self.layout.draw(painter, at)


_bubbles: OrderedDict[tuple[str, int, str], Bubble] = OrderedDict()


def bubble_of(text: str, font: QFont, width: int) -> Bubble:
    """The text in lines of at most this width."""
    key = text, width, font.key()
    found = _bubbles.get(key)
    if found is None:
        found = _bubbles[key] = _lay_out(text, font, width)
        if len(_bubbles) > _KEPT:
            _bubbles.popitem(last=False)
    else:
        _bubbles.move_to_end(key)
    return found


def _lay_out(text: str, font: QFont, width: int) -> Bubble:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    is_rtl = not text.isascii() and _runs_right_to_left(text)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
    layout, used, height = _lines(text, font, option, width)
    if used < width and option.textDirection() == Qt.LayoutDirection.RightToLeft:
        # Right to left lines stand at the right end of their width, which shall be no wider than they are.
        layout, used, height = _lines(text, font, option, ceil(used))
    return Bubble(layout, ceil(used), ceil(height))


def _lines(text: str, font: QFont, option: QTextOption, width: int) -> tuple[QTextLayout, float, float]:
    # A line separator keeps one layout for all lines of a message.
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    height = used = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
        used = max(used, line.naturalTextWidth())
    layout.endLayout()
    return layout, used, height


def _runs_right_to_left(text: str) -> bool:
    """Whether its first letter with a direction runs from right to left."""
    for letter in text:
        direction = bidirectional(letter)
        if direction == "L":
            return False
        if direction in {"R", "AL"}:
            return True
    return False

"""A value of a facet: its mark, its words, and how many services it would leave. All of it is the target."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from viewmodels.customer.rows import FacetRow
from views.customer.stars import SIZE
from views.kit.checkbox import Checkbox, Radio
from views.kit.checkmark import SIDE
from views.kit.icons import icon_pixmap
from views.kit.paint import paint_text
from views.kit.theme import active

_HEIGHT, _GAP = 24, 8
_Mark = Callable[[QPainter, QRectF], None]


class FacetCheck(Checkbox):
    """One of several that may be on together."""

    def __init__(self, facet: FacetRow, object_name: str) -> None:
        super().__init__(facet.label, object_name=object_name)
        self._facet = facet
        _set_up(self, facet)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint(self, self._facet, self._paint_mark)


class FacetRadio(Radio):
    """One of several that exclude each other; `starred` puts a star before the words."""

    def __init__(self, facet: FacetRow, object_name: str, *, starred: bool = False) -> None:
        super().__init__(facet.label, object_name=object_name)
        self._facet, self._starred = facet, starred
        _set_up(self, facet)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint(self, self._facet, self._paint_mark, starred=self._starred)


def _set_up(button: QAbstractButton, facet: FacetRow) -> None:
    button.setChecked(facet.selected)
    button.setAccessibleName(f"{facet.label}, {facet.count}" if facet.count else facet.label)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    button.setFixedHeight(_HEIGHT)


def _paint(button: QAbstractButton, facet: FacetRow, mark: _Mark, *, starred: bool = False) -> None:
    theme = active()
    painter = QPainter(button)
    painter.setLayoutDirection(button.layoutDirection())
    rtl = button.layoutDirection() == Qt.LayoutDirection.RightToLeft
    width, height = float(button.width()), float(button.height())

    def placed(x: float, wide: float) -> QRectF:
        return QRectF(width - x - wide if rtl else x, 0, wide, height)

    at = placed(0, SIDE)
    mark(painter, QRectF(at.x(), (height - SIDE) // 2, SIDE, SIDE))
    x = SIDE + _GAP
    if starred:
        star = icon_pixmap("star", "star", SIZE, button.devicePixelRatioF(), filled=True)
        painter.drawPixmap(QPointF(placed(x, SIZE).x(), (height - SIZE) // 2), star)
        x += SIZE + 6
    faint = theme.color("faint")
    end = Qt.AlignmentFlag.AlignRight
    used = paint_text(painter, placed(x, width - x), facet.count, theme.font("body"), faint, end)
    tone = faint if facet.none else theme.color("ink")
    weight = 500 if facet.selected else 400
    paint_text(painter, placed(x, width - x - used - 8), facet.label, theme.font("body", weight), tone)

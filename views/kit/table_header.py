"""The header row of a table: titles, the sort arrow, and the checkbox for all rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from views.kit.checkmark import SIDE, paint_check
from views.kit.icons import paint_icon
from views.kit.paint import paint_text
from views.kit.theme import active

HEIGHT = 32
PADDING = 14
CELL_PADDING = 8


class TableHeader(QHeaderView):
    """Painted in the theme; a click sorts where the column allows it."""

    check_all = Signal()

    def __init__(
        self,
        sortable: Callable[[int], bool],
        *,
        inset: int,
        edge: int = PADDING,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sortable = sortable
        self._inset, self._edge = inset, edge
        self.check_state = Qt.CheckState.Unchecked
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(16)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT)

    def set_check_state(self, state: Qt.CheckState) -> None:
        """Say whether all, some or no rows are checked."""
        if state != self.check_state:
            self.check_state = state
            self.viewport().update()

    def _check_rect(self) -> QRect:
        x = self._edge
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.viewport().width() - self._edge - SIDE
        return QRect(x, (HEIGHT - SIDE) // 2, SIDE, SIDE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._inset and self._check_rect().adjusted(-6, -8, 6, 8).contains(at):
            self.check_all.emit()
            return
        if self._sortable(self.logicalIndexAt(at)):
            super().mousePressEvent(event)

    def _last_shown(self) -> int:
        """The visual place of the last column that is not hidden."""
        places = range(self.count() - 1, -1, -1)
        return next((place for place in places if not self.isSectionHidden(self.logicalIndex(place))), -1)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        theme = active()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(rect, theme.color("surface"))
        painter.fillRect(
            rect.x(),
            rect.bottom() - theme.size("line") + 1,
            rect.width(),
            theme.size("line"),
            theme.color("line"),
        )
        first = self.visualIndex(logical) == 0
        if first and self._inset:
            paint_check(painter, QRectF(self._check_rect()), self.check_state)
        start = self._edge + self._inset if first else CELL_PADDING
        end = self._edge if self.visualIndex(logical) == self._last_shown() else CELL_PADDING
        room = QRectF(rect).adjusted(end if rtl else start, 0, -start if rtl else -end, 0)
        model = self.model()
        title = str(model.headerData(logical, Qt.Orientation.Horizontal) or "")
        right = bool(
            (
                model.headerData(logical, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
                or Qt.AlignmentFlag.AlignLeft
            )
            & Qt.AlignmentFlag.AlignRight
        )
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == logical
        font = theme.font("small", 500)
        width = min(QFontMetricsF(font).horizontalAdvance(title), room.width())
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        paint_text(painter, room, title, font, theme.color("ink" if sorted_here else "soft"), align)
        if sorted_here:
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            from_end = right != rtl
            x = room.right() - width - 20 if from_end else room.x() + width + 6
            paint_icon(painter, "arrow-up" if up else "arrow-down", x, rect.center().y() - 6, "soft", 14)
        painter.restore()

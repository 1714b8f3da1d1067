"""How a data table paints: whole rows at once, and only those that changed or scrolled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion

from views.kit.cell import Cell, ColumnLook, paint_cell
from views.kit.checkmark import SIDE, paint_check
from views.kit.paint import paint_text
from views.kit.table_header import CELL_PADDING
from views.kit.table_rows import CHECK_INSET, RowsTable
from views.kit.theme import active


class PaintedTable(RowsTable):
    """Rows, the header that sticks, and the card's corners."""

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._corners.scrolled(dy)
        if self._group_of is not None and dy:
            # The header that sticks was moved with the pixels: draw it again where it is and where it went.
            self.viewport().update(0, 0, self.viewport().width(), active().size("day_header") + max(0, dy))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._rows is None:
            return
        painter = QPainter(self.viewport())
        painter.setLayoutDirection(self.layoutDirection())
        # Rect by rect: what scrolled in at the foot and the header that sticks at the top are far apart.
        places = self._places_in(event.region())
        if not places:
            return
        columns = [
            (section, look, self.columnViewportPosition(section), self.columnWidth(section))
            for section, look in enumerate(self._look_at)
            if look is not None
        ]
        selected = self.selectionModel().currentIndex().row()
        if not self.selectionModel().hasSelection():
            selected = -1
        for place in places:
            self._paint_row(painter, place, columns, chosen=place == selected)
        if self._group_of is not None and event.rect().top() < active().size("day_header"):
            self._paint_sticky(painter)
        self._corners.paint(painter)

    def _places_in(self, region: QRegion) -> list[int]:
        count = len(self._rows.rows) if self._rows is not None else 0
        places: set[int] = set()
        # The stubs don't say that a region is iterable.
        for rect in cast("Iterable[QRect]", region):
            first = self.rowAt(rect.top())
            if first >= 0:
                last = self.rowAt(rect.bottom())
                places.update(range(first, (count if last < 0 else last + 1)))
        return sorted(places)

    def _paint_row(
        self, painter: QPainter, place: int, columns: list[tuple[int, ColumnLook, int, int]], *, chosen: bool
    ) -> None:
        theme = active()
        rows = self._rows
        if rows is None:
            return
        row = rows.rows[place]
        top, height, width = self.rowViewportPosition(place), self.rowHeight(place), self.viewport().width()
        head = self._groups.head_at(place)
        if head is not None:
            self._paint_head(painter, QRect(0, top, width, theme.size("day_header")), head)
            top += theme.size("day_header")
            height -= theme.size("day_header")
        checked = self.checks.holds(row.id)
        fill = (
            "sunk"
            if chosen
            else "accent_wash"
            if checked
            else "canvas"
            if place == self._hovered
            else "surface"
        )
        painter.fillRect(0, top, width, height, theme.color(fill))
        line = theme.size("line")
        painter.fillRect(0, top + height - line, width, line, theme.color("line"))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if chosen:
            painter.fillRect(width - 3 if rtl else 0, top, 3, height, theme.color("accent"))
        if self._checkable:
            x = width - self._edge - SIDE if rtl else self._edge
            state = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
            paint_check(
                painter,
                QRectF(x, top + (height - SIDE) // 2, SIDE, SIDE),
                state,
                hover=place == self._hovered,
            )
        inset = CHECK_INSET if self._checkable else 0
        for number, (section, look, x, span) in enumerate(columns):
            start = self._edge + inset if number == 0 else CELL_PADDING
            end = self._edge if number == len(columns) - 1 else CELL_PADDING
            rect = QRectF(x + (end if rtl else start), top, span - start - end, height - line)
            if look.cell is not None:
                cell = look.cell(row)
            else:
                cell = Cell(rows.columns[section].text(row), look.tone, look.weight)
            paint_cell(painter, rect, cell, right=look.right)

    def _paint_head(self, painter: QPainter, rect: QRect, head: tuple[str, str]) -> None:
        theme = active()
        painter.fillRect(rect, theme.color("canvas"))
        line = theme.size("line")
        painter.fillRect(rect.x(), rect.bottom() + 1 - line, rect.width(), line, theme.color("line"))
        room = QRectF(rect).adjusted(self._edge, 0, -self._edge, -line)
        used = paint_text(painter, room, head[0], theme.font("small", 600), theme.color("ink"))
        rest = room.adjusted(0, 0, -used - 8, 0) if self.isRightToLeft() else room.adjusted(used + 8, 0, 0, 0)
        paint_text(painter, rest, head[1], theme.font("small"), theme.color("faint"))

    def _paint_sticky(self, painter: QPainter) -> None:
        top = self.rowAt(0)
        start = self._groups.start_of(top)
        if start is None:
            return
        head = self._groups.head_at(start)
        height = active().size("day_header")
        following = self._groups.next_start(top)
        push = min(0, self.rowViewportPosition(following) - height) if following is not None else 0
        if head is not None and self.rowViewportPosition(start) + push < 0:
            self._paint_head(painter, QRect(0, push, self.viewport().width(), height), head)

"""The data table: a QTableView that paints its rows itself.

One paint call per cell with no style option, no delegate object and no style sheet between: 100,000 rows
scroll at a few milliseconds a frame, because Qt blits what stays and only the new rows are drawn.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from viewmodels.kernel.row_model import RowModel
from views.kit.cell import Cell, ColumnLook, paint_cell
from views.kit.checkmark import SIDE, paint_check
from views.kit.paint import paint_text
from views.kit.table_checks import Checks
from views.kit.table_corners import TableCorners
from views.kit.table_groups import GroupOf, Groups
from views.kit.table_header import CELL_PADDING, PADDING, TableHeader
from views.kit.theme import active
from views.kit.type_ahead import TypeAhead, find_match

_CHECK_INSET = SIDE + 10


class DataTable(QTableView):
    """Shows a `RowModel`. `opened` is a click or Enter on a row; `checks` holds the ticked ids."""

    opened = Signal(object)
    checked_changed = Signal(object)
    context_requested = Signal(object, QPoint)
    sort_requested = Signal(str, bool)
    """A column's key and whether downwards; only where the table does not sort by itself."""

    def __init__(
        self,
        looks: Sequence[ColumnLook],
        *,
        name: str,
        object_name: str,
        checkable: bool = False,
        group_of: GroupOf | None = None,
        row_size: str = "row",
        sorts: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`sorts` False leaves sorting to who listens to `sort_requested`."""
        super().__init__(parent)
        self._sorts = sorts
        self._looks = tuple(looks)
        self._group_of, self._groups = group_of, Groups()
        self._row_size = row_size
        self._checkable = checkable
        self._hovered = -1
        self._sorting: tuple[int, bool] | None = None
        self._rows: RowModel[Any] | None = None
        self._look_at: list[ColumnLook | None] = []
        self.type_ahead = TypeAhead()
        self.checks = Checks()
        self._corners = TableCorners(self)
        self.setAccessibleName(name)
        self.setObjectName(object_name)
        self._regroup_soon = QTimer(self)
        self._regroup_soon.setSingleShot(True)
        self._regroup_soon.timeout.connect(self._regroup)
        self._set_up(_CHECK_INSET if checkable else 0)

    def _set_up(self, inset: int) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        header = TableHeader(self._sortable, inset=inset, parent=self)
        header.check_all.connect(self.toggle_all)
        header.sectionClicked.connect(self._sort_by)
        self._header = header
        self.setHorizontalHeader(header)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setMinimumSectionSize(1)
        vertical.setDefaultSectionSize(active().size(self._row_size))
        self.verticalScrollBar().setSingleStep(active().size(self._row_size))

    # Rows

    def set_rows_model(self, model: RowModel[Any]) -> None:
        """Show a model; columns of the model without a look are hidden."""
        self._rows = model
        self.setModel(model)
        self._place_looks()
        for signal in (
            model.rowsInserted,
            model.rowsRemoved,
            model.layoutChanged,
            model.modelReset,
            model.dataChanged,
        ):
            signal.connect(self._rows_changed)
        self._regroup()
        self._fit_columns()

    def show_columns(self, looks: Sequence[ColumnLook]) -> None:
        """Show these columns of the model, and no others."""
        self._looks = tuple(looks)
        if self._rows is not None:
            self._place_looks()
            self._fit_columns()
            self.viewport().update()

    def _place_looks(self) -> None:
        keys = [column.key for column in self._rows.columns] if self._rows is not None else []
        self._look_at = [None] * len(keys)
        for look in self._looks:
            self._look_at[keys.index(look.key)] = look
        for section, shown in enumerate(self._look_at):
            self.setColumnHidden(section, shown is None)

    def row_at(self, place: int) -> Any:
        """The display row that stands there."""
        if self._rows is None:
            raise IndexError(place)
        return self._rows.rows[place]

    def current_id(self) -> Hashable | None:
        """The id of the row that the keyboard is on."""
        place = self.currentIndex().row()
        return self.row_at(place).id if place >= 0 else None

    def open_row(self, id: Hashable | None) -> None:
        """Mark a row as the open one (or none), without emitting `opened`."""
        if self._rows is None:
            return
        index = self._rows.index_of(id) if id is not None else QModelIndex()
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def _rows_changed(self, *_: object) -> None:
        if not self._regroup_soon.isActive():
            self._regroup_soon.start(0)

    def _regroup(self) -> None:
        rows = self._rows.rows if self._rows is not None else ()
        if self.checks.keep(row.id for row in rows):
            self._checks_changed()
        self._show_check_state()
        if self._group_of is None:
            return
        before = self._groups.starts
        self._groups.read(rows, self._group_of)
        if before != self._groups.starts:
            self._size_rows(before)
        self.viewport().update()

    def _size_rows(self, before: Sequence[int]) -> None:
        theme, vertical = active(), self.verticalHeader()
        row, head = theme.size(self._row_size), theme.size("day_header")
        count = len(self._rows.rows) if self._rows is not None else 0
        starts = set(self._groups.starts)
        for place in before:
            if place not in starts and place < count:
                vertical.resizeSection(place, row)
        for place in self._groups.starts:
            if vertical.sectionSize(place) != row + head:
                vertical.resizeSection(place, row + head)

    # Columns

    def _sortable(self, section: int) -> bool:
        look = self._look_at[section] if 0 <= section < len(self._look_at) else None
        return look is not None and look.sortable

    def _sort_by(self, section: int) -> None:
        # The header turns its own arrow before it tells of the click, so the order is remembered here.
        descending = self._sorting == (section, False)
        self.show_sorting(section, descending=descending)
        if self._rows is not None and not self._sorts:
            self.sort_requested.emit(self._rows.columns[section].key, descending)
        elif self._rows is not None:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            self._rows.sort(section, order)

    def show_sorting(self, section: int, *, descending: bool = False) -> None:
        """Show the arrow at a column without sorting: the rows came sorted."""
        self._sorting = (section, descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicatorShown(True)
        self._header.setSortIndicator(section, order)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._corners.follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        self._corners.follow()

    def _fit_columns(self) -> None:
        if self._rows is None:
            return
        shown = [(section, look) for section, look in enumerate(self._look_at) if look is not None]
        rest = self.viewport().width() - sum(look.width for _, look in shown)
        # Stretching columns also give way, down to half of their width, before anything scrolls sideways.
        rest = max(rest, -sum(look.width // 2 for _, look in shown if look.stretch))
        shares = sum(look.stretch for _, look in shown)
        used = 0
        for number, (section, look) in enumerate(shown):
            width = look.width + (rest * look.stretch // shares if shares else 0)
            if number == len(shown) - 1:
                width = max(width, self.viewport().width() - used)
            used += width
            if self.columnWidth(section) != width:
                self.setColumnWidth(section, width)

    # Checks

    def toggle_all(self) -> None:
        """Tick every row, or none where all are ticked."""
        if self._rows is None:
            return
        self.checks.toggle_all([row.id for row in self._rows.rows])
        self._checks_changed()

    def set_checked(self, ids: Iterable[Hashable]) -> None:
        """Tick these rows and no others."""
        self.checks.clear()
        for id in ids:
            self.checks.toggle(id)
        self._checks_changed()

    def clear_checks(self) -> None:
        """Tick nothing."""
        self.checks.clear()
        self._checks_changed()

    def _checks_changed(self) -> None:
        self._show_check_state()
        self.viewport().update()
        self.checked_changed.emit(self.checks.ids)

    def _show_check_state(self) -> None:
        self._header.set_check_state(self.checks.state(len(self._rows.rows) if self._rows is not None else 0))

    def _toggle(self, place: int, *, span: bool = False) -> None:
        if self._rows is None:
            return
        if span:
            self.checks.tick_range([row.id for row in self._rows.rows], self.row_at(place).id)
        else:
            self.checks.toggle(self.row_at(place).id)
        self._checks_changed()

    # Pointer and keys

    def _over_check(self, at: QPoint) -> bool:
        x = at.x()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.viewport().width() - x
        return self._checkable and x < PADDING + _CHECK_INSET - 4

    def _over_head(self, at: QPoint) -> bool:
        if self._group_of is None:
            return False
        head = active().size("day_header")
        place = self.rowAt(at.y())
        own = self._groups.head_at(place) is not None and at.y() - self.rowViewportPosition(place) < head
        return own or at.y() < head

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        place = self.rowAt(at.y())
        if place < 0 or self._over_head(at):
            return
        if self._over_check(at):
            self._toggle(place, span=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.row_at(place).id)
        elif event.button() == Qt.MouseButton.RightButton:
            self.context_requested.emit(self.row_at(place).id, event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        self._hover(-1 if self._over_head(at) else self.rowAt(at.y()))

    def leaveEvent(self, event: object) -> None:
        self._hover(-1)

    def _hover(self, place: int) -> None:
        if place == self._hovered:
            return
        for changed in (self._hovered, place):
            if changed >= 0:
                self.viewport().update(
                    0, self.rowViewportPosition(changed), self.viewport().width(), self.rowHeight(changed)
                )
        self._hovered = place

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if plain and event.text().isprintable() and event.text() and self.type_ahead.going:
                # In the middle of a word the letters are the word's: N is no "no-show" in "Windows".
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, letter = event.key(), event.text()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        place = self.currentIndex().row()
        if plain and letter.isprintable() and letter and self._searched(letter, event):
            return
        if plain and key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self._move(1 if key == Qt.Key.Key_J else -1)
        elif plain and self._checkable and place >= 0 and key in (Qt.Key.Key_Space, Qt.Key.Key_X):
            self._toggle(place)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and place >= 0:
            self.opened.emit(self.row_at(place).id)
        elif self._checkable and event.matches(QKeySequence.StandardKey.SelectAll):
            self.toggle_all()
        elif plain and letter.strip() and letter.isprintable():
            event.ignore()  # a shortcut of the window
        else:
            super().keyPressEvent(event)

    def _searched(self, letter: str, event: QKeyEvent) -> bool:
        rows = self._rows
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        text = self.type_ahead.add(letter, shifted=shifted)
        if text is None or rows is None or not rows.rows:
            return False
        column = next((i for i, look in enumerate(self._look_at) if look is not None and look.stretch), 0)
        start = max(0, self.currentIndex().row()) + (1 if len(text) == 1 else 0)
        place = find_match(text, len(rows.rows), start, lambda i: rows.columns[column].text(rows.rows[i]))
        if place is not None:
            self._go_to(place)
        return True

    def _move(self, step: int) -> None:
        count = len(self._rows.rows) if self._rows is not None else 0
        if not self.selectionModel().hasSelection():
            step = 0  # the first key chooses the row that the focus came in on
        if count:
            self._go_to(min(max(0, self.currentIndex().row() + step), count - 1))

    def _go_to(self, place: int) -> None:
        index = self.model().index(place, 0)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.scrollTo(index)

    # Painting

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
            x = width - PADDING - SIDE if rtl else PADDING
            state = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
            paint_check(
                painter,
                QRectF(x, top + (height - SIDE) // 2, SIDE, SIDE),
                state,
                hover=place == self._hovered,
            )
        inset = _CHECK_INSET if self._checkable else 0
        for number, (section, look, x, span) in enumerate(columns):
            start = PADDING + inset if number == 0 else CELL_PADDING
            end = PADDING if number == len(columns) - 1 else CELL_PADDING
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
        room = QRectF(rect).adjusted(PADDING, 0, -PADDING, -line)
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

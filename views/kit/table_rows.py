"""What a data table is before it paints: rows, day headers' room, columns and sorting."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from viewmodels.kernel.row_model import RowModel
from views.kit.cell import ColumnLook
from views.kit.checkmark import SIDE
from views.kit.table_checks import Checks
from views.kit.table_corners import TableCorners
from views.kit.table_groups import GroupOf, Groups
from views.kit.table_header import PADDING, TableHeader
from views.kit.theme import active

CHECK_INSET = SIDE + 10


class RowsTable(QTableView):
    """Binds a `RowModel` to columns by key; `regrouped` follows each change of its rows, once a turn."""

    opened = Signal(object)
    checked_changed = Signal(object)
    context_requested = Signal(object, QPoint)
    sort_requested = Signal(str, bool)
    """A column's key and whether downwards; only where the table does not sort by itself."""
    regrouped = Signal()

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
        edge: int = PADDING,
        parent: QWidget | None = None,
    ) -> None:
        """`sorts` False leaves sorting to who listens to `sort_requested`; `edge` is room at both ends."""
        super().__init__(parent)
        self._edge = edge
        self._sorts = sorts
        self._looks = tuple(looks)
        self._group_of, self._groups = group_of, Groups()
        self._tall: list[QPersistentModelIndex] = []
        self._row_size = row_size
        self._checkable = checkable
        self._hovered = -1
        self._sorting: tuple[int, bool] | None = None
        self._rows: RowModel[Any] | None = None
        self._wanted: list[ColumnLook | None] = []
        self._look_at: list[ColumnLook | None] = []
        self.checks = Checks()
        self._corners = TableCorners(self)
        self.setAccessibleName(name)
        self.setObjectName(object_name)
        self._regroup_soon = QTimer(self)
        self._regroup_soon.setSingleShot(True)
        self._regroup_soon.timeout.connect(self._regroup)
        self._set_up(CHECK_INSET if checkable else 0)

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
        header = TableHeader(self._sortable, inset=inset, edge=self._edge, parent=self)
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
        ):
            signal.connect(self._rows_changed)
        model.dataChanged.connect(self._rows_reworded)
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
        self._wanted = [None] * len(keys)
        for look in self._looks:
            self._wanted[keys.index(look.key)] = look
        self._show_looks(self._wanted)

    def _show_looks(self, looks: list[ColumnLook | None]) -> None:
        self._look_at = list(looks)
        for section, shown in enumerate(self._look_at):
            self.setColumnHidden(section, shown is None)

    def _spare_columns(self) -> None:
        """Leave out what can be spared, until the rest is wide enough."""
        shown = [look for look in self._wanted if look is not None]
        room = self.viewport().width()
        for look in sorted((look for look in shown if look.spare), key=lambda look: -look.spare):
            if sum(other.width for other in shown) <= room:
                break
            shown.remove(look)
        looks = [look if look in shown else None for look in self._wanted]
        if looks != self._look_at:
            self._show_looks(looks)

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

    def _rows_reworded(self, first: QModelIndex, last: QModelIndex) -> None:
        """Where they stay under the same header, they are painted and that is all."""
        if self._group_of is None or self._rows is None:
            return
        places = range(first.row(), last.row() + 1)
        if any(self._group_of(self._rows.rows[place]) != self._groups.head_over(place) for place in places):
            self._rows_changed()

    def _regroup(self) -> None:
        rows = self._rows.rows if self._rows is not None else ()
        self.regrouped.emit()
        if self._group_of is None:
            return
        before = self._groups.starts
        self._groups.read(rows, self._group_of)
        self._size_rows(before)
        self.viewport().update()

    def _size_rows(self, before: Sequence[int]) -> None:
        """Make room for day headers. Heights wander with their rows when rows come, go or change places."""
        theme, vertical, model = active(), self.verticalHeader(), self.model()
        row, head = theme.size(self._row_size), theme.size("day_header")
        starts = set(self._groups.starts)
        tall = {index.row() for index in self._tall if index.isValid()} | set(before)
        for place in tall - starts:
            if place < model.rowCount() and vertical.sectionSize(place) != row:
                vertical.resizeSection(place, row)
        for place in starts:
            if vertical.sectionSize(place) != row + head:
                vertical.resizeSection(place, row + head)
        self._tall = [QPersistentModelIndex(model.index(place, 0)) for place in self._groups.starts]

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
        self._spare_columns()
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

"""Rows as a Qt model: display dataclasses by id, changed with the smallest signals that keep selections."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from viewmodels.kernel.row_changes import contiguous

RowRole = Qt.ItemDataRole.UserRole
"""`index.data(RowRole)` is the whole display dataclass, for delegates."""

IdRole = Qt.ItemDataRole(Qt.ItemDataRole.UserRole + 1)

_FEW_RANGES = 32
_NOWHERE = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class Row(Protocol):
    """Any frozen dataclass with an id that stays while the thing stays."""

    @property
    def id(self) -> Hashable: ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: `text` reads a ready text off a row (no formatting there), `order` is what it sorts by."""

    key: str
    title: str
    text: Callable[[R], str]
    order: Callable[[R], Any] | None = None
    right: bool = False


class RowModel(QAbstractTableModel, Generic[R]):
    """A table (or, with one column, a list) over display dataclasses. Holds 100,000 rows without strain.

    `set_rows` compares by id: equal rows stay silent, a changed row emits `dataChanged`, others are inserted,
    removed or moved, so selections and the current row survive. No fonts or colours here: delegates paint.
    """

    def __init__(
        self,
        columns: Sequence[Column[R]],
        parent: QObject | None = None,
        *,
        describe: Callable[[R], str] | None = None,
    ) -> None:
        """`describe` is what a screen reader says of a row; without it, the row's column texts."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[R] = []
        self._at: dict[Hashable, int] = {}
        self._describe = describe
        self._sorting: tuple[Callable[[R], Any], bool] | None = None

    @property
    def rows(self) -> Sequence[R]:
        """The rows as they are shown."""
        return self._rows

    def find(self, id: Hashable) -> R | None:
        """The row with this id, if it is here."""
        at = self._at.get(id)
        return None if at is None else self._rows[at]

    def index_of(self, id: Hashable, column: int = 0) -> QModelIndex:
        """Where a row stands; an invalid index if it isn't here."""
        at = self._at.get(id)
        return QModelIndex() if at is None else self.index(at, column)

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; ids are unique among them."""
        after = self._sorted(rows)
        places = {row.id: place for place, row in enumerate(after)}
        if len(places) != len(after):
            raise ValueError("two rows have the same id")
        if not self._rows:
            self._fill(after, places)
            return
        gone = [place for place, row in enumerate(self._rows) if row.id not in places]
        new = [place for place, row in enumerate(after) if row.id not in self._at]
        kept = [row.id for row in self._rows if row.id in places]
        kept_after = [row.id for row in after if row.id in self._at]
        gone_ranges, new_ranges = contiguous(gone), contiguous(new)
        if len(gone_ranges) + len(new_ranges) > _FEW_RANGES:
            self._rearrange([row.id for row in self._rows if row.id in places], gone)
            gone_ranges = contiguous(range(len(kept), len(self._rows))) if gone else []
            kept = [row.id for row in self._rows[: len(kept)]]
        for first, last in reversed(gone_ranges):
            self.beginRemoveRows(_NOWHERE, first, last)
            del self._rows[first : last + 1]
            self._reindex()
            self.endRemoveRows()
        if kept != kept_after:
            self._reorder(kept_after)
        self._insert(after, new_ranges, places)
        self._update(after)

    def update_row(self, row: R) -> None:
        """Replace the row with this id where it stands; nothing happens if it isn't here."""
        at = self._at.get(row.id)
        if at is None or self._rows[at] == row:
            return
        self._rows[at] = row
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def put_row(self, row: R, precedes: Callable[[R, R], bool]) -> None:
        """Show one row, new or changed, where it belongs among rows that are in order.

        `precedes` is that order, whether one row stands before another; not for a model that sorts by itself.
        """
        at = self._at.get(row.id)
        others = self._rows if at is None else self._rows[:at] + self._rows[at + 1 :]
        place = _place(row, others, precedes)
        if at is None:
            self.beginInsertRows(_NOWHERE, place, place)
            self._rows.insert(place, row)
            self._reindex(place)
            self.endInsertRows()
            return
        if at != place:
            ids = [other.id for other in others]
            self._reorder([*ids[:place], row.id, *ids[place:]])
        self.update_row(row)

    def drop_row(self, id: Hashable) -> None:
        """Show the row with this id no more; nothing happens if it isn't here."""
        at = self._at.get(id)
        if at is None:
            return
        self.beginRemoveRows(_NOWHERE, at, at)
        del self._rows[at], self._at[id]
        self._reindex(at)
        self.endRemoveRows()

    # What Qt asks.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[index.column()].text(row)
        if role == RowRole:
            return row
        if role == IdRole:
            return row.id
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, from now on; -1 goes back to the order in which rows are given."""
        if column < 0:
            self._sorting = None
            return
        chosen = self.columns[column]
        self._sorting = (chosen.order or chosen.text, order == Qt.SortOrder.DescendingOrder)
        self._reorder([row.id for row in self._sorted(self._rows)])

    # How the rows change.

    def _sorted(self, rows: Sequence[R]) -> list[R]:
        if self._sorting is None:
            return list(rows)
        key, descending = self._sorting
        return sorted(rows, key=key, reverse=descending)

    def _spoken(self, row: R) -> str:
        if self._describe is not None:
            return self._describe(row)
        return ", ".join(text for column in self.columns if (text := column.text(row)))

    def _fill(self, after: list[R], places: dict[Hashable, int]) -> None:
        if not after:
            return
        self.beginInsertRows(_NOWHERE, 0, len(after) - 1)
        self._rows, self._at = after, places
        self.endInsertRows()

    def _reindex(self, first: int = 0) -> None:
        """Note where the rows stand from this one on; ids that went are forgotten only where that is all."""
        if first:
            self._at.update((self._rows[place].id, place) for place in range(first, len(self._rows)))
        else:
            self._at = {row.id: place for place, row in enumerate(self._rows)}

    def _rearrange(self, kept: list[Hashable], gone: list[int]) -> None:
        """Put the rows that go to the end, so that one signal removes them all."""
        if gone:
            self._reorder(kept + [self._rows[place].id for place in gone])

    def _reorder(self, ids: Sequence[Hashable]) -> None:
        before = self._rows
        after = [before[self._at[id]] for id in ids]
        if all(one is other for one, other in zip(before, after, strict=True)):
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        held = [(before[index.row()].id, index.column()) for index in old]
        self._rows = after
        self._reindex()
        self.changePersistentIndexList(old, [self.index_of(id, column) for id, column in held])
        self.layoutChanged.emit()

    def _insert(self, after: list[R], ranges: list[tuple[int, int]], places: dict[Hashable, int]) -> None:
        if len(ranges) <= _FEW_RANGES:
            for first, last in ranges:
                self.beginInsertRows(_NOWHERE, first, last)
                self._rows[first:first] = after[first : last + 1]
                self._reindex()
                self.endInsertRows()
            return
        new = [after[place] for first, last in ranges for place in range(first, last + 1)]
        self.beginInsertRows(_NOWHERE, len(self._rows), len(self._rows) + len(new) - 1)
        self._rows.extend(new)
        self._reindex()
        self.endInsertRows()
        self._reorder(list(places))

    def _update(self, after: list[R]) -> None:
        changed = [
            place
            for place, (old, new) in enumerate(zip(self._rows, after, strict=True))
            if old is not new and old != new
        ]
        self._rows = after
        last_column = len(self.columns) - 1
        for first, last in contiguous(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, last_column))


def _place(row: R, among: Sequence[R], precedes: Callable[[R, R], bool]) -> int:
    first, last = 0, len(among)
    while first < last:
        middle = (first + last) // 2
        if precedes(among[middle], row):
            first = middle + 1
        else:
            last = middle
    return first

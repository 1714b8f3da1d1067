"""A bare QTableView over rows of text that stand ready as tuples."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

NO_PARENT = QModelIndex()
ROW_HEIGHT = 36


class Rows(QAbstractTableModel):
    """Answers texts and nothing else."""

    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows[0])

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return self._rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def make_table(rows: Sequence[tuple[str, ...]]) -> QTableView:
    """Answer a table view of the rows, as tall as ours."""
    view = QTableView()
    model = Rows(rows)
    model.setParent(view)
    view.setModel(model)
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    view.verticalHeader().hide()
    view.resize(1168, 760)
    return view

"""A list of rows of a design of their own: a QListView that paints with a function, and stays quick."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QListView,
    QStyleOptionViewItem,
    QWidget,
)

from viewmodels.kernel.row_model import RowModel

PaintRow = Callable[[QPainter, QRectF, Any, bool, bool], None]
"""Paints a row into a rect; the flags are: it is the current one, it is under the mouse."""


class _Heights(QAbstractItemDelegate):
    """Only says how high a row is; the list paints."""

    def __init__(self, height: Callable[[Any], int], parent: RowList) -> None:
        super().__init__(parent)
        self._height, self._list = height, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(1, self._height(self._list.row_at(index.row())))


class RowList(QListView):
    """`opened` is a click or Enter on a row. `height` is one number, or a function of the row."""

    opened = Signal(object)

    def __init__(
        self,
        paint: PaintRow,
        *,
        height: int | Callable[[Any], int],
        name: str,
        object_name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._paint = paint
        self._rows: RowModel[Any] | None = None
        self._hovered = -1
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(isinstance(height, int))
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setItemDelegate(_Heights((lambda _row: height) if isinstance(height, int) else height, self))

    def set_rows_model(self, model: RowModel[Any]) -> None:
        """Show a model."""
        self._rows = model
        self.setModel(model)

    def row_at(self, place: int) -> Any:
        """The display row that stands there."""
        if self._rows is None:
            raise IndexError(place)
        return self._rows.rows[place]

    def current_id(self) -> Hashable | None:
        """The id of the row that the keyboard is on."""
        place = self.currentIndex().row()
        return self.row_at(place).id if place >= 0 else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = self.indexAt(event.position().toPoint()).row()
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.row_at(place).id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: object) -> None:
        self._hover(-1)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.currentIndex().row()
        opens = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        opens = opens or (event.key() == Qt.Key.Key_O and not event.modifiers())
        if opens and place >= 0:
            self.opened.emit(self.row_at(place).id)
        elif event.key() in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            self.step(1 if event.key() == Qt.Key.Key_J else -1)
        elif event.text().strip() and event.text().isprintable():
            event.ignore()  # a shortcut of the window
        else:
            super().keyPressEvent(event)

    def step(self, steps: int) -> None:
        """Move the current row."""
        model = self.model()
        if model.rowCount():
            place = min(max(0, self.currentIndex().row() + steps), model.rowCount() - 1)
            self.setCurrentIndex(model.index(place, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._rows is None or not self._rows.rows:
            return
        painter = QPainter(self.viewport())
        painter.setLayoutDirection(self.layoutDirection())
        area = event.rect()
        first = max(0, self.indexAt(area.topLeft()).row())
        current = self.currentIndex().row()
        for place in range(first, len(self._rows.rows)):
            rect = self.visualRect(self._rows.index(place, 0))
            if rect.top() > area.bottom():
                break
            full = QRectF(0, rect.y(), self.viewport().width(), rect.height())
            self._paint(painter, full, self._rows.rows[place], place == current, place == self._hovered)

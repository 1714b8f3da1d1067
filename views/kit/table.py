"""The data table: a QTableView that paints its rows itself.

One paint call per cell with no style option, no delegate object and no style sheet between: 100,000 rows
scroll at a few milliseconds a frame, because Qt blits what stays and only the new rows are drawn.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent

from views.kit.table_paint import PaintedTable
from views.kit.table_rows import CHECK_INSET
from views.kit.theme import active
from views.kit.type_ahead import TypeAhead, find_match

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DataTable(PaintedTable):
    """Shows a `RowModel`. `opened` is a click or Enter on a row; `checks` holds the ticked ids."""

    def _set_up(self, inset: int) -> None:
        super()._set_up(inset)
        self.type_ahead = TypeAhead()
        self._header.check_all.connect(self.toggle_all)
        self.regrouped.connect(self._keep_checks)

    # Checks

    def _keep_checks(self) -> None:
        if self._rows is not None and self.checks.keep(row.id for row in self._rows.rows):
            self._checks_changed()
        self._show_check_state()

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
        return self._checkable and x < self._edge + CHECK_INSET - 4

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
        elif place >= 0 and (key in _ENTER or (plain and key == Qt.Key.Key_O)):
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

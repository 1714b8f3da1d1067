"""The toasts at the bottom end of the window, oldest at the top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRegularExpression, Qt, Signal
from PySide6.QtWidgets import QWidget

from viewmodels.shell.rows import ToastRow, Tone

if TYPE_CHECKING:
    from views.kit.toast import Toast

_MARGIN, _GAP = 20, 8
_FEET = QRegularExpression(r"\.foot$")
"""Rows of buttons along the bottom of the window; a toast stands above them."""
TONES = {
    Tone.PLAIN: "soft",
    Tone.ACCENT: "accent",
    Tone.GOOD: "good",
    Tone.WARN: "warn",
    Tone.BAD: "bad",
    Tone.INFO: "info",
}


class ToastStack(QWidget):
    """Keeps a toast per row. `undone` and `dismissed` carry the row's id; Ctrl+Z undoes the newest."""

    undone = Signal(str)
    dismissed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._toasts: dict[str, tuple[ToastRow, Toast]] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_rows(self, rows: Sequence[ToastRow]) -> None:
        """Show these toasts; those that stay keep their time."""
        wanted = {row.id: row for row in rows}
        for id in [id for id in self._toasts if id not in wanted]:
            _row, toast = self._toasts.pop(id)
            toast.hide()
            toast.deleteLater()
        newest = next((row.id for row in reversed(rows) if row.undo), "")
        for id, row in wanted.items():
            if id not in self._toasts:
                self._toasts[id] = (row, self._make(row))
            elif self._toasts[id][0] != row:
                self._toasts[id][1].set_action(row.undo)
                self._toasts[id] = (row, self._toasts[id][1])
            # The key undoes the newest of them alone.
            self._toasts[id][1].show_keys("Ctrl Z" if id == newest else "")
        self._toasts = {id: self._toasts[id] for id in wanted}
        # Only while there is something to arrange: every event of the window comes by here.
        self._window.removeEventFilter(self)
        if self._toasts:
            self._window.installEventFilter(self)
        self.arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return False

    def undo_newest(self) -> bool:
        """Undo the newest toast that can be; False where there is none."""
        for id, (row, _toast) in reversed(self._toasts.items()):
            if row.undo:
                self.undone.emit(id)
                return True
        return False

    def _make(self, row: ToastRow) -> Toast:
        from views.kit.toast import Toast

        toast = Toast(
            row.text,
            icon=row.icon,
            tone=TONES[row.tone],
            action=row.undo,
            milliseconds=round(row.seconds * 1000),
            object_name=f"shell.toast.{row.id}",
            parent=self._window,
        )
        toast.acted.connect(lambda: self.undone.emit(row.id))
        toast.expired.connect(lambda: self.dismissed.emit(row.id))
        return toast

    def arrange(self) -> None:
        """Put them in the corner; called when the window changes its size."""
        rtl = self._window.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if not self._toasts:
            return
        width = max(toast.width() for _row, toast in self._toasts.values())
        corner = QRect(
            0 if rtl else self._window.width() - width - _MARGIN, 0, width + _MARGIN, self._window.height()
        )
        bottom = min([corner.bottom() + 1, *self._tops_of_feet(corner)]) - _MARGIN
        for _row, toast in reversed(self._toasts.values()):
            toast.adjustSize()
            bottom -= toast.height()
            x = _MARGIN if rtl else self._window.width() - _MARGIN - toast.width()
            toast.move(QPoint(x, bottom))
            # Shown only where it belongs: at the corner of the window the pointer could be upon it.
            toast.show()
            toast.raise_()
            bottom -= _GAP

    def _tops_of_feet(self, corner: QRect) -> list[int]:
        """Where the buttons begin that stand at the bottom of this part of the window."""
        places = [
            QRect(foot.mapTo(self._window, QPoint(0, 0)), foot.size())
            for foot in self._window.findChildren(QWidget, _FEET)
            if foot.isVisible()
        ]
        low = corner.bottom() - 2 * _MARGIN
        return [place.top() for place in places if place.intersects(corner) and place.bottom() >= low]

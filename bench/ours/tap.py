"""The real desktop program, in which A is pressed on one request after another in the bookings table.

Marks `tap` with the nanoseconds from the key's press to the end of the paint that shows the row as waiting
to be sent.
"""

import builtins
import os
import signal
import sys
import time
from typing import Any

import PySide6.QtWidgets
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from bench.marks import mark
from bench.ours import plain_import

FIRST_DATA, PAGE, TABLE = "vendor.today.request.", "shell.page.vendor.bookings", "vendor.bookings.table"
SETTLE_MS, PAUSE_MS, PATIENCE_MS = 3000, 150, 5000
ROW_ROLE = Qt.ItemDataRole.UserRole
"""`index.data` answers the display dataclass here."""


class TappingApplication(QApplication):
    """Opens the table once the first data is there, taps, and watches the paint."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._left = int(os.environ["DOORSTEP_BENCH_TAPS"])
        self._begun = False
        self._table: QAbstractItemView | None = None
        self._waiting_for: str | None = None
        self._tried: set[str] = set()
        self._at = 0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        answer = super().notify(receiver, event)
        if event.type() == QEvent.Type.Paint:
            if not self._begun and receiver.objectName().startswith(FIRST_DATA):
                self._begun = True
                QTimer.singleShot(SETTLE_MS, self._open_table)
            if self._table is not None and receiver is self._table.viewport():
                self._look()
        return answer

    def _open_table(self) -> None:
        page = next(widget for widget in self.allWidgets() if widget.objectName() == PAGE)
        QTest.mouseClick(page, Qt.MouseButton.LeftButton)
        QTimer.singleShot(SETTLE_MS, self._find_table)

    def _find_table(self) -> None:
        tables = [view for view in self.allWidgets() if view.objectName() == TABLE]
        found = tables[0] if tables else None
        assert isinstance(found, QAbstractItemView), "there is no table of bookings"
        self._table = found
        QTimer.singleShot(PAUSE_MS, self._choose)

    def _choose(self) -> None:
        assert self._table is not None
        model = self._table.model()
        for number in range(model.rowCount()):
            index = model.index(number, 0)
            shown: Any = index.data(ROW_ROLE)
            if self._left and shown.standing.name == "REQUESTED" and shown.id not in self._tried:
                self._tried.add(shown.id)
                self._table.selectionModel().clearCurrentIndex()
                # Without a window manager nobody gives the focus back when a popup has closed.
                self._table.window().activateWindow()
                self._table.setCurrentIndex(index)
                self._table.setFocus()
                self._left -= 1
                QTimer.singleShot(PAUSE_MS, lambda chosen=shown.id: self._tap(chosen))
                return
        mark("done")
        os.kill(os.getpid(), signal.SIGTERM)

    def _tap(self, chosen: str) -> None:
        self._waiting_for, self._at = chosen, time.monotonic_ns()
        QTest.keyClick(self._window(), Qt.Key.Key_A)
        QTimer.singleShot(PATIENCE_MS, lambda: self._give_up(chosen))

    def _give_up(self, chosen: str) -> None:
        """It was not to be accepted (its time is over, say): that is no measurement."""
        if self._waiting_for == chosen:
            self._waiting_for = None
            mark("refused")
            self._choose()

    def _look(self) -> None:
        if self._waiting_for is None or self._table is None:
            return
        shown: Any = self._table.currentIndex().data(ROW_ROLE)
        if shown is not None and shown.id == self._waiting_for and shown.pending:
            mark("tap", time.monotonic_ns() - self._at)
            self._waiting_for = None
            QTimer.singleShot(PAUSE_MS, self._choose)

    def _window(self) -> Any:
        return next(
            widget.windowHandle() for widget in self.topLevelWidgets() if widget.objectName() == "window"
        )


if __name__ == "__main__":
    vars(PySide6.QtWidgets)["QApplication"] = TappingApplication
    builtins.__import__ = plain_import
    from desktop.__main__ import main

    sys.exit(main(sys.argv[1:]))

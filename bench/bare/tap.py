"""A bare window over a bare encrypted file: a press writes one row, commits it, and the table shows it.

Marks `tap` as `bench.ours.tap` does. `python -m bench.bare.tap FILE COUNT`
"""

import secrets
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from bench.marks import mark
from client.db.connection import connect, transaction

PAUSE_MS = 50


class Shown(QLabel):
    """Writes on a press and marks the paint that follows."""

    def __init__(self, path: Path, count: int) -> None:
        super().__init__("nothing yet")
        self._database = connect(path, secrets.token_bytes(32), durable=True)
        self._database.execute("CREATE TABLE row (number INTEGER PRIMARY KEY, text TEXT)")
        self._left = count
        self._at = 0
        self.resize(400, 200)
        QTimer.singleShot(500, self._tap)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with transaction(self._database):
            self._database.execute("INSERT INTO row VALUES (?, ?)", (self._left, "x" * 500))
        self.setText(f"{self._left} to go")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._at:
            mark("tap", time.monotonic_ns() - self._at)
            self._at = 0
            QTimer.singleShot(PAUSE_MS, self._tap)

    def _tap(self) -> None:
        if not self._left:
            mark("done")
            QApplication.quit()
            return
        self._left -= 1
        self._at = time.monotonic_ns()
        QTest.keyClick(self, Qt.Key.Key_A)


if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = Shown(Path(sys.argv[1]), int(sys.argv[2]))
    window.show()
    application.exec()

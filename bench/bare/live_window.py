"""A bare window that shows the last number heard on a WebSocket: `python -m bench.bare.live_window URL`."""

import sys
import threading

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bench.marks import mark


class Ear(QObject):
    """Listens on a thread of its own."""

    heard = Signal(str)
    ended = Signal()

    def listen(self, url: str) -> None:
        """Hear until the other side closes."""
        with connect(url) as socket:
            try:
                for text in socket:
                    self.heard.emit(str(text))
            except ConnectionClosed:
                pass
        self.ended.emit()


class Shown(QLabel):
    """Marks each number once it is painted."""

    marked = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.text() != self.marked:
            self.marked = self.text()
            mark(f"painted-{self.marked}")


if __name__ == "__main__":
    application = QApplication(sys.argv)
    label = Shown()
    label.resize(400, 200)
    ear = Ear()
    ear.heard.connect(label.setText, Qt.ConnectionType.QueuedConnection)
    ear.ended.connect(application.quit, Qt.ConnectionType.QueuedConnection)
    label.show()
    threading.Thread(target=ear.listen, args=(sys.argv[1],), daemon=True).start()
    mark("ready")
    application.exec()

"""The window: painted before anything else is there, filled when it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

WIDTH, HEIGHT = 1440, 900
LEAST_WIDTH, LEAST_HEIGHT = 960, 600
RAIL_WIDTH, BAR_HEIGHT = 224, 56


class Backdrop(QWidget):
    """The shell's outline, for the moments before the first data: rail, top bar, canvas."""

    def __init__(self, surface: QColor, canvas: QColor, line: QColor) -> None:
        super().__init__()
        self._surface, self._canvas, self._line = surface, canvas, line

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._canvas)
        painter.setPen(self._line)
        painter.drawLine(RAIL_WIDTH, 0, RAIL_WIDTH, self.height())
        painter.drawLine(RAIL_WIDTH, BAR_HEIGHT, self.width(), BAR_HEIGHT)


class MainWindow(QMainWindow):
    """The program's window; `set_content` swaps what is in it, closing it ends the program."""

    def __init__(self, backdrop: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.resize(WIDTH, HEIGHT)
        self.on_close: Callable[[], object] = lambda: None
        if backdrop is not None:
            self.setCentralWidget(backdrop)

    def set_content(self, content: QWidget) -> None:
        """Show this instead of what was there, which is deleted."""
        before = self.takeCentralWidget()
        self.setCentralWidget(content)
        content.setFocus(Qt.FocusReason.OtherFocusReason)
        if before is not None:
            before.deleteLater()

    def activate(self) -> None:
        """Bring it to the front, from the taskbar too."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def place(self) -> str:
        """Where and how large it is, to be given to `restore_place` next time."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore_place(self, place: str) -> None:
        """Stand where it stood; a screen that has gone is dealt with by Qt."""
        self.restoreGeometry(QByteArray.fromBase64(QByteArray(place.encode("ascii"))))

    def closeEvent(self, event: QCloseEvent) -> None:
        # The program decides when the window goes: after its last work is on disk.
        event.ignore()
        self.on_close()

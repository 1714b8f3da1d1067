"""A bare QMainWindow: says when it has painted, then how much memory it holds."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from bench.marks import mark, mark_memory


class Window(QMainWindow):
    """Marks its first paint."""

    painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            mark("paint")
            mark("data")
            QTimer.singleShot(1500, self.finish)

    def finish(self) -> None:
        mark_memory()
        QApplication.quit()


if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = Window()
    window.resize(1440, 900)
    window.show()
    application.exec()

"""The real desktop program, which also marks its first paint, its first data and its memory.

`DOORSTEP_BENCH_SHOWS` holds the beginning of the object names that count as data: a widget of such a name
that is painted, or an item view of such a name that is painted with rows in it.
"""

import builtins
import os
import signal
import sys

import PySide6.QtWidgets
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from bench.marks import mark, mark_memory
from bench.ours import plain_import

SETTLE_MS = 1500


class MarkingApplication(QApplication):
    """Looks at every paint event once it has been dealt with, until data was painted."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._shows = os.environ["DOORSTEP_BENCH_SHOWS"]
        self._painted = False
        self._done = False

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        answer = super().notify(receiver, event)
        if not self._done and event.type() == QEvent.Type.Paint:
            self._look(receiver)
        return answer

    def _look(self, receiver: QObject) -> None:
        if not self._painted:
            self._painted = True
            mark("paint")
        if isinstance(receiver, QWidget) and self._is_data(receiver):
            self._done = True
            mark("data")
            QTimer.singleShot(SETTLE_MS, self._finish)

    def _is_data(self, widget: QWidget) -> bool:
        if widget.objectName().startswith(self._shows):
            return not isinstance(widget, QAbstractItemView)
        view = widget.parent()
        if not isinstance(view, QAbstractItemView) or not view.objectName().startswith(self._shows):
            return False
        return view.model().rowCount() > 0

    def _finish(self) -> None:
        mark_memory()
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    # `desktop` takes the class from the module when it starts.
    vars(PySide6.QtWidgets)["QApplication"] = MarkingApplication
    builtins.__import__ = plain_import
    from desktop.__main__ import main

    sys.exit(main(sys.argv[1:]))

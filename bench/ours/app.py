"""The real desktop program, which also marks its first paint, its first data and its memory.

The first paint is that of the window's outline; data is a request that waits, on the vendor's first page.
Nothing of Qt is imported before the program itself does.
"""

import os
import signal
import sys

from bench.marks import mark, mark_memory
from bench.ours.painting import on_paint

SETTLE_MS = 1500


class Marks:
    """Each is written once."""

    def __init__(self) -> None:
        self._written: set[str] = set()

    def first_paint(self) -> None:
        """The window is there."""
        self._write("paint")

    def first_data(self) -> None:
        """So is its first row; memory is looked at when things have settled."""
        if self._write("data"):
            from PySide6.QtCore import QTimer

            QTimer.singleShot(SETTLE_MS, _finish)

    def _write(self, name: str) -> bool:
        if name in self._written:
            return False
        self._written.add(name)
        mark(name)
        return True


def _finish() -> None:
    mark_memory()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    marks = Marks()
    on_paint("desktop.windows", "Backdrop", marks.first_paint)
    on_paint("views.vendor.request_line", "RequestLine", marks.first_data)
    from desktop.__main__ import main

    sys.exit(main(sys.argv[1:]))

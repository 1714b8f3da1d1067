"""The real desktop program, which marks every request on Today when it is first painted."""

import builtins
import sys

import PySide6.QtWidgets
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from bench.marks import mark
from bench.ours import plain_import

LINE = "vendor.today.request."


class LiveApplication(QApplication):
    """Looks at what was painted."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._seen: set[str] = set()

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        answer = super().notify(receiver, event)
        if event.type() == QEvent.Type.Paint:
            name = receiver.objectName()
            if name.startswith(LINE) and name not in self._seen:
                if not self._seen:
                    mark("painted")
                self._seen.add(name)
                mark(f"painted-{name.removeprefix(LINE)}")
        return answer


if __name__ == "__main__":
    vars(PySide6.QtWidgets)["QApplication"] = LiveApplication
    builtins.__import__ = plain_import
    from desktop.__main__ import main

    sys.exit(main(sys.argv[1:]))

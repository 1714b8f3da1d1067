"""Where a file is dropped or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.file_dialogs import pick_file
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, box, column, row
from views.kit.paint import paint_box
from views.kit.text import Text
from views.kit.theme import active
from views.vendor.banner import Banner

_WIDTH = 460


class DropArea(QWidget):
    """`chosen` carries the path of a local file, dropped or picked."""

    chosen = Signal(object)

    def __init__(
        self, *, title: str, text: str, pick: str, kinds: str, object_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._over = False
        self._kinds, self._pick = kinds, pick
        self.setObjectName(object_name)
        self.setAccessibleName(title)
        self.setAcceptDrops(True)
        self.setMinimumHeight(300)
        center = Qt.AlignmentFlag.AlignHCenter
        picture = Illustration("boxes", width=148, height=98, radius=8)
        self.button = Button(pick, kind="primary", icon="file-up", object_name=f"{object_name}.pick")
        on_click(self.button, self.ask)
        self.problem = Banner("bad")
        words = box(
            column(
                row(STRETCH, picture, STRETCH),
                6,
                Text(title, role="heading", weight=600, align=center, wrap=True),
                Text(text, tone="soft", wrap=True, align=center),
                self.problem,
                6,
                row(STRETCH, self.button, STRETCH),
                spacing=8,
            )
        )
        words.setFixedWidth(_WIDTH)
        self.setLayout(column(STRETCH, row(STRETCH, words, STRETCH), STRETCH, margins=(24, 24, 24, 24)))

    def ask(self) -> None:
        """Open the file dialog."""
        pick_file(self, self._pick, self._kinds, self.chosen.emit)

    def _path(self, event: QDragEnterEvent | QDropEvent) -> Path | None:
        urls = event.mimeData().urls()
        return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._path(event) is not None:
            event.acceptProposedAction()
            self._set_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(over=False)
        path = self._path(event)
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)

    def _set_over(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        fill, line, width = ("accent_wash", "accent", 2) if self._over else ("surface", "line_strong", 1)
        paint_box(
            QPainter(self),
            QRectF(self.rect()),
            theme.radius("card"),
            theme.color(fill),
            theme.color(line),
            width,
        )

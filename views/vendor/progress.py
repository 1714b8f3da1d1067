"""A long reading or saving: what goes on, how far it is, and a way out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.figures import StackBar
from views.kit.layouts import STRETCH, column
from views.kit.text import Text


class ProgressView(QWidget):
    """`cancelled` asks to stop."""

    cancelled = Signal()

    def __init__(self, cancel: str, *, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        center = Qt.AlignmentFlag.AlignHCenter
        self._title = Text(role="title", weight=600, align=center)
        self._share = Text(tone="soft", align=center)
        self._bar = StackBar("")
        self._bar.setFixedWidth(320)
        button = Button(cancel, object_name=f"{object_name}.cancel")
        on_click(button, self.cancelled.emit)
        layout = column(STRETCH, spacing=10)
        for widget in (self._title, self._bar, self._share, button):
            layout.addWidget(widget, 0, center)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_title(self, title: str) -> None:
        """Say what goes on."""
        self._title.setText(title)

    def show_share(self, share: float) -> None:
        """How far it is, 0 to 1."""
        self._bar.set_parts([(max(0.001, share), "accent"), (1.0 - share, "sunk")])
        self._share.setText(f"{round(share * 100)} %")
        self._bar.setAccessibleName(self._share.text())

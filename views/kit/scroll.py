"""A page that is longer than the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from views.kit.layouts import box


class Scroll(QScrollArea):
    """Scrolls a layout up and down, and lets the surface behind it show."""

    def __init__(self, layout: QLayout, *, object_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = box(layout)
        self.setWidget(inner)
        # Qt fills both with the window's colour.
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

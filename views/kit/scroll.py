"""A page that is longer than the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QObject, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from views.kit.layouts import box

_ROOMY = 16
"""A margin from which the bar can take its room."""


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
        # The bar takes its room from a margin that is wide enough, so that the content stands where it stood.
        margins = layout.contentsMargins()
        self._margins = margins if margins.right() >= _ROOMY else None
        if self._margins is not None:
            self.verticalScrollBar().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        bar = self.verticalScrollBar()
        if watched is bar and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._give_way(bar.sizeHint().width() if event.type() == QEvent.Type.Show else 0)
        return super().eventFilter(watched, event)

    def _give_way(self, width: int) -> None:
        inner = self.widget()
        layout = inner.layout() if inner is not None else None
        if layout is None or self._margins is None:
            return
        narrower = QMargins(self._margins)
        if self.isRightToLeft():
            narrower.setLeft(narrower.left() - width)
        else:
            narrower.setRight(narrower.right() - width)
        layout.setContentsMargins(narrower)

"""Dialogs: a card over a veil, opened without a nested event loop and awaited through a future."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from views.kit.button import Button
from views.kit.button_colors import Kind
from views.kit.layouts import STRETCH, column, row
from views.kit.popup import paint_popup
from views.kit.scrim import Scrim
from views.kit.text import Text
from views.kit.theme import active


class _Panel(QFrame):
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_popup(QPainter(self), QRectF(self.rect()), active().radius("card") + 2)


class Dialog(Scrim):
    """Put content into `body` and buttons with `add_button`; `finished` carries the id of the one pressed.

    Esc and a press beside it dismiss it with ''. It is a child of the window, so the window stays alive.
    """

    finished = Signal(str)

    def __init__(
        self, parent: QWidget, title: str, text: str = "", *, width: int = 400, object_name: str = "dialog"
    ) -> None:
        super().__init__(parent.window())
        self.setObjectName(object_name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._panel = _Panel(self)
        inset = active().size("halo")
        self._panel.setFixedWidth(width + 2 * inset)
        self.title = Text(title, role="heading", weight=600, wrap=True)
        self.body: QVBoxLayout = column(spacing=8)
        if text:
            self.body.addWidget(Text(text, tone="soft", wrap=True))
        self._buttons = row(STRETCH, spacing=8)
        layout = column(
            self.title,
            4,
            self.body,
            12,
            self._buttons,
            spacing=4,
            margins=(20 + inset, 18 + inset, 20 + inset, 16 + inset),
        )
        self._panel.setLayout(layout)
        self._layout = layout
        self._focus: QWidget | None = None
        self._future: asyncio.Future[str] | None = None
        self.left.connect(lambda: self.finish(""))

    def add_button(self, id: str, text: str, kind: Kind = "default", *, focus: bool = False) -> Button:
        """Add a button from the left to the right; the last one is the one that acts."""
        button = Button(text, kind=kind, object_name=f"{self.objectName()}.{id}")
        button.clicked.connect(lambda: self.finish(id))
        self._buttons.addWidget(button)
        if focus:
            self._focus = button
        return button

    def add_control(self, widget: QWidget) -> None:
        """Add a control that answers in its own way beside the buttons."""
        self._buttons.addWidget(widget)

    def focus_first(self, widget: QWidget) -> None:
        """Say what gets the keyboard when it opens."""
        self._focus = widget

    def open_dialog(self) -> None:
        """Show it; the answer comes by `finished`."""
        self.cover()
        self.arrange()
        (self._focus or self).setFocus(Qt.FocusReason.PopupFocusReason)

    async def ask(self) -> str:
        """Show it and wait for the id of the button, '' where it was dismissed."""
        self._future = asyncio.get_running_loop().create_future()
        self.open_dialog()
        return await self._future

    def finish(self, id: str) -> None:
        """Close with an answer; only the first one counts."""
        if self.isHidden():
            return
        self.uncover()
        if self._future is not None and not self._future.done():
            self._future.set_result(id)
        self.finished.emit(id)

    def hide_words(self) -> None:
        """Leave only what is in `body` besides text, and the buttons: for pictures of the design system."""
        self.title.hide()
        for text in self._panel.findChildren(Text):
            text.hide()

    def take_panel(self) -> QWidget:
        """The card alone, without the veil: for pictures of the design system."""
        self._panel.setParent(None)
        return self._panel

    def arrange(self) -> None:
        self._panel.setMaximumHeight(max(80, self.height() - 32))
        height = self._layout.totalHeightForWidth(self._panel.width())
        hint = self._panel.sizeHint().height() if height < 0 else height
        self._panel.resize(self._panel.width(), min(hint, self.height() - 32))
        corner = QPoint(
            (self.width() - self._panel.width()) // 2, (self.height() - self._panel.height()) // 2
        )
        self._panel.move(corner)

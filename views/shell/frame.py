"""The shell's widgets put together: rail, top bar, the place for the page, and what floats above."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from views.kit.bars import StaleBar
from views.kit.card import Surface
from views.kit.layouts import column, row
from views.kit.search_box import PageSearch
from views.shell.rail import RailView, Speak
from views.shell.toast_stack import ToastStack
from views.shell.top_bar import TopBar


class ShellFrame(Surface):
    """Lays out; knows no viewmodel. `content` holds one page; sheets cover `content` only."""

    def __init__(self, *, rail_name: str, speak: Speak, search: str, back: str, bell: str) -> None:
        super().__init__("canvas")
        self.setObjectName("shell")
        self.rail = RailView(name=rail_name, speak=speak)
        self.top = TopBar(search=search, back=back, bell=bell)
        self.notice = StaleBar(icon="triangle-alert")
        self.notice.setObjectName("shell.notice")
        self.content = Surface("canvas")
        self.content.setObjectName("shell.content")
        self._page_place = column(spacing=0)
        self.content.setLayout(self._page_place)
        main = column(self.top, self.notice, self.content, spacing=0)
        main.setStretch(2, 1)
        line = row(self.rail, main, spacing=0)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.toasts = ToastStack(self)
        self._page: QWidget | None = None

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self._page

    def show_page(self, page: QWidget) -> None:
        """Show this page in the place of the one before, which is deleted."""
        before, self._page = self._page, page
        # One search in view: a page that is about searching has a larger one of its own.
        self.top.search.setVisible(page.findChild(PageSearch) is None)
        self._page_place.addWidget(page)
        if before is not None:
            self._page_place.removeWidget(before)
            before.hide()
            before.deleteLater()
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.toasts.arrange()

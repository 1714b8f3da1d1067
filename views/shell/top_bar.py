"""The top bar: where one is at the start; search, sync, bell, the page's action and the account behind."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from views.kit.button import Button
from views.kit.card import Surface
from views.kit.layouts import STRETCH, row
from views.kit.search_button import SearchButton
from views.kit.text import Text
from views.kit.theme import active
from views.shell.bell_button import AccountButton, BellButton
from views.shell.sync_pill import SyncPill


class TopBar(Surface):
    """56 px high. `back_pressed` comes from the arrow that stands there only when there is a way back."""

    back_pressed = Signal()

    def __init__(self, *, search: str, back: str, bell: str, parent: QWidget | None = None) -> None:
        super().__init__("canvas", edges="b", parent=parent)
        self.setObjectName("shell.top")
        self.setFixedHeight(active().size("top"))
        self.back = Button(kind="quiet", icon="arrow-left", name=back, object_name="shell.back")
        self.back.clicked.connect(self.back_pressed)
        self.back.hide()
        self._title = Text(role="heading", weight=600)
        self._title.setObjectName("shell.title")
        self._subtitle = Text(tone="faint", elide=True)
        self.search = SearchButton(search, "Ctrl K", object_name="shell.search")
        self.pill = SyncPill()
        self.bell = BellButton(bell)
        self.primary = Button(kind="primary", object_name="shell.primary")
        self.primary.hide()
        self.account = AccountButton()
        self.setLayout(
            row(
                self.back,
                self._title,
                self._subtitle,
                STRETCH,
                self.search,
                self.pill,
                self.bell,
                self.primary,
                self.account,
                spacing=12,
                margins=(24, 0, 24, 0),
            )
        )

    def show_title(self, title: str) -> None:
        """Name the page."""
        self._title.setText(title)
        self._title.setAccessibleName(title)

    def show_subtitle(self, subtitle: str) -> None:
        """The faint words behind the name."""
        self._subtitle.setText(subtitle)

    def show_primary(self, text: str, icon: str, shortcut: str) -> None:
        """Show the page's action; '' hides it."""
        self.primary.setVisible(bool(text))
        if text:
            self.primary.set_label(text, icon or None)
            self.primary.setToolTip(shortcut)

    def show_filled(self, filled: bool) -> None:
        """Only one filled button is in view: the page's turns plain while something else has its own."""
        self.primary.set_kind("primary" if filled else "default")

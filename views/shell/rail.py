"""The rail: the workspace, its pages in groups, and the fold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from viewmodels.shell.rows import PageRow, WorkspaceRow
from views.kit.card import Surface
from views.kit.layouts import clear, column
from views.kit.text import Text
from views.kit.theme import active
from views.shell.nav_row import NavRow
from views.shell.workspace_button import WorkspaceButton

Speak = Callable[[PageRow], str]


class RailView(Surface):
    """224 px wide, or 56 folded. `chosen` carries a route, `switched` a workspace; `fold_pressed` asks."""

    chosen = Signal(str)
    switched = Signal(str)
    fold_pressed = Signal()

    def __init__(self, *, name: str, speak: Speak, parent: QWidget | None = None) -> None:
        super().__init__("canvas", edges="r", parent=parent)
        self.setObjectName("shell.rail")
        self.setAccessibleName(name)
        self._speak = speak
        self._folded = False
        self._rows: list[NavRow] = []
        self._captions: list[Text] = []
        self._workspaces: Sequence[WorkspaceRow] = ()
        self._fold_words = ("", "")
        self.workspace = WorkspaceButton()
        self.workspace.clicked.connect(self._offer_workspaces)
        self._fold = NavRow(PageRow("fold", "", "panel-left-close"), "")
        self._fold.setObjectName("shell.fold")
        self._fold.hide()
        self._fold.clicked.connect(self.fold_pressed)
        self._pages = column(spacing=1)
        layout = column(self.workspace, 12, self._pages, spacing=0, margins=(8, 12, 9, 12))
        layout.addStretch(1)
        layout.addWidget(self._fold)
        self.setLayout(layout)
        self.setFixedWidth(active().size("rail"))

    def show_pages(self, rows: Sequence[PageRow]) -> None:
        """Show these pages; rows that stay keep the keyboard."""
        same = [row.row.id for row in self._rows] == [row.id for row in rows]
        if same and [row.row.group for row in self._rows] == [row.group for row in rows]:
            for widget, row in zip(self._rows, rows, strict=True):
                if widget.row != row:
                    widget.show_row(row, self._speak(row))
            return
        clear(self._pages)
        self._rows, self._captions = [], []
        for row in rows:
            if row.group:
                self._add_caption(row.group)
            widget = NavRow(row, self._speak(row), self)
            widget.set_folded(self._folded)
            widget.clicked.connect(lambda _=False, id=row.id: self.chosen.emit(id))
            self._rows.append(widget)
            self._pages.addWidget(widget)

    def _add_caption(self, title: str) -> None:
        caption = Text(title, role="caption", weight=600, tone="faint", elide=True)
        caption.setContentsMargins(8, 14, 8, 4)
        caption.setVisible(not self._folded)
        self._captions.append(caption)
        self._pages.addWidget(caption)

    def show_workspace(self, row: WorkspaceRow, spoken: str, others: Sequence[WorkspaceRow]) -> None:
        """Show the open workspace; more than one in `others` makes it a switcher."""
        self._workspaces = others
        self.workspace.show_workspace(row, spoken, several=len(others) > 1)

    def show_folded(self, folded: bool, fold: str, unfold: str) -> None:
        """Fold or unfold; the words are those of the button at the foot."""
        self._folded = folded
        icon = "panel-left-open" if folded else "panel-left-close"
        self._fold.show_row(
            PageRow("fold", unfold if folded else fold, icon, keys=("Ctrl", "B")), unfold if folded else fold
        )
        for row in (*self._rows, self._fold):
            row.set_folded(folded)
        for caption in self._captions:
            caption.setVisible(not folded)
        self._fold.show()
        self.workspace.set_folded(folded)
        self.setFixedWidth(active().size("rail_folded" if folded else "rail"))

    def _offer_workspaces(self) -> None:
        from views.kit.menu import MenuItem, open_menu

        items = [MenuItem(row.id, row.name, note=row.kind, checked=row.selected) for row in self._workspaces]
        open_menu(
            self.workspace,
            items,
            self.switched.emit,
            name=self.workspace.accessibleName(),
            object_name="shell.workspace.menu",
            width=max(self.workspace.width(), 208),
        )

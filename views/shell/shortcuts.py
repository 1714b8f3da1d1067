"""Keyboard for everything: a shortcut per page (`G` and a letter) and per action that is offered now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from viewmodels.kernel.actions import ActionTable
from viewmodels.kernel.row_model import RowModel
from viewmodels.shell.rows import PageRow


class Shortcuts(QObject):
    """Follows the action table: a key without a command behind it stays free for the widget in focus.

    Text fields keep their letters: Qt asks them first, and they say that a letter is theirs.
    """

    def __init__(self, window: QWidget, actions: ActionTable) -> None:
        super().__init__(window)
        self._window, self._actions = window, actions
        self._by_action: dict[str, QShortcut] = {}
        self._by_page: dict[str, QShortcut] = {}
        for action in actions.actions:
            if action.shortcut:
                trigger = self._trigger(action.id)
                self._by_action[action.id] = self._make(action.shortcut, trigger)
        actions.changed.connect(self._follow)
        self._follow()

    def add(self, sequence: str, act: Callable[[], object]) -> None:
        """A key of the window itself."""
        self._make(sequence, act)

    def replace(self, action: str, act: Callable[[], object]) -> None:
        """Let a view answer an action that is about widgets alone, such as "search on this page"."""
        shortcut = self._by_action.pop(action)
        shortcut.activated.disconnect()
        shortcut.activated.connect(act)
        shortcut.setEnabled(True)

    def follow_pages(self, pages: RowModel[PageRow], go: Callable[[str], object]) -> None:
        """`G` and a letter for every page of the rail."""
        wanted = {row.id: ", ".join(row.keys) for row in pages.rows if row.keys}
        for id in [id for id in self._by_page if id not in wanted]:
            self._by_page.pop(id).deleteLater()
        for id, keys in wanted.items():
            if id not in self._by_page:
                self._by_page[id] = self._make(keys, partial(go, id))

    def _trigger(self, id: str) -> Callable[[], object]:
        return lambda: self._actions.trigger(id)

    def _make(self, sequence: str, act: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence.fromString(sequence), self._window)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)
        return shortcut

    def _follow(self) -> None:
        for id, shortcut in self._by_action.items():
            shortcut.setEnabled(self._actions.find_command(id) is not None)

"""Actions as data: one table feeds buttons, menus, shortcuts, the palette and the cheat sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from viewmodels.kernel.command import Command


class Offline(StrEnum):
    """What happens to an action without a network; shown as its badge, and always true."""

    WORKS = "works"
    QUEUED = "queued"
    NEEDS_NETWORK = "needs_network"


@dataclass(frozen=True, slots=True)
class Action:
    """What can be done. `shortcut` is in Qt's portable text (`Ctrl+K`, `G, T`); empty for none.

    `title` is a text key, `icon` a Lucide name, `permission` empty where everybody may.
    """

    id: str
    title: str
    icon: str
    group: str
    shortcut: str = ""
    permission: str = ""
    offline: Offline = Offline.WORKS


class ActionTable(QObject):
    """All actions, and the commands that stand behind them on the pages that are open."""

    changed = Signal()

    def __init__(self, actions: Iterable[Action], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, Action] = {}
        self._commands: dict[str, list[Command]] = {}
        for action in actions:
            if action.id in self._actions:
                raise ValueError(f"two actions are called {action.id}")
            self._actions[action.id] = action

    @property
    def actions(self) -> tuple[Action, ...]:
        """Every action, in the order of the table."""
        return tuple(self._actions.values())

    def get_action(self, id: str) -> Action:
        """The action with this id; KeyError if there is none."""
        return self._actions[id]

    def offer(self, commands: Mapping[str, Command]) -> None:
        """A page says what it can do; the newest page is asked first."""
        for id, command in commands.items():
            self.get_action(id)
            self._commands.setdefault(id, []).append(command)
        self.changed.emit()

    def withdraw(self, commands: Mapping[str, Command]) -> None:
        """The page has gone."""
        for id, command in commands.items():
            offered = self._commands.get(id, [])
            if command in offered:
                offered.remove(command)
        self.changed.emit()

    def find_command(self, id: str) -> Command | None:
        """What the action would do now, if any open page offers it."""
        offered = self._commands.get(id)
        return offered[-1] if offered else None

    def trigger(self, id: str) -> bool:
        """Do it; answer False where no page offers it or it is not enabled."""
        command = self.find_command(id)
        return command is not None and command.trigger()

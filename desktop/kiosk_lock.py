"""Keeps a kiosk's window: keys that would leave do nothing, nor does closing, until staff unlocks it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_ACTIVITY = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.KeyPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    }
)
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
# What would leave, switch or open something; a kiosk has no use for any of it.
_SWALLOWED = frozenset(
    {
        Qt.Key.Key_Escape,
        Qt.Key.Key_F1,
        Qt.Key.Key_F4,
        Qt.Key.Key_F11,
        Qt.Key.Key_Help,
        Qt.Key.Key_Menu,
        Qt.Key.Key_Meta,
        Qt.Key.Key_Print,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
    }
)
_ALT_GR = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
_COMMANDS = _ALT_GR | Qt.KeyboardModifier.MetaModifier


class KioskLock(QObject):
    """Sees every event of the program first; `touched` hears of each touch and key in the window."""

    def __init__(self, window: QWidget, touched: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._touched = window, touched
        self._locked = True
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    @property
    def locked(self) -> bool:
        """Whether the window may be left."""
        return self._locked

    def unlock(self) -> None:
        """Staff has the PIN, or the program is being ended from outside."""
        self._locked = False
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY and isinstance(watched, QWidget) and watched.window() is self._window:
            self._touched()
        if event.type() is QEvent.Type.Close and watched is self._window and self._locked:
            event.ignore()
            return True
        return event.type() in _KEYS and isinstance(event, QKeyEvent) and self._locked and _leaves(event)


def _leaves(event: QKeyEvent) -> bool:
    if event.key() in _SWALLOWED:
        return True
    commands = event.modifiers() & _COMMANDS
    # AltGr reaches Qt as Ctrl and Alt together where it writes a sign: that is typing, not a command.
    typing = commands == _ALT_GR and bool(event.text()) and event.text().isprintable()
    return bool(commands) and not typing

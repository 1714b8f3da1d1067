"""The tray icon: a state and a shortcut, never the only way back in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from viewmodels.kernel.observable import Observable
from viewmodels.shell.rows import PillState
from viewmodels.text import Texts


class Tray(QObject):
    """Shows the sync state; a click brings the window back. Where there is no tray it stays away."""

    def __init__(
        self,
        icon: QIcon,
        texts: Texts,
        pill: Observable[PillState],
        show: Callable[[], object],
        leave: Callable[[], object],
    ) -> None:
        super().__init__()
        self._texts = texts
        self._menu = QMenu()
        self._menu.addAction(texts("shell.tray.open"), show)
        self._menu.addAction(texts("shell.tray.quit"), leave)
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(lambda _reason: show())
        self._clicked: Callable[[], object] = show
        self._icon.messageClicked.connect(self._answer)
        pill.bind(self._describe)
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon.show()

    def message(self, title: str, text: str, clicked: Callable[[], object]) -> bool:
        """Show a balloon; False where there is no tray that can."""
        if not (self._icon.isVisible() and QSystemTrayIcon.supportsMessages()):
            return False
        self._clicked = clicked
        self._icon.showMessage(title, text, self._icon.icon())
        return True

    def close(self) -> None:
        """Take the icon away."""
        self._icon.hide()
        self._menu.deleteLater()

    def _answer(self) -> None:
        self._clicked()

    def _describe(self, state: PillState) -> None:
        self._icon.setToolTip(self._texts("shell.tray.tooltip", state=state.text))

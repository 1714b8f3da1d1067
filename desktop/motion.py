"""Whether the system asks for no motion: read once, followed where the system tells of changes."""

from __future__ import annotations

import ctypes
import sys

from PySide6.QtCore import SLOT, QObject, QSettings, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

_SERVICE = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Settings"
_PLACE, _KEY = "org.gnome.desktop.interface", "enable-animations"
_SLOT = SLOT("setting_changed(QDBusMessage)")
_SPI_GETCLIENTAREAANIMATION = 0x1042


class MotionSetting(QObject):
    """Emits `changed` with True when motion shall stop. Without a desktop that answers, things move."""

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher: QDBusPendingCallWatcher | None = None

    def begin(self) -> None:
        """Ask the system; the answer comes by `changed`, at once or a moment later."""
        if sys.platform == "win32":
            self.changed.emit(not _windows_animates())
        elif sys.platform == "darwin":
            self.changed.emit(bool(QSettings("apple.com", "universalaccess").value("reduceMotion", False)))
        else:
            self._ask_portal()

    def _ask_portal(self) -> None:
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        bus.connect(_SERVICE, _PATH, _INTERFACE, "SettingChanged", self, _SLOT)  # type: ignore[call-overload]  # wants SLOT, not bytes
        question = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "Read")
        question.setArguments([_PLACE, _KEY])
        self._watcher = QDBusPendingCallWatcher(bus.asyncCall(question), self)
        self._watcher.finished.connect(self._answered)

    def _answered(self, watcher: QDBusPendingCallWatcher) -> None:
        answer = watcher.reply()
        self._watcher = None
        watcher.deleteLater()
        if answer.type() == QDBusMessage.MessageType.ReplyMessage and answer.arguments():
            self._tell(answer.arguments()[0])

    @Slot(QDBusMessage)
    def setting_changed(self, message: QDBusMessage) -> None:
        """The portal says that a setting has another value: place, key, value."""
        place, key, value = message.arguments()
        if (place, key) == (_PLACE, _KEY):
            self._tell(value)

    def _tell(self, animated: object) -> None:
        # A variant within a variant: the portal wraps what it reads.
        while hasattr(animated, "variant"):
            animated = animated.variant()
        if isinstance(animated, bool):
            self.changed.emit(not animated)


def _windows_animates() -> bool:
    if sys.platform == "win32":
        answer = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(answer), 0)
        return bool(answer.value)
    return True

"""One process per profile: a second launch brings the first one's window to the front and ends."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject

from desktop.profile import Profile

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_log = logging.getLogger(__name__)

_ACTIVATE = b"activate\n"
_CALL_MS = 10_000
"""A first launch that is still busy with its own start answers late, but it does answer."""
_TRY_MS = 100


class SingleInstance(QObject):
    """Holds the profile's lock, and answers later launches once `listen` was called.

    The lock is taken before the window is painted; the socket may come later, since QtNetwork takes a while
    to load and a second launch waits for it.
    """

    def __init__(self, profile: Profile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self._lock = QLockFile(str(profile.lock_file))
        # Only a dead owner makes a lock stale: a program that is open for a week is not.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def acquire(self) -> bool:
        """Take the profile; False where another process has it open.

        Raises OSError where its folder can't be written.
        """
        taken = self._lock.tryLock(0)
        if not taken and self._lock.error() is not QLockFile.LockError.LockFailedError:
            raise OSError(errno.EACCES, "no lock can be taken there")
        return taken

    def listen(self, activate: Callable[[], object]) -> None:
        """Call `activate` whenever another launch asks for the window."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # We hold the lock, so what is left of this name belongs to nobody.
        QLocalServer.removeServer(self._profile.channel)
        if not server.listen(self._profile.channel):
            _log.warning("A second launch can't call this one: %s", server.errorString())

        def answer() -> None:
            while (caller := server.nextPendingConnection()) is not None:
                caller.disconnected.connect(caller.deleteLater)
                caller.disconnectFromServer()
                activate()

        server.newConnection.connect(answer)
        self._server = server

    def release(self) -> None:
        """Give the profile back."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()


def activate_first(profile: Profile) -> bool:
    """Ask the process that has this profile open to show its window; False where it doesn't answer."""
    from PySide6.QtCore import QDeadlineTimer, QThread
    from PySide6.QtNetwork import QLocalSocket

    patience = QDeadlineTimer(_CALL_MS)
    while not patience.hasExpired():
        call = QLocalSocket()
        call.connectToServer(profile.channel)
        if call.waitForConnected(_TRY_MS):
            call.write(_ACTIVATE)
            call.waitForBytesWritten(_TRY_MS)
            return True
        QThread.msleep(_TRY_MS)
    return False

"""A socket for driving the real window by program: the tour's and the tests' hands and eyes.

Only there when `--automation PATH` was given, and only in a folder that nobody else may enter. One JSON
object a line: `{"id": 1, "do": "click", "name": "sign_in.submit"}` is answered by `{"id": 1, "ok": true, …}`
or `{"id": 1, "ok": false, "problem": "…"}`. Mouse and keys go through the window system's queue, as a
person's do.
"""

from __future__ import annotations

import json
import os
import stat
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

from desktop.driver_hands import DriveError, Hands

_POLL_MS = 15
_PATIENCE_MS = 10_000

Request = Mapping[str, Any]
Handler = Callable[[Request], dict[str, Any]]


class Driver(QObject):
    """Answers requests one after another; `extra` adds what only this program knows (`idle`)."""

    def __init__(self, path: Path, extra: Mapping[str, Handler] | None = None) -> None:
        super().__init__()
        _refuse_open_folder(path.parent)
        self._hands = Hands()
        self._handlers: dict[str, Handler] = {**self._hands.handlers, **(extra or {})}
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(str(path))
        if not self._server.listen(str(path)):
            raise OSError(self._server.errorString())
        self._server.newConnection.connect(self._welcome)
        self._waiting: deque[_Request] = deque()
        # Tries are made from a Qt timer, outside of any task: delivering an event may let other tasks run.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._try)

    def close(self) -> None:
        """Answer nobody any more."""
        self._timer.stop()
        self._waiting.clear()
        self._server.close()

    def _welcome(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.readyRead.connect(self._read)
            caller.disconnected.connect(caller.deleteLater)

    def _read(self) -> None:
        caller = self.sender()
        if not isinstance(caller, QLocalSocket):
            return
        while caller.canReadLine():
            about = json.loads(bytes(caller.readLine().data()))
            self._waiting.append(_Request(caller, about))
        if self._waiting and not self._timer.isActive():
            self._timer.start(0)

    def _try(self) -> None:
        request = self._waiting[0]
        handler = self._handlers.get(request.about.get("do", ""))
        if handler is None:
            answer = {"ok": False, "problem": f"nothing is called {request.about.get('do')!r}"}
        else:
            try:
                answer = {"ok": True, **handler(request.about)}
            except DriveError as problem:
                if not request.is_over:
                    self._timer.start(_POLL_MS)
                    return
                answer = {"ok": False, "problem": str(problem)}
        if self._waiting:
            self._waiting.popleft()
        request.answer(answer)
        if self._waiting:
            self._timer.start(0)


class _Request:
    """One line from a caller: tried again until it holds or its patience (`patience_ms`) is over."""

    def __init__(self, caller: QLocalSocket, about: Request) -> None:
        self._caller = caller
        self.about = about
        self._patience = QDeadlineTimer(int(about.get("patience_ms", _PATIENCE_MS)))

    @property
    def is_over(self) -> bool:
        """Whether it has been tried for long enough, or nobody waits for it any more."""
        return self._patience.hasExpired() or not self._hears

    @property
    def _hears(self) -> bool:
        return isValid(self._caller) and self._caller.state() is QLocalSocket.LocalSocketState.ConnectedState

    def answer(self, answer: dict[str, Any]) -> None:
        """Send the answer."""
        if self._hears:
            self._caller.write((json.dumps({"id": self.about.get("id"), **answer}) + "\n").encode())
            self._caller.flush()


def _refuse_open_folder(folder: Path) -> None:
    about = folder.stat()
    if about.st_uid != os.geteuid() or stat.S_IMODE(about.st_mode) & 0o077:
        raise PermissionError(f"{folder} must be yours alone (mode 0700) to hold an automation socket")

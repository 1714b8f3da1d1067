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
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

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

    def close(self) -> None:
        """Answer nobody any more."""
        self._server.close()

    def _welcome(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.readyRead.connect(lambda caller=caller: self._read(caller))

    def _read(self, caller: QLocalSocket) -> None:
        while caller.canReadLine():
            request = json.loads(bytes(caller.readLine().data()))
            _Attempt(self, caller, request, self._handlers.get(request.get("do", "")))


class _Attempt(QObject):
    """One request: tried again until it holds or its patience (`patience_ms`) is over.

    Tries are made from a Qt timer, outside of any task: delivering an event may let other tasks run.
    """

    def __init__(
        self, owner: QObject, caller: QLocalSocket, request: Request, handler: Handler | None
    ) -> None:
        super().__init__(owner)
        self._caller = caller
        self._request = request
        self._handler = handler
        self._patience = int(request.get("patience_ms", _PATIENCE_MS))
        self._clock = QElapsedTimer()
        self._clock.start()
        caller.disconnected.connect(self.deleteLater)
        QTimer.singleShot(0, self, self._try)

    def _try(self) -> None:
        if self._handler is None:
            self._answer({"ok": False, "problem": f"nothing is called {self._request.get('do')!r}"})
            return
        try:
            answer = self._handler(self._request)
        except DriveError as problem:
            if self._clock.elapsed() < self._patience:
                QTimer.singleShot(_POLL_MS, self, self._try)
                return
            answer = {"ok": False, "problem": str(problem)}
        self._answer({"ok": True, **answer})

    def _answer(self, answer: dict[str, Any]) -> None:
        line = json.dumps({"id": self._request.get("id"), **answer}) + "\n"
        self._caller.write(line.encode())
        self._caller.flush()
        self.deleteLater()


def _refuse_open_folder(folder: Path) -> None:
    about = folder.stat()
    if about.st_uid != os.geteuid() or stat.S_IMODE(about.st_mode) & 0o077:
        raise PermissionError(f"{folder} must be yours alone (mode 0700) to hold an automation socket")

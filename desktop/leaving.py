"""Signing out, in each of the ways that the question offers."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from client.engine import Engine
from client.errors import ExportFailedError
from client.session.sign_out import SignOutChoice
from client.tasks import Tasks
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.shell.sign_out import SignOutPlan
from viewmodels.text import Texts

EXPORT_NAME = "doorstep-unsent.json"


class Leaving:
    """Runs beside the shell, which is gone before signing out has come to its end."""

    def __init__(self, engine: Engine, tasks: Tasks, texts: Texts) -> None:
        self._engine = engine
        self._tasks = tasks
        self._texts = texts
        self._waiting: asyncio.Task[None] | None = None

    def plan(self) -> SignOutPlan:
        """What is unsent now, and how to leave."""
        status = self._engine.status.value
        return SignOutPlan(status.waiting + status.needs_you, self._leave, self._stay)

    def _stay(self) -> None:
        """Whoever waited to be signed out waits no more."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    async def _leave(self, choice: str) -> None:
        if choice == SignOutChoice.WAIT:
            self._waiting = self._tasks.spawn(self._leave_once_sent(), "sign out once all is sent")
            return
        path = await self._ask_path() if choice == SignOutChoice.EXPORT else None
        if choice == SignOutChoice.EXPORT and path is None:
            return
        # What is done at the last moment is kept: only the person's own choice throws anything away.
        how = SignOutChoice.KEEP if choice == "now" else SignOutChoice(choice)
        try:
            await asyncio.shield(self._tasks.spawn(self._engine.sign_out(how, path), "sign out", quiet=True))
        except ExportFailedError as error:
            words = self._texts("problem.file_not_written", file=error.name, why=error.why)
            raise ShownError(Problem(words, retry=True)) from error

    async def _leave_once_sent(self) -> None:
        await self._until_sent()
        # From here on nobody can change their mind.
        self._waiting = None
        await self._engine.sign_out(SignOutChoice.KEEP)

    async def _until_sent(self) -> None:
        sent = asyncio.Event()

        def look() -> None:
            if not self._engine.status.waiting and not self._engine.status.needs_you:
                sent.set()

        leave_status = self._engine.status.subscribe(look)
        try:
            look()
            await sent.wait()
        finally:
            leave_status()

    async def _ask_path(self) -> Path | None:
        answer: asyncio.Future[Path | None] = asyncio.get_running_loop().create_future()
        dialog = QFileDialog(QApplication.activeWindow(), self._texts("shell.sign_out.export"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setObjectName("file_dialog")
        dialog.selectFile(EXPORT_NAME)

        def finished(result: int) -> None:
            chosen = dialog.selectedFiles() if result == QFileDialog.DialogCode.Accepted else []
            if not answer.done():
                answer.set_result(Path(chosen[0]) if chosen else None)

        dialog.finished.connect(finished)
        dialog.open()
        try:
            return await answer
        finally:
            if not answer.done():
                dialog.reject()

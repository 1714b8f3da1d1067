"""Toasts: what was just done, with a way back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import count

from viewmodels.kernel.command import Command
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.view_model import Tools, ViewModel
from viewmodels.shell.rows import ToastRow, Tone

Undo = Callable[[], Awaitable[object]]

AT_MOST = 4


class Toasts(ViewModel):
    """The newest toasts, oldest first. The view runs their clock and dismisses them."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.rows: RowModel[ToastRow] = RowModel([Column("text", "", lambda row: row.text)], self)
        self.undo: Command = self.command(self._undo, "toast.undo")
        self._undos: dict[str, Undo] = {}
        self._ids = count(1)

    def show(
        self, text: str, *, tone: Tone = Tone.PLAIN, icon: str = "check", undo: Undo | None = None
    ) -> str:
        """Say something; answers the toast's id. With `undo` it carries the button."""
        row = ToastRow(
            id=str(next(self._ids)),
            text=text,
            tone=tone,
            icon=icon,
            undo=self.texts("shell.toast.undo") if undo is not None else "",
        )
        if undo is not None:
            self._undos[row.id] = undo
        rows = [*self.rows.rows, row]
        for old in rows[:-AT_MOST]:
            self._undos.pop(old.id, None)
        self.rows.set_rows(rows[-AT_MOST:])
        return row.id

    def dismiss(self, id: str) -> None:
        """Take it away; its undo goes with it."""
        self._undos.pop(id, None)
        self.rows.set_rows([row for row in self.rows.rows if row.id != id])

    async def _undo(self, id: str) -> None:
        undo = self._undos.pop(id, None)
        if undo is None:
            return
        row = self.rows.find(id)
        if row is not None:
            self.rows.update_row(replace(row, undo=""))
        try:
            await undo()
        finally:
            self.dismiss(id)

"""The outbox sheet: every operation that the server has not answered, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from client.errors import InvalidOperationError
from client.outbox.operation import State
from client.status import EngineStatus
from client.stores.outbox import OutboxStore
from client.stores.outbox_subject import OutboxLine, OutboxLines
from viewmodels.kernel.csv_text import save_csv, to_csv
from viewmodels.kernel.navigator import Navigator
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.view_model import Tools, ViewModel
from viewmodels.shell.outbox_words import OutboxWords, alternatives_of
from viewmodels.shell.rows import OutboxRow
from viewmodels.shell.toasts import Toasts

_NEEDS_PERSON = frozenset({State.CONFLICT, State.REJECTED, State.QUARANTINED})
_NEVER = datetime.max.replace(tzinfo=UTC)


class Outbox(ViewModel):
    """What needs a person first, then by deadline, then by age; Retry, Edit and Discard by id."""

    def __init__(
        self, tools: Tools, store: OutboxStore, status: EngineStatus, navigator: Navigator, toasts: Toasts
    ) -> None:
        super().__init__(tools)
        self.open: Observable[bool] = self.field(False)
        self.count: Observable[int] = self.field(0)
        self.notice: Observable[str] = self.field("")
        self.rows: RowModel[OutboxRow] = RowModel(
            [
                Column("title", self.texts("shell.outbox.column.title"), lambda row: row.title),
                Column("detail", self.texts("shell.outbox.column.detail"), lambda row: row.detail),
                Column("state", self.texts("shell.outbox.column.state"), lambda row: row.state),
                Column("answer", self.texts("shell.outbox.column.answer"), _answer),
            ],
            self,
            describe=_spoken,
        )
        # What an open sheet asks for first is its own: the page's button is drawn plain meanwhile.
        self.has_primary: Observable[bool] = self.field(False)
        self.export = self.command(self._export, "outbox.export")
        self.retry = self.command(self._retry, "outbox.retry")
        self.edit = self.command(self._edit, "outbox.edit")
        self.discard = self.command(self._discard, "outbox.discard")
        self.book_instead = self.command(self._book_instead, "outbox.book_instead")
        self.show = self.command(self._show, "outbox.show")
        self._store = store
        self._status = status
        self._navigator = navigator
        self._toasts = toasts
        self._lines: dict[str, OutboxLine] = {}
        self._away = False
        self._worded: dict[str, tuple[OutboxLine, OutboxRow]] = {}
        self._worded_at: tuple[bool, datetime] = (False, _NEVER)
        self.observe(store.observe(OutboxLines()), self._receive)
        self.on_close(status.subscribe(self._status_changed))
        self._refresh()

    def hide(self) -> None:
        """Close the sheet."""
        self.open.value = False
        self._weigh()

    def _weigh(self) -> None:
        self.has_primary.value = self.open.value and any(row.alternatives for row in self.rows.rows)

    async def _show(self) -> None:
        self.open.value = not self.open.value
        self._weigh()

    def _receive(self, lines: tuple[OutboxLine, ...]) -> None:
        self._lines = {line.operation.id: line for line in lines}
        self._refresh()

    def _status_changed(self) -> None:
        if self._is_away() != self._away:
            self._refresh()

    def _is_away(self) -> bool:
        status = self._status.value
        return not status.online and not status.connecting

    def _refresh(self) -> None:
        self._away = away = self._is_away()
        self.notice.value = self.texts("shell.outbox.offline") if away else ""
        words = OutboxWords(self.format, online=not away)
        need_you = [line for line in self._lines.values() if line.operation.state in _NEEDS_PERSON]
        others = [line for line in self._lines.values() if line.operation.state not in _NEEDS_PERSON]
        others.sort(key=lambda line: (words.deadline(line) or _NEVER, line.operation.seq))
        rows: list[OutboxRow] = []
        for key, group in (("need_you", need_you), ("on_their_way", others)):
            heading = self.texts(f"shell.outbox.{key}", count=len(group))
            rows += [self._row(words, line, "" if place else heading) for place, line in enumerate(group)]
        self.rows.set_rows(rows)
        self.count.value = len(rows)
        self._weigh()

    def _row(self, words: OutboxWords, line: OutboxLine, heading: str) -> OutboxRow:
        """In the words that it has, unless it, the minute or the way to the server changed."""
        at = self._away, self.format.now().replace(second=0, microsecond=0)
        if at != self._worded_at:
            self._worded, self._worded_at = {}, at
        kept = self._worded.get(line.operation.id)
        if kept is None or kept[0] != line or kept[1].heading != heading:
            kept = self._worded[line.operation.id] = line, words.row(line, heading)
        return kept[1]

    async def _export(self, path: Path) -> None:
        count = len(self.rows.rows)
        await save_csv(path, to_csv(self.rows.columns, self.rows.rows), self.texts)
        text = self.texts.count("shell.outbox.exported", count, file=path.name)
        self._toasts.show(text, icon="download")

    async def _retry(self, id: str) -> None:
        await self._store.retry(id)

    async def _edit(self, id: str) -> None:
        """Open the page on which the booking is kept, with the operation to change."""
        line = self._lines[id]
        if line.booking is None:
            return
        for route in ("vendor.bookings", "customer.bookings", "admin.bookings"):
            if self._navigator.allows(route):
                self.hide()
                self._navigator.go(route, booking_id=line.booking["id"], operation_id=id)
                return

    async def _discard(self, id: str) -> None:
        line = self._lines[id]
        title = OutboxWords(self.format, online=True).title(line)
        await self._store.discard(id)

        async def undo() -> None:
            await self._store.act(line.operation.operation)

        self._toasts.show(self.texts("shell.outbox.discarded", title=title), icon="trash", undo=undo)

    async def _book_instead(self, id: str, alternative: str) -> None:
        """Ask for one of the times that the server offers instead."""
        line = self._lines[id]
        slot = alternatives_of(line.operation.problem)[int(alternative)]
        args: dict[str, Any] = {
            key: value for key, value in line.operation.operation.args.items() if key != "hold_id"
        }
        if line.booking is None:
            raise InvalidOperationError(())
        if line.operation.name == "booking.create":
            args["listing_id"] = line.booking["listing_id"]
        await self._store.edit(id, args | {"starts_at": slot["starts_at"], "staff_id": slot["staff_id"]})


def _answer(row: OutboxRow) -> str:
    return " ".join(part for part in (row.explanation, row.quote) if part)


def _spoken(row: OutboxRow) -> str:
    return ". ".join(part for part in (row.heading, row.title, row.state, row.detail, row.quote) if part)

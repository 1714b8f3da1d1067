"""An admin's payouts: what vendors are owed, and what was sent."""

from __future__ import annotations

from typing import Any

from client.answer import Answer
from client.outbox.operations import money as operations
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.money.earnings import MoneyParts
from viewmodels.money.paged import PagedPage
from viewmodels.money.rows import DueRow, PayoutRow
from viewmodels.money.words import MoneyWords
from viewmodels.shell.rows import Tone


class PayoutsViewModel(PagedPage):
    """Paying out sends exactly what was shown, or nothing."""

    def __init__(self, parts: MoneyParts) -> None:
        super().__init__(parts.tools, parts.tools.texts("money.payouts"), parts.status)
        self._parts = parts
        self._words = MoneyWords(self.texts, self.format)
        text = self.texts
        self.rows: RowModel[PayoutRow] = RowModel(
            [
                Column("when", text("money.when"), lambda row: row.when, lambda row: row.at),
                Column("reference", text("money.reference"), lambda row: row.reference),
                Column("vendor", text("money.vendor"), lambda row: row.vendor),
                Column("period", text("money.period"), lambda row: row.period),
                Column("lines", text("money.lines"), lambda row: row.lines),
                Column("state", text("money.state"), lambda row: row.state),
                Column("amount", text("money.amount"), lambda row: row.amount, lambda row: row.minor, True),
            ],
            self,
        )
        self.due: Observable[tuple[DueRow, ...]] = self.field(())
        self.chosen: Observable[DueRow | None] = self.field(None)
        self._wish_id = parts.money.new_id()
        self.send: Command = self.command(self._send, "payout.send")
        self.read.trigger()

    def choose(self, id: str) -> None:
        """Which vendor is to be paid; '' for none."""
        self.send.forgive()
        self.chosen.value = next((row for row in self.due.value if row.id == id), None)

    async def fetch(self, cursor: str) -> Answer:
        """A piece of what was sent."""
        return await self._parts.money.payouts("", cursor)

    async def fetch_besides(self) -> None:
        """What is due."""
        answer = await self._parts.money.due_payouts()
        rows = [self._words.due(row) for row in answer.body["items"]]
        self.due.value = tuple(sorted(rows, key=lambda row: (-row.minor, row.vendor)))
        self.choose(self.chosen.value.id if self.chosen.value else "")

    def show_documents(self, documents: list[Any]) -> None:
        """The newest first."""
        rows = [self._words.payout(document) for document in documents]
        self.rows.set_rows(sorted(rows, key=lambda row: row.at, reverse=True))

    async def _send(self) -> None:
        row = self.chosen.value
        if row is None or row.minor <= 0:
            raise ShownError(Problem(self.texts("money.payouts.nothing")))
        wish = {
            "id": self._wish_id,
            "vendor_id": row.vendor_id,
            "amount": row.minor,
            "currency": row.currency,
        }
        await self._parts.money.perform(operations.send_payout(wish))
        self._wish_id = self._parts.money.new_id()
        told = self.texts("money.payouts.sent", amount=row.available, name=row.vendor)
        self._parts.toasts.show(told, tone=Tone.GOOD)
        self.chosen.value = None
        await self._read()

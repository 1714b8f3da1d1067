"""An admin's transactions: what customers paid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from client.answer import Answer
from viewmodels.kernel.command import Command
from viewmodels.kernel.csv_text import save_csv, to_csv
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.money.earnings import MoneyParts
from viewmodels.money.paged import PagedPage
from viewmodels.money.rows import Figures, PaymentRow
from viewmodels.money.words import MoneyWords

STATES = ("captured", "pending", "action_needed", "declined", "due", "cancelled")


class PaymentsViewModel(PagedPage):
    """Found by customer or booking, narrowed by state; the foot is the whole ledger, in balance."""

    def __init__(self, parts: MoneyParts) -> None:
        super().__init__(parts.tools, parts.tools.texts("money.transactions"), parts.status)
        self._parts = parts
        self._words = MoneyWords(self.texts, self.format)
        text = self.texts
        self.rows: RowModel[PaymentRow] = RowModel(
            [
                Column("when", text("money.when"), lambda row: row.when, lambda row: row.at),
                Column("customer", text("money.customer"), lambda row: row.customer),
                Column("way", text("money.way"), lambda row: row.way),
                Column("state", text("money.state"), lambda row: row.state),
                Column("refunded", text("money.refunded"), lambda row: row.refunded, None, True),
                Column("amount", text("money.amount"), lambda row: row.amount, lambda row: row.minor, True),
            ],
            self,
        )
        self.words: Observable[str] = self.field("")
        self.chosen_state: Observable[str] = self.field("")
        self.figures: Observable[Figures] = self.field(Figures())
        self.export: Command = self.command(self._export, "list.export")
        self.read.trigger()

    def search(self, words: str) -> None:
        """Only payments of customers or bookings called so."""
        if words != self.words.value:
            self.words.value = words
            self.begin_again()

    def choose_state(self, state: str) -> None:
        """Only payments in this state; '' for all."""
        if state != self.chosen_state.value:
            self.chosen_state.value = state
            self.begin_again()

    def open(self, id: str) -> None:
        """Go to one payment, its ledger and its refund."""
        if id:
            self._parts.navigator.go("admin.transaction", payment_id=id)

    async def fetch(self, cursor: str) -> Answer:
        """A piece of the payments."""
        return await self._parts.money.payments(self.words.value.strip(), self.chosen_state.value, cursor)

    async def fetch_besides(self) -> None:
        """What the whole ledger adds up to."""
        balances = await self._parts.money.balances()
        self.figures.value = self._words.figures(balances.body["items"])

    def show_documents(self, documents: list[Any]) -> None:
        """The newest first."""
        rows = [self._words.payment(document) for document in documents]
        self.rows.set_rows(sorted(rows, key=lambda row: row.at, reverse=True))

    async def _export(self, path: Path) -> None:
        await save_csv(path, to_csv(self.rows.columns, self.rows.rows), self.texts)
        count = len(self.rows.rows)
        self._parts.toasts.show(self.texts.count("money.exported", count, file=path.name), icon="download")

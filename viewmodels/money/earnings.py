"""A vendor's transactions and payouts, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from client.answer import Answer
from client.status import EngineStatus
from client.stores.money import MoneyStore
from viewmodels.kernel.command import Command
from viewmodels.kernel.csv_text import save_csv, to_csv
from viewmodels.kernel.navigator import Navigator
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.view_model import Tools
from viewmodels.money.paged import PagedPage
from viewmodels.money.rows import EarningRow, Figures, PayoutRow
from viewmodels.money.words import MoneyWords
from viewmodels.shell.toasts import Toasts


@dataclass(frozen=True, slots=True)
class MoneyParts:
    """The store, and the shell's ways to speak and to go."""

    tools: Tools
    money: MoneyStore
    status: EngineStatus
    navigator: Navigator
    toasts: Toasts


class EarningsViewModel(PagedPage):
    """Everything, or the statement of one payout; the foot proves that the ledger is in balance."""

    def __init__(self, parts: MoneyParts, vendor_id: str) -> None:
        super().__init__(parts.tools, parts.tools.texts("money.transactions"), parts.status)
        self._parts, self._vendor_id = parts, vendor_id
        self._words = MoneyWords(self.texts, self.format)
        text = self.texts
        self.rows: RowModel[EarningRow] = RowModel(
            [
                Column("when", text("money.when"), lambda row: row.when, lambda row: row.at),
                Column("what", text("money.what"), lambda row: row.what),
                Column("about", text("money.booking"), lambda row: row.about),
                Column("state", text("money.state"), lambda row: row.state),
                Column("amount", text("money.amount"), lambda row: row.amount, lambda row: row.minor, True),
            ],
            self,
        )
        self.figures: Observable[Figures] = self.field(Figures())
        self.payouts: Observable[tuple[PayoutRow, ...]] = self.field(())
        self.payout_id: Observable[str] = self.field("")
        self.export: Command = self.command(self._export, "list.export")
        self.read.trigger()

    def choose_payout(self, payout_id: str) -> None:
        """Show the statement of a payout; '' for all lines."""
        if payout_id != self.payout_id.value:
            self.payout_id.value = payout_id
            self.begin_again()

    def open(self, id: str) -> None:
        """Go to the booking that a line is about."""
        row = next((row for row in self.rows.rows if row.id == id), None)
        if row is not None and row.booking_id:
            self._parts.navigator.go("vendor.bookings", booking_id=row.booking_id)

    async def fetch(self, cursor: str) -> Answer:
        """A piece of the lines."""
        if self.payout_id.value:
            return await self._parts.money.payout_lines(self.payout_id.value, cursor)
        return await self._parts.money.earnings(self._vendor_id, cursor)

    async def fetch_besides(self) -> None:
        """The sums, and the payouts to choose from."""
        balances = await self._parts.money.balances(self._vendor_id)
        self.figures.value = self._words.figures(balances.body["items"])
        payouts = await self._parts.money.payouts(self._vendor_id)
        self.payouts.value = tuple(self._words.payout(row) for row in payouts.body["items"])

    def show_documents(self, documents: list[Any]) -> None:
        """The newest first."""
        rows = [self._words.earning(document) for document in documents]
        self.rows.set_rows(sorted(rows, key=lambda row: row.at, reverse=True))

    async def _export(self, path: Path) -> None:
        await save_csv(path, to_csv(self.rows.columns, self.rows.rows), self.texts)
        count = len(self.rows.rows)
        self._parts.toasts.show(self.texts.count("money.exported", count, file=path.name), icon="download")

"""A vendor's transactions: figures, the list, and the foot that proves them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from viewmodels.money.earnings import EarningsViewModel
from viewmodels.money.rows import EarningRow, Figures, PayoutRow
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.cell import Cell, ColumnLook
from views.kit.file_dialogs import save_file
from views.kit.layouts import STRETCH, box, column, row
from views.kit.menu import MenuItem
from views.kit.page_states import PageStates
from views.kit.select import Select
from views.kit.states import EmptyState
from views.kit.table import DataTable
from views.kit.text import Text
from views.money.foot import BalanceFoot

_STATEMENT = 300


def _state(row: EarningRow) -> Cell:
    return Cell(tag=(row.state, row.tone))


class EarningsView(QWidget):
    """Each line opens its booking."""

    def __init__(self, viewmodel: EarningsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("vendor.transactions")
        texts = viewmodel.texts
        self.table = DataTable(
            [
                ColumnLook("when", 150),
                ColumnLook("what", 150, stretch=1, weight=500),
                ColumnLook("about", 260, stretch=3, tone="ink"),
                ColumnLook("state", 120, _state),
                ColumnLook("amount", 120, right=True, weight=600),
            ],
            name=texts("money.transactions"),
            object_name="vendor.transactions.table",
            row_size="row",
            edge=24,
        )
        self.table.set_rows_model(viewmodel.rows)
        self.table.opened.connect(viewmodel.open)
        more = Button(texts("money.more"), object_name="vendor.transactions.more")
        bind_button(more, viewmodel.show_more)
        again = box(row(STRETCH, more, STRETCH, margins=(24, 10, 24, 10)))
        viewmodel.more.bind(again.setVisible)
        self._foot = BalanceFoot(texts, "vendor.transactions.balance")
        card = Surface("surface", edges="t")
        card.setLayout(column(self.table, again, spacing=0, margins=(0, 1, 0, 0)))
        states = PageStates(
            card, retry=texts("kit.retry"), empty=self._empty, object_name="vendor.transactions"
        )
        states.retried.connect(viewmodel.read.trigger)
        viewmodel.state.bind(states.show_state)
        whole = column(self._head(), states, self._foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.table)
        viewmodel.figures.bind(self._show_figures)
        viewmodel.payouts.bind(self._show_payouts)

    def _head(self) -> QWidget:
        texts = self._viewmodel.texts
        self._figures = {name: Text(role="title", weight=600) for name in ("available", "held", "paid_out")}
        figures = [
            column(Text(texts(f"money.figure.{name}"), role="small", tone="soft"), figure, spacing=2)
            for name, figure in self._figures.items()
        ]
        self._statement = Select(
            [], name=texts("money.filter.payout"), object_name="vendor.transactions.payout"
        )
        self._statement.setFixedWidth(_STATEMENT)
        self._statement.changed.connect(self._viewmodel.choose_payout)
        export = Button(texts("money.export"), icon="download", object_name="vendor.transactions.export")
        on_click(export, self._export)
        bar = Surface("canvas")
        bar.setLayout(row(*figures, STRETCH, self._statement, export, spacing=32, margins=(24, 12, 24, 12)))
        return bar

    def _show_figures(self, figures: Figures) -> None:
        self._figures["available"].setText(figures.available or "–")
        self._figures["held"].setText(figures.held or "–")
        self._figures["paid_out"].setText(figures.paid_out or "–")
        self._foot.show_figures(figures)

    def _show_payouts(self, payouts: Sequence[PayoutRow]) -> None:
        items = [MenuItem(id="", text=self._viewmodel.texts("money.filter.all"))]
        items += [MenuItem(id=row.id, text=f"{row.when}, {row.reference}, {row.amount}") for row in payouts]
        self._statement.set_options(items, self._viewmodel.payout_id.value)

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        return EmptyState(
            art="empty_search",
            title=texts("money.empty.vendor"),
            text=texts("money.empty.vendor.detail"),
            object_name="vendor.transactions.empty",
        )

    def _export(self) -> None:
        title = self._viewmodel.texts("money.export")
        save_file(self, title, "transactions.csv", self._viewmodel.export.trigger)

"""An admin's transactions: search, state, the list, and the whole ledger at its foot."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewmodels.money.payments import STATES, PaymentsViewModel
from viewmodels.money.rows import PaymentRow
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.cell import Cell, ColumnLook
from views.kit.file_dialogs import save_file
from views.kit.layouts import STRETCH, box, column, row
from views.kit.menu import MenuItem
from views.kit.page_states import PageStates
from views.kit.search_box import SearchBox
from views.kit.select import Select
from views.kit.states import EmptyState
from views.kit.table import DataTable
from views.money.foot import BalanceFoot

_SEARCH, _STATE = 280, 168


def _state(row: PaymentRow) -> Cell:
    return Cell(tag=(row.state, row.tone))


class PaymentsView(QWidget):
    """A row opens the payment with its ledger and its refund."""

    def __init__(self, viewmodel: PaymentsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("admin.transactions")
        texts = viewmodel.texts
        self.table = DataTable(
            [
                ColumnLook("when", 150),
                ColumnLook("customer", 200, stretch=3, weight=500, tone="ink"),
                ColumnLook("way", 150, stretch=1),
                ColumnLook("state", 150, _state),
                ColumnLook("refunded", 120, right=True, tone="soft"),
                ColumnLook("amount", 120, right=True, weight=600),
            ],
            name=texts("money.transactions"),
            object_name="admin.transactions.table",
            row_size="row",
            edge=24,
        )
        self.table.set_rows_model(viewmodel.rows)
        self.table.opened.connect(viewmodel.open)
        more = Button(texts("money.more"), object_name="admin.transactions.more")
        bind_button(more, viewmodel.show_more)
        again = box(row(STRETCH, more, STRETCH, margins=(24, 10, 24, 10)))
        viewmodel.more.bind(again.setVisible)
        foot = BalanceFoot(texts, "admin.transactions.balance")
        viewmodel.figures.bind(foot.show_figures)
        card = Surface("surface", edges="t")
        card.setLayout(column(self.table, again, spacing=0, margins=(0, 1, 0, 0)))
        states = PageStates(
            card, retry=texts("kit.retry"), empty=self._empty, object_name="admin.transactions"
        )
        states.retried.connect(viewmodel.read.trigger)
        viewmodel.state.bind(states.show_state)
        whole = column(self._filters(), states, foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.table)

    def _filters(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._search = SearchBox(texts("money.search"), object_name="admin.transactions.search")
        self._search.setFixedWidth(_SEARCH)
        self._search.edited.connect(viewmodel.search)
        states = [MenuItem(id="", text=texts("money.state.any"))]
        states += [MenuItem(id=state, text=texts(f"money.state.{state}")) for state in STATES]
        self._state = Select(states, name=texts("money.filter.state"), object_name="admin.transactions.state")
        self._state.setFixedWidth(_STATE)
        self._state.changed.connect(viewmodel.choose_state)
        export = Button(texts("money.export"), icon="download", object_name="admin.transactions.export")
        on_click(export, self._export)
        bar = Surface("canvas")
        bar.setLayout(row(self._search, self._state, STRETCH, export, margins=(24, 12, 24, 12)))
        return bar

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        empty = EmptyState(
            art="empty_search",
            title=texts("money.empty.admin"),
            text=texts("money.empty.admin.detail"),
            action=texts("money.empty.show_all"),
            object_name="admin.transactions.empty",
        )
        empty.acted.connect(self._show_all)
        return empty

    def _show_all(self) -> None:
        self._state.select("")
        self._search.empty()
        self._viewmodel.choose_state("")
        self._viewmodel.search("")

    def _export(self) -> None:
        title = self._viewmodel.texts("money.export")
        save_file(self, title, "transactions.csv", self._viewmodel.export.trigger)

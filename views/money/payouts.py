"""An admin's payouts: who is owed what, the button that sends it, and what was sent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from viewmodels.kernel.problems import Problem
from viewmodels.money.payouts import PayoutsViewModel
from viewmodels.money.rows import DueRow, PayoutRow
from views.kit.bind import bind_button
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.cell import Cell, ColumnLook
from views.kit.layouts import STRETCH, box, column, row
from views.kit.menu import MenuItem
from views.kit.page_states import PageStates
from views.kit.select import Select
from views.kit.states import EmptyState
from views.kit.table import DataTable
from views.kit.text import Text

_VENDOR = 380


def _state(row: PayoutRow) -> Cell:
    return Cell(tag=(row.state, row.tone))


class PayoutsView(QWidget):
    """The button carries the amount and the vendor's name."""

    def __init__(self, viewmodel: PayoutsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("admin.payouts")
        texts = viewmodel.texts
        self.table = DataTable(
            [
                ColumnLook("when", 110),
                ColumnLook("reference", 130, weight=500),
                ColumnLook("vendor", 200, stretch=3, tone="ink"),
                ColumnLook("period", 210, stretch=1, spare=2),
                ColumnLook("lines", 90, spare=1),
                ColumnLook("state", 110, _state),
                ColumnLook("amount", 120, right=True, weight=600),
            ],
            name=texts("money.payouts"),
            object_name="admin.payouts.table",
            row_size="row",
            edge=24,
        )
        self.table.set_rows_model(viewmodel.rows)
        more = Button(texts("money.more"), object_name="admin.payouts.more")
        bind_button(more, viewmodel.show_more)
        again = box(row(STRETCH, more, STRETCH, margins=(24, 10, 24, 10)))
        viewmodel.more.bind(again.setVisible)
        card = Surface("surface", edges="t")
        card.setLayout(column(self.table, again, spacing=0, margins=(0, 1, 0, 0)))
        states = PageStates(card, retry=texts("kit.retry"), empty=self._empty, object_name="admin.payouts")
        states.retried.connect(viewmodel.read.trigger)
        viewmodel.state.bind(states.show_state)
        whole = column(self._due_bar(), states, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        viewmodel.due.bind(self._show_due)
        viewmodel.chosen.bind(self._show_chosen)
        viewmodel.offline.bind(self._send.set_needs_network)
        viewmodel.send.problem.bind(self._show_problem)

    def _due_bar(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._vendor = Select([], name=texts("money.payouts.choose"), object_name="admin.payouts.vendor")
        self._vendor.setFixedWidth(_VENDOR)
        self._vendor.changed.connect(viewmodel.choose)
        self._held = Text(tone="soft")
        self._send = Button(
            texts("money.payouts.button.none"),
            kind="primary",
            icon="banknote",
            running_text=texts("money.payouts.running"),
            object_name="admin.payouts.send",
        )
        bind_button(self._send, viewmodel.send)
        self._problem = Text(tone="bad", wrap=True)
        self._problem.hide()
        title = Text(texts("money.due"), weight=600)
        note = Text(texts("money.due.note"), tone="soft")
        bar = Surface("canvas")
        bar.setLayout(
            column(
                row(title, note, STRETCH),
                row(self._vendor, self._held, STRETCH, self._send),
                self._problem,
                Text(texts("money.network"), role="small", tone="soft", wrap=True),
                spacing=10,
                margins=(24, 14, 24, 14),
            )
        )
        return bar

    def _show_due(self, due: Sequence[DueRow]) -> None:
        texts = self._viewmodel.texts
        first = texts("money.payouts.choose" if due else "money.due.nothing")
        options = [MenuItem(id="", text=first)]
        options += [MenuItem(id=row.id, text=f"{row.vendor}, {row.available}") for row in due]
        self._vendor.set_options(options, "")

    def _show_chosen(self, chosen: DueRow | None) -> None:
        texts = self._viewmodel.texts
        self._vendor.select(chosen.id if chosen else "")
        self._held.setText(texts("money.due.held", amount=chosen.held) if chosen and chosen.held else "")
        label = texts("money.payouts.button.none")
        if chosen is not None and chosen.minor > 0:
            label = texts("money.payouts.button", amount=chosen.available, name=chosen.vendor)
        self._send.set_label(label, "banknote")

    def _show_problem(self, problem: Problem | None) -> None:
        self._problem.setText(problem.text if problem else "")
        self._problem.setVisible(problem is not None)

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        return EmptyState(
            art="empty_search",
            title=texts("money.empty.payouts"),
            text=texts("money.empty.payouts.detail"),
            object_name="admin.payouts.empty",
        )

"""Commission: the rules, and at their side one of them or the form for a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from viewmodels.admin.commission import CommissionViewModel
from viewmodels.kernel.problems import Problem
from viewmodels.pricing.rows import Choice, RuleRow
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.cell import Cell, ColumnLook
from views.kit.field import Field
from views.kit.layouts import STRETCH, box, column, row
from views.kit.menu import MenuItem
from views.kit.page_states import PageStates
from views.kit.panel_beside import PanelBeside
from views.kit.select import Select
from views.kit.table import DataTable
from views.kit.text import Text
from views.kit.theme import active

_EDGE = 20


def _whom(row: RuleRow) -> Cell:
    return Cell(row.whom, weight=500)


class CommissionView(QWidget):
    """A button over the table; the panel stands at its side."""

    def __init__(self, viewmodel: CommissionViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("admin.commission")
        texts = viewmodel.texts
        self.table = DataTable(
            [
                ColumnLook("whom", 220, _whom, stretch=3),
                ColumnLook("kind", 160, stretch=1),
                ColumnLook("rate", 110, right=True),
            ],
            name=texts("admin.commission.title"),
            object_name="admin.commission.table",
            row_size="row_comfortable",
            edge=24,
        )
        self.table.set_rows_model(viewmodel.rows)
        self.table.opened.connect(viewmodel.open)
        card = Surface("surface", edges="t")
        card.setLayout(column(self.table, spacing=0, margins=(0, 1, 0, 0)))
        states = PageStates(card, retry=texts("kit.retry"), object_name="admin.commission")
        states.retried.connect(viewmodel.read.trigger)
        viewmodel.state.bind(states.show_state)
        self._panel = self._build_panel()
        self._panel.setFixedWidth(active().size("side_panel"))
        left = column(self._bar(), states, spacing=0)
        left.setStretch(1, 1)
        self.setLayout(column(PanelBeside(box(left), self._panel), spacing=0))
        self.setFocusProxy(self.table)
        viewmodel.panel.bind(self._show)
        viewmodel.making.bind(self._show_making)
        viewmodel.choices.bind(self._show_choices)
        viewmodel.rate.bind(self._show_rate)
        viewmodel.offline.bind(self._show_network)
        for command in (viewmodel.save, viewmodel.remove):
            command.problem.bind(self._show_problem)

    def _bar(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        new = Button(
            texts("admin.commission.new"), kind="primary", icon="plus", object_name="admin.commission.new"
        )
        on_click(new, viewmodel.begin)
        viewmodel.filled.bind(new.setVisible)
        bar = Surface("canvas")
        words = Text(texts("admin.commission.detail"), tone="soft", wrap=True)
        line = row(words, new, spacing=24, margins=(24, 12, 24, 12))
        line.setStretch(0, 1)
        bar.setLayout(line)
        return bar

    def _build_panel(self) -> Surface:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        panel = Surface("surface", edges="l")
        panel.setObjectName("admin.commission.panel")
        close = Button(kind="quiet", icon="x", name=texts("kit.close"), object_name="admin.commission.close")
        on_click(close, lambda: viewmodel.open(""))
        self._title = Text(role="title", weight=600, wrap=True)
        self._kind = Text(role="small", tone="faint")
        head = row(column(self._title, self._kind, spacing=2), close, margins=(_EDGE, 16, 12, 12))
        head.setStretch(0, 1)
        head.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        self._whom = Select(
            [],
            name=texts("admin.commission.whom"),
            placeholder=texts("admin.commission.whom"),
            object_name="admin.commission.whom",
        )
        self._whom.changed.connect(viewmodel.choose)
        self._rate = Field(texts("admin.commission.percent"), object_name="admin.commission.rate")
        self._rate.edited.connect(viewmodel.type_rate)
        self._problem = Text(tone="bad", wrap=True)
        self._save = Button(
            texts("admin.commission.save"),
            kind="primary",
            running_text=texts("admin.commission.save.running"),
            object_name="admin.commission.save",
        )
        bind_button(self._save, viewmodel.save)
        self._remove = Button(
            texts("admin.commission.remove"),
            kind="danger",
            running_text=texts("admin.commission.remove.running"),
            object_name="admin.commission.remove",
        )
        bind_button(self._remove, viewmodel.remove)
        body = column(
            self._whom,
            self._rate,
            Text(texts("admin.commission.from_now"), role="small", tone="faint", wrap=True),
            self._problem,
            row(self._save, self._remove, STRETCH),
            STRETCH,
            spacing=12,
            margins=(_EDGE, 4, _EDGE, 16),
        )
        panel.setLayout(column(head, body, spacing=0, margins=(1, 0, 0, 0)))
        return panel

    def _show(self, rule: RuleRow | None) -> None:
        self.table.open_row(rule.id if rule else None)
        self._show_self()
        if rule is not None:
            self._title.setText(rule.whom)
            self._kind.setText(rule.kind)
            self._remove.setVisible(rule.can_remove)

    def _show_making(self, making: bool) -> None:
        self._whom.setVisible(making)
        self._show_self()
        if making:
            self._title.setText(self._viewmodel.texts("admin.commission.new"))
            self._kind.setText("")
            self._remove.setVisible(False)

    def _show_self(self) -> None:
        viewmodel = self._viewmodel
        self._panel.setVisible(viewmodel.making.value or viewmodel.panel.value is not None)

    def _show_choices(self, choices: Sequence[Choice]) -> None:
        options = [MenuItem(id=choice.id, text=choice.name) for choice in choices]
        self._whom.set_options(options, self._viewmodel.whom.value)

    def _show_rate(self, rate: str) -> None:
        if self._rate.text() != rate:
            self._rate.set_text(rate)

    def _show_network(self, offline: bool) -> None:
        words = self._viewmodel.texts("coupons.needs_network")
        for button in (self._save, self._remove):
            button.set_needs_network(offline, words)

    def _show_problem(self, problem: Problem | None) -> None:
        fields = problem.fields if problem else {}
        self._rate.set_error(fields.get("rate"))
        beside = "rate" in fields
        self._problem.setText("" if problem is None or beside else problem.text)
        self._problem.setVisible(problem is not None and not beside)

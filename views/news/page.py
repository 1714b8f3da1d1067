"""Subscribers and announcements: tabs over one table, and the panel at its side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from viewmodels.kernel.view_tab import ViewTab
from viewmodels.news.page import NewsViewModel
from viewmodels.news.rows import NewsRow
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Surface
from views.kit.cell import Cell, ColumnLook
from views.kit.field import Field
from views.kit.layouts import STRETCH, box, column, row
from views.kit.page_states import PageStates
from views.kit.panel_beside import PanelBeside
from views.kit.states import EmptyState
from views.kit.table import DataTable
from views.kit.tabs import TabItem, Tabs
from views.kit.theme import active
from views.news.panel import NewsPanelView


def _title(row: NewsRow) -> Cell:
    return Cell(row.title, weight=600)


def _state(row: NewsRow) -> Cell:
    return Cell(tag=row.tag)


class NewsView(QWidget):
    """The bar changes with the list: write, end, send again, suppress."""

    def __init__(self, viewmodel: NewsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("news")
        self._chosen = ""
        texts = viewmodel.texts
        self.table = DataTable(
            [
                ColumnLook("title", 180, _title, stretch=3),
                ColumnLook("detail", 180, stretch=3),
                ColumnLook("when", 140, spare=1),
                ColumnLook("state", 120, _state),
            ],
            name=texts("news.title"),
            object_name="news.table",
            row_size="row_comfortable",
            edge=24,
        )
        self.table.set_rows_model(viewmodel.rows)
        self.table.opened.connect(viewmodel.open)
        card = Surface("surface", edges="t")
        card.setLayout(column(self.table, spacing=0, margins=(0, 1, 0, 0)))
        states = PageStates(card, retry=texts("kit.retry"), empty=self._empty, object_name="news")
        states.retried.connect(viewmodel.load.trigger)
        viewmodel.state.bind(states.show_state)
        panel = NewsPanelView(viewmodel)
        panel.setFixedWidth(active().size("side_panel"))
        left = column(self._bar(), states, spacing=0)
        left.setStretch(1, 1)
        self.setLayout(column(PanelBeside(box(left), panel), spacing=0))
        self.setFocusProxy(self.table)
        viewmodel.tabs.bind(self._show_tabs)
        viewmodel.panel.bind(self._show_new)
        viewmodel.act_name.bind(self._show_act)
        viewmodel.has_more.bind(self._more.setVisible)
        viewmodel.offline.bind(self._show_network)

    def _bar(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._tabs = Tabs(name=texts("news.title"), object_name="news.tabs")
        self._tabs.chosen.connect(viewmodel.choose_tab)
        self._more = Button(texts("news.more"), kind="quiet", object_name="news.more")
        bind_button(self._more, viewmodel.load)
        self._act = Button(object_name="news.act")
        bind_button(self._act, viewmodel.act)
        self._address = Field(placeholder=texts("news.suppress.address"), object_name="news.suppress.address")
        self._address.setFixedWidth(220)
        self._suppress = Button(texts("news.suppress"), object_name="news.suppress")
        on_click(self._suppress, self._suppress_typed)
        viewmodel.suppress.running.bind(self._suppress.set_running)
        viewmodel.suppress.succeeded.connect(lambda _done: self._address.set_text(""))
        viewmodel.suppress.problem.bind(
            lambda problem: self._address.set_error(problem.text if problem else None)
        )
        self._new = Button(texts("news.new"), kind="primary", icon="plus", object_name="news.new")
        on_click(self._new, viewmodel.begin)
        bar = Surface("canvas", edges="b")
        bar.setLayout(
            row(
                self._tabs,
                STRETCH,
                self._more,
                self._act,
                self._address,
                self._suppress,
                self._new,
                margins=(0, 0, 24, 0),
            )
        )
        return bar

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        return EmptyState(
            art="empty_search",
            title=texts("news.empty"),
            text=texts("news.empty.detail"),
            object_name="news.empty",
        )

    def _suppress_typed(self) -> None:
        if self._address.text().strip():
            self._viewmodel.suppress.trigger(self._address.text())
        else:
            self._address.jump()

    def _show_tabs(self, tabs: Sequence[ViewTab]) -> None:
        chosen = next((tab.id for tab in tabs if tab.selected), "")
        self._tabs.set_tabs([TabItem(tab.id, tab.title, tab.count) for tab in tabs], chosen)
        self._chosen = chosen
        self._show_new()
        for widget in (self._address, self._suppress):
            widget.setVisible(chosen == "suppressions")

    def _show_new(self, _opened: object = None) -> None:
        # While the panel writes, its button is the filled one.
        opened = self._viewmodel.panel.value
        writes = opened is not None and opened.is_draft
        self._new.setVisible(self._chosen == "announcements" and not writes)

    def _show_act(self, name: str) -> None:
        self._act.set_label(name)
        self._act.setVisible(bool(name))

    def _show_network(self, offline: bool) -> None:
        words = self._viewmodel.texts("news.needs_network")
        for button in (self._act, self._suppress):
            button.set_needs_network(offline, words)

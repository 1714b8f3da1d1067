"""Results: the bar, what was understood, facets, the list, and the drawn map."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from viewmodels.customer.results import SORTS, ResultsViewModel
from viewmodels.customer.rows import FilterChipRow
from views.customer.facets import Facets
from views.customer.result_card import ResultCard
from views.customer.search_bar import SearchBar
from views.customer.skeletons import ResultsSkeleton
from views.customer.town_map import LegendMark, TownMap
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Card, Divider
from views.kit.chip import FilterChip
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.menu import MenuItem
from views.kit.page_states import PageStates
from views.kit.scroll import Scroll
from views.kit.select import Select
from views.kit.states import EmptyState
from views.kit.text import Text
from views.kit.text_action import TextAction

_FACETS, _MAP, _SORT = 238, 286, 150
_LEAST, _LEAST_WITH_MAP, _LEAST_WITH_TIMES = 680, 1140, 820


class ResultsView(QWidget):
    """Bound to `ResultsViewModel`."""

    def __init__(self, viewmodel: ResultsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self._cards: list[ResultCard] = []
        self._times = 3
        self.setObjectName("customer.results")
        # Said outright: what goes first in a narrow window must not keep the window from becoming narrow.
        self.setMinimumWidth(_LEAST)
        texts = viewmodel.texts
        facets = Scroll(
            column(Facets(viewmodel), STRETCH, spacing=0, margins=(0, 0, 14, 0)),
            object_name="customer.results.facets",
        )
        facets.setFixedWidth(_FACETS)
        self._list = column(spacing=10)
        self._more = Button(texts("customer.results.more"), object_name="customer.results.more")
        bind_button(self._more, viewmodel.show_more)
        viewmodel.more.bind(self._more.setVisible)
        listed = column(
            self._list, row(STRETCH, self._more, STRETCH), STRETCH, spacing=12, margins=(0, 0, 4, 0)
        )
        states = PageStates(
            Scroll(listed, object_name="customer.results.list"),
            retry=texts("kit.retry"),
            loading=ResultsSkeleton(),
            empty=self._empty,
            object_name="customer.results",
        )
        states.retried.connect(viewmodel.search.trigger)
        viewmodel.state.bind(states.show_state)
        middle = column(self._list_head(), states, spacing=10)
        middle.setStretch(1, 1)
        columns = row(spacing=16)
        columns.addWidget(facets)
        columns.addLayout(middle, 1)
        self._town = self._map()
        columns.addWidget(self._town)
        whole = column(
            SearchBar(viewmodel.searching, primary=False),
            self._headline(),
            columns,
            spacing=14,
            margins=(24, 20, 24, 20),
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._build)
        rows = viewmodel.rows
        for signal in (rows.rowsInserted, rows.rowsRemoved, rows.layoutChanged, rows.dataChanged):
            signal.connect(self._rows_changed)
        viewmodel.selected.bind(self._show_selected)
        self._build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # First the map goes, then the later times of each service.
        room = self.width()
        self._town.setVisible(room >= _LEAST_WITH_MAP)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(across if room >= _LEAST_WITH_MAP else down)
        self._line.setStretch(0, 1)
        self._times = 3 if room >= _LEAST_WITH_TIMES else 1
        for card in self._cards:
            card.show_times(self._times)

    def _headline(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        words = Text(role="title", weight=600, elide=True)
        viewmodel.headline.bind(words.setText)
        question = Text(texts("customer.results.did_you_mean"), tone="soft")
        meant = TextAction(tone="accent", role="body", object_name="customer.results.did_you_mean")
        on_click(meant, viewmodel.take_suggestion)
        asked = box(row(question, meant, spacing=5))
        chips = row(spacing=8)
        clear_all = Button(
            texts("customer.results.clear"), kind="quiet", size="small", object_name="customer.results.clear"
        )
        on_click(clear_all, viewmodel.clear)

        def show_meant(text: str) -> None:
            meant.set_text(text)
            asked.setVisible(bool(text))

        def show_chips(rows: Sequence[FilterChipRow]) -> None:
            clear(chips)
            for chip in rows:
                widget = FilterChip(
                    chip.label,
                    on=True,
                    rounded=True,
                    object_name=f"customer.results.filter.{chip.id}",
                )
                widget.removed.connect(partial(viewmodel.remove, chip.id))
                chips.addWidget(widget)
            clear_all.setVisible(bool(rows))

        self._line = row(
            row(words, asked, STRETCH, spacing=12), row(chips, clear_all, STRETCH, spacing=8), spacing=8
        )
        bar = box(self._line)
        viewmodel.suggestion.bind(show_meant)
        viewmodel.chips.bind(show_chips)
        return bar

    def _list_head(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        count = Text(tone="faint")
        viewmodel.count.bind(count.setText)
        names = [MenuItem(id=id, text=texts(f"customer.results.sort.{id or 'best'}")) for id in SORTS]
        sort = Select(
            names,
            name=texts("customer.results.sort"),
            icon="arrow-down-up",
            object_name="customer.results.sort",
        )
        sort.setFixedWidth(_SORT)
        sort.changed.connect(viewmodel.choose_sort)
        viewmodel.sort.bind(sort.select)
        return box(row(count, STRETCH, sort, margins=(0, 0, 14, 0)))

    def _map(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        card = Card(texts("customer.results.map"), note=texts("customer.results.map.note"))
        card.setFixedWidth(_MAP)
        town = TownMap(texts("customer.results.map"), texts("customer.results.map.here"))
        town.chosen.connect(viewmodel.select)
        viewmodel.pins.bind(town.set_pins)
        viewmodel.selected.bind(town.set_selected)
        card.body.addWidget(town, 1)
        card.body.addWidget(Divider())
        legend = row(spacing=8, margins=(16, 10, 16, 11))
        for mark, key in (("pin", "pins"), ("here", "here")):
            legend.addWidget(LegendMark(mark))
            legend.addWidget(Text(texts(f"customer.results.map.{key}"), role="small", tone="soft"))
            legend.addSpacing(8)
        legend.addStretch(1)
        card.body.addLayout(legend)
        return card

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        empty = EmptyState(
            art="empty_search",
            title=texts("customer.results.nothing"),
            text=texts("customer.results.nothing.detail"),
            action=texts("customer.results.clear"),
            object_name="customer.results.empty",
        )
        empty.acted.connect(self._viewmodel.clear)
        return empty

    def _rows_changed(self, *_: object) -> None:
        if not self._soon.isActive():
            self._soon.start(0)

    def _build(self) -> None:
        kept = {card.listing: card for card in self._cards}
        shown = [
            kept.pop(listing) if listing in kept else ResultCard(self._viewmodel, listing)
            for listing in self._viewmodel.rows.rows
        ]
        for card in kept.values():
            card.hide()
            card.deleteLater()
        while self._list.takeAt(0) is not None:
            pass
        for card in shown:
            card.show_times(self._times)
            self._list.addWidget(card)
        self._cards = shown
        self._show_selected(self._viewmodel.selected.value)

    def _show_selected(self, id: str) -> None:
        for card in self._cards:
            card.show_chosen(id)

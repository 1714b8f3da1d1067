"""The address book: cards, and a panel to write one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from viewmodels.addresses.addresses import AddressesViewModel
from viewmodels.addresses.rows import AddressCard
from views.addresses.address_card import AddressCardView
from views.addresses.address_form import AddressFormView
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.layouts import STRETCH, Columns, box, clear, column, row
from views.kit.page_states import PageStates
from views.kit.panel_beside import PanelBeside
from views.kit.scroll import Scroll
from views.kit.states import EmptyState
from views.kit.theme import active


class AddressesView(QWidget):
    """As many cards beside each other as there is room for."""

    def __init__(self, viewmodel: AddressesViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self.setObjectName("customer.addresses")
        self._cards = Columns(least=280, most=3, spacing=16)
        add = Button(
            texts("addresses.add"), kind="primary", icon="plus", object_name="customer.addresses.add"
        )
        on_click(add, viewmodel.add)
        content = column(row(add, STRETCH), self._cards, STRETCH, spacing=16, margins=(24, 20, 24, 24))
        states = PageStates(
            Scroll(content, object_name="customer.addresses.list"),
            retry=texts("kit.retry"),
            empty=self._empty,
            object_name="customer.addresses",
        )
        viewmodel.state.bind(states.show_state)
        form = AddressFormView(viewmodel)
        form.setFixedWidth(active().size("side_panel"))
        self.setLayout(column(PanelBeside(box(column(states, spacing=0)), form), spacing=0))
        viewmodel.cards.bind(self._show)
        # While an address is written, the panel's own button is the filled one.
        viewmodel.draft.bind(lambda draft: add.set_kind("default" if draft else "primary"))

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        empty = EmptyState(
            art="living",
            title=texts("addresses.none"),
            text=texts("addresses.none.detail"),
            action=texts("addresses.add"),
            object_name="customer.addresses.empty",
        )
        empty.acted.connect(self._viewmodel.add)
        return empty

    def _show(self, cards: Sequence[AddressCard]) -> None:
        clear(self._cards)
        for card in cards:
            self._cards.addWidget(AddressCardView(self._viewmodel, card))

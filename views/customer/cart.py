"""The cart and its checkout: the items in their bracket, how to pay, and the price with its one button."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from viewmodels.customer.cart import CartViewModel
from viewmodels.customer.cart_rows import CartRow
from views.customer.beside import Beside
from views.customer.cart_pay import CartPay
from views.customer.cart_summary import CartSummary
from views.kit.bind import on_click
from views.kit.card import Card, Divider
from views.kit.focus import keep_focus
from views.kit.icons import Icon
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.page_states import PageStates
from views.kit.scroll import Scroll
from views.kit.states import EmptyState
from views.kit.tag import Tag
from views.kit.text import Text
from views.kit.text_action import TextAction
from views.kit.theme import active

_LEAST_BESIDE, _ART, _BRACKET = 980, (96, 68), 26


class _Bracket(QWidget):
    """A line that ties the items together, with a node at each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_BRACKET)
        self._nodes: list[QWidget] = []

    def tie(self, nodes: Sequence[QWidget]) -> None:
        """Tie these rows together."""
        self._nodes = list(nodes)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._nodes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, x = active(), self.width() / 2
        tops = [self.mapFromGlobal(node.mapToGlobal(node.rect().topLeft())).y() + 44 for node in self._nodes]
        painter.setPen(QPen(theme.color("accent"), theme.size("ring")))
        if len(tops) > 1:
            painter.drawLine(QPointF(x, tops[0]), QPointF(x, tops[-1]))
        for top in tops:
            painter.setPen(QPen(theme.color("accent"), theme.size("ring")))
            painter.setBrush(theme.color("surface"))
            painter.drawEllipse(QRectF(x - 6, top - 6, 12, 12))


class CartView(QWidget):
    """Bound to `CartViewModel`; rows are made anew when their words change."""

    def __init__(self, viewmodel: CartViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("customer.cart")
        texts = viewmodel.texts
        left = column(self._cart_card(), CartPay(viewmodel), STRETCH, spacing=16)
        self._beside = Beside(left, CartSummary(viewmodel), least=_LEAST_BESIDE, spacing=20)
        content = column(self._beside, STRETCH, spacing=0, margins=(24, 20, 24, 20))
        states = PageStates(
            Scroll(content), retry=texts("kit.retry"), empty=self._empty, object_name="customer.cart"
        )
        states.retried.connect(viewmodel.look.trigger)
        viewmodel.state.bind(states.show_state)
        self.setLayout(column(states, spacing=0))
        viewmodel.items.bind(self._show_items)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside.fit(self.width())

    def _cart_card(self) -> QWidget:
        texts = self._viewmodel.texts
        card = Card()
        self._together = row()
        title = Text(texts("customer.cart.yours"), role="title", weight=600)
        self._bracket = _Bracket()
        self._rows = column(spacing=0)
        line = row(self._bracket, box(self._rows), spacing=6)
        line.setStretch(1, 1)
        card.body.addLayout(row(title, STRETCH, self._together, margins=(16, 14, 16, 10)))
        card.body.addWidget(Divider())
        card.body.addWidget(box(row(box(line), margins=(10, 0, 16, 4))))
        return card

    def _show_items(self, items: Sequence[CartRow]) -> None:
        texts = self._viewmodel.texts
        with keep_focus(self):
            clear(self._rows)
            nodes = []
            for place, item in enumerate(items):
                if place:
                    self._rows.addWidget(Divider())
                line = self._item(item)
                nodes.append(line)
                self._rows.addWidget(line)
        self._bracket.tie(nodes)
        clear(self._together)
        if len(items) > 1:
            self._together.addWidget(Tag(texts("customer.cart.together"), "accent"))

    def _item(self, item: CartRow) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        art = Illustration(item.art, height=_ART[1], radius=active().radius("control"))
        art.setFixedWidth(_ART[0])
        again = TextAction(texts("customer.cart.change_time"), object_name=f"customer.cart.change.{item.id}")
        on_click(again, partial(viewmodel.choose_again, item.id))
        remove = TextAction(texts("customer.cart.remove"), object_name=f"customer.cart.remove.{item.id}")
        on_click(remove, partial(viewmodel.remove.trigger, item.id))
        when = row(Icon("calendar", "soft", 14), Text(item.when, tone="soft"), spacing=6)
        where = row(Icon(item.place_icon, "soft", 14), Text(item.place, tone="soft"), spacing=6)
        words = column(
            Text(item.vendor, role="small", tone="faint"),
            Text(item.title, weight=600, wrap=True),
            row(when, where, STRETCH, spacing=16),
            Text(item.lapsed, tone="bad", wrap=True) if item.lapsed else None,
            None if item.fixed else row(again, remove, STRETCH, spacing=16),
            spacing=4,
        )
        price = Text(item.price, weight=600, tone="faint" if item.lapsed else "ink")
        line = row(spacing=16, margins=(0, 14, 0, 14))
        line.addWidget(art, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(price, 0, Qt.AlignmentFlag.AlignTop)
        return box(line)

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        empty = EmptyState(
            art="empty_calendar",
            title=texts("customer.cart.empty"),
            text=texts("customer.cart.empty.detail"),
            action=texts("customer.cart.browse"),
            object_name="customer.cart.empty",
        )
        empty.acted.connect(self._viewmodel.browse)
        return empty

"""One payment: the facts, its ledger, and the refund sheet beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from viewmodels.kernel.problems import Problem
from viewmodels.money.refund import EVERYTHING, HALF, RefundViewModel
from viewmodels.money.rows import Draft, Item, PaymentRow
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Card, Divider
from views.kit.field import Field
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.menu import MenuItem
from views.kit.page_states import PageStates
from views.kit.scroll import Scroll
from views.kit.select import Select
from views.kit.tag import Tag
from views.kit.text import Text
from views.money.ledger import LedgerCard

_SHEET, _PAID, _GIVEN = 368, 84, 104
_RIGHT = Qt.AlignmentFlag.AlignRight


class RefundView(QWidget):
    """The draft follows each keystroke; the button carries the amount."""

    def __init__(self, viewmodel: RefundViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("admin.transaction")
        texts = viewmodel.texts
        self._facts = row(spacing=40, margins=(16, 14, 16, 14))
        facts = Card()
        facts.body.addLayout(self._facts)
        ledger = LedgerCard(texts)
        viewmodel.groups.bind(ledger.show_groups)
        viewmodel.draft_group.bind(ledger.show_draft)
        left = Scroll(column(facts, ledger, STRETCH, spacing=16, margins=(24, 20, 16, 24)))
        right = Scroll(column(self._sheet(), STRETCH, spacing=0, margins=(0, 20, 24, 24)))
        right.setFixedWidth(_SHEET + 24)
        both = row(left, right, spacing=0)
        both.setStretch(0, 1)
        states = PageStates(box(both), retry=texts("kit.retry"), object_name="admin.transaction")
        states.retried.connect(viewmodel.read.trigger)
        viewmodel.state.bind(states.show_state)
        self.setLayout(column(states, spacing=0))
        viewmodel.facts.bind(self._show_facts)
        viewmodel.vendors.bind(lambda _names: self._show_facts(viewmodel.facts.value))
        viewmodel.items.bind(self._show_items)
        viewmodel.bookings.bind(self._show_bookings)
        viewmodel.draft.bind(self._show_draft)
        viewmodel.refundable.bind(self._show_refundable)
        viewmodel.offline.bind(self._button.set_needs_network)
        viewmodel.give.problem.bind(self._show_problem)
        viewmodel.reason.bind(self._show_reason)

    def _sheet(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._booking = Select([], name=texts("money.booking"), object_name="admin.transaction.booking")
        self._booking.changed.connect(viewmodel.choose_booking)
        presets = []
        for name in (EVERYTHING, HALF):
            button = Button(texts(f"money.refund.{name}"), object_name=f"admin.transaction.{name}")
            on_click(button, partial(self._preset, name))
            presets.append(button)
        heads = row(
            Text(texts("money.refund.line"), role="small", tone="soft"),
            self._right(texts("money.paid"), _PAID),
            self._right(texts("money.refund.give_back"), _GIVEN),
            spacing=8,
        )
        heads.setStretch(0, 1)
        self._items = column(spacing=8)
        self._fields: dict[str, Field] = {}
        self._total = Text(role="title", weight=600, align=_RIGHT)
        total = row(Text(texts("money.refund.total"), weight=600), STRETCH, self._total)
        self._reason = Field(
            texts("money.refund.reason"),
            placeholder=texts("money.refund.reason.hint"),
            lines=3,
            object_name="admin.transaction.reason",
        )
        self._reason.edited.connect(viewmodel.tell)
        self._shares = column(spacing=6)
        self._button = Button(
            texts("money.refund"),
            kind="primary",
            icon="undo-2",
            running_text=texts("money.refund.running"),
            object_name="admin.transaction.refund",
        )
        bind_button(self._button, viewmodel.give)
        self._problem = Text(tone="bad", wrap=True)
        self._problem.hide()
        self._form = box(
            column(
                self._booking,
                row(*presets, STRETCH),
                heads,
                self._items,
                Divider(),
                total,
                self._reason,
                Divider(),
                Text(texts("money.refund.carries"), weight=600),
                self._shares,
                self._problem,
                self._button,
                Text(texts("money.network"), role="small", tone="soft", wrap=True),
                spacing=12,
            )
        )
        self._none = Text(texts("money.refund.none"), tone="soft", wrap=True)
        card = Card(texts("money.refund"), divided=True, padding=16)
        card.body.addWidget(self._form)
        card.body.addWidget(self._none)
        return card

    def _right(self, text: str, width: int) -> Text:
        label = Text(text, role="small", tone="soft", align=_RIGHT)
        label.setFixedWidth(width)
        return label

    def _preset(self, name: str) -> None:
        for item_id, text in self._viewmodel.preset(name).items():
            self.show_typed(item_id, text)

    def show_typed(self, item_id: str, text: str) -> None:
        """Put an amount into a field, as if it had been typed."""
        if item_id in self._fields:
            self._fields[item_id].set_text(text)

    def _show_facts(self, facts: PaymentRow | None) -> None:
        clear(self._facts)
        if facts is None:
            return
        texts = self._viewmodel.texts
        told = (
            ("money.customer", facts.customer),
            ("money.vendor", self._viewmodel.vendors.value),
            ("money.way", facts.way),
            ("money.paid", facts.amount),
            ("money.refunded", facts.refunded or "–"),
        )
        for key, value in told:
            label = Text(texts(key), role="small", tone="soft")
            self._facts.addLayout(column(label, Text(value, weight=600, elide=True), spacing=4))
        label = Text(texts("money.state"), role="small", tone="soft")
        self._facts.addLayout(column(label, Tag(facts.state, facts.tone), spacing=4))
        self._facts.addStretch(1)

    def _show_bookings(self, bookings: Sequence[tuple[str, str]]) -> None:
        options = [MenuItem(id=id, text=text) for id, text in bookings]
        self._booking.set_options(options, self._viewmodel.booking_id.value)
        self._booking.setVisible(len(bookings) > 1)

    def _show_items(self, items: Sequence[Item]) -> None:
        clear(self._items)
        self._fields = {}
        for item in items:
            paid = Text(item.paid, align=_RIGHT)
            paid.setFixedWidth(_PAID)
            field = Field(placeholder="0.00", right=True, object_name=f"admin.transaction.give.{item.id}")
            name = f"{item.label}, {self._viewmodel.texts('money.refund.give_back')}"
            field.box.editor.setAccessibleName(name)
            field.setFixedWidth(_GIVEN)
            field.edited.connect(partial(self._viewmodel.type, item.id))
            self._fields[item.id] = field
            line = row(Text(item.label, wrap=True), paid, field, spacing=8)
            line.setStretch(0, 1)
            self._items.addLayout(line)

    def _show_draft(self, draft: Draft) -> None:
        self._total.setText(draft.total or "–")
        self._button.set_label(draft.button or self._viewmodel.texts("money.refund"), "undo-2")
        clear(self._shares)
        for share in draft.shares:
            line = row(Text(share.label, tone="soft", elide=True), Text(share.amount, align=_RIGHT))
            line.setStretch(0, 1)
            self._shares.addLayout(line)
        if self._viewmodel.give.problem.value is None:
            self._problem.setText(draft.problem)
            self._problem.setVisible(bool(draft.problem))

    def _show_refundable(self, refundable: bool) -> None:
        self._form.setVisible(refundable)
        self._none.setVisible(not refundable and self._viewmodel.facts.value is not None)

    def _show_reason(self, reason: str) -> None:
        if self._reason.text() != reason:
            self._reason.set_text(reason)

    def _show_problem(self, problem: Problem | None) -> None:
        wrong = problem.fields.get("reason") if problem else None
        self._reason.set_error(wrong)
        text = problem.text if problem and not wrong else self._viewmodel.draft.value.problem
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        if wrong:
            self._reason.jump()

"""What it costs: the hold, coupons, each line, tax for each rate, and the button that books and pays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from viewmodels.customer.cart import CartViewModel
from viewmodels.customer.cart_rows import CartHold, CartPrice
from viewmodels.kernel.problems import Problem
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Card, Divider, Surface
from views.kit.field import Field
from views.kit.figures import ProgressRing
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.text import Text


class CartSummary(QWidget):
    """Two cards: how long the times are held, and the price."""

    def __init__(self, viewmodel: CartViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self._hold = self._hold_card()
        self.setLayout(column(self._hold, self._price_card(), spacing=16))
        viewmodel.hold.bind(self._show_hold)
        viewmodel.price.bind(self._show_price)
        viewmodel.codes.bind(self._show_codes)
        viewmodel.code.bind(self._show_code)
        viewmodel.code_problem.bind(lambda words: self._code.set_error(words or None))
        viewmodel.step.bind(self._show_step)
        viewmodel.step_words.bind(self._show_step)
        viewmodel.offline.bind(self._show_network)
        for command in (
            viewmodel.pay,
            viewmodel.follow,
            viewmodel.remove,
            viewmodel.extend,
            viewmodel.give_up,
        ):
            command.problem.bind(self._show_problem)

    def _hold_card(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._ring = ProgressRing(texts("customer.cart.title"), size=48, width=5)
        self._held = Text(weight=600, wrap=True)
        self._held_detail = Text(role="small", tone="soft", wrap=True)
        self._longer = Button(
            texts("customer.cart.longer"),
            size="small",
            running_text=texts("customer.cart.longer.running"),
            object_name="customer.cart.longer",
        )
        bind_button(self._longer, viewmodel.extend)
        card = Card()
        line = row(self._ring, column(self._held, self._held_detail, self._longer, spacing=4), spacing=14)
        line.setStretch(1, 1)
        card.body.addWidget(box(row(box(line), margins=(16, 14, 16, 14))))
        return card

    def _price_card(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._code = Field(placeholder=texts("customer.cart.code"), object_name="customer.cart.code")
        self._code.edited.connect(viewmodel.type_code)
        self._code.box.committed.connect(lambda _text: self._commit())
        apply = Button(
            texts("customer.cart.apply"),
            running_text=texts("customer.cart.apply.running"),
            object_name="customer.cart.apply",
        )
        bind_button(apply, viewmodel.apply)
        code = row(self._code, column(apply, STRETCH, spacing=0), spacing=8)
        code.setStretch(0, 1)
        self._codes = column(spacing=6)
        self._lines = column(spacing=8)
        self._total = Text(role="display", weight=600)
        self._taxes = column(spacing=4)
        self._step = Text(wrap=True)
        self._problem = Text(tone="bad", wrap=True)
        self._pay = Button(
            texts("customer.cart.book", total=""),
            kind="primary",
            size="large",
            icon="lock",
            running_text=texts("customer.cart.pay.running"),
            object_name="customer.cart.pay",
        )
        policy = self._pay.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self._pay.setSizePolicy(policy)
        bind_button(self._pay, viewmodel.pay)
        self._give_up = Button(
            texts("customer.cart.give_up"),
            kind="quiet",
            running_text=texts("customer.cart.give_up.running"),
            object_name="customer.cart.give_up",
        )
        bind_button(self._give_up, viewmodel.give_up)
        card = Card()
        card.body.addLayout(
            column(
                Text(texts("customer.cart.summary"), role="title", weight=600),
                code,
                self._codes,
                self._lines,
                Divider(),
                row(Text(texts("customer.cart.total"), weight=600), STRETCH, self._total),
                Divider(),
                self._taxes,
                self._step,
                self._problem,
                self._pay,
                self._give_up,
                Text(texts("customer.cart.promise"), role="small", tone="faint", wrap=True),
                spacing=12,
                margins=(16, 14, 16, 16),
            )
        )
        return card

    def _commit(self) -> None:
        if self._viewmodel.code.value.strip():
            self._viewmodel.apply.trigger()

    # What the viewmodel says

    def _show_hold(self, hold: CartHold | None) -> None:
        self._hold.setVisible(hold is not None)
        if hold is not None:
            self._ring.set_progress(hold.share, hold.left)
            self._held.setText(hold.words)
            self._held_detail.setText(hold.detail)
            self._longer.setVisible(hold.can_extend)

    def _show_price(self, price: CartPrice | None) -> None:
        clear(self._lines)
        clear(self._taxes)
        self._total.setText(price.total if price else "")
        if price is None:
            return
        for label, amount, tone in price.lines:
            name = Text(label, tone=tone or "ink", elide=True)
            line = row(name, Text(amount, tone=tone or "ink"), spacing=12)
            line.setStretch(0, 1)
            self._lines.addLayout(line)
        for label, amount in price.taxes:
            line = row(
                Text(label, role="small", tone="faint"), STRETCH, Text(amount, role="small", tone="faint")
            )
            self._taxes.addLayout(line)
        self._pay.set_label(price.pay)

    def _show_codes(self, codes: Sequence[str]) -> None:
        clear(self._codes)
        for code in codes:
            drop = Button(
                kind="quiet",
                icon="x",
                size="small",
                name=self._viewmodel.texts("customer.cart.drop", code=code),
                object_name=f"customer.cart.drop.{code}",
            )
            on_click(drop, partial(self._viewmodel.drop_code, code))
            chip = Surface("surface", rounded=True)
            line = row(
                Icon("ticket-percent", "good"),
                Text(code, weight=600),
                STRETCH,
                drop,
                spacing=8,
                margins=(10, 2, 4, 2),
            )
            chip.setLayout(line)
            self._codes.addWidget(chip)

    def _show_code(self, code: str) -> None:
        if self._code.text() != code:
            self._code.set_text(code)

    def _show_step(self, _changed: object = None) -> None:
        step = self._viewmodel.step.value
        self._step.setText(self._viewmodel.step_words.value if step and step != "action" else "")
        self._step.set_tone("bad" if step == "declined" else "warn" if step == "unreachable" else "soft")
        self._step.setVisible(bool(step) and step != "action")
        self._pay.setVisible(step != "action")
        self._give_up.setVisible(step in {"declined", "action"})

    def _show_network(self, offline: bool) -> None:
        words = self._viewmodel.texts("customer.cart.needs_network")
        for button in (self._pay, self._longer, self._give_up):
            button.set_needs_network(offline, words)

    def _show_problem(self, problem: Problem | None) -> None:
        beside = problem is not None and bool(problem.fields)
        self._problem.setText("" if problem is None or beside else problem.text)
        self._problem.setVisible(problem is not None and not beside)

"""How to pay: by card or on site, and what the bank wants to know."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewmodels.customer.card import CardForm
from viewmodels.customer.cart import METHODS, CartViewModel
from viewmodels.kernel.problems import Problem
from views.kit.bind import bind_button
from views.kit.button import Button
from views.kit.card import Card, Surface
from views.kit.field import Field
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, box, column, row
from views.kit.segments import Segments
from views.kit.text import Text

_NUMBER, _SHORT, _BESIDE = 270, 130, 250


class CartPay(Card):
    """Bound to the cart's viewmodel; the card's fields are seen while one pays by card."""

    def __init__(self, viewmodel: CartViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self._method = Segments(object_name="customer.cart.method")
        self._method.chosen.connect(viewmodel.choose_method)
        safe = row(
            Icon("lock", "faint", 14),
            Text(texts("customer.cart.safe"), role="small", tone="faint"),
            spacing=6,
        )
        title = Text(texts("customer.cart.how"), role="title", weight=600)
        self._card = self._card_fields()
        self._on_site = Text(texts("customer.cart.on_site.detail"), tone="soft", wrap=True)
        body = column(
            row(title, STRETCH, safe),
            row(self._method, STRETCH),
            self._card,
            self._on_site,
            self._bank(),
            spacing=14,
            margins=(16, 14, 16, 16),
        )
        self.body.addLayout(body)
        viewmodel.method.bind(self._show_method)
        viewmodel.card.bind(self._show_card)
        viewmodel.pay.problem.bind(self._show_errors)
        viewmodel.step.bind(self._show_step)

    def _card_fields(self) -> QWidget:
        texts = self._viewmodel.texts
        self._fields = {
            "number": Field(
                texts("customer.cart.card.number"),
                placeholder="4242 4242 4242 4242",
                beside=_BESIDE,
                object_name="customer.cart.card.number",
            ),
            "until": Field(
                texts("customer.cart.card.until"),
                placeholder="08 / 28",
                object_name="customer.cart.card.until",
            ),
            "cvc": Field(
                texts("customer.cart.card.cvc"),
                placeholder="123",
                password=True,
                object_name="customer.cart.card.cvc",
            ),
        }
        self._fields["number"].setFixedWidth(_NUMBER + 16 + _BESIDE)
        for name in ("until", "cvc"):
            self._fields[name].setFixedWidth(_SHORT)
        for name, field in self._fields.items():
            field.edited.connect(lambda text, name=name: self._viewmodel.type_card(**{name: text}))
        hint = Text(texts("customer.cart.card.test"), role="small", tone="faint", wrap=True)
        short = row(self._fields["until"], self._fields["cvc"], STRETCH, spacing=12)
        number = row(self._fields["number"], STRETCH)
        return box(column(number, short, hint, spacing=12))

    def _bank(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._code = Field(texts("customer.cart.bank_code"), object_name="customer.cart.bank_code")
        self._code.setFixedWidth(_SHORT)
        self._code.edited.connect(viewmodel.type_bank_code)
        confirm = Button(
            texts("customer.cart.confirm"),
            kind="primary",
            running_text=texts("customer.cart.confirm.running"),
            object_name="customer.cart.confirm",
        )
        bind_button(confirm, viewmodel.confirm)
        self._wrong = Text(tone="bad", wrap=True)
        self._asks = Surface("info_wash", rounded=True)
        words = Text(texts("customer.cart.action"), wrap=True)
        self._asks.setLayout(
            column(
                words,
                row(self._code, column(STRETCH, confirm, spacing=0), STRETCH, spacing=12),
                self._wrong,
                spacing=10,
                margins=(14, 12, 14, 14),
            )
        )
        viewmodel.confirm.problem.bind(self._show_wrong)
        return self._asks

    def _show_method(self, method: str) -> None:
        texts = self._viewmodel.texts
        self._method.set_options([(id, texts(f"customer.cart.method.{id}")) for id in METHODS], method)
        self._card.setVisible(method == "card")
        self._on_site.setVisible(method != "card")

    def _show_card(self, card: CardForm) -> None:
        for name, field in self._fields.items():
            if field.text() != getattr(card, name):
                field.set_text(getattr(card, name))

    def _show_errors(self, problem: Problem | None) -> None:
        fields = problem.fields if problem else {}
        for name, field in self._fields.items():
            field.set_error(fields.get(name))
        first = next((field for name, field in self._fields.items() if name in fields), None)
        if first is not None:
            first.jump()

    def _show_step(self, step: str) -> None:
        self._asks.setVisible(step == "action")
        self._method.setEnabled(not step)
        if step == "action":
            self._code.set_text("")
            self._code.jump()

    def _show_wrong(self, problem: Problem | None) -> None:
        self._wrong.setText(problem.text if problem else "")
        self._wrong.setVisible(problem is not None)

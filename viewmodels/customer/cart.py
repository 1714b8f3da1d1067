"""The cart and its checkout: all of it is booked, or nothing is charged."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QTimer

from client.documents import Document
from client.errors import RefusedError, UnreachableError
from client.outbox.operations import checkout as operations
from client.stores.cart import CartItems, OpenCheckouts
from contracts.rows import CartItemDoc, CheckoutDoc
from viewmodels.customer.card import CardForm, check_card, token_of
from viewmodels.customer.cart_rows import CartHold, CartPrice, CartRow
from viewmodels.customer.cart_words import CartWords
from viewmodels.customer.desk import CustomerDesk
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.shell.rows import Tone

METHODS: Final = ("card", "on_site")
ASK_AGAIN_SECONDS: Final = 0.5
MISSING_TIMES: Final = 60


class CartViewModel(Page):
    """What is in the cart, its price with coupons, and one button that books and pays.

    While a payment runs, `step` says how far it is: '' (not begun), paying, unreachable (it is asked again by
    itself), declined (another card), action (the bank wants a code). What was typed stays when one fails.
    """

    def __init__(self, desk: CustomerDesk) -> None:
        super().__init__(desk.tools, desk.tools.texts("customer.cart.title"))
        self._desk = desk
        self._words = CartWords(self.texts, self.format)
        self._items: Sequence[CartItemDoc] = ()
        self._price: Document | None = None
        self._loaded = False
        self._checkout_id = ""
        self._resumed: CheckoutDoc | None = None
        self._ended: set[str] = set()
        self._later: Sequence[CartItemDoc] | None = None
        self.items: Observable[tuple[CartRow, ...]] = self.field(())
        self.hold: Observable[CartHold | None] = self.field(None)
        self.price: Observable[CartPrice | None] = self.field(None)
        self.codes: Observable[tuple[str, ...]] = self.field(())
        self.code: Observable[str] = self.field("")
        self.code_problem: Observable[str] = self.field("")
        self.method: Observable[str] = self.field(METHODS[0])
        self.card: Observable[CardForm] = self.field(CardForm())
        self.step: Observable[str] = self.field("")
        self.step_words: Observable[str] = self.field("")
        self.bank_code: Observable[str] = self.field("")
        self.offline: Observable[bool] = self.field(desk.offline)
        self.apply: Command = self.command(self._apply, "customer.cart.coupon")
        self.remove: Command = self.command(self._remove, "cart.remove")
        self.extend: Command = self.command(self._extend, "cart.extend")
        self.pay: Command = self.command(self._pay, "checkout.create")
        self.confirm: Command = self.command(self._confirm, "payment.confirm")
        self.give_up: Command = self.command(self._give_up, "checkout.cancel")
        self.follow: Command = self.command(self._follow, "customer.cart.follow")
        self.look: Command = self.command(self._look, "customer.cart.look")
        self.look.problem.changed.connect(self._show_state)
        self.method.changed.connect(self._arrange)
        self.on_close(desk.status.subscribe(self._status_changed))
        self.observe(desk.cart.observe(CartItems()), self._take)
        self.observe(desk.cart.observe(OpenCheckouts()), self._resume)
        ticker = QTimer(self)
        ticker.timeout.connect(self._tick)
        ticker.start(1_000)
        self.on_close(ticker.stop)

    # What a person does

    def choose_method(self, method: str) -> None:
        """Pay by card now, or on site."""
        self.method.value = method

    def type_card(self, **changes: Any) -> None:
        """Change fields of the card."""
        self.card.value = replace(self.card.value, **changes)
        self.pay.forgive()

    def type_code(self, code: str) -> None:
        """A coupon's code."""
        self.code.value, self.code_problem.value = code, ""

    def drop_code(self, code: str) -> None:
        """Do without this coupon."""
        self.codes.value = tuple(known for known in self.codes.value if known != code)
        self.look.trigger()

    def type_bank_code(self, code: str) -> None:
        """What the bank sent."""
        self.bank_code.value = code
        self.confirm.forgive()

    def choose_again(self, id: str) -> None:
        """Look for another time of an item."""
        item = next((item for item in self._items if item["id"] == id), None)
        if item is not None:
            self._desk.navigator.go("customer.time", listing_id=item["listing_id"])

    def browse(self) -> None:
        """Find something to put in."""
        self._desk.navigator.go("customer.discover")

    async def _apply(self) -> None:
        code = self.code.value.strip().upper()
        if not (3 <= len(code) <= 24 and all(s == "-" or (s.isascii() and s.isalnum()) for s in code)):
            self.code_problem.value = self.texts("customer.cart.code.form")
            return
        if code in self.codes.value:
            self.code.value = ""
            return
        answer = await self._desk.cart.price((*self.codes.value, code))
        refused = {row["code"]: row["reason"] for row in answer["refused_coupons"]}
        if code in refused:
            self.code_problem.value = self.texts(f"customer.cart.refused.{refused[code]}")
            return
        self.codes.value, self.code.value = (*self.codes.value, code), ""
        self._take_price(answer)

    async def _remove(self, id: str) -> None:
        await self._desk.cart.perform(operations.remove(id))

    async def _extend(self) -> None:
        for item in self._items:
            if item["can_extend"] and self._words.is_held(item):
                await self._desk.cart.perform(operations.extend(item["id"]))

    async def _pay(self) -> None:
        by_card = self._by_card()
        if by_card and (errors := check_card(self.card.value, self.texts)):
            raise ShownError(Problem(self.texts("customer.cart.card.wrong"), fields=errors))
        token = token_of(self.card.value) if by_card else None
        if self._checkout_id:
            if token is None:
                raise ShownError(Problem(self.texts("customer.cart.card.wrong")))
            await self._desk.cart.perform(operations.retry(self._checkout_id, token))
            await self._follow()
            return
        held = [item for item in self._items if self._words.is_held(item)]
        if not held or self._price is None:
            raise ShownError(Problem(self.texts("customer.cart.nothing_held")))
        wish = {
            "id": self._desk.cart.new_id(),
            "item_ids": [item["id"] for item in held],
            "coupons": list(self.codes.value),
            "method": self.method.value,
            "token": token,
            "total": self._price["total"],
        }
        self._checkout_id = wish["id"]
        self._show_step("paying")
        self._arrange()
        try:
            await self._desk.cart.perform(operations.create(wish))
        except UnreachableError:
            # It may have arrived; it stays in the outbox and is asked again with the same key.
            self._show_step("unreachable")
        except RefusedError:
            self._begin_again()
            self.look.trigger()
            raise
        await self._follow()

    def _by_card(self) -> bool:
        costs = self._price is None or bool(self._price["total"]["amount"])
        return self.method.value == "card" and costs

    async def _follow(self) -> None:
        """Ask until the payment has come to something, also after the network was gone."""
        missing = 0
        while True:
            try:
                payment = await self._desk.cart.payment(self._checkout_id)
            except UnreachableError:
                self._show_step("unreachable")
            except RefusedError:
                # It is not there yet where the outbox still has to send it.
                missing += 1
                if missing > MISSING_TIMES:
                    self._begin_again()
                    raise ShownError(Problem(self.texts("customer.cart.cancelled"))) from None
            else:
                if not self._goes_on(payment):
                    return
            await asyncio.sleep(ASK_AGAIN_SECONDS)

    def _goes_on(self, payment: Document) -> bool:
        state = payment["state"]
        if state == "captured" or (state == "due" and self.method.value != "card") or not self._by_card():
            self._done()
            return False
        if state == "declined":
            key = f"customer.cart.declined.{payment['problem']}"
            words = self.texts(key if self.texts.has(key) else "customer.cart.declined")
            self._show_step("declined", words)
            return False
        if state == "action_needed":
            self._show_step("action", self.texts("customer.cart.action"))
            return False
        if state == "cancelled":
            self._begin_again()
            raise ShownError(Problem(self.texts("customer.cart.cancelled")))
        self._show_step("paying")
        return True

    async def _confirm(self) -> None:
        code = self.bank_code.value.strip()
        if not code:
            needed = self.texts("customer.cart.bank_code.needed")
            raise ShownError(Problem(needed, fields={"code": needed}))
        await self._desk.cart.perform(operations.confirm(self._checkout_id, code))
        self.bank_code.value = ""
        self._show_step("paying")
        await self._follow()

    async def _give_up(self) -> None:
        await self._desk.cart.perform(operations.cancel(self._checkout_id))
        self._begin_again()
        self._desk.toasts.show(self.texts("customer.cart.given_up"), icon="undo-2")
        self._desk.navigator.go("customer.bookings")

    def _begin_again(self) -> None:
        self._ended.add(self._checkout_id)
        self._checkout_id, self._resumed = "", None
        self._show_step("")
        if self._later is not None:
            items, self._later = self._later, None
            self._take(items)

    def _done(self) -> None:
        self._begin_again()
        self.card.value = CardForm()
        key = "customer.cart.paid" if self._by_card() else "customer.cart.booked"
        self._desk.toasts.show(self.texts(key), tone=Tone.GOOD)
        self._desk.navigator.go("customer.bookings")

    def _show_step(self, step: str, words: str = "") -> None:
        self.step_words.value = words or (self.texts(f"customer.cart.step.{step}") if step else "")
        self.step.value = step
        self._show_state()

    # What comes in

    async def _look(self) -> None:
        self._take_price(await self._desk.cart.price(self.codes.value))

    def _take_price(self, answer: Document) -> None:
        refused = {row["code"] for row in answer["refused_coupons"]}
        if refused:
            self.codes.value = tuple(code for code in self.codes.value if code not in refused)
        self._price = answer["price"]
        self._arrange()

    def _resume(self, open_ones: Sequence[CheckoutDoc]) -> None:
        """Go on with what was being paid when the program, or this page, was left."""
        found = next((row for row in open_ones if row["id"] not in self._ended), None)
        if found is None or self._checkout_id or self.pay.running.value:
            return
        self._checkout_id, self._resumed, self._price = found["id"], found, dict(found["price"])
        self._loaded = True
        self._show_step("paying")
        self._arrange()
        self.follow.trigger()

    def _take(self, items: Sequence[CartItemDoc]) -> None:
        if self._checkout_id and self._loaded:
            # What is being paid stays in view, although the server has taken it out.
            self._later = items
            return
        self._items, self._loaded = items, True
        if items and not self._checkout_id:
            self.look.cancel()
            self.look.running.value = False
            self.look.trigger()
        self._arrange()

    def _status_changed(self) -> None:
        came_back = self.offline.value and not self._desk.offline
        self.offline.value = self._desk.offline
        if came_back and self._items:
            self.look.trigger()
        self._show_state()

    def _tick(self) -> None:
        before = self.hold.value
        self._arrange()
        if before is not None and self.hold.value is None and not self._checkout_id:
            self.look.trigger()

    # What is shown

    def _arrange(self, _changed: object = None) -> None:
        if self.closed:
            return
        paying = bool(self._checkout_id)
        rows = (self._words.row(item) for item in self._items)
        self.items.value = tuple(replace(row, lapsed="", fixed=True) if paying else row for row in rows)
        self.hold.value = None if paying else self._words.hold(self._items)
        self.subtitle.value = self.texts.count("customer.cart.count", len(self._items)) if self._items else ""
        if self._price is None:
            self.price.value = None
        else:
            card = self.method.value == "card"
            self.price.value = self._words.price(self._lines(), self._price, card=card)
        self._show_state()

    def _lines(self) -> list[tuple[str, Any]]:
        if self._resumed is not None:
            return [(line["title"], line["amount"]) for line in self._resumed["lines"]]
        seen = (item for item in self._items if self._checkout_id or self._words.is_held(item))
        return [(item["listing_title"], item["price"]) for item in seen]

    def _show_state(self, _changed: object = None) -> None:
        kind = ScreenKind.READY if self._loaded else ScreenKind.LOADING
        if self._loaded and not self._items and not self.step.value:
            kind = ScreenKind.EMPTY
        stale = ""
        if self.offline.value and self._desk.status.as_of is not None:
            stale = self.texts("customer.cart.stale", when=self.format.since(self._desk.status.as_of))
        problem = None if self.offline.value else self.look.problem.value
        self.state.value = ScreenState(kind, stale=stale, problem=problem)

"""The cart: prices and coupons, one charge however often one taps, declines, the bank, a cut cable."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest

from client.errors import ConflictError, UnreachableError
from client.outbox.operation import Operation
from client.tasks import Tasks
from desktop.shots.cart import cart_page, items, price
from desktop.shots.customer_samples import build_account, build_desk, build_server
from desktop.shots.memory import MemoryAccount
from desktop.shots.online import SampleServer
from desktop.shots.vendor_samples import SampleClock
from tests.viewmodels.customer.town import until
from viewmodels.customer.card import is_whole
from viewmodels.customer.cart import CartViewModel
from viewmodels.customer.desk import CustomerDesk

GOOD = {"number": "4242 4242 4242 4242", "until": "08 / 28", "cvc": "123"}


@dataclass
class Till:
    account: MemoryAccount
    server: SampleServer
    desk: CustomerDesk
    page: CartViewModel

    def asked(self) -> list[str]:
        return [operation.name for operation in self.server.performed]

    def route(self) -> str:
        return self.desk.navigator.current.value.route


@pytest.fixture
async def till(qapp: object, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Till]:
    monkeypatch.setattr("viewmodels.customer.cart.ASK_AGAIN_SECONDS", 0)
    clock, server = SampleClock(), build_server()
    server.cart_answer = price
    account = build_account(clock, Tasks())
    account.put("cart_item", items())
    desk = build_desk(account, server, clock)
    page = cart_page(desk)
    await until(lambda: page.price.value)
    yield Till(account, server, desk, page)
    page.close()
    await account.tasks.aclose()
    account.close()


async def test_lines_coupons_and_taxes_add_up_on_screen(till: Till) -> None:
    page = till.page
    assert [row.price for row in page.items.value] == ["€64.00", "€32.00"]
    page.type_code(" harbour10 ")
    assert await page.apply.run()
    shown = page.price.value
    assert shown is not None
    assert shown.lines[-1] == ("Coupon HARBOUR10", "–€9.60", "good")
    assert (shown.total, shown.pay) == ("€86.40", "Pay €86.40")
    assert [label for label, _ in shown.taxes] == ["Net", "23 % tax on €17.56", "19 % tax on €54.45"]
    page.choose_method("on_site")
    assert page.price.value is not None
    assert page.price.value.pay == "Book €86.40"


async def test_a_refused_coupon_says_why_and_stays_typed(till: Till) -> None:
    till.page.type_code("NOPE-1")
    await till.page.apply.run()
    assert till.page.code_problem.value == "There is no coupon with this code."
    assert (till.page.code.value, till.page.codes.value) == ("NOPE-1", ())
    till.page.type_code("a b")
    await till.page.apply.run()
    assert "3 to 24" in till.page.code_problem.value


async def test_a_card_is_checked_before_anything_is_sent(till: Till) -> None:
    page = till.page
    for number, words in (
        ("4242 4242 4242 424", "16 digits, this one has 15"),
        ("4242 4242 4242 4241", "mistyped"),
        ("4929 1873 5520 6143", ""),
        ("<b>4242</b>", "digits"),
        ("", "digits"),
    ):
        page.type_card(**{**GOOD, "number": number})
        assert not await page.pay.run()
        problem = page.pay.problem.value
        assert problem is not None
        assert words in problem.fields["number"]
    page.type_card(**{**GOOD, "until": "13 / 28", "cvc": "12a"})
    assert not await page.pay.run()
    assert page.pay.problem.value is not None
    assert set(page.pay.problem.value.fields) == {"until", "cvc"}
    assert till.asked() == []


async def test_paying_books_what_was_seen_once(till: Till) -> None:
    page = till.page
    page.type_card(**GOOD)
    till.server.payment_states = ["pending", "pending", "captured"]
    assert page.pay.trigger()
    assert not page.pay.trigger()  # a second tap while it runs
    await until(lambda: till.route() == "customer.bookings")
    assert till.asked() == ["checkout.create"]
    wish = till.server.performed[0].args
    assert wish["total"] == {"amount": 9600, "currency": "EUR"}
    assert (wish["method"], wish["token"]) == ("card", "pm_card_visa")
    assert wish["item_ids"] == [item["id"] for item in items()]
    assert "4242" not in str(till.server.performed[0].args)


async def test_on_site_needs_no_card(till: Till) -> None:
    till.page.choose_method("on_site")
    till.server.payment_states = ["due"]
    assert await till.page.pay.run()
    assert till.server.performed[0].args["token"] is None
    assert till.route() == "customer.bookings"


async def test_a_declined_card_is_followed_by_another_for_the_same_checkout(till: Till) -> None:
    page = till.page
    page.type_card(**{**GOOD, "number": "4000 0000 0000 9995"})
    till.server.payment_states, till.server.payment_problem = ["declined"], "insufficient_funds"
    assert await page.pay.run()
    assert page.step.value == "declined"
    assert "not enough on this card" in page.step_words.value
    page.type_card(**GOOD)
    till.server.payment_states = ["pending", "captured"]
    assert await page.pay.run()
    assert till.asked() == ["checkout.create", "payment.retry"]
    first, second = till.server.performed
    assert (second.target, second.args) == (first.target, {"token": "pm_card_visa"})
    assert till.route() == "customer.bookings"


async def test_the_bank_asks_and_is_answered(till: Till) -> None:
    page = till.page
    page.type_card(**{**GOOD, "number": "4000 0000 0000 3220"})
    till.server.payment_states = ["pending", "action_needed"]
    assert await page.pay.run()
    assert page.step.value == "action"
    assert not await page.confirm.run()
    assert page.confirm.problem.value is not None
    page.type_bank_code("123456")
    till.server.payment_states = ["captured"]
    assert await page.confirm.run()
    assert till.asked() == ["checkout.create", "payment.confirm"]
    assert till.route() == "customer.bookings"


async def test_a_cut_cable_is_asked_again_and_charges_once(till: Till) -> None:
    def lost(_operation: Operation) -> dict[str, object]:
        till.server.reachable = False
        raise UnreachableError

    page = till.page
    page.type_card(**GOOD)
    till.server.on_perform = lost
    assert page.pay.trigger()
    await until(lambda: page.step.value == "unreachable")
    assert page.pay.running.value
    till.server.reachable = True
    await until(lambda: till.route() == "customer.bookings")
    assert till.asked() == ["checkout.create"]


def _refuse(code: str) -> Callable[[Operation], dict[str, object]]:
    def refuse(_operation: Operation) -> dict[str, object]:
        raise ConflictError({"status": 409, "code": code, "detail": "Nothing was charged."})

    return refuse


@pytest.mark.parametrize("code", ["price_changed", "hold_expired", "coupon_refused", "slot_taken"])
async def test_a_refusal_keeps_everything(till: Till, code: str) -> None:
    page = till.page
    page.type_card(**GOOD)
    till.server.on_perform = _refuse(code)
    assert not await page.pay.run()
    assert page.pay.problem.value is not None
    assert (page.step.value, page.card.value.number) == ("", GOOD["number"])
    till.server.on_perform = lambda _operation: {}
    assert await page.pay.run()
    first, second = (operation.target for operation in till.server.performed)
    assert first != second


async def test_giving_up(till: Till) -> None:
    page = till.page
    page.type_card(**GOOD)
    till.server.payment_states = ["declined"]
    await page.pay.run()
    assert await page.give_up.run()
    assert till.asked() == ["checkout.create", "checkout.cancel"]
    assert page.step.value == ""


async def test_a_time_that_was_let_go_is_not_booked_with_the_rest(till: Till) -> None:
    lapsed = items()[0] | {"held_until": "2026-11-22T10:00:00Z", "version": 2}
    till.account.put("cart_item", [lapsed])
    await until(lambda: till.page.items.value[0].lapsed)
    till.page.choose_method("on_site")
    till.server.payment_states = ["due"]
    assert await till.page.pay.run()
    assert till.server.performed[0].args["item_ids"] == [items()[1]["id"]]


async def test_taking_out_and_keeping_longer(till: Till) -> None:
    first, second = (item["id"] for item in items())
    assert await till.page.remove.run(first)
    assert await till.page.extend.run()
    assert [(operation.name, operation.target) for operation in till.server.performed] == [
        ("cart.remove", first),
        ("cart.extend", first),
        ("cart.extend", second),
    ]


def _open_checkout() -> dict[str, object]:
    offered = price([])["price"]
    euros = offered["total"]
    line = {"booking_id": "b", "listing_id": "l", "title": "Deep clean", "amount": euros, "total": euros}
    return {
        "id": "10000000-0000-7000-8000-0000000000aa",
        "version": 1,
        "state": "paying",
        "method": "card",
        "lines": [line | {"discount": {"amount": 0, "currency": "EUR"}}],
        "price": offered,
        "pay_by": "2026-11-22T10:50:00Z",
        "created_at": "2026-11-22T10:35:00Z",
    }


async def test_what_a_crash_cut_off_is_gone_on_with(till: Till) -> None:
    till.server.payment_states = ["action_needed"]
    till.account.put("checkout", [_open_checkout()])
    await until(lambda: till.page.step.value == "action")
    shown = till.page.price.value
    assert shown is not None
    assert [line[0] for line in shown.lines] == ["Deep clean"]
    till.page.type_bank_code("123456")
    till.server.payment_states = ["captured"]
    assert await till.page.confirm.run()
    assert till.asked() == ["payment.confirm"]
    assert till.route() == "customer.bookings"


async def test_what_is_being_paid_stays_in_view(till: Till) -> None:
    till.page.type_card(**GOOD)
    till.server.payment_states = ["declined"]
    assert await till.page.pay.run()
    for item in items():
        till.account.forget("cart_item", item["id"])
    await until(lambda: till.page.items.value[0].fixed)
    assert len(till.page.items.value) == 2
    assert till.page.hold.value is None
    assert await till.page.give_up.run()
    await until(lambda: not till.page.items.value)


def test_luhn() -> None:
    assert is_whole("4242424242424242")
    assert not is_whole("4242424242424241")

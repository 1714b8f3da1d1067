"""Pictures of the cart and its checkout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from client.clock import to_wire
from contracts.rows import CartItemDoc
from desktop.shots.customer_samples import build_account, build_desk, build_server, id_of, instant, listings
from desktop.shots.framed import CUSTOMER, OFFLINE, SAVED, framed
from desktop.shots.shot import Shot
from desktop.shots.vendor_samples import NOW, SampleClock
from viewmodels.customer.cart import CartViewModel
from viewmodels.customer.desk import CustomerDesk
from views.customer.cart import CartView


def items() -> list[CartItemDoc]:
    """A clean at home and a lesson by video, of two vendors."""
    return [_item(0, 4, 3, "10:00", "13:00", "at_customer"), _item(1, 5, 2, "18:00", "19:00", "remote")]


def _item(place: int, listing: int, day: int, starts: str, ends: str, where: str) -> CartItemDoc:
    offered = listings()[listing]
    return {
        "id": id_of(6, place),
        "version": 1,
        "hold_id": id_of(6, 50 + place),
        "listing_id": offered["id"],
        "listing_title": offered["title"],
        "vendor_id": offered["vendor_id"],
        "vendor_name": offered["vendor_name"],
        "staff_id": offered["staff"][0]["id"],
        "starts_at": instant(day, starts),
        "ends_at": instant(day, ends),
        "zone": offered["zone"],
        "place": where,
        "art": offered["art"],
        "price": offered["price"],
        "held_until": to_wire(NOW + timedelta(minutes=6 + place, seconds=18)),
        "can_extend": True,
        "created_at": to_wire(NOW + timedelta(seconds=place)),
    }


def price(codes: Sequence[str]) -> dict[str, Any]:
    """What the server would answer: HARBOUR10 takes a tenth off, others are unknown."""

    def money(amount: int) -> dict[str, Any]:
        return {"amount": amount, "currency": "EUR"}

    whole = sum(item["price"]["amount"] for item in items())
    off = whole // 10 if "HARBOUR10" in codes else 0
    total = whole - off
    first = total * 3 // 4
    taxes = [(2300, total - first), (1900, first)]
    return {
        "items": items(),
        "price": {
            "subtotal": money(whole),
            "coupons": [{"code": "HARBOUR10", "amount": money(off)}] if off else [],
            "discount": money(off),
            "total": money(total),
            "taxes": [
                {
                    "basis_points": rate,
                    "gross": money(gross),
                    "net": money(round(gross * 10_000 / (10_000 + rate))),
                    "tax": money(gross - round(gross * 10_000 / (10_000 + rate))),
                }
                for rate, gross in taxes
            ],
        },
        "refused_coupons": [
            {"code": code, "reason": "unknown", "detail": ""} for code in codes if code != "HARBOUR10"
        ],
    }


def cart_page(desk: CustomerDesk) -> CartViewModel:
    """The viewmodel over a sample desk."""
    return CartViewModel(desk)


def _coupon(page: CartViewModel) -> None:
    page.type_code("harbour10")
    page.apply.trigger()


def _one_digit_short(page: CartViewModel) -> None:
    _coupon(page)
    page.type_card(number="4242 4242 4242 424", until="08 / 28", cvc="123")
    page.pay.trigger()


def _asked(page: CartViewModel) -> None:
    page.step.value = "action"


def build(act: Callable[[CartViewModel], object], *, offline: bool = False, rows: bool = True) -> QWidget:
    """The page in its window; offline is a cable cut seven minutes ago."""
    clock, server = SampleClock(), build_server()
    server.cart_answer = price
    account = build_account(clock)
    if rows:
        account.put("cart_item", items())
    desk = build_desk(account, server, clock)
    page = cart_page(desk)
    act(page)
    if offline:
        server.reachable = False
        account.status.update(online=False, connecting=False, as_of=NOW - timedelta(minutes=7))
    frame = framed(
        lambda: CartView(page),
        "customer.cart",
        page.title.value,
        page.subtitle.value,
        pill=OFFLINE if offline else SAVED,
        others=(CUSTOMER,),
    )
    page.setParent(frame)
    frame.destroyed.connect(page.close)
    return frame


SHOTS = (
    Shot("customer-cart", partial(build, _one_digit_short)),
    Shot("customer-cart-bank", partial(build, _asked)),
    Shot("customer-cart-offline", partial(build, _coupon, offline=True)),
    Shot("customer-cart-empty", partial(build, lambda _page: None, rows=False)),
)

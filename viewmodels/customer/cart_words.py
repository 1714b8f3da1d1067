"""Cart documents in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from contracts.rows import CartItemDoc
from viewmodels.customer.cart_rows import CartHold, CartPrice, CartRow
from viewmodels.format import Format, to_instant
from viewmodels.text import Texts

_ICONS: Final = {"at_customer": "map-pin", "at_vendor": "store", "remote": "video"}
_LENGTH: Final = 600
"""Seconds that a time is held by itself."""

SOON: Final = 120
"""Seconds before the end from which on keeping longer is offered."""


class CartWords:
    """Turns `contracts.rows.CartItemDoc` and prices into rows."""

    def __init__(self, texts: Texts, formats: Format) -> None:
        self._texts, self._format = texts, formats

    def is_held(self, item: CartItemDoc) -> bool:
        """Whether its time is still kept, as far as this clock knows."""
        return to_instant(item["held_until"]) > self._format.now()

    def row(self, item: CartItemDoc) -> CartRow:
        """One item."""
        formats = self._format
        when = f"{formats.day(item['starts_at'])}, {formats.times(item['starts_at'], item['ends_at'])}"
        return CartRow(
            id=item["id"],
            listing_id=item["listing_id"],
            title=item["listing_title"],
            vendor=item["vendor_name"],
            when=when,
            place=self._texts(f"customer.place.{item['place']}"),
            place_icon=_ICONS.get(item["place"], "map-pin"),
            art=item["art"],
            price=formats.money(item["price"]),
            lapsed="" if self.is_held(item) else self._texts("customer.cart.lapsed"),
        )

    def price(self, what: Sequence[tuple[str, Any]], price: Any, *, card: bool) -> CartPrice:
        """The summary of titles with their prices."""
        formats, texts = self._format, self._texts
        lines = [(title, formats.money(amount), "") for title, amount in what]
        for coupon in price["coupons"]:
            off = {**coupon["amount"], "amount": -coupon["amount"]["amount"]}
            lines.append(
                (texts("customer.cart.coupon_line", code=coupon["code"]), formats.money(off), "good")
            )
        taxed = [tax for tax in price["taxes"] if tax["basis_points"]]
        taxes = []
        if taxed:
            net = sum(tax["net"]["amount"] for tax in price["taxes"])
            taxes.append((texts("customer.cart.net"), formats.money({**price["total"], "amount": net})))
        for tax in taxed:
            rate = tax["basis_points"] / 100
            number = formats.decimal(rate, 0 if rate == int(rate) else 1)
            label = texts("customer.cart.tax", rate=number, net=formats.money(tax["net"]))
            taxes.append((label, formats.money(tax["tax"])))
        total = formats.money(price["total"])
        key = "customer.cart.pay" if card and price["total"]["amount"] else "customer.cart.book"
        return CartPrice(tuple(lines), total, tuple(taxes), texts(key, total=total))

    def hold(self, items: Sequence[CartItemDoc]) -> CartHold | None:
        """The hold that ends first."""
        held = [item for item in items if self.is_held(item)]
        if not held:
            return None
        first = min(held, key=lambda item: to_instant(item["held_until"]))
        until = to_instant(first["held_until"])
        seconds = self._left(until)
        texts = self._texts
        soon = seconds <= SOON and first["can_extend"]
        return CartHold(
            share=min(1.0, seconds / _LENGTH),
            left=f"{seconds // 60}:{seconds % 60:02}",
            words=texts.count("customer.cart.held", len(held), until=self._format.time(until)),
            detail=texts("customer.cart.held.more" if soon else "customer.cart.held.detail"),
            can_extend=soon,
        )

    def _left(self, until: datetime) -> int:
        return max(0, int((until - self._format.now()).total_seconds()))

"""The bar over ticked bookings: how many, their worth, and what can be done to all or some of them."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.rows import BookingDoc, MoneyDoc
from contracts.vocabulary import BookingAction
from viewmodels.format import Format
from viewmodels.vendor.booking_rows import DeedRow, SelectionBar
from viewmodels.vendor.booking_words import DEEDS
from viewmodels.vendor.deeds import offered

BULK = (
    BookingAction.ACCEPT,
    BookingAction.DECLINE,
    BookingAction.START,
    BookingAction.COMPLETE,
    BookingAction.NO_SHOW,
    BookingAction.CANCEL,
)


def selection_bar(
    bookings: Sequence[BookingDoc],
    formats: Format,
) -> SelectionBar | None:
    """The bar, or None while nothing is ticked. A deed that only some allow says for how many."""
    if not bookings:
        return None
    texts = formats.texts
    sums: dict[str, int] = {}
    for booking in bookings:
        price = booking["price"]
        sums[price["currency"]] = sums.get(price["currency"], 0) + price["amount"]
    total = " + ".join(
        formats.money(MoneyDoc(amount=amount, currency=currency)) for currency, amount in sums.items()
    )
    deeds: list[DeedRow] = []
    for action in BULK:
        count = sum(offered(action, booking, formats.now()) for booking in bookings)
        if not count:
            continue
        name = texts(f"vendor.deed.name.{action.value}")
        text = name if count == len(bookings) else texts("vendor.bookings.some", deed=name, count=count)
        kind = "danger" if action is BookingAction.CANCEL else "quiet"
        deeds.append(DeedRow(action.value, text, DEEDS[action][0], kind))
    return SelectionBar(texts.count("vendor.bookings.selected", len(bookings)), total, tuple(deeds))

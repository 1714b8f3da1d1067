"""A customer's cart, and paying for it; needs the network, and after a crash is asked again, not guessed."""

from collections.abc import Sequence

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, Touch
from contracts.permissions import Permission

_CART = frozenset({Permission.CART_USE})
_PAY = frozenset({Permission.PAYMENTS_MAKE})


def add(item_id: str, hold_id: str, answers: Sequence[Document] = ()) -> Operation:
    """Put a held time into the cart, with answers to what the vendor asks."""
    args: Document = {"id": item_id, "hold_id": hold_id, "answers": list(answers)}
    return Operation("cart.add", item_id, args, (Touch("cart_item", item_id),))


def extend(item_id: str) -> Operation:
    """Keep its time five minutes longer, once."""
    return Operation("cart.extend", item_id, {}, (Touch("cart_item", item_id),))


def remove(item_id: str) -> Operation:
    """Take it out, and let its time go."""
    return Operation("cart.remove", item_id, {}, (Touch("cart_item", item_id),))


def create(wish: Document) -> Operation:
    """Book all of it: a `contracts.checkout.CheckoutCreate`."""
    return Operation("checkout.create", wish["id"], wish, (Touch("checkout", wish["id"]),))


def cancel(checkout_id: str) -> Operation:
    """Give up paying: nothing stays booked."""
    return Operation("checkout.cancel", checkout_id, {}, (Touch("checkout", checkout_id),))


def retry(payment_id: str, token: str) -> Operation:
    """Another card for a payment that was declined."""
    return Operation("payment.retry", payment_id, {"token": token}, (Touch("checkout", payment_id),))


def confirm(payment_id: str, code: str) -> Operation:
    """Tell the bank the code that it sent."""
    return Operation("payment.confirm", payment_id, {"code": code}, (Touch("checkout", payment_id),))


KINDS = (
    Kind("cart.add", "POST", "/cart/items", "contracts.checkout:CartItemCreate", _CART, answers="cart_item"),
    Kind("cart.extend", "POST", "/cart/items/{target}/extend", None, _CART, answers="cart_item"),
    Kind("cart.remove", "DELETE", "/cart/items/{target}", None, _CART),
    Kind(
        "checkout.create",
        "POST",
        "/checkouts",
        "contracts.checkout:CheckoutCreate",
        _CART,
        answers="checkout",
    ),
    Kind("checkout.cancel", "POST", "/checkouts/{target}/cancel", None, _CART, answers="checkout"),
    Kind("payment.retry", "POST", "/payments/{target}/retry", "contracts.payments:RetryIn", _PAY),
    Kind("payment.confirm", "POST", "/payments/{target}/challenge", "contracts.payments:ChallengeIn", _PAY),
)

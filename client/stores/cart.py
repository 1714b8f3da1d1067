"""A customer's cart, and how far its payment is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from client.db.cache_reader import Where
from client.documents import Document
from client.outbox.operation import Operation
from client.stores.base import Query, QuerySource, Store
from client.stores.view import View
from contracts.rows import CartItemDoc, CheckoutDoc

if TYPE_CHECKING:
    from client.api.cart import CartApi
    from client.outbox.direct import DirectCalls


@dataclass(frozen=True, slots=True)
class CartItems(Query[tuple[CartItemDoc, ...]]):
    """What is in the cart, in the order of putting in."""

    tags: ClassVar[frozenset[str]] = frozenset({"cart_item"})

    def empty(self) -> tuple[CartItemDoc, ...]:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> tuple[CartItemDoc, ...]:
        """The items now."""
        return tuple(view.cache.rows("cart_item", Where(), "created_at, id"))


@dataclass(frozen=True, slots=True)
class OpenCheckouts(Query[tuple[CheckoutDoc, ...]]):
    """Checkouts that are still being paid, such as one that a crash cut off."""

    tags: ClassVar[frozenset[str]] = frozenset({"checkout"})

    def empty(self) -> tuple[CheckoutDoc, ...]:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> tuple[CheckoutDoc, ...]:
        """The open ones now, the newest first."""
        rows = view.cache.rows("checkout", Where(), "created_at DESC, id")
        return tuple(row for row in rows if row["state"] == "paying")


class CartStore(Store):
    """Items are live on every device. All changes need the network (`client.outbox.operations.checkout`)."""

    def __init__(
        self,
        source: QuerySource,
        new_id: Callable[[], str],
        cart: "Callable[[], CartApi]",
        direct: "Callable[[], DirectCalls]",
    ) -> None:
        super().__init__(source, new_id)
        self._cart = cart
        self._direct = direct

    async def price(self, codes: Sequence[str]) -> Document:
        """What the cart costs with these coupons; raises `UnreachableError`, or a `RefusedError`."""
        return await self._cart().price(codes)

    async def checkout(self, checkout_id: str) -> Document:
        """A checkout as it stands. Raises as `price`."""
        return await self._cart().checkout(checkout_id)

    async def payment(self, payment_id: str) -> Document:
        """A payment as it stands. Raises as `price`."""
        return await self._cart().payment(payment_id)

    async def perform(self, operation: Operation) -> Document:
        """Do it now, over the network. Its key is on disk until the answer is in, so that a crash or a cut
        cable is resolved by asking again: nothing is charged twice. Raises as `DirectCalls.perform`.
        """
        return await self._direct().perform(operation)

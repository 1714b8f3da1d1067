"""Carts and payments as they stand; asked each time, as prices and banks don't wait for a feed."""

from collections.abc import Sequence

from client.api.api_client import ApiClient
from client.documents import Document


class CartApi:
    """`/cart`, `/checkouts` and `/payments`."""

    def __init__(self, api: ApiClient) -> None:
        self._api = api

    async def price(self, codes: Sequence[str]) -> Document:
        """A `contracts.checkout.CartOut` with these coupons, which are letters, digits and hyphens."""
        query = "&".join(f"coupon={code}" for code in codes)
        return await self._get(f"/cart?{query}" if query else "/cart")

    async def checkout(self, checkout_id: str) -> Document:
        """A `contracts.checkout.CheckoutOut`."""
        return await self._get(f"/checkouts/{checkout_id}")

    async def payment(self, payment_id: str) -> Document:
        """A `contracts.payments.PaymentOut`."""
        return await self._get(f"/payments/{payment_id}")

    async def _get(self, path: str) -> Document:
        body: Document = (await self._api.get(path)).body
        return body

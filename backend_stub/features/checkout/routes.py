"""`/cart` and `/checkouts`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer, nothing
from backend_stub.features.checkout.cart import CartService
from backend_stub.features.checkout.service import CheckoutService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import Door
from contracts.checkout import CartItemCreate, CartItemOut, CartOut, CheckoutCreate, CheckoutOut
from contracts.coupons import CouponCode
from contracts.wire import Page


def checkout_routes(door: Door, cart: CartService, service: CheckoutService) -> APIRouter:
    """The caller's own cart and checkouts."""
    router = door.router(tag="checkout")

    @router.get("/cart", response_model=CartOut)
    async def get_cart(
        reading: Reading,
        coupon: Annotated[list[CouponCode] | None, Query(max_length=5, description="Codes to try.")] = None,
    ) -> Response:
        """What is in the cart, and what it costs with these coupons."""
        return json_answer(await cart.read(reading, list(dict.fromkeys(coupon or ()))))

    @router.post("/cart/items", status_code=201, response_model=CartItemOut)
    async def create_cart_item(writing: Writing, wish: CartItemCreate) -> Response:
        """Put a time that the caller holds into the cart."""
        return json_answer(await cart.add(writing, wish), 201)

    @router.post("/cart/items/{item_id}/extend", response_model=CartItemOut)
    async def extend_cart_item(writing: Writing, item_id: UUID) -> Response:
        """Keep its time five minutes longer, once."""
        return json_answer(await cart.extend(writing, item_id))

    @router.delete("/cart/items/{item_id}", status_code=204)
    async def delete_cart_item(writing: Writing, item_id: UUID) -> Response:
        """Take it out, and let its time go."""
        await cart.remove(writing, item_id)
        return nothing()

    @router.get("/checkouts", response_model=Page[CheckoutOut])
    async def list_checkouts(
        reading: Reading,
        sort: Annotated[str, Query(max_length=40)] = "-created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """The caller's checkouts."""
        return json_answer(await service.page(reading, sort, cursor, limit))

    @router.post("/checkouts", status_code=201, response_model=CheckoutOut)
    async def create_checkout(writing: Writing, wish: CheckoutCreate) -> Response:
        """Book all of these items, or nothing; the payment has the same id."""
        return json_answer(await service.create(writing, wish), 201)

    @router.get("/checkouts/{checkout_id}", response_model=CheckoutOut)
    async def get_checkout(reading: Reading, checkout_id: UUID) -> Response:
        """One checkout; asking again is how one that was cut off is resolved."""
        return json_answer(await service.one(reading, checkout_id))

    @router.post("/checkouts/{checkout_id}/cancel", response_model=CheckoutOut)
    async def cancel_checkout(writing: Writing, checkout_id: UUID) -> Response:
        """Give up paying: nothing stays booked, nothing is charged."""
        return json_answer(await service.cancel(writing, checkout_id))

    return router

"""A customer's cart and its payment through the engine, against the real server over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from client.engine import Engine
from client.errors import ConflictError
from client.outbox.operations import checkout as operations
from client.stores.booking import BookingList
from client.stores.cart import CartItems
from tests.client.serving import ServerProcess
from tests.client.test_with_server import first_free, running, until
from tests.sim.template import CUSTOMER, LISTING_IDS, PASSWORD

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    process = ServerProcess(tmp_path / "server")
    process.start()
    yield process
    process.kill()


@pytest_asyncio.fixture
async def engine(tmp_path: Path, server: ServerProcess) -> AsyncIterator[Engine]:
    async with running(tmp_path / "client", server.url) as engine:
        await engine.sign_in(CUSTOMER, PASSWORD)
        yield engine


async def put_in(engine: Engine, number: int) -> str:
    starts_at, staff_id = await first_free(engine, number)
    hold = await engine.holds.create(str(LISTING_IDS[0]), starts_at, staff_id)
    item_id = engine.cart.new_id()
    await engine.cart.perform(operations.add(item_id, hold["id"]))
    return item_id


async def paid(engine: Engine, checkout_id: str, state: str) -> Any:
    async with asyncio.timeout(60):
        while True:
            payment = await engine.cart.payment(checkout_id)
            if payment["state"] == state:
                return payment
            await asyncio.sleep(0.05)


async def wish(engine: Engine, items: list[str], token: str) -> dict[str, Any]:
    price = (await engine.cart.price([]))["price"]
    made = {"id": engine.cart.new_id(), "item_ids": items, "coupons": [], "method": "card", "token": token}
    return made | {"total": price["total"]}


async def test_what_is_put_in_is_paid_and_booked_and_the_cart_is_empty(engine: Engine) -> None:
    live = engine.cart.observe(CartItems())
    items = [await put_in(engine, 0), await put_in(engine, 8)]
    await until(live, lambda: [row["id"] for row in live.value] == items)
    longer = await engine.cart.perform(operations.extend(items[0]))
    assert longer["can_extend"] is False
    body = await wish(engine, items, "pm_card_chargeDeclined")
    await engine.cart.perform(operations.create(body))
    assert (await paid(engine, body["id"], "declined"))["problem"] == "card_declined"
    await engine.cart.perform(operations.retry(body["id"], "pm_card_threeDSecureRequired"))
    await paid(engine, body["id"], "action_needed")
    await engine.cart.perform(operations.confirm(body["id"], "123456"))
    payment = await paid(engine, body["id"], "captured")
    bookings = engine.bookings.observe(BookingList())
    mine = set(payment["booking_ids"])
    await until(bookings, lambda: mine <= {item.row["id"] for item in bookings.value})
    await until(live, lambda: live.value == ())
    live.close()
    bookings.close()


async def test_refusals_come_back_and_taking_out_is_live(engine: Engine) -> None:
    live = engine.cart.observe(CartItems())
    item = await put_in(engine, 3)
    await until(live, lambda: len(live.value) == 1)
    body = await wish(engine, [item], "pm_card_visa") | {"coupons": ["NOPE"]}
    with pytest.raises(ConflictError) as refused:
        await engine.cart.perform(operations.create(body))
    assert refused.value.code == "coupon_refused"
    await engine.cart.perform(operations.remove(item))
    await until(live, lambda: live.value == ())
    live.close()

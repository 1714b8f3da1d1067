"""From a chosen time into the cart: the hold goes with it, and only what is held can go."""

from __future__ import annotations

from desktop.shots.customer_samples import id_of, slot
from tests.viewmodels.customer.town import Town, until
from viewmodels.customer.time import TimeViewModel

LISTING = id_of(3, 7)


async def test_a_held_time_goes_into_the_cart_and_is_not_given_back(town: Town) -> None:
    page = TimeViewModel(town.desk, LISTING, starts_at=slot(1, "09:30", 2)["starts_at"])
    await until(lambda: page.hold.value is not None and page.to_cart.enabled.value)
    assert await page.to_cart.run()
    page.close()
    (operation,) = town.server.performed
    assert operation.name == "cart.add"
    assert operation.args["hold_id"]
    assert operation.args["answers"] == []
    assert town.routes == "customer.cart"
    assert town.server.released == []


async def test_nothing_is_put_in_before_a_time_is_held_or_without_network(town: Town) -> None:
    page = TimeViewModel(town.desk, LISTING)
    await until(lambda: page.days.value)
    assert not page.to_cart.trigger()
    town.cut_cable()
    await until(lambda: "network" in page.to_cart.reason.value)
    page.close()
    assert town.server.performed == []


async def test_a_booking_that_is_moved_does_not_go_into_the_cart(town: Town) -> None:
    page = TimeViewModel(town.desk, LISTING, booking_id=id_of(4, 2))
    assert not page.for_cart.value
    page.close()

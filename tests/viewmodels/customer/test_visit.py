"""Where a service comes to, and from where distances are counted."""

from __future__ import annotations

from typing import cast

import pytest

from contracts.rows import ListingDoc
from contracts.vocabulary import ListingPlace
from desktop.shots.addresses import addresses
from desktop.shots.customer_samples import id_of, listings
from tests.viewmodels.customer.town import Town, until
from viewmodels.customer.searching import Searching
from viewmodels.customer.visit import Visit
from viewmodels.kernel.problems import ShownError


def at_home(**changed: object) -> ListingDoc:
    """A service that comes to people."""
    listing = {**listings()[0], "place": ListingPlace.AT_CUSTOMER, "service_area": None, **changed}
    return cast(ListingDoc, listing)


async def test_the_default_address_is_taken_unless_another_is_chosen(town: Town) -> None:
    town.account.put("address", addresses())
    visit = Visit(town.desk)
    visit.go_to(at_home())
    await until(lambda: visit.choices.value)
    assert visit.address_for(at_home()) == id_of(8, 0)
    visit.choose(id_of(8, 1))
    assert visit.address_for(at_home()) == id_of(8, 1)
    visit.go_to(at_home(place=ListingPlace.AT_VENDOR))
    assert (visit.choices.value, visit.selected.value) == ((), "")
    visit.close()


async def test_nobody_asks_for_an_address_that_is_too_far(town: Town) -> None:
    town.account.put("address", addresses())
    visit = Visit(town.desk)
    near = at_home(service_area={"latitude": 54.09, "longitude": 10.77, "radius_m": 5_000})
    far = at_home(service_area={"latitude": 53.55, "longitude": 9.99, "radius_m": 5_000})
    visit.go_to(near)
    await until(lambda: visit.choices.value)
    assert visit.address_for(near) == id_of(8, 0)
    visit.go_to(far)
    assert "5 km" in visit.problem.value
    with pytest.raises(ShownError):
        visit.address_for(far)
    # Where that is nobody knows: the vendor decides.
    visit.choose(id_of(8, 2))
    assert visit.address_for(far) == id_of(8, 2)
    visit.close()


async def test_distances_are_counted_from_the_default_address(town: Town) -> None:
    searching = Searching(town.desk, lambda _query: None)
    await until(lambda: searching.query().near is not None)
    town.account.put("address", addresses())
    town.account.bus.publish({"address"})
    await until(lambda: searching.query().near == (54.09, 10.77))
    assert "31 Harbour St" in searching.place_label.value
    searching.close()

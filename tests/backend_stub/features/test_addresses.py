"""Address books."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from backend_stub.adapters.geonames import GeonamesGazetteer
from backend_stub.db.tables import Listing
from contracts.addresses import MOST_ADDRESSES, AddressForm, AddressOut
from tests.backend_stub.features.world import Stage, pick, problem


def address(**changed: Any) -> dict[str, Any]:
    """Home, in Eutin."""
    where = {"street": "Am Markt 1", "postal_code": "23701", "city": "Eutin", "country": "DE"}
    return {"id": str(uuid4()), "label": "Home", **where, **changed}


async def keep(stage: Stage, who: str = "customer", **changed: Any) -> Any:
    answer = await stage[who].post("/addresses", address(**changed))
    assert answer.status_code == 201, answer.text
    AddressOut.model_validate_json(answer.text)
    return answer.json()


async def book_of(stage: Stage, who: str = "customer") -> list[tuple[str, bool]]:
    items = (await stage[who].get("/addresses")).json()["items"]
    return [(item["label"], item["is_default"]) for item in items]


def fields(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(error["field"], error["code"]) for error in answer.json()["errors"]]


async def test_one_is_always_the_default(stage: Stage) -> None:
    customer = stage["customer"]
    first = await keep(stage)
    work = await keep(stage, label="Work")
    assert await book_of(stage) == [("Home", True), ("Work", False)]
    garden = await keep(stage, label="Garden", is_default=True)
    assert await book_of(stage) == [("Garden", True), ("Home", False), ("Work", False)]
    path = f"/addresses/{work['id']}"
    assert problem(await customer.call("PATCH", path, {"label": "x"})) == (428, "precondition_required")
    made = await customer.call("PATCH", path, {"is_default": True}, headers={"If-Match": '"1"'})
    assert (made.json()["is_default"], made.json()["version"]) == (True, 2)
    assert await book_of(stage) == [("Garden", False), ("Home", False), ("Work", True)]
    stale = await customer.call("PATCH", path, {"label": "Office"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["current"]["label"]) == (412, "Work")
    off = await customer.call("PATCH", path, {"is_default": False}, headers={"If-Match": '"2"'})
    assert fields(off) == [("is_default", "needed")]
    gone = await customer.call("DELETE", path, headers={"If-Match": '"2"'})
    assert gone.status_code == 204
    assert await book_of(stage) == [("Garden", False), ("Home", True)]
    assert problem(await customer.get(path)) == (404, "not_found")
    assert problem(await stage["stranger"].get(f"/addresses/{first['id']}")) == (404, "not_found")
    assert await book_of(stage, "stranger") == []
    assert garden["id"] != first["id"]


async def test_it_is_checked_by_the_rules_of_its_country(stage: Stage) -> None:
    customer = stage["customer"]
    for changed, wrong in (
        ({"postal_code": "2370"}, [("postal_code", "form")]),
        ({"postal_code": "", "city": " "}, [("postal_code", "missing"), ("city", "missing")]),
        ({"country": "US", "postal_code": "95014"}, [("region", "missing")]),
        ({"country": "US", "postal_code": "95014", "region": "Atlantis"}, [("region", "unknown")]),
        ({"country": "QQ"}, [("country", "unknown")]),
    ):
        answer = await customer.post("/addresses", address(**changed))
        assert (changed, fields(answer)) == (changed, wrong)
    for broken in (
        {"country": "de"}, {"label": ""}, {"label": "x" * 41}, {"street": "  "}, {"city": "x" * 121},
        {"more": None}, {"odd": 1}, {"is_default": 1},
    ):  # fmt: skip
        assert (await customer.post("/addresses", address(**broken))).status_code == 422, broken
    for good in (
        {"country": "US", "postal_code": "95014", "region": "CA", "city": "Cupertino"},
        {"country": "GB", "postal_code": "sw1a 1aa", "city": "London"},
        {"country": "IE", "postal_code": "", "city": "Dublin"},
        {"city": "Eutin 🏡", "label": "بيت", "more": "2. Stock"},
    ):
        kept = await keep(stage, **good)
        path, version = f"/addresses/{kept['id']}", {"If-Match": f'"{kept["version"]}"'}
        worse = await customer.call("PATCH", path, {"country": "DE", "postal_code": "1"}, headers=version)
        assert fields(worse) == [("postal_code", "form")]


async def test_no_more_than_the_book_holds_even_at_once(stage: Stage) -> None:
    first = [stage["customer"].post("/addresses", address(label=f"{n}")) for n in range(MOST_ADDRESSES + 4)]
    answers = await asyncio.gather(*first)
    made = [answer for answer in answers if answer.status_code == 201]
    assert len(made) == MOST_ADDRESSES
    assert {fields(answer)[0] for answer in answers if answer not in made} == {("id", "too_many")}
    defaults = [item for item in await book_of(stage) if item[1]]
    assert len(defaults) == 1


async def test_towns_are_placed_by_the_gazetteer_or_by_their_vendors(stage: Stage) -> None:
    eutin, town = await keep(stage), await keep(stage, city="alderhaven")
    assert (eutin["latitude"], eutin["longitude"]) == pytest.approx((54.14, 10.62), abs=0.05)
    # In the middle of the vendors who say that they are there.
    assert (town["latitude"], town["longitude"]) == pytest.approx((47.4, -31.6), abs=0.01)
    nowhere = await keep(stage, city="Nowhere at all")
    assert (nowhere["latitude"], nowhere["longitude"]) == (None, None)
    path, version = f"/addresses/{nowhere['id']}", {"If-Match": '"1"'}
    moved = await stage["customer"].call(
        "PATCH", path, {"city": "Köln", "postal_code": "50667"}, headers=version
    )
    assert moved.json()["latitude"] == pytest.approx(50.93, abs=0.05)


async def test_the_gazetteer_knows_names_in_many_languages() -> None:
    gazetteer = GeonamesGazetteer()
    for country, names in (
        ("DE", ("München", "MUNCHEN", "Munich", "Мюнхен")),
        ("PT", ("Lisboa", "Lisbon")),
        ("PL", ("Łódź", "lodz")),
    ):
        found = {await gazetteer.find(country, name) for name in names}
        assert (names, len(found), None in found) == (names, 1, False)
    for country, name in (("DE", "Lisboa"), ("QQ", "Berlin"), ("de", "Berlin"), ("DE", ""), ("DE", "()*")):
        assert await gazetteer.find(country, name) is None


async def test_forms_say_what_each_country_needs(stage: Stage) -> None:
    answer = await stage["customer"].get("/address-forms")
    forms = {item["country"]: AddressForm.model_validate(item) for item in answer.json()["items"]}
    assert len(forms) > 200
    assert forms["DE"].required == ["city", "postal_code", "street"]
    assert forms["US"].regions[:2] == ["AL", "AK"]
    assert forms["IE"].required == ["city", "street"]


async def test_a_vendor_comes_only_so_far(stage: Stage) -> None:
    world = stage.world
    area = {"latitude": 54.1, "longitude": 10.8, "radius_m": 20_000}
    async with stage.running.server.database.write() as uow:
        change = update(Listing).where(Listing.id == world.deep_clean)
        await uow.session.execute(change.values(details={"service_area": area}))
    near, far = await keep(stage), await keep(stage, city="Hamburg", postal_code="20095")
    unknown = await keep(stage, city="Nowhere at all")
    slots = await stage.slots(world.deep_clean)

    async def book(address_id: str, number: int, who: str = "customer") -> Any:
        wish = {"id": str(uuid4()), "listing_id": str(world.deep_clean), **pick(slots[number])}
        return await stage[who].post("/bookings", {**wish, "address_id": address_id})

    made = await book(near["id"], 0)
    assert made.status_code == 201, made.text
    refused = await book(far["id"], 4)
    assert fields(refused) == [("address_id", "out_of_area")]
    assert "km" in refused.json()["errors"][0]["detail"]
    assert (await book(unknown["id"], 8)).status_code == 201
    assert fields(await book(near["id"], 12, "stranger")) == [("address_id", "unknown")]
    assert fields(await book(str(uuid4()), 12)) == [("address_id", "unknown")]

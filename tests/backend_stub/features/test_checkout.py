"""All of a cart is booked, or nothing is charged: whatever is refused, killed, doubled or left alone."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from contracts.vocabulary import Role
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import Stage, build_world, pick, problem
from tests.backend_stub.support.people import add_person
from tests.backend_stub.support.running import Client, running_server, server_process

VISA, DECLINED, ASKS = "pm_card_visa", "pm_card_chargeDeclined", "pm_card_threeDSecureRequired"


async def hold(stage: Stage, listing: UUID, number: int = 0, name: str = "customer") -> Any:
    slot = (await stage.slots(listing))[number]
    wish = {"id": str(uuid4()), "listing_id": str(listing), **pick(slot)}
    answer = await stage[name].post("/holds", wish)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def add(stage: Stage, listing: UUID, number: int = 0, name: str = "customer") -> Any:
    held = await hold(stage, listing, number, name)
    answer = await stage[name].post("/cart/items", {"id": str(uuid4()), "hold_id": held["id"]})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def two(stage: Stage, name: str = "customer") -> list[dict[str, Any]]:
    """A deep clean and a lesson, of two vendors in two countries."""
    return [
        await add(stage, stage.world.deep_clean, name=name),
        await add(stage, stage.world.lesson, name=name),
    ]


def wish(items: list[dict[str, Any]], total: int, **fields: Any) -> dict[str, Any]:
    ids = [item["id"] for item in items]
    method = {"method": "card", "token": VISA} if "method" not in fields else {}
    money = {"amount": total, "currency": "EUR"}
    return {"id": str(uuid4()), "item_ids": ids, "total": money, **method, **fields}


async def until(ask: Callable[[], Awaitable[Any]], holds: Callable[[Any], bool]) -> Any:
    """What is answered, once it holds."""
    async with asyncio.timeout(60):
        while True:
            found = await ask()
            if holds(found):
                return found
            await asyncio.sleep(0.05)


async def settled(stage: Stage, checkout: dict[str, Any], state: str) -> Any:
    """The checkout, once it is in a state."""

    async def ask() -> Any:
        return (await stage["customer"].get(f"/checkouts/{checkout['id']}")).json()

    return await until(ask, lambda found: found["state"] == state)


async def payment_of(stage: Stage, checkout: dict[str, Any]) -> Any:
    return (await stage["customer"].get(f"/payments/{checkout['id']}")).json()


async def paid(stage: Stage, checkout: dict[str, Any], state: str) -> Any:
    """Its payment, once it is in a state."""
    return await until(lambda: payment_of(stage, checkout), lambda found: found["state"] == state)


async def used(stage: Stage, coupon: dict[str, Any]) -> Any:
    return (await stage["admin"].get(f"/coupons/{coupon['id']}")).json()["used"]


async def begun(stage: Stage, items: list[dict[str, Any]], total: int, **fields: Any) -> Any:
    """A checkout of these items."""
    answer = await stage["customer"].post("/checkouts", wish(items, total, **fields))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def bookings(stage: Stage, name: str = "customer") -> Any:
    return (await stage[name].get("/bookings")).json()["items"]


async def test_a_cart_is_on_every_device_of_its_owner_and_nobody_elses(stage: Stage) -> None:
    item = await add(stage, stage.world.deep_clean)
    again = await stage.running.sign_in(stage.world.email("customer"))
    cart = (await again.get("/cart")).json()
    assert [row["id"] for row in cart["items"]] == [item["id"]]
    assert cart["price"]["total"] == {"amount": 6400, "currency": "EUR"}
    assert cart["price"]["taxes"] == [
        {
            "basis_points": 1900,
            "gross": {"amount": 6400, "currency": "EUR"},
            "net": {"amount": 5378, "currency": "EUR"},
            "tax": {"amount": 1022, "currency": "EUR"},
        }
    ]
    assert (await again.pull())["upserts"]["cart_item"] == cart["items"]
    assert (await stage["stranger"].get("/cart")).json()["items"] == []
    assert problem(await stage["stranger"].call("DELETE", f"/cart/items/{item['id']}"))[0] == 404
    assert problem(await stage["vendor"].get("/cart"))[0] == 403


async def test_a_hold_is_in_a_cart_once_and_only_its_holders(stage: Stage) -> None:
    held = await hold(stage, stage.world.deep_clean)
    body = {"id": str(uuid4()), "hold_id": held["id"]}
    assert problem(await stage["stranger"].post("/cart/items", body))[0] == 404
    assert (await stage["customer"].post("/cart/items", body)).status_code == 201
    twice = await stage["customer"].post("/cart/items", body | {"id": str(uuid4())})
    assert problem(twice) == (409, "id_taken")


async def test_what_is_taken_out_is_free_for_others(stage: Stage) -> None:
    item = await add(stage, stage.world.windows)
    taken = {slot["starts_at"] for slot in await stage.slots(stage.world.windows)}
    assert item["starts_at"] not in taken
    assert (await stage["customer"].call("DELETE", f"/cart/items/{item['id']}")).status_code == 204
    assert item["starts_at"] in {slot["starts_at"] for slot in await stage.slots(stage.world.windows)}


async def test_a_time_is_kept_longer_once(stage: Stage, clock: MovableClock) -> None:
    item = await add(stage, stage.world.deep_clean)
    longer = (await stage["customer"].post(f"/cart/items/{item['id']}/extend")).json()
    assert (longer["can_extend"], longer["version"]) == (False, 2)
    assert longer["held_until"] > item["held_until"]
    assert problem(await stage["customer"].post(f"/cart/items/{item['id']}/extend"))[0] == 409
    clock.offset = timedelta(minutes=12)
    await stage.open()
    body = wish([item], 6400, method="on_site")
    assert (await stage["customer"].post("/checkouts", body)).status_code == 201


async def test_a_time_that_was_let_go_stops_the_whole_checkout(stage: Stage, clock: MovableClock) -> None:
    early = await add(stage, stage.world.lesson)
    clock.offset = timedelta(minutes=9)
    await stage.open()
    late = await add(stage, stage.world.deep_clean)
    clock.offset = timedelta(minutes=11)
    await stage.open()
    body = wish([early, late], 9600, method="on_site")
    answer = await stage["customer"].post("/checkouts", body)
    assert problem(answer) == (409, "hold_expired")
    assert answer.json()["item_ids"] == [early["id"]]
    assert await bookings(stage) == []
    cart = (await stage["customer"].get("/cart")).json()
    assert (len(cart["items"]), cart["price"]["total"]["amount"]) == (2, 6400)


async def test_paying_on_site_books_all_at_once(stage: Stage) -> None:
    items = await two(stage)
    notes = [{"item_id": items[0]["id"], "note": "The cat stays in the bedroom."}]
    answer = await stage["customer"].post("/checkouts", wish(items, 9600, method="on_site", notes=notes))
    assert answer.status_code == 201, answer.text
    assert (answer.json()["state"], len(answer.json()["lines"])) == ("done", 2)
    made = {booking["id"]: booking for booking in await bookings(stage)}
    assert {line["booking_id"] for line in answer.json()["lines"]} == set(made)
    assert {booking["note"] for booking in made.values()} == {"The cat stays in the bedroom.", None}
    assert (await stage["customer"].get("/cart")).json() == {
        "items": [],
        "price": None,
        "refused_coupons": [],
    }
    assert (await paid(stage, answer.json(), "due"))["amount"]["amount"] == 9600


async def test_a_card_is_charged_once_after_all_is_booked(stage: Stage) -> None:
    items = await two(stage)
    body, key = wish(items, 9600), uuid4()
    answers = await asyncio.gather(*(stage["customer"].post("/checkouts", body, key=key) for _ in range(5)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    first = await stage["customer"].post("/checkouts", body, key=key)
    assert (first.status_code, first.json()["id"]) == (201, body["id"])
    done = await settled(stage, first.json(), "done")
    payment = await paid(stage, done, "captured")
    assert (payment["amount"]["amount"], payment["refunded"]["amount"]) == (9600, 0)
    assert sorted(payment["booking_ids"]) == sorted(booking["id"] for booking in await bookings(stage))
    # Another tap, with another key: what was in the cart is booked already.
    assert problem(await stage["customer"].post("/checkouts", body)) == (409, "id_taken")
    assert problem(await stage["customer"].post("/checkouts", body | {"id": str(uuid4())}))[0] == 404
    assert len((await stage["customer"].get("/payments")).json()["items"]) == 1


async def test_a_declined_card_may_be_followed_by_another(stage: Stage) -> None:
    items = await two(stage)
    made = (
        await stage["customer"].post("/checkouts", wish(items, 9600, method="card", token=DECLINED))
    ).json()
    assert (await paid(stage, made, "declined"))["problem"] == "card_declined"
    assert (await stage["customer"].get(f"/checkouts/{made['id']}")).json()["state"] == "paying"
    retry = await stage["customer"].post(f"/payments/{made['id']}/retry", {"token": VISA})
    assert retry.status_code == 200, retry.text
    await settled(stage, made, "done")
    assert (await paid(stage, made, "captured"))["amount"]["amount"] == 9600


async def test_the_banks_question_comes_before_the_charge(stage: Stage) -> None:
    items = await two(stage)
    made = await begun(stage, items, 9600, method="card", token=ASKS)
    assert (await paid(stage, made, "action_needed"))["action"]
    answer = await stage["customer"].post(f"/payments/{made['id']}/challenge", {"code": "123456"})
    assert answer.status_code == 200, answer.text
    await settled(stage, made, "done")


async def test_giving_up_leaves_nothing(stage: Stage) -> None:
    items = await two(stage)
    coupon = {"id": str(uuid4()), "code": "ONCE", "basis_points": 1000, "limit_total": 1}
    assert (await stage["admin"].post("/coupons", coupon)).status_code == 201
    body = wish(items, 8640, method="card", token=DECLINED, coupons=["once"])
    made = (await stage["customer"].post("/checkouts", body)).json()
    await paid(stage, made, "declined")
    assert (await stage["admin"].get(f"/coupons/{coupon['id']}")).json()["used"] == 1
    assert (await stage["customer"].post(f"/checkouts/{made['id']}/cancel")).status_code == 200
    await settled(stage, made, "undone")
    assert {booking["status"] for booking in await bookings(stage)} == {"cancelled"}
    assert (await paid(stage, made, "cancelled"))["refunded"]["amount"] == 0
    assert (await stage["admin"].get(f"/coupons/{coupon['id']}")).json()["used"] == 0
    free = {slot["starts_at"] for slot in await stage.slots(stage.world.lesson)}
    assert items[1]["starts_at"] in free


async def test_what_is_not_paid_in_time_is_undone(stage: Stage, clock: MovableClock) -> None:
    items = await two(stage)
    made = await begun(stage, items, 9600, method="card", token=ASKS)
    await paid(stage, made, "action_needed")
    clock.offset = timedelta(minutes=16)
    await stage.open()
    await settled(stage, made, "undone")
    assert {booking["status"] for booking in await bookings(stage)} == {"cancelled"}


async def test_another_price_than_seen_is_refused_with_the_new_one(stage: Stage) -> None:
    items = await two(stage)
    answer = await stage["customer"].post("/checkouts", wish(items, 9000))
    assert problem(answer) == (409, "price_changed")
    assert answer.json()["price"]["total"]["amount"] == 9600
    assert await bookings(stage) == []


async def test_coupons_are_refused_with_their_reason_and_used_with_the_booking(stage: Stage) -> None:
    cleaning = {"id": str(uuid4()), "code": "CLEAN10", "basis_points": 1000}
    cleaning["category_id"] = str(stage.world.cleaning)
    assert (await stage["admin"].post("/coupons", cleaning)).status_code == 201
    items = await two(stage)
    cart = (await stage["customer"].get("/cart?coupon=clean10&coupon=NOPE")).json()
    assert cart["price"]["discount"]["amount"] == 640
    assert [(row["code"], row["reason"]) for row in cart["refused_coupons"]] == [("NOPE", "unknown")]
    refused = await stage["customer"].post("/checkouts", wish(items, 9600, coupons=["NOPE"]))
    assert problem(refused) == (409, "coupon_refused")
    assert (refused.json()["coupon"], refused.json()["reason"]) == ("NOPE", "unknown")
    made = await stage["customer"].post("/checkouts", wish(items, 8960, coupons=["CLEAN10"]))
    done = await settled(stage, made.json(), "done")
    assert done["price"]["total"]["amount"] == 8960
    assert sum(line["total"]["amount"] for line in done["lines"]) == 8960
    assert (await stage["admin"].get(f"/coupons/{cleaning['id']}")).json()["used"] == 1


async def test_a_coupon_that_pays_for_all_of_it_needs_no_card(stage: Stage) -> None:
    coupon = {"id": str(uuid4()), "code": "FREE", "basis_points": 10_000}
    assert (await stage["admin"].post("/coupons", coupon)).status_code == 201
    items = [await add(stage, stage.world.deep_clean)]
    body = wish(items, 0, method="card", coupons=["FREE"])
    made = await stage["customer"].post("/checkouts", body)
    assert made.status_code == 201, made.text
    await settled(stage, made.json(), "done")


async def test_the_last_coupon_goes_to_one_of_two_checkouts(stage: Stage) -> None:
    coupon = {"id": str(uuid4()), "code": "LAST", "basis_points": 1000, "limit_total": 1}
    assert (await stage["admin"].post("/coupons", coupon)).status_code == 201
    carts = {
        name: [await add(stage, stage.world.deep_clean, number, name)]
        for number, name in enumerate(("customer", "stranger"))
    }
    answers = await asyncio.gather(
        *(
            stage[name].post("/checkouts", wish(items, 5760, method="on_site", coupons=["LAST"]))
            for name, items in carts.items()
        )
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert len(await bookings(stage)) + len(await bookings(stage, "stranger")) == 1


async def test_one_declined_booking_goes_back_and_the_coupon_stays(stage: Stage) -> None:
    coupon = {"id": str(uuid4()), "code": "TEN", "basis_points": 1000}
    assert (await stage["admin"].post("/coupons", coupon)).status_code == 201
    items = await two(stage)
    made = await begun(stage, items, 8640, coupons=["TEN"])
    done = await settled(stage, made, "done")
    clean = next(b for b in await bookings(stage) if b["vendor_id"] == str(stage.world.north))
    assert (await stage.change("vendor", clean, "decline")).status_code == 200
    line = next(line for line in done["lines"] if line["booking_id"] == clean["id"])
    await until(lambda: payment_of(stage, done), lambda found: found["refunded"] == line["total"])
    assert await used(stage, coupon) == 1
    lesson = next(b for b in await bookings(stage) if b["id"] != clean["id"])
    assert (await stage.change("rival", lesson, "decline")).status_code == 200
    await until(lambda: used(stage, coupon), lambda found: found == 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"item_ids": []},
        {"method": "card", "token": None},
        {"method": "on_site", "token": VISA},
        {"method": "card", "token": "4242 4242 4242 4242"},
        {"coupons": ["ABC", "abc"]},
        {"coupons": ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"]},
        {"total": {"amount": 6400, "currency": "euro"}},
        {"method": "gold", "token": VISA},
        {"notes": [{"item_id": str(uuid4()), "note": "x" * 2001}]},
        {"odd": 1},
    ],
)
async def test_odd_checkouts_are_refused(stage: Stage, fields: dict[str, Any]) -> None:
    item = await add(stage, stage.world.deep_clean)
    answer = await stage["customer"].post("/checkouts", {**wish([item], 6400), **fields})
    assert problem(answer) == (422, "invalid_input")
    assert len((await stage["customer"].get("/cart")).json()["items"]) == 1


async def shoppers(stage: Stage, count: int) -> list[tuple[Client, dict[str, Any]]]:
    """So many customers, each with another time of the deep clean in the cart."""
    busy: dict[str, datetime] = {}
    free = []
    for slot in await stage.slots(stage.world.deep_clean, 14):
        start = datetime.fromisoformat(slot["starts_at"])
        if start >= busy.get(slot["staff_id"], start):
            busy[slot["staff_id"]] = start + timedelta(minutes=90)
            free.append(slot)
    found = []
    for number, slot in zip(range(count), free, strict=False):
        email = f"shopper{number}@test.example"
        await add_person(stage.running.server.database, email, Role.CUSTOMER)
        client = await stage.running.sign_in(email)
        held = {"id": str(uuid4()), "listing_id": str(stage.world.deep_clean), **pick(slot)}
        assert (await client.post("/holds", held)).status_code == 201
        item = await client.post("/cart/items", {"id": str(uuid4()), "hold_id": held["id"]})
        found.append((client, item.json()))
    return found


@pytest.mark.slow
async def test_a_coupon_for_10_in_100_checkouts_at_once(stage: Stage) -> None:
    coupon = {"id": str(uuid4()), "code": "TEN", "basis_points": 1000, "limit_total": 10}
    assert (await stage["admin"].post("/coupons", coupon)).status_code == 201
    carts = await shoppers(stage, 100)
    answers = await asyncio.gather(
        *(
            client.post("/checkouts", wish([item], 5760, method="on_site", coupons=["TEN"]))
            for client, item in carts
        )
    )
    assert sorted(answer.status_code for answer in answers) == [201] * 10 + [409] * 90
    refused = [answer.json() for answer in answers if answer.status_code == 409]
    assert {(body["code"], body["reason"]) for body in refused} == {("coupon_refused", "used_up")}
    assert await used(stage, coupon) == 10
    made = (await stage["admin"].get("/bookings?limit=200")).json()["items"]
    assert len(made) == 10


@pytest.mark.slow
async def test_a_server_that_is_killed_while_paying_charges_once(tmp_path: Path, database_url: str) -> None:
    async with running_server(tmp_path / "data", database_url) as running:
        stage = await Stage(running, await build_world(running.server.database)).open()
        carts = await shoppers(stage, 4)
    for number, (delay, token) in enumerate(
        ((0.0, VISA), (0.05, VISA), (0.4, "pm_card_slow"), (1.0, "pm_card_slow"))
    ):
        item = carts[number][1]
        body, key = wish([item], 6400, method="card", token=token), uuid4()
        with server_process(tmp_path / "data", database_url) as process:
            async with httpx.AsyncClient(base_url=process.url, timeout=30) as http:
                client = Client(http, carts[number][0].token)
                asking = asyncio.create_task(client.post("/checkouts", body, key=key))
                await asyncio.sleep(delay)
                process.kill()
                await asyncio.gather(asking, return_exceptions=True)
        with server_process(tmp_path / "data", database_url) as process:
            async with httpx.AsyncClient(base_url=process.url, timeout=30) as http:
                client = Client(http, carts[number][0].token)
                answer = await client.post("/checkouts", body, key=key)
                assert answer.status_code == 201, answer.text
                path = f"/checkouts/{body['id']}"

                async def ask(client: Client = client, path: str = path) -> Any:
                    return (await client.get(path)).json()

                await until(ask, lambda found: found["state"] == "done")
                payments = (await client.get("/payments")).json()["items"]
                assert [row["state"] for row in payments] == ["captured"]
                assert len((await client.get("/bookings")).json()["items"]) == 1

"""Held time: kept for one, seen by all, and let go in time."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

from backend_stub.features.holds.service import HoldSweeper
from contracts.bookings import HoldOut
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import Stage, pick, problem, statuses


def wish(stage: Stage, slot: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "listing_id": str(stage.world.deep_clean), **pick(slot)}


async def test_a_hold_keeps_its_time_and_becomes_a_booking(stage: Stage) -> None:
    slot = (await stage.slots(stage.world.deep_clean))[0]
    hold = wish(stage, slot)
    made = await stage["customer"].post("/holds", hold)
    assert made.status_code == 201
    HoldOut.model_validate_json(made.text)
    assert slot not in await stage.slots(stage.world.deep_clean)
    refused = await stage["stranger"].post("/holds", wish(stage, slot))
    assert problem(refused) == (409, "slot_taken")
    assert len(refused.json()["alternatives"]) == 3
    assert problem(await stage["stranger"].post("/bookings", wish(stage, slot))) == (409, "slot_taken")
    stolen = await stage["stranger"].post("/bookings", {"id": str(uuid4()), "hold_id": hold["id"]})
    assert problem(stolen) == (404, "not_found")
    booked = await stage["customer"].post("/bookings", {"id": str(uuid4()), "hold_id": hold["id"]})
    assert booked.status_code == 201
    assert pick(booked.json()) == pick(slot)
    again = await stage["customer"].post("/bookings", {"id": str(uuid4()), "hold_id": hold["id"]})
    assert problem(again) == (409, "hold_expired")
    assert problem(await stage["stranger"].post("/holds", hold)) == (409, "id_taken")


async def test_a_kiosk_holds_and_books_for_a_guest(stage: Stage) -> None:
    hold = wish(stage, (await stage.slots(stage.world.deep_clean))[0])
    assert (await stage["kiosk"].post("/holds", hold)).status_code == 201
    guest = {"name": "Gwen", "phone": "+49 30 123456"}
    body = {"id": str(uuid4()), "hold_id": hold["id"], "guest": guest}
    assert (await stage["kiosk"].post("/bookings", body)).json()["guest"] == guest


async def test_letting_go(stage: Stage) -> None:
    slot = (await stage.slots(stage.world.deep_clean))[0]
    hold = wish(stage, slot)
    await stage["customer"].post("/holds", hold)
    assert problem(await stage["stranger"].call("DELETE", f"/holds/{hold['id']}")) == (404, "not_found")
    assert (await stage["customer"].call("DELETE", f"/holds/{hold['id']}")).status_code == 204
    assert slot in await stage.slots(stage.world.deep_clean)
    assert (await stage["customer"].call("DELETE", f"/holds/{hold['id']}")).status_code == 204
    late = await stage["customer"].post("/bookings", {"id": str(uuid4()), "hold_id": hold["id"]})
    assert problem(late) == (409, "hold_expired")


async def test_an_expired_hold_is_free_for_all(stage: Stage, clock: MovableClock) -> None:
    slot = (await stage.slots(stage.world.deep_clean))[0]
    hold = wish(stage, slot)
    await stage["customer"].post("/holds", hold)
    clock.offset += timedelta(seconds=601)
    assert slot in await stage.slots(stage.world.deep_clean)
    customer = await stage.running.sign_in(stage.world.email("customer"))
    stranger = await stage.running.sign_in(stage.world.email("stranger"))
    late = await customer.post("/bookings", {"id": str(uuid4()), "hold_id": hold["id"]})
    assert problem(late) == (409, "hold_expired")
    assert (await stranger.post("/bookings", wish(stage, slot))).status_code == 201
    await HoldSweeper(stage.running.server.database, clock).run()
    assert slot not in await stage.slots(stage.world.deep_clean)


async def test_one_hold_makes_one_booking_however_many_ask(stage: Stage) -> None:
    hold = wish(stage, (await stage.slots(stage.world.deep_clean))[0])
    await stage["customer"].post("/holds", hold)
    answers = await asyncio.gather(
        *(stage["customer"].post("/bookings", {"id": str(uuid4()), "hold_id": hold["id"]}) for _ in range(12))
    )
    assert sorted(statuses(answers)) == [201] + [409] * 11
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"hold_expired"}


async def test_holds_and_bookings_race_for_anybody(stage: Stage) -> None:
    slot = (await stage.slots(stage.world.deep_clean))[10]
    listing = str(stage.world.deep_clean)
    answers = await asyncio.gather(
        *(
            stage["customer"].post(
                "/holds" if number % 2 else "/bookings",
                {"id": str(uuid4()), "listing_id": listing, "starts_at": slot["starts_at"]},
            )
            for number in range(24)
        )
    )
    assert sorted(statuses(answers)) == [201] * 3 + [409] * 21
    assert len({answer.json()["staff_id"] for answer in answers if answer.status_code == 201}) == 3

"""Moving by agreement: both times are kept until the other side has spoken, and one of them after that."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from backend_stub.db.tables import Occupancy
from backend_stub.features.bookings.proposals.expiry import ProposalExpiry
from contracts.proposals import ProposalOut
from contracts.wire import rfc3339
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import DAY, Stage, problem, statuses

HOUR = timedelta(hours=1)


async def agreed(stage: Stage, number: int = 60) -> Any:
    """A confirmed booking of the customer, some days ahead."""
    booking = await stage.book("customer", number=number)
    return (await stage.change("vendor", booking, "accept")).json()


async def later_slot(stage: Stage, booking: Any, minutes: int = 1440) -> Any:
    """The time of the same person so much later."""
    start = datetime.fromisoformat(booking["starts_at"]) + timedelta(minutes=minutes)
    return {"starts_at": rfc3339(start), "staff_id": booking["staff_id"]}


async def propose(stage: Stage, name: str, booking: Any, slot: Any, **more: Any) -> Any:
    wish = {"id": str(uuid4()), **slot, **more}
    return await stage.change(name, booking, "proposals", wish)


async def reply(stage: Stage, name: str, proposal: Any, answer: str) -> Any:
    headers = {"If-Match": f'"{proposal["version"]}"'}
    return await stage[name].post(f"/proposals/{proposal['id']}/{answer}", {}, headers=headers)


async def can_book(stage: Stage, slot: Any) -> bool:
    """Whether somebody else could hold that time; the hold is let go at once."""
    wish = {"id": str(uuid4()), "listing_id": str(stage.world.deep_clean), **slot}
    answer = await stage["stranger"].post("/holds", wish)
    if answer.status_code == 201:
        await stage["stranger"].call("DELETE", f"/holds/{wish['id']}")
    return answer.status_code == 201


def own(booking: Any) -> dict[str, Any]:
    return {"starts_at": booking["starts_at"], "staff_id": booking["staff_id"]}


async def test_a_vendor_proposes_and_the_customer_accepts(stage: Stage) -> None:
    booking = await agreed(stage)
    slot = await later_slot(stage, booking)
    made = await propose(stage, "vendor", booking, slot, note="Rosa is at the dentist.")
    assert made.status_code == 201, made.text
    ProposalOut.model_validate_json(made.text)
    proposal = made.json()
    assert (proposal["side"], proposal["status"], proposal["creator"]) == ("vendor", "open", "Vendor")
    assert (await stage["customer"].get(f"/bookings/{booking['id']}")).json() == booking
    assert [await can_book(stage, own(booking)), await can_book(stage, slot)] == [False, False]
    done = await reply(stage, "customer", proposal, "accept")
    assert (done.status_code, done.json()["status"]) == (200, "accepted")
    moved = (await stage["customer"].get(f"/bookings/{booking['id']}")).json()
    assert (moved["starts_at"], moved["status"], moved["version"]) == (slot["starts_at"], "confirmed", 3)
    assert [await can_book(stage, own(booking)), await can_book(stage, slot)] == [True, False]
    step = (await stage["vendor"].get(f"/bookings/{booking['id']}/history")).json()["items"][-1]
    assert (step["actor"], step["action"]) == ("Customer", "reschedule")
    assert [change["field"] for change in step["changes"]] == ["starts_at", "ends_at"]
    assert problem(await reply(stage, "customer", done.json(), "decline")) == (409, "invalid_transition")


async def test_declined_or_withdrawn_the_old_time_stays(stage: Stage) -> None:
    booking = await agreed(stage)
    slot = await later_slot(stage, booking)
    for name, answer, word in (
        ("customer", "decline", "declined"),
        ("vendor", "withdraw", "withdrawn"),
    ):
        proposal = (await propose(stage, "vendor", booking, slot)).json()
        done = await reply(stage, name, proposal, answer)
        assert (done.status_code, done.json()["status"]) == (200, word)
        assert [await can_book(stage, own(booking)), await can_book(stage, slot)] == [False, True]
    assert (await stage["customer"].get(f"/bookings/{booking['id']}")).json() == booking
    listed = (await stage["customer"].get(f"/proposals?booking_id={booking['id']}")).json()["items"]
    assert [item["status"] for item in listed] == ["withdrawn", "declined"]
    waiting = (await stage["customer"].get("/proposals?status=open")).json()["items"]
    assert waiting == []


async def test_a_quarter_later_overlaps_its_own_time_and_nobody_elses(stage: Stage) -> None:
    booking = await agreed(stage)
    slot = await later_slot(stage, booking, 15)
    proposal = (await propose(stage, "vendor", booking, slot)).json()
    assert proposal["status"] == "open", proposal
    assert (await reply(stage, "customer", proposal, "accept")).status_code == 200
    async with stage.running.server.database.read() as session:
        kept = (await session.scalars(select(Occupancy))).all()
    assert [str(row.source_id) for row in kept] == [booking["id"]]
    other = await agreed(stage, 0)
    assert problem(await propose(stage, "vendor", other, slot)) == (409, "slot_taken")


async def test_each_side_says_its_own_word(stage: Stage) -> None:
    booking = await agreed(stage)
    proposal = (await propose(stage, "vendor", booking, await later_slot(stage, booking))).json()
    assert problem(await reply(stage, "vendor", proposal, "accept")) == (403, "forbidden")
    assert problem(await reply(stage, "customer", proposal, "withdraw")) == (403, "forbidden")
    assert problem(await reply(stage, "rival", proposal, "accept")) == (404, "not_found")
    assert problem(await reply(stage, "kiosk", proposal, "accept")) == (404, "not_found")
    path = f"/proposals/{proposal['id']}/accept"
    assert problem(await stage["customer"].post(path, {})) == (428, "precondition_required")
    stale = await stage["customer"].post(path, {}, headers={"If-Match": '"9"'})
    assert (*problem(stale), stale.json()["current"]) == (412, "version_stale", proposal)
    again = await propose(stage, "admin", booking, await later_slot(stage, booking, 2880))
    assert problem(again) == (409, "proposal_open")


async def test_a_customer_moves_at_once_while_it_is_free_and_asks_after_that(
    stage: Stage, clock: MovableClock
) -> None:
    booking = await agreed(stage)
    slot = await later_slot(stage, booking)
    direct = (await propose(stage, "customer", booking, slot)).json()
    assert (direct["status"], direct["side"]) == ("accepted", "customer")
    moved = (await stage["customer"].get(f"/bookings/{booking['id']}")).json()
    assert (moved["starts_at"], moved["version"]) == (slot["starts_at"], 3)
    await stage.later(clock, datetime.fromisoformat(moved["starts_at"]) - 5 * HOUR - clock.now())
    asked = (await propose(stage, "customer", moved, await later_slot(stage, moved))).json()
    assert asked["status"] == "open"
    wait = datetime.fromisoformat(asked["expires_at"]) - clock.now()
    assert timedelta(0) < wait <= timedelta(minutes=120)
    done = await reply(stage, "vendor", asked, "accept")
    assert (done.status_code, done.json()["status"]) == (200, "accepted")
    # The letter of the protocol: `/reschedule` itself stays direct, for both sides.
    now = (await stage["customer"].get(f"/bookings/{booking['id']}")).json()
    back = await stage.change("customer", now, "reschedule", await later_slot(stage, now))
    assert (back.status_code, back.json()["status"]) == (200, "confirmed")


async def test_without_an_answer_it_lapses(stage: Stage, clock: MovableClock) -> None:
    booking = await agreed(stage)
    slot = await later_slot(stage, booking)
    proposal = (await propose(stage, "vendor", booking, slot)).json()
    await stage.later(clock, DAY + HOUR)
    late = await reply(stage, "customer", proposal, "accept")
    assert late.status_code in {409, 412}
    await ProposalExpiry(stage.running.server.database, clock).run()
    lapsed = (await stage["customer"].get(f"/proposals/{proposal['id']}")).json()
    assert lapsed["status"] == "lapsed"
    assert [await can_book(stage, own(booking)), await can_book(stage, slot)] == [False, True]


async def test_what_else_becomes_of_the_booking_ends_it(stage: Stage) -> None:
    booking = await agreed(stage)
    slot = await later_slot(stage, booking)
    first = (await propose(stage, "vendor", booking, slot)).json()
    moved = await stage.change("vendor", booking, "reschedule", slot)
    assert (moved.status_code, moved.json()["starts_at"]) == (200, slot["starts_at"])
    second = (await propose(stage, "vendor", moved.json(), own(booking))).json()
    cancelled = await stage.change("customer", moved.json(), "cancel")
    assert cancelled.status_code == 200
    for proposal in (first, second):
        read = (await stage["customer"].get(f"/proposals/{proposal['id']}")).json()
        assert read["status"] == "withdrawn"
    async with stage.running.server.database.read() as session:
        assert (await session.scalars(select(Occupancy))).all() == []


async def test_a_guest_can_not_be_asked_and_the_same_time_is_no_proposal(stage: Stage) -> None:
    guests = await stage.book("vendor", number=60)
    refused = await propose(stage, "vendor", guests, await later_slot(stage, guests))
    assert problem(refused) == (409, "invalid_transition")
    booking = await agreed(stage, 10)
    same = await propose(stage, "vendor", booking, own(booking))
    assert (*problem(same), same.json()["errors"][0]["field"]) == (422, "invalid_input", "starts_at")
    odd = await propose(stage, "vendor", booking, {"starts_at": booking["starts_at"][:-1] + "+00:00"})
    assert odd.status_code == 422
    long = await propose(stage, "vendor", booking, await later_slot(stage, booking), note="x" * 501)
    assert long.json()["errors"][0]["field"] == "note"


async def test_of_many_answers_and_proposals_at_once_one_stands(stage: Stage) -> None:
    booking = await agreed(stage)
    slot = await later_slot(stage, booking)
    made = await asyncio.gather(*(propose(stage, "vendor", booking, slot) for _ in range(4)))
    assert sorted(statuses(made)) == [201, 409, 409, 409]
    proposal = next(answer.json() for answer in made if answer.status_code == 201)
    said = await asyncio.gather(
        *(reply(stage, "customer", proposal, word) for word in ("accept", "decline")),
        reply(stage, "vendor", proposal, "withdraw"),
    )
    assert sorted(statuses(said)) == [200, 412, 412]
    async with stage.running.server.database.read() as session:
        kept = (await session.scalars(select(Occupancy))).all()
    assert [row.source for row in kept] == ["booking"]

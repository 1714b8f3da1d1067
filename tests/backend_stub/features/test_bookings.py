"""Bookings: how they are made, who answers, and what they refuse."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from backend_stub.features.bookings.expiry import RequestExpiry
from contracts.bookings import BookingHistoryItem, BookingOut
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import DAY, Stage, pick, problem, stamp, statuses

GUEST = {"name": "Gwen Guest", "phone": "+49 30 1234567"}


def wish(stage: Stage, slot: Any, **more: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "listing_id": str(stage.world.deep_clean), **pick(slot), **more}


async def test_a_customer_asks_and_the_vendor_accepts(stage: Stage) -> None:
    slot = (await stage.slots(stage.world.deep_clean))[0]
    asked = await stage["customer"].post("/bookings", wish(stage, slot, note="Ring twice."))
    assert asked.status_code == 201
    assert asked.headers["etag"] == '"1"'
    booking = asked.json()
    BookingOut.model_validate_json(asked.text)
    assert (booking["status"], booking["customer"]["name"], booking["guest"]) == (
        "requested",
        "Customer",
        None,
    )
    assert booking["starts_at"] == slot["starts_at"]
    assert booking["price"] == {"amount": 6400, "currency": "EUR"}
    assert len(booking["reference"]) >= 6
    accepted = await stage.change("vendor", booking, "accept")
    assert accepted.status_code == 200
    assert accepted.headers["etag"] == '"2"'
    assert accepted.json()["status"] == "confirmed"
    read = await stage["customer"].get(f"/bookings/{booking['id']}")
    assert (read.json(), read.headers["etag"]) == (accepted.json(), '"2"')
    history = (await stage["customer"].get(f"/bookings/{booking['id']}/history")).json()["items"]
    assert [(step["action"], step["status"], step["actor"]) for step in history] == [
        (None, "requested", "Customer"),
        ("accept", "confirmed", "Vendor"),
    ]
    for step in history:
        BookingHistoryItem.model_validate(step, strict=False)


async def test_a_slot_that_was_booked_is_gone_for_its_person_and_with_buffers(stage: Stage) -> None:
    world = stage.world
    slot = next(s for s in await stage.slots(world.deep_clean, staff=world.rosa))
    begun = datetime.fromisoformat(slot["starts_at"])
    await stage["customer"].post("/bookings", wish(stage, slot))
    for listing, minutes in ((world.deep_clean, 90), (world.windows, 60)):
        left = {s["starts_at"] for s in await stage.slots(listing, staff=world.rosa)}
        near = [moment for moment in map(datetime.fromisoformat, left) if abs(moment - begun) < DAY / 4]
        before = timedelta(minutes=90 if listing == world.deep_clean else 60)
        after = timedelta(minutes=90 if listing == world.deep_clean else 75)
        assert all(moment <= begun - before or moment >= begun + after for moment in near), minutes


async def test_kiosk_and_vendor_book_for_guests_only(stage: Stage) -> None:
    slots = await stage.slots(stage.world.deep_clean, staff=stage.world.rosa)
    refused = [
        await stage["kiosk"].post("/bookings", wish(stage, slots[0])),
        await stage["vendor"].post("/bookings", wish(stage, slots[0])),
        await stage["customer"].post("/bookings", wish(stage, slots[0], guest=GUEST)),
        await stage["kiosk"].post("/bookings", wish(stage, slots[0], guest={"name": "G", "phone": "x"})),
    ]
    assert statuses(refused) == [422] * 4
    assert [answer.json()["errors"][0]["field"] for answer in refused] == ["guest"] * 3 + ["guest.phone"]
    asked = await stage["kiosk"].post("/bookings", wish(stage, slots[0], guest=GUEST))
    phoned = await stage["vendor"].post("/bookings", wish(stage, slots[20], guest=GUEST))
    assert (asked.json()["status"], phoned.json()["status"]) == ("requested", "confirmed")
    assert (asked.json()["guest"], asked.json()["customer"]) == (GUEST, None)
    foreign = await stage["rival"].post("/bookings", wish(stage, slots[30], guest=GUEST))
    assert problem(foreign) == (403, "forbidden")


async def test_without_a_person_anybody_free_comes(stage: Stage) -> None:
    slot = (await stage.slots(stage.world.deep_clean))[0]
    answers = [
        await stage["customer"].post(
            "/bookings",
            {
                "id": str(uuid4()),
                "listing_id": str(stage.world.deep_clean),
                "starts_at": slot["starts_at"],
            },
        )
        for _ in range(4)
    ]
    assert statuses(answers) == [201, 201, 201, 409]
    assert len({answer.json()["staff_id"] for answer in answers[:3]}) == 3
    assert answers[3].json()["code"] == "slot_taken"
    assert len(answers[3].json()["alternatives"]) == 3


async def test_alternatives_are_free_and_near(stage: Stage) -> None:
    slot = (await stage.slots(stage.world.deep_clean, staff=stage.world.rosa))[0]
    assert (await stage["customer"].post("/bookings", wish(stage, slot))).status_code == 201
    lost = await stage["stranger"].post("/bookings", wish(stage, slot))
    assert problem(lost) == (409, "slot_taken")
    alternatives = lost.json()["alternatives"]
    free = await stage.slots(stage.world.deep_clean)
    assert all(alternative in free for alternative in alternatives)
    assert len(alternatives) == 3
    taken = [await stage["stranger"].post("/bookings", wish(stage, each)) for each in alternatives[:1]]
    assert statuses(taken) == [201]


async def test_times_that_were_never_on_offer(stage: Stage) -> None:
    now = datetime.now(UTC).replace(second=0, microsecond=0, minute=0)
    tomorrow = (now + DAY).replace(hour=12)
    for moment in (now - DAY, tomorrow.replace(hour=2), tomorrow.replace(minute=7), now + 9000 * DAY):
        body = {
            "id": str(uuid4()),
            "listing_id": str(stage.world.deep_clean),
            "starts_at": moment.isoformat(),
        }
        answer = await stage["customer"].post("/bookings", body)
        assert problem(answer) == (409, "slot_unavailable"), moment
        assert len(answer.json()["alternatives"]) == 3, moment


async def test_ids_in_use_say_nothing_of_their_row(stage: Stage) -> None:
    booking = await stage.book("customer")
    slot = (await stage.slots(stage.world.deep_clean))[40]
    again = await stage["stranger"].post("/bookings", wish(stage, slot) | {"id": booking["id"]})
    assert problem(again) == (409, "id_taken")
    assert booking["reference"] not in again.text


async def test_the_order_of_checks(stage: Stage) -> None:
    booking = await stage.book("customer")
    path = f"/bookings/{booking['id']}/complete"
    stale = {"If-Match": '"7"'}
    fresh = {"If-Match": '"1"'}
    vendor = stage["vendor"]
    assert problem(await stage["nobody"].post(path, {"odd": 1}, key=None)) == (401, "unauthenticated")
    assert problem(await vendor.post(path, {"odd": 1}, key=None)) == (400, "idempotency_key_missing")
    assert problem(await stage["rival"].post(path, {"odd": 1})) == (422, "invalid_input")
    assert problem(await stage["rival"].post(path, {})) == (404, "not_found")
    assert problem(await stage["customer"].post(path, {})) == (403, "forbidden")
    assert problem(await vendor.post(path, {})) == (428, "precondition_required")
    refused = await vendor.post(path, {}, headers=stale)
    assert problem(refused) == (412, "version_stale")
    assert refused.json()["current"] == booking
    assert problem(await vendor.post(path, {}, headers=fresh)) == (409, "invalid_transition")


async def test_nobody_is_missing_before_the_start(stage: Stage, clock: MovableClock) -> None:
    booking = (await stage.change("vendor", await stage.book("customer"), "accept")).json()
    assert problem(await stage.change("vendor", booking, "no-show")) == (409, "too_early")
    clock.offset += datetime.fromisoformat(booking["starts_at"]) - clock.now() + timedelta(minutes=1)
    vendor = await stage.running.sign_in(stage.world.email("vendor"))
    headers = {"If-Match": f'"{booking["version"]}"'}
    missed = await vendor.post(f"/bookings/{booking['id']}/no-show", {"reason": "Shut."}, headers=headers)
    assert (missed.status_code, missed.json()["status"]) == (200, "no_show")


async def test_rescheduling_keeps_status_and_person(stage: Stage) -> None:
    world = stage.world
    booking = await stage.book("customer")
    slots = await stage.slots(world.deep_clean, staff=booking["staff_id"])
    later = {"starts_at": slots[25]["starts_at"]}
    moved = (await stage.change("customer", booking, "reschedule", later)).json()
    assert (moved["status"], moved["starts_at"]) == ("requested", slots[25]["starts_at"])
    assert (moved["staff_id"], moved["version"]) == (booking["staff_id"], 2)
    freed = await stage.slots(world.deep_clean, staff=booking["staff_id"])
    assert booking["starts_at"] in {slot["starts_at"] for slot in freed}
    overlapping = datetime.fromisoformat(moved["starts_at"]) + timedelta(minutes=15)
    nudged = await stage.change("customer", moved, "reschedule", {"starts_at": stamp(overlapping)})
    assert nudged.status_code == 200
    other = next(staff for staff in (world.rosa, world.mikael) if str(staff) != booking["staff_id"])
    given = {"starts_at": nudged.json()["starts_at"], "staff_id": str(other)}
    assert (await stage.change("vendor", nudged.json(), "reschedule", given)).json()["staff_id"] == str(other)


async def test_rescheduling_onto_another_booking_is_taken(stage: Stage) -> None:
    first, second = await stage.book("customer"), await stage.book("stranger", number=30)
    target = {"starts_at": first["starts_at"], "staff_id": first["staff_id"]}
    lost = await stage.change("stranger", second, "reschedule", target)
    assert problem(lost) == (409, "slot_taken")
    assert len(lost.json()["alternatives"]) == 3
    unchanged = (await stage["stranger"].get(f"/bookings/{second['id']}")).json()
    assert unchanged == second


async def test_a_cancelled_time_is_free_again(stage: Stage) -> None:
    booking = await stage.book("customer")
    assert (await stage.change("customer", booking, "cancel", {"reason": "Ill."})).status_code == 200
    free = await stage.slots(stage.world.deep_clean, staff=booking["staff_id"])
    assert pick(booking) in [pick(slot) for slot in free]


async def test_overdue_requests_lapse_and_their_time_is_free(stage: Stage, clock: MovableClock) -> None:
    booking = await stage.book("customer")
    clock.offset += timedelta(hours=2, minutes=1)
    await RequestExpiry(stage.running.server.database, clock).run()
    customer = await stage.running.sign_in(stage.world.email("customer"))
    lapsed = (await customer.get(f"/bookings/{booking['id']}")).json()
    assert (lapsed["status"], lapsed["version"]) == ("expired", 2)
    history = (await customer.get(f"/bookings/{booking['id']}/history")).json()["items"]
    assert (history[-1]["actor"], history[-1]["action"], history[-1]["status"]) == (None, None, "expired")
    vendor = await stage.running.sign_in(stage.world.email("vendor"))
    path = f"/bookings/{booking['id']}/accept"
    assert problem(await vendor.post(path, {}, headers={"If-Match": '"2"'})) == (409, "invalid_transition")
    assert problem(await vendor.post(path, {}, headers={"If-Match": '"1"'})) == (412, "version_stale")
    again = wish(stage, booking)
    assert (await customer.post("/bookings", again)).status_code == 201
    late = await vendor.post(path, {}, headers={"If-Match": '"1"'})
    assert problem(late) == (409, "slot_taken")
    assert len(late.json()["alternatives"]) == 3


async def test_an_overdue_request_can_not_be_accepted_before_it_is_swept(
    stage: Stage, clock: MovableClock
) -> None:
    booking = await stage.book("customer")
    clock.offset += timedelta(hours=2, minutes=1)
    vendor = await stage.running.sign_in(stage.world.email("vendor"))
    headers = {"If-Match": '"1"'}
    answer = await vendor.post(f"/bookings/{booking['id']}/accept", {}, headers=headers)
    assert answer.status_code in {409, 412}


async def test_lists_are_filtered_sorted_and_paged(stage: Stage) -> None:
    made = [await stage.book("customer", number=number) for number in (0, 20, 40)]
    await stage.change("vendor", made[1], "decline")
    await stage.book("stranger", number=60)
    customer = stage["customer"]
    every = (await customer.get("/bookings")).json()
    assert [row["id"] for row in every["items"]] == [row["id"] for row in made]
    assert every["next_cursor"] is None
    down = (await customer.get("/bookings?sort=-starts_at&limit=2")).json()
    rest = (await customer.get(f"/bookings?sort=-starts_at&limit=2&cursor={down['next_cursor']}")).json()
    ids = [row["id"] for row in down["items"] + rest["items"]]
    assert ids == [row["id"] for row in reversed(made)]
    asked = (await customer.get("/bookings?status=requested")).json()["items"]
    assert {row["status"] for row in asked} == {"requested"}
    assert len(asked) == 2
    low, high = made[0]["starts_at"], made[1]["starts_at"]
    between = (await customer.get(f"/bookings?from={low}&to={high}")).json()["items"]
    assert [row["id"] for row in between] == [made[0]["id"]]
    found = (await stage["vendor"].get("/bookings?q=stranger")).json()["items"]
    assert [row["customer"]["name"] for row in found] == ["Stranger"]
    assert (await stage["rival"].get("/bookings")).json()["items"] == []
    foreign = await stage["rival"].get(f"/bookings?vendor_id={stage.world.north}")
    assert foreign.json()["items"] == []
    for bad in ("sort=oops", "cursor=oops", "limit=0", "limit=201", "from=2026-01-01T00:00:00", "odd=1"):
        assert (await customer.get(f"/bookings?{bad}")).status_code == 422, bad
    assert (await customer.get("/bookings?cursor=oops")).json()["code"] == "invalid_cursor"


async def test_two_at_once_for_one_booking_leave_one_step(stage: Stage) -> None:
    booking = await stage.book("customer")
    both = await asyncio.gather(
        stage.change("vendor", booking, "accept"), stage.change("customer", booking, "cancel")
    )
    assert sorted(statuses(both)) == [200, 412]


async def test_repeating_a_request_gives_the_first_answer(stage: Stage) -> None:
    slot = (await stage.slots(stage.world.deep_clean))[0]
    body, key = wish(stage, slot), uuid4()
    first = await stage["customer"].post("/bookings", body, key=key)
    again = await stage["customer"].post("/bookings", body, key=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.json(), first.headers["etag"]) == (again.json(), again.headers["etag"])
    assert len((await stage["customer"].get("/bookings")).json()["items"]) == 1

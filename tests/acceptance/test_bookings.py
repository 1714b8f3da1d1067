"""Slots, holds, bookings and their transitions, as PROTOCOL 5 and 9 state them."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.acceptance.conftest import Caller, Json, Slots, booking_for, rfc3339
from tests.acceptance.test_surface import check_problem

pytestmark = pytest.mark.slow

CREATED, OK = httpx.codes.CREATED, httpx.codes.OK
BOOKING_FIELDS = """
id version reference status listing_id listing_title vendor_id staff_id customer guest starts_at ends_at zone
price note created_at updated_at
"""
LISTING_FIELDS = """
id version title category_id vendor_id vendor_name zone price duration_minutes buffer_before_minutes
buffer_after_minutes rating staff
"""

Book = Callable[..., Json]


@pytest.fixture
def book(customer: Caller, listing: Json, slots: Slots) -> Book:
    """Makes a request of the customer at a time of its own."""

    def make(**more: object) -> Json:
        answer = customer.post("/bookings", booking_for(listing, slots.take(), **more))
        assert answer.status_code == CREATED, answer.text
        made: Json = answer.json()
        return made

    return make


def act(
    caller: Caller, booking: Json, action: str, body: Json | None = None, **options: object
) -> httpx.Response:
    return caller.post(
        f"/bookings/{booking['id']}/{action}", body or {}, **{"if_match": booking["version"], **options}
    )


def test_what_a_listing_and_its_slots_say(anyone: Caller, listing: Json) -> None:
    found = anyone.get(f"/listings/{listing['id']}").json()
    assert set(found) >= set(LISTING_FIELDS.split())
    assert set(found["price"]) == {"amount", "currency"}
    start = datetime.now(UTC)
    window = {"from": rfc3339(start), "to": rfc3339(start + timedelta(days=14))}
    items = anyone.get(f"/listings/{listing['id']}/slots", **window).json()["items"]
    assert all(set(slot) == {"starts_at", "ends_at", "staff_id"} for slot in items)
    assert all(slot["starts_at"] >= rfc3339(start)[:19] for slot in items)
    assert len(items) >= 40


def test_slots_of_one_person(anyone: Caller, listing: Json) -> None:
    start = datetime.now(UTC)
    window = {"from": rfc3339(start), "to": rfc3339(start + timedelta(days=14))}
    chosen = listing["staff"][0]["id"]
    items = anyone.get(f"/listings/{listing['id']}/slots", staff_id=chosen, **window).json()["items"]
    assert items
    assert {slot["staff_id"] for slot in items} == {chosen}


def test_slots_for_more_than_31_days_or_backwards_are_refused(anyone: Caller, listing: Json) -> None:
    start = datetime.now(UTC)
    path = f"/listings/{listing['id']}/slots"
    wide = {"from": rfc3339(start), "to": rfc3339(start + timedelta(days=31, seconds=1))}
    check_problem(anyone.get(path, **wide), 422, "invalid_input")
    backwards = {"from": rfc3339(start), "to": rfc3339(start - timedelta(days=1))}
    check_problem(anyone.get(path, **backwards), 422, "invalid_input")
    check_problem(anyone.get(path), 422, "invalid_input")


def test_there_are_slots_400_days_ahead(anyone: Caller, listing: Json) -> None:
    start = datetime.now(UTC) + timedelta(days=393)
    window = {"from": rfc3339(start), "to": rfc3339(start + timedelta(days=7))}
    assert len(anyone.get(f"/listings/{listing['id']}/slots", **window).json()["items"]) >= 20


def test_a_request_has_every_field_and_an_etag(book: Book, customer: Caller) -> None:
    made = book(note="Ring twice ☎ مرحبا")
    assert set(made) >= set(BOOKING_FIELDS.split())
    assert made["status"] == "requested"
    assert made["note"] == "Ring twice ☎ مرحبا"
    found = customer.get(f"/bookings/{made['id']}")
    assert found.json() == made
    assert found.headers["etag"] == f'"{made["version"]}"'


def test_the_same_key_gives_the_first_answer_and_another_body_422(
    customer: Caller, listing: Json, slots: Slots
) -> None:
    body, key = booking_for(listing, slots.take()), str(uuid4())
    first = customer.post("/bookings", body, key=key)
    again = customer.post("/bookings", body, key=key)
    assert first.status_code == again.status_code == CREATED
    assert first.json() == again.json()
    check_problem(
        customer.post("/bookings", {**body, "note": "other"}, key=key), 422, "idempotency_key_reused"
    )


def test_an_id_in_use_says_nothing_of_that_row(
    customer: Caller, vendor2: Caller, book: Book, listing: Json, slots: Slots
) -> None:
    made = book()
    problem = check_problem(
        customer.post("/bookings", booking_for(listing, slots.take()) | {"id": made["id"]}), 409, "id_taken"
    )
    assert made["reference"] not in str(problem)


def test_a_taken_time_answers_three_alternatives(customer: Caller, listing: Json, slots: Slots) -> None:
    slot = slots.take()
    assert customer.post("/bookings", booking_for(listing, slot)).status_code == CREATED
    problem = check_problem(customer.post("/bookings", booking_for(listing, slot)), 409, "slot_taken")
    assert len(problem["alternatives"]) == 3
    for other in problem["alternatives"]:
        assert set(other) == {"starts_at", "ends_at", "staff_id"}
    held = check_problem(customer.post("/holds", booking_for(listing, slot)), 409, "slot_taken")
    assert len(held["alternatives"]) == 3
    assert customer.post("/bookings", booking_for(listing, held["alternatives"][0])).status_code == CREATED


def test_a_hold_keeps_the_time_for_its_holder_and_is_good_once(
    customer: Caller, kiosk: Caller, listing: Json, slots: Slots
) -> None:
    slot = slots.take()
    hold = customer.post("/holds", booking_for(listing, slot))
    assert hold.status_code == CREATED
    left = datetime.fromisoformat(hold.json()["expires_at"]) - datetime.now(UTC)
    assert timedelta(minutes=9) < left <= timedelta(minutes=10, seconds=5)
    guest = {"name": "Ada", "phone": "+352 20 915 44"}
    check_problem(kiosk.post("/bookings", booking_for(listing, slot, guest=guest)), 409, "slot_taken")
    stolen = {"id": str(uuid4()), "hold_id": hold.json()["id"], "guest": guest}
    check_problem(kiosk.post("/bookings", stolen), 404, "not_found")
    mine = {"id": str(uuid4()), "hold_id": hold.json()["id"]}
    made = customer.post("/bookings", mine)
    assert made.status_code == CREATED, made.text
    assert made.json()["starts_at"] == slot["starts_at"]
    check_problem(customer.post("/bookings", {**mine, "id": str(uuid4())}), 409, "hold_expired")


def test_a_kiosk_books_for_a_guest(kiosk: Caller, vendor: Caller, listing: Json, slots: Slots) -> None:
    guest = {"name": "Ada Łukasz-O’Neil", "phone": "+352 20 915 44"}
    made = kiosk.post("/bookings", booking_for(listing, slots.take(), guest=guest))
    assert made.status_code == CREATED, made.text
    seen = vendor.get(f"/bookings/{made.json()['id']}").json()
    assert seen["guest"] == guest
    assert seen["customer"] is None


def test_the_life_of_a_booking(vendor: Caller, customer: Caller, book: Book) -> None:
    made = book()
    accepted = act(vendor, made, "accept")
    assert accepted.status_code == OK, accepted.text
    booking = accepted.json()
    assert booking["status"] == "confirmed"
    assert booking["version"] > made["version"]
    assert accepted.headers["etag"] == f'"{booking["version"]}"'
    check_problem(act(vendor, booking, "accept"), 409, "invalid_transition")
    check_problem(act(vendor, booking, "complete"), 409, "invalid_transition")
    check_problem(act(vendor, booking, "no-show"), 409, "too_early")
    cancelled = act(customer, booking, "cancel", {"reason": "Change of plan"})
    assert cancelled.json()["status"] == "cancelled"
    check_problem(act(vendor, cancelled.json(), "start"), 409, "invalid_transition")


def test_a_booking_whose_time_has_come_is_started_and_completed(vendor: Caller) -> None:
    now = rfc3339(datetime.now(UTC))
    due = vendor.get("/bookings", status="confirmed", to=now, limit=200).json()["items"]
    assert len(due) >= 6
    started = act(vendor, due[0], "start").json()
    assert started["status"] == "in_progress"
    assert act(vendor, started, "complete").json()["status"] == "completed"
    assert act(vendor, due[1], "no-show", {"reason": "Nobody opened"}).json()["status"] == "no_show"


def test_precondition_missing_and_stale(vendor: Caller, book: Book) -> None:
    made = book()
    check_problem(vendor.post(f"/bookings/{made['id']}/accept", {}), 428, "precondition_required")
    problem = check_problem(act(vendor, made, "accept", if_match=made["version"] + 7), 412, "version_stale")
    assert problem["current"] == vendor.get(f"/bookings/{made['id']}").json()


def test_a_customer_may_not_accept_and_a_stranger_sees_nothing(
    customer: Caller, vendor2: Caller, kiosk: Caller, book: Book
) -> None:
    made = book()
    check_problem(act(customer, made, "accept"), 403, "forbidden")
    unknown = check_problem(vendor2.get(f"/bookings/{uuid4()}"), 404, "not_found")
    foreign = check_problem(vendor2.get(f"/bookings/{made['id']}"), 404, "not_found")
    assert {**unknown, "instance": ""} == {**foreign, "instance": ""}
    check_problem(act(vendor2, made, "accept"), 404, "not_found")
    check_problem(vendor2.post(f"/bookings/{made['id']}/accept", {"nonsense": 1}), 422, "invalid_input")
    assert act(kiosk, made, "cancel").status_code in (403, 404)


def test_rescheduling_keeps_the_status_and_frees_the_old_time(
    customer: Caller, book: Book, listing: Json, slots: Slots
) -> None:
    made, slot = book(), slots.take()
    moved = act(customer, made, "reschedule", {"starts_at": slot["starts_at"], "staff_id": slot["staff_id"]})
    assert moved.status_code == OK, moved.text
    assert (moved.json()["status"], moved.json()["starts_at"]) == ("requested", slot["starts_at"])
    old = {"starts_at": made["starts_at"], "staff_id": made["staff_id"]}
    assert customer.post("/bookings", booking_for(listing, old)).status_code == CREATED
    other = book()
    taken = act(customer, other, "reschedule", {"starts_at": slot["starts_at"], "staff_id": slot["staff_id"]})
    assert len(check_problem(taken, 409, "slot_taken")["alternatives"]) == 3


def test_the_past_can_not_be_booked(customer: Caller, listing: Json, slots: Slots) -> None:
    slot = slots.take()
    past = {**slot, "starts_at": rfc3339(datetime.now(UTC) - timedelta(days=2))}
    assert customer.post("/bookings", booking_for(listing, past)).status_code in (409, 422)


def test_other_offsets_are_converted(customer: Caller, listing: Json, slots: Slots) -> None:
    slot = slots.take()
    eastern = datetime.fromisoformat(slot["starts_at"]).astimezone(ZoneInfo("America/New_York"))
    made = customer.post("/bookings", booking_for(listing, {**slot, "starts_at": eastern.isoformat()}))
    assert made.status_code == CREATED, made.text
    assert made.json()["starts_at"] == slot["starts_at"]


def test_lists_filter_and_sort(vendor: Caller, vendor_id: str, book: Book) -> None:
    made = book()
    items = vendor.get("/bookings", sort="-starts_at", limit=200, vendor_id=vendor_id).json()["items"]
    starts = [item["starts_at"] for item in items]
    assert starts == sorted(starts, reverse=True)
    requested = vendor.get("/bookings", status="requested", limit=200).json()["items"]
    assert {item["status"] for item in requested} == {"requested"}
    assert made["id"] in {item["id"] for item in requested}
    window = {
        "from": made["starts_at"],
        "to": rfc3339(datetime.fromisoformat(made["starts_at"]) + timedelta(seconds=1)),
    }
    assert made["id"] in {item["id"] for item in vendor.get("/bookings", **window).json()["items"]}
    assert vendor.get("/bookings", **{"from": window["from"], "to": window["from"]}).json()["items"] == []


def test_each_sees_their_own(
    customer: Caller, vendor: Caller, vendor2: Caller, admin: Caller, book: Book
) -> None:
    made = book()
    for caller, sees in ((customer, True), (vendor, True), (admin, True), (vendor2, False)):
        answer = caller.get(f"/bookings/{made['id']}")
        assert answer.status_code == (OK if sees else 404)


def await_notification(vendor: Caller, booking_id: str) -> list[Json]:
    """What tells of this booking; a consumer writes it soon after the booking's own commit."""
    deadline = time.monotonic() + 60
    while True:
        items = vendor.get("/notifications").json()["items"]
        mine = [item for item in items if item.get("booking_id") == booking_id]
        if mine or time.monotonic() > deadline:
            return mine
        time.sleep(0.05)


def test_a_notification_reaches_the_vendor_and_is_read(vendor: Caller, book: Book) -> None:
    made = book()
    mine = await_notification(vendor, made["id"])
    assert len(mine) == 1
    answer = vendor.post("/notifications/read", {"up_to": mine[0]["id"]})
    assert answer.status_code == httpx.codes.NO_CONTENT
    after = vendor.get("/notifications").json()["items"]
    assert next(item for item in after if item["id"] == mine[0]["id"])["read_at"] is not None

"""From a draft to what customers book: vendors' listings, their review, and what is chosen of them."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.backend_stub.features.listing_steps import (
    AREA,
    change_ready,
    done,
    patch,
    photo,
    photos,
    published,
    seen,
    step,
)
from tests.backend_stub.features.world import DAY, Stage, pick, problem, stamp

SMALL, LARGE = str(uuid4()), str(uuid4())
OVEN = str(uuid4())
PETS, FLOOR = str(uuid4()), str(uuid4())
CHOICES = {
    "variants": [
        {"id": LARGE, "name": "3 rooms", "price": 9000, "duration_minutes": 120},
        {"id": SMALL, "name": "1 room", "price": 5000, "duration_minutes": 60},
    ],
    "extras": [{"id": OVEN, "name": "Oven", "price": 1500, "minutes": 30, "max_count": 2}],
    "questions": [
        {"id": PETS, "kind": "yes_no", "label": "Any pets?", "required": True, "options": []},
        {"id": FLOOR, "kind": "choice", "label": "Floor?", "required": False, "options": ["Wood", "Tiles"]},
    ],
}


async def test_a_new_listing_is_nobodys_business_until_it_is_approved(stage: Stage) -> None:
    world, id = stage.world, str(uuid4())
    wish = {"id": id, "vendor_id": str(world.north), "category_id": str(world.cleaning), "title": "Attics"}
    listing = await done(await stage["vendor"].post("/vendor-listings", wish))
    assert (listing["status"], listing["draft_status"], listing["published"]) == ("draft", "draft", None)
    assert problem(await stage["nobody"].get(f"/listings/{id}")) == (404, "not_found")
    lacking = await step(stage, listing, "submit")
    assert problem(lacking) == (422, "invalid_input")
    fields = {error["field"] for error in lacking.json()["errors"]}
    assert fields == {"description", "staff_ids", "photos", "price", "service_area"}
    whole: dict[str, Any] = {
        "description": "Dust and cobwebs.",
        "staff_ids": [str(world.rosa)],
        "photos": await photos(stage["vendor"]),
        "price": 4000,
        "service_area": AREA,
    }
    listing = await done(await patch(stage, listing, whole))
    listing = await done(await step(stage, listing, "submit"))
    assert listing["status"] == "in_review"
    waiting = (await stage["admin"].get("/vendor-listings?status=in_review")).json()["items"]
    assert [each["id"] for each in waiting] == [id]
    times = "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z"
    assert (await stage["nobody"].get(f"/listings/{id}/slots?{times}")).status_code == 404
    cover = whole["photos"][0]["file_id"]
    assert (await stage["stranger"].get(f"/files/{cover}")).status_code == 404
    assert (await stage["admin"].get(f"/files/{cover}")).status_code == 200
    listing = await done(await step(stage, listing, "approve", "admin"))
    assert (listing["status"], listing["draft_status"]) == ("published", None)
    public = (await stage["nobody"].get(f"/listings/{id}")).json()
    assert (public["title"], public["price"]["amount"], public["photos"]) == ("Attics", 4000, whole["photos"])
    assert (await stage["stranger"].get(f"/files/{cover}")).status_code == 200
    assert (await stage.slots(UUID(id)))[0]


async def test_changes_of_a_published_listing_wait_while_the_old_one_stays(stage: Stage) -> None:
    ids = await change_ready(stage)
    before = (await stage["nobody"].get(f"/listings/{ids['listing_id']}")).json()
    listing = await seen(stage, ids["listing_id"])
    assert (listing["status"], listing["draft_status"]) == ("published", "draft")
    assert before["description"] == "Every corner once."
    listing = await done(await step(stage, listing, "submit"))
    rejected = await done(await step(stage, listing, "reject", "admin", {"reason": "Whose flat is this?"}))
    assert (rejected["draft_status"], rejected["reason"]) == ("rejected", "Whose flat is this?")
    assert (await stage["nobody"].get(f"/listings/{ids['listing_id']}")).json() == before
    listing = await done(await step(stage, rejected, "submit"))
    taken_back = await done(await patch(stage, listing, {"title": "Windows, both sides"}))
    assert taken_back["draft_status"] == "draft"
    assert problem(await step(stage, taken_back, "approve", "admin")) == (409, "invalid_transition")
    undone = await done(await step(stage, taken_back, "discard"))
    assert (undone["draft_status"], undone["content"]) == (None, undone["published"])


async def test_two_editors_of_one_version_and_a_wrong_state(stage: Stage) -> None:
    listing = await seen(stage, stage.world.windows)
    answers = await asyncio.gather(*(patch(stage, listing, {"title": f"Title {n}"}) for n in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    stale = next(answer for answer in answers if answer.status_code == 412).json()
    assert stale["current"]["content"]["title"].startswith("Title ")
    listing = await seen(stage, stage.world.windows)
    for action in ("resume", "withdraw"):
        assert problem(await step(stage, listing, action)) == (409, "invalid_transition")
    gone = await stage["vendor"].call(
        "DELETE", f"/vendor-listings/{listing['id']}", headers={"If-Match": f'"{listing["version"]}"'}
    )
    assert problem(gone) == (409, "invalid_transition")


async def test_a_paused_listing_disappears_everywhere_and_comes_back(stage: Stage) -> None:
    world = stage.world
    first = await stage["customer"].pull()
    listing = await done(await step(stage, await seen(stage, world.windows), "pause"))
    page = await stage["customer"].pull(first["cursor"])
    assert {"entity": "listing", "id": str(world.windows)} in page["forgets"]
    assert not page["upserts"].get("vendor_listing")
    assert problem(await stage["nobody"].get(f"/listings/{world.windows}")) == (404, "not_found")
    found = (await stage["nobody"].get("/listings?q=window")).json()["items"]
    assert str(world.windows) not in {each["id"] for each in found}
    everything = (await stage["nobody"].get("/listings")).json()["items"]
    assert str(world.windows) not in {each["id"] for each in everything}
    kinds = (await stage["nobody"].get("/categories")).json()["items"]
    counts = {each["id"]: each["listing_count"] for each in kinds}
    assert counts[str(world.cleaning)] == 1
    wish = {"id": str(uuid4()), "listing_id": str(world.windows), "starts_at": "2031-01-06T10:00:00Z"}
    assert problem(await stage["customer"].post("/bookings", wish)) == (404, "not_found")
    assert problem(await stage["customer"].post("/holds", wish)) == (404, "not_found")
    await done(await step(stage, listing, "resume"))
    again = await stage["customer"].pull(page["cursor"])
    assert str(world.windows) in {row["id"] for row in again["upserts"]["listing"]}


async def test_what_is_chosen_makes_price_time_and_lines(stage: Stage) -> None:
    listing = await published(stage, CHOICES)
    public = (await stage["nobody"].get(f"/listings/{listing['id']}")).json()
    assert (public["price"]["amount"], public["duration_minutes"]) == (5000, 60)
    day = datetime.now(UTC) + 20 * DAY
    since = f"from={stamp(day)}&to={stamp(day + DAY)}"
    short = (await stage["nobody"].get(f"/listings/{listing['id']}/slots?{since}")).json()["items"]
    query = f"{since}&variant_id={LARGE}&extras={OVEN}:2"
    long = (await stage["nobody"].get(f"/listings/{listing['id']}/slots?{query}")).json()["items"]
    assert len(long) < len(short)
    wish = {
        "id": str(uuid4()),
        "listing_id": listing["id"],
        **pick(long[0]),
        "variant_id": LARGE,
        "extras": [{"id": OVEN, "count": 2}],
    }
    unanswered = await stage["customer"].post("/bookings", wish)
    assert unanswered.json()["errors"][0]["code"] == "missing_answer"
    wish["answers"] = [{"question_id": PETS, "value": "yes"}, {"question_id": FLOOR, "value": "Tiles"}]
    booking = await done(await stage["customer"].post("/bookings", wish))
    assert booking["price"]["amount"] == 9000 + 2 * 1500
    assert sum(line["amount"] for line in booking["lines"]) == booking["price"]["amount"]
    assert [line["label"] for line in booking["lines"]] == ["3 rooms", "Oven"]
    told = [(each["label"], each["value"]) for each in booking["answers"]]
    assert told == [("Any pets?", "yes"), ("Floor?", "Tiles")]
    minutes = (await stage["nobody"].get(f"/listings/{listing['id']}/slots?{query}")).json()["items"]
    assert pick(long[0]) not in [pick(slot) for slot in minutes]


async def test_a_hold_keeps_what_was_chosen(stage: Stage) -> None:
    listing = await published(stage, CHOICES)
    slot = (await stage.slots(UUID(listing["id"])))[0]
    hold = {"id": str(uuid4()), "listing_id": listing["id"], **pick(slot), "extras": [{"id": OVEN}]}
    made = await done(await stage["customer"].post("/holds", hold))
    answers = [{"question_id": PETS, "value": "no"}]
    wish = {"id": str(uuid4()), "hold_id": hold["id"], "answers": answers}
    booking = await done(await stage["customer"].post("/bookings", wish))
    assert (booking["ends_at"], booking["price"]["amount"]) == (made["ends_at"], 6500)
    assert booking["extras"] == [{"id": OVEN, "count": 1}]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"variant_id": str(uuid4())}, "unknown_variant"),
        ({"extras": [{"id": str(uuid4())}]}, "unknown_extra"),
        ({"extras": [{"id": OVEN, "count": 3}]}, "too_many"),
        ({"extras": [{"id": OVEN, "count": 2}, {"id": OVEN, "count": 1}]}, "too_many"),
        ({"answers": [{"question_id": str(uuid4()), "value": "x"}]}, "unknown_question"),
        ({"answers": [{"question_id": PETS, "value": "perhaps"}]}, "not_yes_or_no"),
        (
            {"answers": [{"question_id": PETS, "value": "no"}, {"question_id": FLOOR, "value": "Moss"}]},
            "not_an_option",
        ),
        ({"answers": [{"question_id": PETS, "value": "  "}]}, "missing_answer"),
    ],
)
async def test_what_can_not_be_chosen_is_named(stage: Stage, wrong: Any, code: str) -> None:
    listing = await published(stage, CHOICES)
    slot = (await stage.slots(UUID(listing["id"])))[0]
    wish = {"id": str(uuid4()), "listing_id": listing["id"], **pick(slot), **wrong}
    answer = await stage["customer"].post("/bookings", wish)
    assert problem(answer) == (422, "invalid_input")
    assert answer.json()["errors"][0]["code"] == code


async def test_its_own_policy_is_frozen_into_bookings(stage: Stage) -> None:
    policy = {"steps": [{"minutes_before": 2880, "basis_points": 0}], "no_show_basis_points": 8000}
    listing = await published(stage, {"cancellation": policy})
    booking = await stage.book("customer", listing=UUID(listing["id"]))
    assert booking["policy"] == policy


async def test_photos_are_ones_own_fresh_uploads(stage: Stage) -> None:
    listing = await seen(stage, stage.world.windows)
    foreign = await photo(stage["rival"])
    answer = await patch(stage, listing, {"photos": [foreign]})
    assert answer.json()["errors"][0]["code"] == "unknown_file"
    own = await photo(stage["vendor"])
    twice = await patch(stage, listing, {"photos": [own, own]})
    assert twice.json()["errors"][0]["code"] == "repeated"
    listing = await done(await patch(stage, listing, {"photos": [own]}))
    other = await seen(stage, stage.world.deep_clean)
    stolen = await patch(stage, other, {"photos": [own]})
    assert stolen.json()["errors"][0]["code"] == "unknown_file"
    await done(await patch(stage, listing, {"photos": []}))
    assert (await stage["admin"].get(f"/files/{own['file_id']}")).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "x" * 201},
        {"title": None},
        {"price": -1},
        {"price": True},
        {"places": []},
        {"places": ["at_vendor", "at_vendor"]},
        {"places": ["moon"]},
        {"service_area": {"latitude": 99, "longitude": 0, "radius_m": 100}},
        {"variants": [{"id": SMALL, "name": " ", "price": 1, "duration_minutes": 30}]},
        {"variants": [CHOICES["variants"][0], CHOICES["variants"][0]]},
        {"duration_minutes": 4},
        {"deposit": 1.5},
        {"staff_ids": [str(uuid4())]},
        {"category_id": str(uuid4())},
        {"status": "published"},
        {"cancellation": {"steps": [], "no_show_basis_points": 10001}},
    ],
)
async def test_nonsense_is_named_and_changes_nothing(stage: Stage, wrong: Any) -> None:
    listing = await seen(stage, stage.world.windows)
    answer = await patch(stage, listing, wrong)
    assert problem(answer) == (422, "invalid_input"), answer.text
    assert await seen(stage, stage.world.windows) == listing


async def test_other_scripts_and_emoji_survive(stage: Stage) -> None:
    listing = await seen(stage, stage.world.windows)
    title = "نوافذ 🪟 Fenêtres <b>été</b>"
    listing = await done(await patch(stage, listing, {"title": title}))
    assert listing["content"]["title"] == title


async def test_the_audit_log_keeps_prices_before_and_after(stage: Stage) -> None:
    listing = await published(stage, {"price": 5100, "title": "Windows"})
    entries = (await stage["admin"].get("/audit")).json()["items"]
    approved = next(each for each in entries if each["action"] == "listing.approved")
    assert approved["entity_id"] == listing["id"]
    assert (approved["before"]["price"], approved["after"]["price"]) == (4200, 5100)


async def test_only_the_vendor_is_told_of_its_drafts(stage: Stage) -> None:
    pages = {name: await stage[name].pull() for name in ("vendor", "rival", "admin", "customer")}
    own = {row["id"] for row in pages["vendor"]["upserts"]["vendor_listing"]}
    assert own == {str(stage.world.deep_clean), str(stage.world.windows)}
    assert not pages["customer"]["upserts"].get("vendor_listing")
    assert not pages["admin"]["upserts"].get("vendor_listing")
    ids = await change_ready(stage)
    listing = await done(await step(stage, {"id": ids["listing_id"], **ids}, "submit"))
    told = await stage["admin"].pull(pages["admin"]["cursor"])
    assert [row["id"] for row in told["upserts"]["vendor_listing"]] == [listing["id"]]
    await done(await step(stage, listing, "withdraw"))
    forgotten = await stage["admin"].pull(told["cursor"])
    assert {"entity": "vendor_listing", "id": listing["id"]} in forgotten["forgets"]
    rival = await stage["rival"].pull(pages["rival"]["cursor"])
    assert not rival["upserts"].get("vendor_listing")


async def test_a_kiosk_need_not_ask_everything(stage: Stage) -> None:
    listing = await published(stage, CHOICES)
    slot = (await stage.slots(UUID(listing["id"])))[0]
    wish: dict[str, Any] = {"id": str(uuid4()), "listing_id": listing["id"], **pick(slot)}
    wish["guest"] = {"name": "Gwen Guest", "phone": "+49 30 1234567"}
    wish["answers"] = [{"question_id": FLOOR, "value": "Wood"}]
    booking = await done(await stage["kiosk"].post("/bookings", wish))
    assert [each["value"] for each in booking["answers"]] == ["Wood"]

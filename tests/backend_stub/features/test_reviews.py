"""Reviews: once a side after a completed booking, unseen until both wrote, and what they add up to."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend_stub.features.reviews.service import ReviewOpening
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import Stage, problem, statuses


async def done(stage: Stage, number: int = 0) -> Any:
    """A completed booking of the customer's."""
    return await stage.complete(await stage.book("customer", number=number))


async def write(stage: Stage, name: str, booking: Any, rating: int = 4, text: str = "Thorough.") -> Any:
    body = {"id": str(uuid4()), "rating": rating, "text": text}
    return await stage[name].post(f"/bookings/{booking['id']}/review", body)


async def seen(stage: Stage, name: str) -> list[str]:
    """The ids of the reviews that somebody's pull brings."""
    return [row["id"] for row in (await stage[name].pull())["upserts"].get("review", [])]


async def rating(stage: Stage) -> tuple[Any, Any]:
    row = (await stage["nobody"].get(f"/listings/{stage.world.deep_clean}")).json()
    return row["rating"], row["rating_count"]


async def public(stage: Stage) -> list[Any]:
    page = await stage["stranger"].get(f"/listings/{stage.world.deep_clean}/reviews")
    return list(page.json()["items"])


async def test_both_are_unseen_until_both_wrote(stage: Stage) -> None:
    booking = await done(stage)
    before = await rating(stage)
    mine = await write(stage, "customer", booking, 2, "שלום 🧹 <b>ok</b>")
    assert (mine.status_code, mine.json()["state"]) == (201, "waiting")
    id = mine.json()["id"]
    assert await seen(stage, "customer") == [id]
    for name in ("vendor", "stranger", "rival", "admin"):
        assert await seen(stage, name) == []
        assert (await stage[name].get(f"/reviews/{id}")).status_code == 404
        assert (await stage[name].get("/reviews")).json()["items"] == []
    assert await rating(stage) == before
    assert id not in [row["id"] for row in await public(stage)]
    theirs = (await write(stage, "vendor", booking, 5, "A pleasure.")).json()
    assert theirs["state"] == "visible"
    assert sorted(await seen(stage, "customer")) == sorted([id, theirs["id"]])
    assert sorted(await seen(stage, "vendor")) == sorted([id, theirs["id"]])
    assert await rating(stage) == (4.0, 4), "5, 5, 4 of before, and 2; the vendor's of the customer not"
    assert id in [row["id"] for row in await public(stage)]
    assert theirs["id"] not in [row["id"] for row in await public(stage)]


async def test_once_a_side_and_only_after_a_completed_booking(stage: Stage) -> None:
    asked = await stage.book("customer", number=3)
    assert problem(await write(stage, "customer", asked)) == (409, "invalid_transition")
    booking = await done(stage)
    answers = await asyncio.gather(*(write(stage, "customer", booking) for _ in range(5)))
    assert sorted(statuses(answers)) == [201, 409, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"already_reviewed"}
    assert (await write(stage, "stranger", booking)).status_code == 404
    assert (await write(stage, "admin", booking)).status_code == 403


async def test_both_at_once_become_visible(stage: Stage) -> None:
    booking = await done(stage)
    await asyncio.gather(write(stage, "customer", booking), write(stage, "vendor", booking))
    states = {row["state"] for row in (await stage["customer"].get("/reviews")).json()["items"]}
    assert states == {"visible"}
    assert len(await seen(stage, "vendor")) == 2


async def test_after_seven_days_it_is_seen_though_the_other_side_said_nothing(
    stage: Stage, clock: MovableClock
) -> None:
    booking = await done(stage)
    id = (await write(stage, "customer", booking, 5)).json()["id"]
    job = ReviewOpening(stage.running.server.database, clock)
    clock.offset += timedelta(days=6, hours=23)
    await job.run()
    assert id not in [row["id"] for row in await public_at(stage, clock)]
    clock.offset += timedelta(hours=2)
    await job.run()
    await job.run()
    assert id in [row["id"] for row in await public_at(stage, clock)]


async def public_at(stage: Stage, clock: MovableClock) -> list[Any]:
    """Sessions ended meanwhile: somebody signs in anew."""
    again = await stage.running.sign_in(stage.world.email("stranger"))
    return list((await again.get(f"/listings/{stage.world.deep_clean}/reviews")).json()["items"])


async def test_it_is_edited_until_it_is_visible_and_answered_once(stage: Stage) -> None:
    booking = await done(stage)
    mine = (await write(stage, "customer", booking, 3)).json()
    match = {"If-Match": f'"{mine["version"]}"'}
    path = f"/reviews/{mine['id']}"
    changed = await stage["customer"].call("PATCH", path, {"rating": 5}, headers=match)
    assert (changed.status_code, changed.json()["rating"]) == (200, 5)
    stale = await stage["customer"].call("PATCH", path, {"rating": 1}, headers=match)
    assert stale.status_code == 412
    await write(stage, "vendor", booking)
    row = (await stage["customer"].get(path)).json()
    late = await stage["customer"].call(
        "PATCH", path, {"rating": 1}, headers={"If-Match": f'"{row["version"]}"'}
    )
    assert problem(late) == (409, "invalid_transition")
    assert (await stage["customer"].post(f"{path}/reply", {"text": "Me."})).status_code == 403
    replies = await asyncio.gather(*(stage["vendor"].post(f"{path}/reply", {"text": "Thanks"}) for _ in "ab"))
    assert sorted(statuses(replies)) == [200, 409]
    assert [row["reply"] for row in await public(stage) if row["id"] == mine["id"]] == ["Thanks"]


async def test_moderators_judge_what_was_reported_and_the_author_is_told(stage: Stage) -> None:
    booking = await done(stage)
    mine = (await write(stage, "customer", booking, 1, "Rude words.")).json()
    await write(stage, "vendor", booking)
    path = f"/reviews/{mine['id']}"
    for _ in range(2):
        assert (await stage["vendor"].post(f"{path}/report", {"reason": "Rude."})).status_code == 200
    [row] = (await stage["admin"].get("/reviews")).json()["items"]
    assert (row["id"], row["report_count"]) == (mine["id"], 1)
    match = {"If-Match": f'"{row["version"]}"'}
    assert (await stage["vendor"].post(f"{path}/hide", {"reason": "x"}, headers=match)).status_code == 403
    hidden = await stage["admin"].post(f"{path}/hide", {"reason": "Insults."}, headers=match)
    assert hidden.json()["state"] == "hidden"
    assert await rating(stage) == (4.67, 3)
    assert mine["id"] not in [each["id"] for each in await public(stage)]
    told = (await stage["customer"].get(path)).json()
    assert (told["state"], told["hidden_reason"]) == ("hidden", "Insults.")
    assert mine["id"] not in await seen(stage, "vendor")
    match = {"If-Match": f'"{told["version"]}"'}
    restored = await stage["admin"].post(f"{path}/restore", {}, headers=match)
    assert restored.json()["state"] == "visible"
    assert (await rating(stage))[1] == 4
    entries = (await stage["admin"].get(f"/audit?entity_id={mine['id']}")).json()["items"]
    assert [entry["action"] for entry in entries] == ["review.restored", "review.hidden"]


@pytest.mark.parametrize(
    "body", [{"rating": 0}, {"rating": 6}, {"rating": "5"}, {"rating": 5, "text": "x" * 2001}, {}]
)
async def test_nonsense_is_refused(stage: Stage, body: dict[str, Any]) -> None:
    answer = await stage["customer"].post(f"/bookings/{uuid4()}/review", {"id": str(uuid4()), **body})
    assert answer.status_code == 422

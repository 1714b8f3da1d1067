"""The waiting list: what becomes free is offered to one person at a time, whoever came first in front."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from backend_stub.db.tables import EventOutbox
from backend_stub.features.availability.service import Availability
from backend_stub.features.waitlist.offers import WaitlistOffers
from contracts.vocabulary import WaitlistStatus
from contracts.waitlist import WaitlistOut
from contracts.wire import rfc3339
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import Stage, pick, problem, statuses

HOUR = timedelta(hours=1)


async def full(stage: Stage) -> list[Any]:
    """Bookings of somebody else that fill one hour of Rosa's windows; the window is that hour."""
    slot = (await stage.slots(stage.world.windows, staff=stage.world.rosa))[20]
    wish = {"id": str(uuid4()), "listing_id": str(stage.world.windows), **pick(slot)}
    booking = (await stage["both"].post("/bookings", wish)).json()
    assert booking["status"] == "requested", booking
    return [booking]


async def join(stage: Stage, name: str, booking: Any, **more: Any) -> Any:
    start = datetime.fromisoformat(booking["starts_at"])
    window = {"window_from": rfc3339(start), "window_until": rfc3339(start + timedelta(minutes=1))}
    wish = {"id": str(uuid4()), "listing_id": booking["listing_id"], **window, **more}
    return await stage[name].post("/waitlist", wish)


async def joined(stage: Stage, name: str, booking: Any) -> Any:
    answer = await join(stage, name, booking)
    assert answer.status_code == 201, answer.text
    WaitlistOut.model_validate_json(answer.text)
    return answer.json()


async def read(stage: Stage, name: str, entry: Any) -> Any:
    return (await stage[name].get(f"/waitlist/{entry['id']}")).json()


async def until(stage: Stage, name: str, entry: Any, status: str) -> Any:
    """The place once it stands so; the sweeper of the server is at work."""
    async with asyncio.timeout(60):
        while True:
            found = await read(stage, name, entry)
            if found["status"] == status:
                return found
            await asyncio.sleep(0.05)


async def test_exactly_one_is_offered_what_becomes_free_and_books_it(stage: Stage) -> None:
    (booking,) = await full(stage)
    first = await joined(stage, "customer", booking)
    second = await joined(stage, "stranger", booking)
    assert (first["status"], first["offer"]) == ("waiting", None)
    assert (await stage.change("both", booking, "cancel")).status_code == 200
    offered = await until(stage, "customer", first, "offered")
    offer = offered["offer"]
    assert (offer["starts_at"], offer["hold_id"] is not None) == (booking["starts_at"], True)
    assert (await read(stage, "vendor", first))["offer"]["hold_id"] is None
    assert (await read(stage, "stranger", second))["status"] == "waiting"
    grab = {"id": str(uuid4()), "listing_id": booking["listing_id"], "starts_at": booking["starts_at"]}
    assert problem(await stage["stranger"].post("/bookings", grab)) == (409, "slot_taken")
    taken = await stage["stranger"].post("/bookings", {"id": str(uuid4()), "hold_id": offer["hold_id"]})
    assert problem(taken) == (404, "not_found")
    mine = await stage["customer"].post("/bookings", {"id": str(uuid4()), "hold_id": offer["hold_id"]})
    assert mine.status_code == 201, mine.text
    assert (await until(stage, "customer", first, "booked"))["offer"] is None
    assert (await read(stage, "stranger", second))["status"] == "waiting"


async def test_an_offer_that_passes_goes_to_the_next(stage: Stage, clock: MovableClock) -> None:
    (booking,) = await full(stage)
    places = [await joined(stage, name, booking) for name in ("customer", "stranger")]
    await stage.change("both", booking, "cancel")
    await until(stage, "customer", places[0], "offered")
    await stage.later(clock, timedelta(minutes=31))
    await until(stage, "customer", places[0], "missed")
    offered = await until(stage, "stranger", places[1], "offered")
    left = await stage["stranger"].post(
        f"/waitlist/{places[1]['id']}/leave", {}, headers={"If-Match": f'"{offered["version"]}"'}
    )
    assert (left.status_code, left.json()["status"]) == (200, "left")
    free = await stage.slots(stage.world.windows, staff=stage.world.rosa)
    assert booking["starts_at"] in {slot["starts_at"] for slot in free}
    async with stage.running.server.database.read() as session:
        names = list(await session.scalars(select(EventOutbox.name).order_by(EventOutbox.seq)))
    assert [name for name in names if name.startswith("waitlist.")] == [
        "waitlist.offered",
        "waitlist.missed",
        "waitlist.offered",
    ]


async def test_many_sweepers_at_once_make_one_offer(stage: Stage, clock: MovableClock) -> None:
    (booking,) = await full(stage)
    places = {name: await joined(stage, name, booking) for name in ("customer", "stranger", "both")}
    await stage.change("both", booking, "cancel")
    # As after a restart, and as several servers: each knows what the database knows, and nothing else.
    sweepers = [WaitlistOffers(stage.running.server.database, clock, Availability(), 1800) for _ in range(5)]
    await asyncio.gather(*(sweeper.run() for sweeper in sweepers))
    found = [(await read(stage, name, place))["status"] for name, place in places.items()]
    assert found == ["offered", "waiting", "waiting"]


async def test_a_window_that_is_over_and_one_that_is_free_at_once(stage: Stage, clock: MovableClock) -> None:
    (booking,) = await full(stage)
    entry = await joined(stage, "customer", booking)
    slot = (await stage.slots(stage.world.windows, staff=stage.world.rosa))[40]
    free = await joined(stage, "customer", {"listing_id": booking["listing_id"], **pick(slot)})
    await until(stage, "customer", free, "offered")
    await stage.later(clock, datetime.fromisoformat(booking["starts_at"]) + 2 * HOUR - clock.now())
    assert (await until(stage, "customer", entry, WaitlistStatus.OVER))["offer"] is None


async def test_joining_and_leaving(stage: Stage) -> None:
    (booking,) = await full(stage)
    entry = await joined(stage, "customer", booking)
    assert problem(await join(stage, "customer", booking)) == (409, "waiting_already")
    assert problem(await join(stage, "stranger", booking, id=entry["id"])) == (409, "id_taken")
    assert problem(await join(stage, "vendor", booking)) == (403, "forbidden")
    assert problem(await join(stage, "stranger", booking, staff_id=str(uuid4()))) == (404, "not_found")
    start = datetime.fromisoformat(booking["starts_at"])
    for window in (
        {"window_until": booking["starts_at"]},
        {"window_until": rfc3339(start + timedelta(days=32))},
        {
            "window_from": rfc3339(start - timedelta(days=30)),
            "window_until": rfc3339(start - timedelta(days=29)),
        },
        {"window_until": "9999-12-31T00:00:00Z"},
    ):
        assert problem(await join(stage, "stranger", booking, **window)) == (422, "invalid_input")
    path = f"/waitlist/{entry['id']}/leave"
    assert problem(await stage["customer"].post(path, {})) == (428, "precondition_required")
    fresh = {"If-Match": '"1"'}
    answers = await asyncio.gather(*(stage["customer"].post(path, {}, headers=fresh) for _ in range(3)))
    assert sorted(statuses(answers)) == [200, 412, 412]
    assert (await joined(stage, "customer", booking))["status"] == "waiting"
    listed = (await stage["vendor"].get("/waitlist?status=waiting")).json()["items"]
    assert [item["person"]["name"] for item in listed] == ["Customer"]

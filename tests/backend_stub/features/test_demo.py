"""The demo town is what PROTOCOL 9 promises."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from backend_stub.db.tables import Booking, Listing, Staff, Vendor, WeeklyHours
from backend_stub.demo.load import BOOKINGS, LISTINGS, SEED, VENDORS, fill, make_up
from backend_stub.demo.town import KIOSK_CODE
from backend_stub.features.overview.repository import overlaps
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import DAY, problem, stamp
from tests.backend_stub.support.running import Client, Running, running_server

ART = Path(__file__).parents[3] / "resources" / "art"


async def test_the_town(tmp_path: Path, database_url: str, clock: MovableClock) -> None:
    async with running_server(tmp_path / "data", database_url, clock=clock) as running:
        database, passwords = running.server.database, running.server.passwords
        assert await fill(database, passwords, clock.now())
        async with database.read() as session:
            counted = [
                await session.scalar(select(func.count()).select_from(table))
                for table in (Vendor, Listing, Booking)
            ]
            assert counted == [VENDORS, LISTINGS, BOOKINGS]
            assert await overlaps(session) == 0
        assert not await fill(database, passwords, clock.now())
        customer, vendor, admin, kiosk = await _sign_in(running)
        assert (await customer.get("/me")).json()["roles"] == ["customer"]
        assert (await admin.get("/me")).json()["roles"] == ["admin"]
        assert (await kiosk.get("/me")).json()["roles"] == ["kiosk"]
        (own,) = (await vendor.get("/me")).json()["vendors"]
        await _check_vendor(vendor, own["id"])
        await _check_listings(running.client(), own["id"])
        await _check_work(vendor)
        found = (await customer.get("/bookings?limit=200")).json()["items"]
        assert 3 <= len(found) <= 60


async def _sign_in(running: Running) -> tuple[Client, Client, Client, Client]:
    names = ("customer", "vendor", "admin", "vendor2")
    people = [await running.sign_in(f"{name}@demo.test", "doorstep-demo") for name in names]
    grant = {"grant_type": "kiosk", "enrolment_code": KIOSK_CODE}
    answer = await running.client().post("/auth/token", grant, key=None)
    assert KIOSK_CODE == "DEMO-KIOSK"
    return people[0], people[1], people[2], running.client(answer.json()["access_token"])


async def _check_vendor(vendor: Client, vendor_id: str) -> None:
    row = (await vendor.get(f"/vendors/{vendor_id}")).json()
    assert (row["name"], row["zone"]) == ("Northside Care", "Europe/Berlin")
    staff = (await vendor.get(f"/vendors/{vendor_id}/staff")).json()["items"]
    assert [person["name"].split()[0] for person in staff] == ["Chiara", "Deniz", "Mikael", "Rosa"]


async def _check_listings(nobody: Client, vendor_id: str) -> None:
    listings: list[Any] = []
    query = "/listings?limit=200"
    while query:
        page = (await nobody.get(query)).json()
        listings += page["items"]
        cursor = page["next_cursor"]
        query = f"/listings?limit=200&cursor={cursor}" if cursor else ""
    assert len({listing["id"] for listing in listings}) == LISTINGS
    assert {listing["art"] for listing in listings} <= {file.stem for file in ART.glob("*.svg")}
    zones = {listing["zone"] for listing in listings}
    assert zones == {"Europe/Berlin", "Europe/Lisbon", "America/New_York"}
    now = datetime.now(UTC)
    for listing in (each for each in listings if each["vendor_id"] == vendor_id):
        path = f"/listings/{listing['id']}/slots"
        for since, least in ((now, 20), (now + 7 * DAY, 20), (now + 400 * DAY, 20)):
            answer = await nobody.get(f"{path}?from={stamp(since)}&to={stamp(since + 7 * DAY)}")
            assert len(answer.json()["items"]) >= least, listing["title"]


async def _check_work(vendor: Client) -> None:
    now = datetime.now(UTC)
    due = (await vendor.get(f"/bookings?status=confirmed&to={stamp(now)}")).json()["items"]
    assert len(due) >= 6
    asked = (await vendor.get(f"/bookings?status=requested&from={stamp(now)}")).json()["items"]
    assert len(asked) >= 4
    for booking, action in ((due[0], "start"), (due[1], "no-show"), (asked[0], "accept")):
        headers = {"If-Match": f'"{booking["version"]}"'}
        answer = await vendor.post(f"/bookings/{booking['id']}/{action}", {}, headers=headers)
        assert answer.status_code == 200, answer.text
    assert problem(await vendor.post(f"/bookings/{due[2]['id']}/start", {})) == (428, "precondition_required")


@pytest.mark.parametrize("hour", [6, 8, 11, 13, 16, 20])
@pytest.mark.parametrize("seed", [5, 6])
def test_a_vendor_is_hardly_ever_late(hour: int, seed: int) -> None:
    now = datetime(2026, 11, 23, hour, 36, tzinfo=UTC)
    town = make_up(now, "hash", vendors=12, bookings=900, seed=seed)
    first = town.of(Vendor)[0]["id"]
    begun = [b for b in town.of(Booking) if b["vendor_id"] == first and b["starts_at"] <= now]
    late = [b for b in begun if b["status"] == "confirmed" and b["starts_at"] > now - 7 * DAY]
    assert len(late) <= 2
    assert all(b["starts_at"] > now - timedelta(hours=1) for b in late)
    going_on = [b for b in begun if b["status"] in {"confirmed", "in_progress"} and b["ends_at"] > now]
    assert not going_on or any(b["status"] == "in_progress" for b in going_on)


@pytest.mark.parametrize("day", range(7))
@pytest.mark.parametrize("hour", [5, 13])
def test_whatever_the_weekday_each_of_the_staff_has_a_day_left(day: int, hour: int) -> None:
    """Else a service of one person may offer next to nothing in the coming week."""
    now = datetime(2028, 2, 28, hour, 42, tzinfo=UTC) + day * DAY
    town = make_up(now, "hash", vendors=2, bookings=500, seed=SEED)
    first = town.of(Vendor)[0]["id"]
    booked = [(b["staff_id"], b["starts_at"].date()) for b in town.of(Booking) if b["starts_at"] > now]
    for person in (row["id"] for row in town.of(Staff) if row["vendor_id"] == first):
        works = {hours["weekday"] for hours in town.of(WeeklyHours) if hours["staff_id"] == person}
        ahead = [(now + n * DAY).date() for n in range(1, 7)]
        assert any(day.weekday() in works and (person, day) not in booked for day in ahead)


def test_no_day_and_no_moment_is_much_busier_than_another() -> None:
    now = datetime(2026, 11, 23, 19, 36, tzinfo=UTC)
    town = make_up(now, "hash", vendors=30, bookings=3000, seed=5)
    made = Counter((now - b["created_at"]) // DAY for b in town.of(Booking))
    assert made[0] < 2 * made[7]
    lately = [b["updated_at"] for b in town.of(Booking) if b["updated_at"] > now - timedelta(hours=1)]
    assert max(Counter(lately).values()) <= 2


@pytest.mark.parametrize("hour", [0, 5, 12, 23])
def test_the_same_seed_makes_the_same_town_at_any_hour(hour: int) -> None:
    now = datetime(2026, 11, 22, hour, 30, tzinfo=UTC)
    one, two = (make_up(now, "hash", vendors=12, bookings=900, seed=5) for _ in range(2))
    assert dict(iter(one)) == dict(iter(two))
    bookings = one.of(Booking)
    assert len(bookings) == 900
    first = one.of(Vendor)[0]["id"]
    due = [
        b
        for b in bookings
        if b["vendor_id"] == first and b["status"] == "confirmed" and b["starts_at"] <= now
    ]
    assert len(due) >= 6
    assert all(b["answer_by"] > now for b in bookings if b["status"] == "requested")
    assert all(b["created_at"] <= b["updated_at"] <= now for b in bookings)

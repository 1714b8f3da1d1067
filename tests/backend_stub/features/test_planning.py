"""What a vendor plans with: hours, rules, exceptions, holidays, resources, and classes."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, insert, select, update
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_overlap
from backend_stub.db.database import Database
from backend_stub.db.tables import (
    Address,
    ClassSession,
    Hold,
    Listing,
    ListingStaff,
    Occupancy,
    Seat,
    Staff,
    Vendor,
    WeeklyHours,
)
from backend_stub.features.availability.service import Availability
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import DAY, Stage, World, build_world, listing_row, pick, problem

BERLIN = ZoneInfo("Europe/Berlin")


def if_match(document: Any) -> dict[str, str]:
    return {"If-Match": f'"{document["version"]}"'}


def shifts(*texts: str) -> list[dict[str, str]]:
    return [dict(zip(("opens", "closes"), text.split("-"), strict=True)) for text in texts]


def in_days(days: int) -> date:
    return (datetime.now(BERLIN) + days * DAY).date()


async def set_rules(stage: Stage, **changes: Any) -> Any:
    path = f"/vendors/{stage.world.north}/availability"
    rules = (await stage["vendor"].get(path)).json()
    answer = await stage["vendor"].call("PATCH", path, changes, headers=if_match(rules))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def set_up(stage: Stage, listing_id: UUID, capacity: int, *needs: str) -> Any:
    path = f"/listings/{listing_id}/setup"
    setup = (await stage["vendor"].get(path)).json()
    wish = {"capacity": capacity, "needs": list(needs)}
    answer = await stage["vendor"].call("PUT", path, wish, headers=if_match(setup))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def except_(
    stage: Stage, kind: str, day: date, *hours: str, last: date | None = None, **more: Any
) -> Any:
    days = {"first_day": day.isoformat(), "last_day": (last or day).isoformat()}
    wish = {"id": str(uuid4()), "vendor_id": str(stage.world.north), "kind": kind, **days, **more}
    answer = await stage["vendor"].post("/exceptions", wish | {"hours": shifts(*hours)})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def add_resource(stage: Stage, name: str, kind: str = "Room") -> Any:
    wish = {"id": str(uuid4()), "vendor_id": str(stage.world.north), "kind": kind, "name": name}
    answer = await stage["vendor"].post("/resources", wish)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def walls_on(
    stage: Stage, day: date, listing: UUID | None = None, staff: UUID | None = None
) -> list[str]:
    """Wall clock times of a listing's slots on one day."""
    items = await stage.slots(listing or stage.world.windows, 30, after=0, staff=staff)
    local = [datetime.fromisoformat(item["starts_at"]).astimezone(BERLIN) for item in items]
    return [f"{moment:%H:%M}" for moment in local if moment.date() == day]


async def hold(stage: Stage, name: str, slot: Any, listing: UUID) -> Any:
    wish = {"id": str(uuid4()), "listing_id": str(listing), **pick(slot)}
    return await stage[name].post("/holds", wish)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that a database is sent."""
    sent: list[str] = []

    def listen(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            sent.append(statement)

    engine = database.reads.sync_engine
    event.listen(engine, "before_cursor_execute", listen)
    yield sent
    event.remove(engine, "before_cursor_execute", listen)


async def test_split_shifts_and_a_stale_version(stage: Stage) -> None:
    path = f"/staff/{stage.world.rosa}/hours"
    day = in_days(5)
    days = [{"weekday": day.weekday(), "hours": shifts("13:00-14:00", "08:00-09:00")}]
    missing = await stage["vendor"].call("PATCH", path, {"days": days})
    assert problem(missing) == (428, "precondition_required")
    changed = await stage["vendor"].call("PATCH", path, {"days": days}, headers={"If-Match": '"1"'})
    assert changed.json()["version"] == 2
    assert {item["weekday"] for item in changed.json()["hours"]} == set(range(7))
    assert await walls_on(stage, day) == ["08:00", "08:15", "13:00", "13:15"]
    stale = await stage["vendor"].call("PATCH", path, {"days": days}, headers={"If-Match": '"1"'})
    assert problem(stale) == (412, "version_stale")
    assert stale.json()["current"]["version"] == 2
    entry = (await stage["admin"].get("/audit?limit=1")).json()["items"][0]
    assert entry["action"] == "availability.hours_changed"


@pytest.mark.parametrize(
    "hours",
    [
        shifts("09:00-08:00"),
        shifts("09:00-10:00", "09:30-11:00"),
        shifts("09:00:01-10:00"),
        shifts("09:00-09:00"),
        [{"opens": "09:00"}],
    ],
)
async def test_hours_that_are_none(stage: Stage, hours: Any) -> None:
    days = {"days": [{"weekday": 1, "hours": hours}]}
    path = f"/staff/{stage.world.rosa}/hours"
    answer = await stage["vendor"].call("PATCH", path, days, headers={"If-Match": '"1"'})
    assert problem(answer) == (422, "invalid_input")


async def test_exceptions_close_open_and_replace(stage: Stage) -> None:
    day, other, third = in_days(3), in_days(4), in_days(6)
    await except_(stage, "closed", day, "09:00-18:00", title="Dentist", staff_id=str(stage.world.rosa))
    assert await walls_on(stage, day) == ["08:00", "08:15"]
    await except_(stage, "closed", other)
    assert await walls_on(stage, other) == []
    extra = await except_(stage, "open", other, "20:00-21:00", staff_id=str(stage.world.rosa))
    assert await walls_on(stage, other) == ["20:00", "20:15"]
    await except_(stage, "hours", third, "10:00-11:00")
    assert await walls_on(stage, third) == ["10:00", "10:15"]
    gone = await stage["vendor"].call("DELETE", f"/exceptions/{extra['id']}", headers=if_match(extra))
    assert gone.status_code == 204
    assert await walls_on(stage, other) == []


async def test_booked_ones_stay_when_days_are_closed(stage: Stage) -> None:
    booking = await stage.book("customer")
    day = datetime.fromisoformat(booking["starts_at"]).astimezone(BERLIN).date()
    await except_(stage, "closed", day)
    assert (await stage["customer"].get(f"/bookings/{booking['id']}")).json()["status"] == "requested"
    taken = {"id": str(uuid4()), "listing_id": str(stage.world.windows), "starts_at": booking["starts_at"]}
    assert problem(await stage["customer"].post("/bookings", taken)) == (409, "slot_unavailable")


async def test_notice_and_horizon(stage: Stage) -> None:
    await set_rules(stage, notice_minutes=4 * 24 * 60, horizon_days=6)
    items = await stage.slots(stage.world.windows, 30, after=0)
    starts = [datetime.fromisoformat(item["starts_at"]) for item in items]
    now = datetime.now(UTC)
    assert now + 4 * DAY - timedelta(minutes=1) <= min(starts)
    assert max(starts) <= now + 6 * DAY
    soon = {"id": str(uuid4()), "listing_id": str(stage.world.windows)}
    soon["starts_at"] = (min(starts) - DAY).isoformat()
    assert problem(await stage["customer"].post("/holds", soon)) == (409, "slot_unavailable")


async def test_public_holidays_are_adopted_and_let_go(stage: Stage) -> None:
    rules = await set_rules(stage, holiday_country="DE", holiday_region="SH")
    days = (await stage["vendor"].get("/exceptions?limit=200")).json()["items"]
    assert {item["title"] for item in days} >= {"Christmas Day", "New Year's Day", "Reformation Day"}
    assert all(item["is_holiday"] and item["staff_id"] is None for item in days)
    first = date.fromisoformat(days[0]["first_day"])
    since = datetime.combine(first, time(), BERLIN)
    async with stage.running.server.database.read() as session:
        availability, listing = Availability(), stage.world.windows
        diary = await availability.find_diary(session, listing, since, since + DAY, since - DAY)
    assert diary is not None
    assert diary.slots(diary.terms) == []
    unknown = await stage["vendor"].call(
        "PATCH",
        f"/vendors/{stage.world.north}/availability",
        {"holiday_country": "XX"},
        headers=if_match(rules),
    )
    assert problem(unknown) == (422, "invalid_input")
    await set_rules(stage, holiday_country=None)
    assert (await stage["vendor"].get("/exceptions")).json()["items"] == []


async def test_two_visits_lie_a_way_apart(stage: Stage) -> None:
    await set_rules(stage, travel_minutes=30)
    slot = next(item for item in await stage.slots(stage.world.windows, 3) if "10:00" in item["starts_at"])
    assert (await hold(stage, "customer", slot, stage.world.windows)).status_code == 201
    begin, end = (datetime.fromisoformat(slot[key]) for key in ("starts_at", "ends_at"))
    for item in await stage.slots(stage.world.windows, 3):
        starts, ends = (datetime.fromisoformat(item[key]) for key in ("starts_at", "ends_at"))
        assert ends + timedelta(minutes=30) <= begin or starts >= end + timedelta(minutes=30)
    near = {"id": str(uuid4()), "listing_id": str(stage.world.windows), "starts_at": end.isoformat()}
    assert problem(await stage["stranger"].post("/holds", near)) == (409, "slot_taken")
    async with stage.running.server.database.write() as uow:
        await uow.session.execute(update(Listing).values(place="at_vendor"))
    assert (await stage["stranger"].post("/holds", near | {"id": str(uuid4())})).status_code == 201


async def visit(stage: Stage, name: str, latitude: float) -> UUID:
    """An address of somebody, so far up north."""
    address_id = uuid4()
    row: dict[str, Any] = {
        "id": address_id,
        "person_id": stage.world.people[name],
        "place": 1,
        "label": "",
        "more": "",
    }
    where = {"street": "1 Quay", "postal_code": "23730", "city": "Neustadt", "region": "", "country": "DE"}
    spot = {"latitude": latitude, "longitude": 10.8, "is_default": True}
    async with stage.running.server.database.write() as uow:
        times = {"created_at": uow.now, "updated_at": uow.now}
        uow.session.add(Address(**row, **where, **spot, **times, version=1))
    return address_id


async def test_a_longer_drive_is_known_once_the_address_is(stage: Stage) -> None:
    await set_rules(stage, travel_minutes=15, travel_kmh=60)
    near, far = await visit(stage, "customer", 54.0), await visit(stage, "stranger", 54.45)  # 50 km
    slots = await stage.slots(stage.world.windows, 3)
    first = next(item for item in slots if "10:00" in item["starts_at"])
    windows = str(stage.world.windows)
    wish = {"listing_id": windows, "address_id": str(near), **pick(first)}
    booked = await stage["customer"].post("/bookings", wish | {"id": str(uuid4())})
    assert booked.status_code == 201, booked.text
    left = await stage.slots(stage.world.windows, 3)
    end = datetime.fromisoformat(first["ends_at"])
    soon = next(item for item in left if datetime.fromisoformat(item["starts_at"]) >= end)
    held = await hold(stage, "stranger", soon, stage.world.windows)
    assert held.status_code == 201  # nobody knows yet how far it is
    used = {"id": str(uuid4()), "hold_id": held.json()["id"], "address_id": str(far)}
    refused = await stage["stranger"].post("/bookings", used)
    assert problem(refused) == (409, "slot_taken")
    ways = [datetime.fromisoformat(slot["starts_at"]) - end for slot in refused.json()["alternatives"]]
    assert all(way >= timedelta(minutes=50) or way < timedelta() for way in ways)
    hour = end + timedelta(hours=1)
    later = next(item for item in left if datetime.fromisoformat(item["starts_at"]) > hour)
    wish = {"listing_id": windows, "address_id": str(far), **pick(later)}
    gone = await stage["stranger"].post("/bookings", wish | {"id": str(uuid4())})
    assert gone.status_code == 201, gone.text
    back = {"starts_at": soon["starts_at"], "staff_id": soon["staff_id"]}
    assert problem(await stage.change("stranger", gone.json(), "reschedule", back)) == (409, "slot_taken")


async def test_a_booking_occupies_a_person_and_a_room(stage: Stage) -> None:
    world = stage.world
    await add_resource(stage, "Blue room")
    await set_up(stage, world.deep_clean, 1, "Room")
    slot = (await stage.slots(world.deep_clean))[20]
    assert (await hold(stage, "customer", slot, world.deep_clean)).status_code == 201
    async with stage.running.server.database.read() as session:
        rows = (await session.execute(select(Occupancy.resource_id, Occupancy.source_id))).all()
    assert len(rows) == 2
    assert len({source for _, source in rows}) == 1
    same_time = [
        item for item in await stage.slots(world.deep_clean) if item["starts_at"] == slot["starts_at"]
    ]
    assert same_time == []  # two more people are free, but there is no second room
    other = {"id": str(uuid4()), "listing_id": str(world.deep_clean), "starts_at": slot["starts_at"]}
    assert problem(await stage["stranger"].post("/holds", other)) == (409, "slot_taken")
    await add_resource(stage, "Green room")
    again = await stage["stranger"].post("/holds", other | {"id": str(uuid4())})
    assert again.status_code == 201
    assert again.json()["staff_id"] != slot["staff_id"]


async def test_a_need_that_nothing_meets_leaves_no_time(stage: Stage) -> None:
    await set_up(stage, stage.world.windows, 1, "Crane")
    assert await stage.slots(stage.world.windows) == []


async def test_the_last_room_is_given_once(stage: Stage) -> None:
    world = stage.world
    room = await add_resource(stage, "Blue room")
    await set_up(stage, world.deep_clean, 1, "Room")
    at = (await stage.slots(world.deep_clean))[20]["starts_at"]
    wishes = [
        {"id": str(uuid4()), "listing_id": str(world.deep_clean), "starts_at": at, "staff_id": str(person)}
        for person in (world.rosa, world.mikael, world.chiara) * 4
    ]
    names = ("customer", "stranger", "both", "kiosk")
    answers = await asyncio.gather(
        *(stage[names[n % 4]].post("/holds", wish) for n, wish in enumerate(wishes))
    )
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 11
    async with stage.running.server.database.read() as session:
        busy = select(Occupancy).where(Occupancy.resource_id == UUID(room["id"]))
        assert len((await session.scalars(busy)).all()) == 1


async def test_the_database_refuses_a_room_twice(database: Database) -> None:
    room, people = uuid4(), (uuid4(), uuid4())
    start = datetime(2027, 3, 1, 9, tzinfo=UTC)

    async def book(person: UUID) -> bool:
        source = uuid4()
        row = {"source": "booking", "source_id": source, "lane": source, "occupies": True}
        times = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
        try:
            async with database.write() as uow:
                rows = [row | times | {"resource_id": each} for each in (person, room)]
                await uow.session.execute(insert(Occupancy), rows)
        except IntegrityError as error:
            return not is_overlap(error)
        return True

    assert sorted(await asyncio.gather(*map(book, people))) == [False, True]


async def make_class(stage: Stage, capacity: int = 3) -> Any:
    await set_up(stage, stage.world.windows, capacity)
    return (await stage.slots(stage.world.windows))[8]


async def test_a_class_occupies_its_person_once(stage: Stage) -> None:
    world, slot = stage.world, await make_class(stage)
    assert slot["seats_left"] == 3
    for name in ("customer", "stranger"):
        assert (await hold(stage, name, slot, world.windows)).status_code == 201
    async with stage.running.server.database.read() as session:
        assert len((await session.scalars(select(Occupancy.source_id))).all()) == 1
    now = next(item for item in await stage.slots(world.windows) if item["starts_at"] == slot["starts_at"])
    assert now["seats_left"] == 1
    elsewhere = await stage.slots(world.deep_clean, staff=world.rosa)
    assert slot["starts_at"] not in {item["starts_at"] for item in elsewhere}
    plain = (await stage.slots(world.deep_clean))[0]
    assert "seats_left" not in plain


async def test_the_last_to_go_takes_the_class_along(stage: Stage) -> None:
    world, slot = stage.world, await make_class(stage)
    wish = {"id": str(uuid4()), "listing_id": str(world.windows), **pick(slot)}
    booking = (await stage["customer"].post("/bookings", wish)).json()
    held = (await hold(stage, "stranger", slot, world.windows)).json()
    second = await stage["stranger"].post("/bookings", {"id": str(uuid4()), "hold_id": held["id"]})
    assert second.status_code == 201
    assert (await stage.change("customer", booking, "cancel")).status_code == 200
    async with stage.running.server.database.read() as session:
        assert (await session.scalars(select(ClassSession.taken))).all() == [1]
    moved = (await stage.slots(world.windows))[20]
    answer = await stage.change("stranger", second.json(), "reschedule", pick(moved))
    assert answer.status_code == 200, answer.text
    async with stage.running.server.database.read() as session:
        rows = (await session.execute(select(ClassSession.starts_at, ClassSession.taken))).all()
    assert [tuple(row) for row in rows] == [(datetime.fromisoformat(moved["starts_at"]), 1)]
    assert (await stage.change("stranger", answer.json(), "cancel")).status_code == 200
    async with stage.running.server.database.read() as session:
        assert (await session.scalars(select(ClassSession.id))).all() == []
        assert (await session.scalars(select(Occupancy.source_id))).all() == []


async def test_the_last_seat_is_sold_once(stage: Stage) -> None:
    world, slot = stage.world, await make_class(stage, capacity=4)
    names = ("customer", "stranger", "both", "kiosk")
    answers = await asyncio.gather(*(hold(stage, names[n % 4], slot, world.windows) for n in range(16)))
    assert sorted(answer.status_code for answer in answers) == [201] * 4 + [409] * 12
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert refused.json()["code"] == "slot_taken"
    assert len(refused.json()["alternatives"]) == 3
    async with stage.running.server.database.read() as session:
        assert (await session.execute(select(ClassSession.capacity, ClassSession.taken))).all() == [(4, 4)]
        assert len((await session.scalars(select(Seat.source_id))).all()) == 4


async def test_the_database_counts_seats_itself(database: Database, clock: MovableClock) -> None:
    world = await build_world(database)
    session_id, start = uuid4(), clock.now() + DAY
    async with database.write() as uow:
        times = {"starts_at": start, "ends_at": start + timedelta(hours=1), "capacity": 2, "taken": 0}
        row = {"id": session_id, "listing_id": world.windows, "staff_id": world.rosa, **times}
        await uow.session.execute(insert(ClassSession), [row])

    async def sit() -> bool:
        seat = {"source": "booking", "source_id": uuid4(), "session_id": session_id}
        try:
            async with database.write() as uow:
                await uow.session.execute(insert(Seat), [seat])
        except IntegrityError as error:
            return not is_overlap(error)
        return True

    assert sum(await asyncio.gather(*(sit() for _ in range(12)))) == 2


async def test_an_expired_hold_frees_its_seat(stage: Stage) -> None:
    world, slot = stage.world, await make_class(stage, capacity=2)
    for name in ("customer", "stranger"):
        assert (await hold(stage, name, slot, world.windows)).status_code == 201
    async with stage.running.server.database.write() as uow:
        await uow.session.execute(update(Hold).values(expires_at=uow.now - DAY))
    assert (await hold(stage, "both", slot, world.windows)).status_code == 201


async def add_vendors(database: Database, world: World, vendors: int, staff: int) -> list[UUID]:
    """So many more vendors with one listing and so many people each, open every day."""
    tables: dict[Any, list[dict[str, Any]]] = {
        table: [] for table in (Vendor, Staff, WeeklyHours, Listing, ListingStaff)
    }
    for number in range(vendors):
        vendor_id, listing_id = uuid4(), uuid4()
        place = {"zone": "Europe/Berlin", "street": "", "city": "", "latitude": 54.0, "longitude": 10.0}
        told = {"about": "", "answer_minutes": 60, "created_at": datetime(2026, 1, 1, tzinfo=UTC)}
        tables[Vendor].append({"id": vendor_id, "name": f"Vendor {number}", **place, **told})
        tables[Listing].append(listing_row(listing_id, vendor_id, world.tutoring, "Lesson", 4000, 60, 0))
        for _ in range(staff):
            person = uuid4()
            tables[Staff].append({"id": person, "vendor_id": vendor_id, "name": "Ada"})
            tables[ListingStaff].append({"listing_id": listing_id, "staff_id": person})
            hours = {"staff_id": person, "opens": 480, "closes": 1080}
            tables[WeeklyHours] += [hours | {"weekday": day} for day in range(7)]
    async with database.write() as uow:
        for table, rows in tables.items():
            await uow.session.execute(insert(table.__table__), rows)
    return [row["id"] for row in tables[Listing]]


async def test_a_month_of_ten_people_is_one_query(database: Database, clock: MovableClock) -> None:
    world = await build_world(database)
    [listing] = await add_vendors(database, world, 1, 10)
    now = clock.now()
    async with database.read() as session:
        with counted(database) as sent:
            diary = await Availability().find_diary(session, listing, now, now + 30 * DAY, now)
    assert len(sent) == 1
    assert diary is not None
    slots = diary.slots(diary.terms)
    assert len({slot.staff_id for slot in slots}) == 10
    assert len(slots) > 10 * 29 * 36


async def test_first_free_of_500_vendors_is_one_query(database: Database, clock: MovableClock) -> None:
    world = await build_world(database)
    await add_vendors(database, world, 500, 2)
    async with database.read() as session:
        with counted(database) as sent:
            found = await Availability().first_free(session, world.tutoring, clock.now(), 7, 200)
    assert len(sent) == 1
    assert len(found) == 200
    starts = [slot.starts_at for _, slot in found]
    assert starts == sorted(starts)
    assert len({terms.vendor_id for terms, _ in found}) == 200


async def test_first_free_over_the_wire(stage: Stage) -> None:
    answer = await stage["kiosk"].get("/first-free?days=14")
    items = answer.json()["items"]
    assert {item["vendor_id"] for item in items} == {str(stage.world.north), str(stage.world.south)}
    first = await stage.slots(UUID(items[0]["listing_id"]), 7, after=0)
    assert first[0]["starts_at"] == items[0]["slot"]["starts_at"]
    assert problem(await stage["kiosk"].get("/first-free?days=99")) == (422, "invalid_input")

"""What vendors and admins do besides bookings: clients, imports, people, notifications, the overview."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from contracts.notifications import NotificationOut
from contracts.people import OverviewOut, PersonOut
from contracts.vendors import ClientOut, ImportResult
from contracts.vocabulary import Pile
from tests.backend_stub.features.world import DAY, Stage, problem, stamp


async def test_client_cards(stage: Stage) -> None:
    card_id, vendor = str(uuid4()), stage["vendor"]
    card = {"id": card_id, "vendor_id": str(stage.world.north), "name": "Zoë", "phone": "+49 30 123456"}
    made = await vendor.post("/clients", card)
    assert (made.status_code, made.headers["etag"]) == (201, '"1"')
    ClientOut.model_validate_json(made.text)
    assert problem(await vendor.post("/clients", card)) == (409, "id_taken")
    foreign = {**card, "id": str(uuid4()), "vendor_id": str(stage.world.south)}
    assert problem(await vendor.post("/clients", foreign)) == (403, "forbidden")
    path = f"/clients/{card_id}"
    assert problem(await vendor.call("PATCH", path, {"note": "x"})) == (428, "precondition_required")
    changed = await vendor.call("PATCH", path, {"phone": None}, headers={"If-Match": '"1"'})
    assert (changed.json()["phone"], changed.json()["version"]) == (None, 2)
    empty = await vendor.call("PATCH", path, {"name": None}, headers={"If-Match": '"2"'})
    assert problem(empty) == (422, "invalid_input")
    stale = await vendor.call("PATCH", path, {"note": "x"}, headers={"If-Match": '"1"'})
    assert stale.json()["current"] == changed.json()
    assert (await vendor.get("/clients?q=zo")).json()["items"] == [changed.json()]


async def test_importing_the_same_lines_twice_adds_nothing(stage: Stage) -> None:
    world, vendor = stage.world, stage["vendor"]
    moment = (datetime.now(UTC) + 20 * DAY).replace(hour=10, minute=7, second=0, microsecond=0)
    times = {"starts_at": stamp(moment), "ends_at": stamp(moment + DAY / 24)}
    block = {"kind": "block", "zone": "Europe/Berlin", "title": "Dentist", **times}
    booking = {"kind": "booking", "listing_id": str(world.windows), "guest_name": "Ida", **times}
    items: list[dict[str, Any]] = [
        {**booking, "key": "a"},
        {**block, "key": "b"},
        {"kind": "client", "key": "c", "name": "Иван Петров"},
        {**booking, "key": "d"},
        {**booking, "key": "e", "listing_id": str(world.lesson)},
        {**block, "key": "f", "zone": "Mars/Olympus"},
        {**booking, "key": "a"},
        {**booking, "key": "g", "status": "completed"},
    ]
    path = f"/vendors/{world.north}/imports"
    first = await vendor.post(path, {"id": str(uuid4()), "items": items})
    ImportResult.model_validate_json(first.text)
    lines = first.json()["items"]
    assert [(line["outcome"], line["code"]) for line in lines] == [
        ("created", None),
        ("created", None),
        ("created", None),
        ("refused", "slot_taken"),
        ("refused", "not_found"),
        ("refused", "invalid_input"),
        ("unchanged", None),
        ("created", None),
    ]
    assert all(line["detail"] for line in lines if line["outcome"] == "refused")
    again = (await vendor.post(path, {"id": str(uuid4()), "items": items})).json()["items"]
    assert {line["outcome"] for line in again} == {"unchanged", "refused"}
    assert [line["id"] for line in again] == [line["id"] for line in lines]
    kept = (await vendor.get("/bookings")).json()["items"]
    assert sorted(row["status"] for row in kept) == ["completed", "confirmed"]
    assert {row["guest"]["name"] for row in kept} == {"Ida"}
    assert len((await vendor.get("/blocks")).json()["items"]) == 1
    many = [{"kind": "client", "key": str(number), "name": "N"} for number in range(501)]
    assert problem(await vendor.post(path, {"id": str(uuid4()), "items": many})) == (422, "invalid_input")


async def test_suspending_ends_sessions_and_the_last_admin_stays(stage: Stage) -> None:
    admin, world = stage["admin"], stage.world
    person = (await admin.get("/people?q=stranger")).json()["items"][0]
    PersonOut.model_validate(person, strict=False)
    path = f"/people/{person['id']}"
    headers = {"If-Match": f'"{person["version"]}"'}
    assert problem(await admin.post(f"{path}/suspend", {"reason": " "}, headers=headers))[0] == 422
    suspended = await admin.post(f"{path}/suspend", {"reason": "Asked for cash."}, headers=headers)
    assert (suspended.json()["status"], suspended.json()["suspended_reason"]) == (
        "suspended",
        "Asked for cash.",
    )
    assert problem(await stage["stranger"].get("/me")) == (401, "unauthenticated")
    assert [p["id"] for p in (await admin.get("/people?status=suspended")).json()["items"]] == [person["id"]]
    headers = {"If-Match": suspended.headers["etag"]}
    assert (await admin.post(f"{path}/restore", {}, headers=headers)).json()["status"] == "active"
    assert (await (await stage.running.sign_in(world.email("stranger"))).get("/me")).status_code == 200
    own = (await admin.get("/people?role=admin")).json()["items"][0]
    headers = {"If-Match": f'"{own["version"]}"'}
    alone = await admin.post(f"/people/{own['id']}/suspend", {"reason": "Gone."}, headers=headers)
    assert problem(alone) == (409, "last_admin")
    for roles, expected in (
        (["customer"], (409, "last_admin")),
        (["kiosk"], (422, "invalid_input")),
        ([], (422, "invalid_input")),
    ):
        answer = await admin.call("PUT", f"/people/{own['id']}/roles", {"roles": roles}, headers=headers)
        assert problem(answer) == expected
    granted = await admin.call(
        "PUT", f"/people/{own['id']}/roles", {"roles": ["admin", "vendor"]}, headers=headers
    )
    assert granted.json()["roles"] == ["vendor", "admin"]
    me = (await admin.get("/me")).json()
    assert set(me["roles"]) == {"admin", "vendor"}


async def test_each_side_is_told_what_the_other_did(stage: Stage) -> None:
    booking = await stage.book("customer")
    (asked,) = await stage.told("vendor")
    NotificationOut.model_validate(asked, strict=False)
    assert (asked["kind"], asked["counterpart"], asked["read_at"]) == ("booking_requested", "Customer", None)
    assert (await stage["customer"].get("/notifications")).json()["items"] == []
    accepted = (await stage.change("vendor", booking, "accept")).json()
    (told,) = await stage.told("customer")
    assert (told["kind"], told["counterpart"]) == ("booking_accepted", "Northside Care")
    await stage.change("customer", accepted, "cancel")
    newest, oldest = await stage.told("vendor", at_least=2)
    assert [newest["kind"], oldest["kind"]] == ["booking_cancelled", "booking_requested"]
    assert problem(await stage["vendor"].post("/notifications/read", {"up_to": told["id"]}))[0] == 404
    read = await stage["vendor"].post("/notifications/read", {"up_to": oldest["id"]})
    assert (read.status_code, read.content) == (204, b"")
    left = (await stage["vendor"].get("/notifications?unread=true")).json()["items"]
    assert [each["id"] for each in left] == [newest["id"]]


async def test_the_overview_counts_the_day(stage: Stage) -> None:
    booking = await stage.book("customer")
    await stage.book("kiosk", number=30)
    await stage.change("vendor", booking, "decline")
    taken = {"id": str(uuid4()), "listing_id": booking["listing_id"]}
    held = (await stage.slots(stage.world.windows))[0]
    await stage.book("stranger", listing=stage.world.windows)
    wish = {**taken, "listing_id": str(stage.world.windows), "starts_at": held["starts_at"]}
    assert (await stage["customer"].post("/bookings", wish)).status_code == 409
    answer = await stage["admin"].get("/admin/overview?zone=Pacific/Auckland")
    overview = OverviewOut.model_validate_json(answer.text)
    assert (overview.made_today, overview.overlaps, overview.overlaps_refused) == (3, 0, 1)
    assert sum(hour.today for hour in overview.by_hour) == 3
    assert overview.booked_value.amount == 6400 + 6400 + 4200
    piles = {pile.kind: pile.count for pile in overview.waiting}
    assert list(piles) == list(Pile)
    assert (piles[Pile.REQUESTS], piles[Pile.LAPSING], piles[Pile.LATE]) == (2, 0, 0)
    assert len(overview.happening) == 3
    declined = next(item for item in overview.happening if item.event == "booking.declined")
    assert str(declined.booking_id) == booking["id"]
    assert "booking.declined" in {item.event for item in overview.happening}
    assert problem(await stage["admin"].get("/admin/overview?zone=Mars/Olympus")) == (422, "invalid_input")


async def test_pulled_rows_are_what_rest_shows(stage: Stage) -> None:
    booking = await stage.book("customer")
    await stage.told("vendor")
    world = stage.world
    for name in ("customer", "vendor", "admin", "kiosk", "rival"):
        page = await stage[name].pull()
        rows = {entity: {row["id"]: row for row in found} for entity, found in page["upserts"].items()}
        listings = (await stage["nobody"].get("/listings")).json()["items"]
        assert rows["listing"] == {item["id"]: item for item in listings}
        categories = (await stage["nobody"].get("/categories")).json()["items"]
        assert rows["category"] == {item["id"]: item for item in categories}
        vendors = (await stage[name].get("/vendors")).json()["items"]
        assert rows["vendor"] == {item["id"]: item for item in vendors}
        staff = (await stage[name].get(f"/vendors/{world.north}/staff")).json()["items"]
        assert [rows["staff"][item["id"]] for item in staff] == staff
        assert bool(staff[0]["hours"]) == (name in {"vendor", "admin"})
        sees = name in {"customer", "vendor", "admin"}
        assert rows.get("booking", {}) == ({booking["id"]: booking} if sees else {})
        assert bool(rows.get("person")) == (name == "admin")
        assert bool(rows.get("notification")) == (name == "vendor")
    people = (await stage["admin"].get("/people")).json()["items"]
    pulled = (await stage["admin"].pull())["upserts"]["person"]
    assert {row["id"]: row for row in pulled} == {row["id"]: row for row in people}


async def test_every_change_reaches_those_who_may_see_it(stage: Stage) -> None:
    cursors = {
        name: (await stage[name].pull())["cursor"]
        for name in ("customer", "vendor", "admin", "rival", "kiosk")
    }
    booking = await stage.book("customer")
    block = {
        "id": str(uuid4()),
        "vendor_id": str(stage.world.north),
        "starts_at": stamp(datetime.now(UTC) + 9 * DAY),
        "ends_at": stamp(datetime.now(UTC) + 10 * DAY),
        "zone": "Europe/Berlin",
        "title": "Away",
    }
    await stage["vendor"].post("/blocks", block)
    await stage.told("vendor")
    seen = {name: (await stage[name].pull(cursor))["upserts"] for name, cursor in cursors.items()}
    assert {name: sorted(rows) for name, rows in seen.items()} == {
        "customer": ["booking"],
        "vendor": ["block", "booking", "notification"],
        "admin": ["booking", "person"],
        "rival": [],
        "kiosk": [],
    }
    assert seen["vendor"]["booking"] == [booking]
    cursor = (await stage["vendor"].pull())["cursor"]
    await stage["vendor"].call("DELETE", f"/blocks/{block['id']}", headers={"If-Match": '"1"'})
    gone = (await stage["vendor"].pull(cursor))["tombstones"]
    assert gone == [{"entity": "block", "id": block["id"]}]


async def test_lists_show_rows_as_their_makers_were_shown_them(stage: Stage) -> None:
    vendor, north = stage["vendor"], str(stage.world.north)
    moment = (datetime.now(UTC) + 30 * DAY).replace(microsecond=0)
    made: dict[str, list[Any]] = {"blocks": [], "clients": []}
    for number in range(3):
        starts_at = moment + number * DAY
        times = {"starts_at": stamp(starts_at), "ends_at": stamp(starts_at + DAY)}
        block = {"title": "Fair", "zone": "Europe/Berlin", "all_day": number == 1, **times}
        card = {"name": f"Zoë {number}", "phone": None if number else "+49 30 1234"}
        for path, body in (("blocks", block), ("clients", card)):
            answer = await vendor.post(f"/{path}", {"id": str(uuid4()), "vendor_id": north, **body})
            assert answer.status_code == 201, answer.text
            made[path].append(answer.json())
    for path, rows in made.items():
        first = (await vendor.get(f"/{path}?limit=2&vendor_id={north}")).json()
        rest = (await vendor.get(f"/{path}?limit=2&vendor_id={north}&cursor={first['next_cursor']}")).json()
        assert (first["items"], rest["items"], rest["next_cursor"]) == (rows[:2], rows[2:], None)
        assert (await stage["rival"].get(f"/{path}")).json()["items"] == []
    between = f"from={stamp(moment + DAY)}&to={stamp(moment + 2 * DAY)}"
    assert (await vendor.get(f"/blocks?{between}")).json()["items"] == made["blocks"][1:2]

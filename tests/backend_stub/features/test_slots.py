"""Free times as browsers see them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from contracts.catalogue import SlotList
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import DAY, Stage, problem, stamp

# Where the clock changes twice a year, and the first and the last start of a day there.
CHANGING = [
    ("deep_clean", "Europe/Berlin", ("08:00", "17:00")),
    ("lesson", "America/New_York", ("09:00", "16:00")),
]


async def test_hours_stay_where_they_are_when_the_clock_changes(stage: Stage) -> None:
    for listing, zone, ends in CHANGING:
        changes = _changes(ZoneInfo(zone))
        assert len(changes) >= 2, "forwards and back"
        for middle in changes:
            await _check_week(stage, listing, middle, ends)


def _changes(zone: ZoneInfo) -> list[datetime]:
    """Noons of the coming year after a night in which the clock changed."""
    today = datetime.now(zone).replace(hour=12, minute=0, second=0, microsecond=0)
    noons = [today + number * DAY for number in range(6, 390)]
    return [noon for noon in noons if noon.utcoffset() != (noon - DAY).utcoffset()]


async def _check_week(stage: Stage, listing: str, middle: datetime, ends: tuple[str, str]) -> None:
    since, until = middle - 4 * DAY, middle + 4 * DAY
    path = f"/listings/{getattr(stage.world, listing)}/slots?from={stamp(since)}&to={stamp(until)}"
    answer = await stage["nobody"].get(path)
    SlotList.model_validate_json(answer.text)
    by_day: dict[str, list[str]] = {}
    for slot in answer.json()["items"]:
        local = datetime.fromisoformat(slot["starts_at"]).astimezone(middle.tzinfo)
        by_day.setdefault(f"{local:%m-%d}", []).append(f"{local:%H:%M}")
    whole = [times for date, times in by_day.items() if date not in {f"{since:%m-%d}", f"{until:%m-%d}"}]
    assert len(whole) >= 5
    assert all((min(times), max(times)) == ends for times in whole)


async def test_ranges(stage: Stage, clock: MovableClock) -> None:
    path = f"/listings/{stage.world.deep_clean}/slots"
    now = datetime.now(UTC)
    get = stage["nobody"].get
    for since, until, status in (
        (now, now + 31 * DAY, 200),
        (now, now + 31 * DAY + timedelta(seconds=1), 422),
        (now, now - DAY, 422),
    ):
        assert (await get(f"{path}?from={stamp(since)}&to={stamp(until)}")).status_code == status
    for bad in ("", f"from={stamp(now)}", "from=1790000000&to=1790000001", "from=2027-01-01T00:00:00&to=x"):
        assert problem(await get(f"{path}?{bad}")) == (422, "invalid_input")
    unknown = await get(f"{path}?from={stamp(now)}&to={stamp(now + DAY)}&staff_id={uuid4()}")
    assert problem(unknown) == (404, "not_found")
    shifted = (now + 2 * DAY).astimezone(ZoneInfo("Asia/Kathmandu")).isoformat().replace("+", "%2B")
    assert (await get(f"{path}?from={shifted}&to={stamp(now + 3 * DAY)}")).status_code == 200
    past = await get(f"{path}?from={stamp(now - 20 * DAY)}&to={stamp(now)}")
    assert past.json() == {"items": [], "next_cursor": None}
    far = await get(f"{path}?from={stamp(now + 400 * DAY)}&to={stamp(now + 401 * DAY)}")
    assert len(far.json()["items"]) > 50
    never = await get(f"{path}?from=9999-12-01T00:00:00Z&to=9999-12-31T23:00:00Z")
    assert never.json()["items"] == []
    clock.offset += 2 * DAY
    soon = await get(f"{path}?from={stamp(now)}&to={stamp(now + 3 * DAY)}")
    assert all(datetime.fromisoformat(slot["starts_at"]) > clock.now() for slot in soon.json()["items"])


async def test_order_half_open_range_and_filter(stage: Stage) -> None:
    slots = await stage.slots(stage.world.deep_clean)
    assert slots == sorted(slots, key=lambda slot: slot["starts_at"])
    rosa = await stage.slots(stage.world.deep_clean, staff=stage.world.rosa)
    assert [s["starts_at"] for s in rosa] == [
        s["starts_at"] for s in slots if s["staff_id"] == str(stage.world.rosa)
    ]
    first, second = rosa[0]["starts_at"], rosa[1]["starts_at"]
    path = f"/listings/{stage.world.deep_clean}/slots?from={first}&to={second}&staff_id={stage.world.rosa}"
    assert (await stage["nobody"].get(path)).json()["items"] == [rosa[0]]


async def test_blocks_close_time_and_bookings_in_it_stay(stage: Stage) -> None:
    world = stage.world
    booking = await stage.book("customer")
    begun = datetime.fromisoformat(booking["starts_at"])
    block = {
        "id": str(uuid4()),
        "vendor_id": str(world.north),
        "starts_at": stamp(begun - timedelta(hours=20)),
        "ends_at": stamp(begun + timedelta(hours=20)),
        "zone": "Europe/Berlin",
        "title": "Everyone away",
    }
    assert (await stage["vendor"].post("/blocks", block)).status_code == 201
    left = await stage.slots(world.deep_clean)
    closed = [s for s in left if abs(datetime.fromisoformat(s["starts_at"]) - begun) < timedelta(hours=20)]
    assert closed == []
    assert (await stage["customer"].get(f"/bookings/{booking['id']}")).json() == booking
    again = {"id": str(uuid4()), "listing_id": str(world.deep_clean), "starts_at": stamp(begun)}
    assert problem(await stage["stranger"].post("/bookings", again)) == (409, "slot_taken")
    stale = await stage["vendor"].call("DELETE", f"/blocks/{block['id']}", headers={"If-Match": '"4"'})
    assert problem(stale) == (412, "version_stale")
    gone = await stage["vendor"].call("DELETE", f"/blocks/{block['id']}", headers={"If-Match": '"1"'})
    assert gone.status_code == 204
    assert len(await stage.slots(world.deep_clean)) > len(left)

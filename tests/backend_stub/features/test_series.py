"""Series: all or the bookable ones, at the same wall clock, changed in part or as a whole."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from backend_stub.features.bookings.series.dates import count_until, instant_on, occurrence_day
from contracts.bookings import BookingOut
from contracts.series import SeriesCancellation, SeriesChanged, SeriesOut
from contracts.vocabulary import SeriesFrequency
from contracts.wire import rfc3339
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.features.world import DAY, Stage, problem

BERLIN = ZoneInfo("Europe/Berlin")
WEEKLY, MONTHLY = SeriesFrequency.WEEKLY, SeriesFrequency.MONTHLY


def test_days_of_weeks_and_months() -> None:
    first = date(2027, 1, 31)
    months = [occurrence_day(first, MONTHLY, 1, number) for number in range(4)]
    assert months == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]
    assert occurrence_day(first, MONTHLY, 6, 3) == date(2028, 7, 31)
    assert occurrence_day(first, WEEKLY, 2, 3) == date(2027, 3, 14)
    assert count_until(first, WEEKLY, 1, date(2027, 2, 14)) == 3
    assert count_until(first, WEEKLY, 1, date(2099, 1, 1)) == 61


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"])
def test_the_wall_clock_stays(zone: str) -> None:
    for number in range(52):
        day = occurrence_day(date(2027, 1, 4), WEEKLY, 1, number)
        instant = instant_on(day, time(9, 30), zone)
        assert instant is not None
        local = instant.astimezone(ZoneInfo(zone))
        assert (local.date(), local.time()) == (day, time(9, 30))


def test_an_hour_that_the_clock_skips_is_no_time_and_of_two_it_is_the_first() -> None:
    assert instant_on(date(2027, 3, 28), time(2, 30), "Europe/Berlin") is None
    assert instant_on(date(2027, 10, 31), time(2, 30), "Europe/Berlin") == datetime(
        2027, 10, 31, 0, 30, tzinfo=UTC
    )


def at(day: date, clock: str = "10:00") -> str:
    return rfc3339(datetime.combine(day, time.fromisoformat(clock), BERLIN).astimezone(UTC))


def soon(days: int = 3) -> date:
    return (datetime.now(BERLIN) + days * DAY).date()


async def repeat(stage: Stage, name: str, first: str, **rule: Any) -> Any:
    wish = {
        "id": str(uuid4()),
        "listing_id": str(stage.world.deep_clean),
        "staff_id": str(stage.world.rosa),
        "starts_at": first,
        "frequency": "weekly",
        "count": 4,
        **rule,
    }
    return await stage[name].post("/series", wish)


async def change(stage: Stage, name: str, series: Any, action: str, **body: Any) -> Any:
    headers = {"If-Match": f'"{series["version"]}"'}
    return await stage[name].post(f"/series/{series['id']}/{action}", body, headers=headers)


async def members(stage: Stage, series: Any) -> list[Any]:
    return (await stage["customer"].get(f"/bookings?series_id={series['id']}")).json()["items"]  # type: ignore[no-any-return]


async def test_a_customer_repeats_a_booking_through_a_change_of_the_clock(stage: Stage) -> None:
    made = await repeat(stage, "customer", at(soon()), count=30)
    assert made.status_code == 201, made.text
    SeriesChanged.model_validate_json(made.text)
    series = made.json()
    assert (series["count"], series["unavailable"], len(series["bookings"])) == (30, [], 30)
    found = await members(stage, series)
    assert [each["series_position"] for each in found] == list(range(1, 31))
    locals_ = [datetime.fromisoformat(each["starts_at"]).astimezone(BERLIN) for each in found]
    assert {local.strftime("%H:%M") for local in locals_} == {"10:00"}
    assert len({local.utcoffset() for local in locals_}) == 2
    assert {later - earlier for earlier, later in pairwise(locals_)} == {7 * DAY}
    for each in found:
        BookingOut.model_validate(each, strict=False)
        assert each["status"] == "requested"
    read = await stage["vendor"].get(f"/series/{series['id']}")
    SeriesOut.model_validate_json(read.text)
    assert (read.headers["etag"], read.json()["first_local"][-5:]) == ('"1"', "10:00")
    told = await stage.told("vendor")
    assert len(told) == 1


async def test_all_or_the_bookable_ones_and_the_others_are_named(stage: Stage) -> None:
    first, third = soon(), soon(17)
    taken = {"listing_id": str(stage.world.deep_clean), "staff_id": str(stage.world.rosa)}
    assert (
        await stage["stranger"].post("/bookings", {"id": str(uuid4()), **taken, "starts_at": at(third)})
    ).status_code == 201
    refused = await repeat(stage, "customer", at(first))
    assert problem(refused) == (409, "series_unavailable")
    assert refused.json()["unavailable"] == [{"position": 3, "starts_at": at(third), "code": "slot_taken"}]
    assert (await stage["customer"].get("/bookings")).json()["items"] == []
    assert (await stage["customer"].get("/series")).json()["items"] == []
    made = (await repeat(stage, "customer", at(first), takes="bookable")).json()
    assert [each["series_position"] for each in made["bookings"]] == [1, 2, 4]
    assert [each["position"] for each in made["unavailable"]] == [3]
    night = await repeat(stage, "customer", at(first, "03:00"), takes="bookable")
    assert problem(night) == (409, "series_unavailable")


async def test_a_vendor_repeats_for_a_guest_until_a_day(stage: Stage) -> None:
    guest = {"name": "Gwen Guest", "phone": "+49 30 1234567"}
    first, until = soon(), soon(31)
    made = await repeat(stage, "vendor", at(first), count=None, until=until.isoformat(), every=2, guest=guest)
    assert made.status_code == 201, made.text
    series = made.json()
    assert [each["status"] for each in series["bookings"]] == ["confirmed"] * 3
    assert (series["guest_name"], series["customer"], series["count"]) == ("Gwen Guest", None, 3)
    for name, body, field in (
        ("customer", {"count": 61}, "count"),
        ("customer", {"count": None}, "body"),
        ("customer", {"until": until.isoformat()}, "body"),
        ("customer", {"count": None, "until": "2099-01-01"}, "until"),
        ("customer", {"every": 13}, "every"),
        ("customer", {"guest": guest}, "guest"),
        ("vendor", {}, "guest"),
    ):
        odd = await repeat(stage, name, at(first), **body)
        assert (odd.status_code, odd.json()["errors"][0]["field"]) == (422, field), odd.text


async def test_this_one_the_following_or_all_are_cancelled(stage: Stage) -> None:
    series = (await repeat(stage, "customer", at(soon()))).json()
    quote = await stage["customer"].get(f"/series/{series['id']}/cancellation?scope=following&position=3")
    SeriesCancellation.model_validate_json(quote.text)
    assert (len(quote.json()["bookings"]), quote.json()["fee"]["amount"]) == (2, 0)
    assert problem(await stage["customer"].post(f"/series/{series['id']}/cancel", {"scope": "all"})) == (
        428,
        "precondition_required",
    )
    one = await change(stage, "customer", series, "cancel", scope="this", position=2)
    assert [each["series_position"] for each in one.json()["bookings"]] == [2]
    stale = await change(stage, "customer", series, "cancel", scope="all")
    assert (*problem(stale), stale.json()["current"]["version"]) == (412, "version_stale", 2)
    rest = await change(stage, "vendor", one.json(), "cancel", scope="following", position=3)
    assert [each["series_position"] for each in rest.json()["bookings"]] == [3, 4]
    assert [each["status"] for each in await members(stage, series)] == ["requested", *["cancelled"] * 3]
    last = await change(stage, "customer", rest.json(), "cancel", scope="all")
    assert last.status_code == 200
    over = await change(stage, "customer", last.json(), "cancel", scope="all")
    assert problem(over) == (409, "invalid_transition")


async def test_fees_add_up_and_are_agreed_to(stage: Stage, clock: MovableClock) -> None:
    series = (await repeat(stage, "customer", at(soon()))).json()
    for booking in series["bookings"]:
        await stage.change("vendor", booking, "accept")
    start = datetime.fromisoformat(series["bookings"][0]["starts_at"])
    await stage.later(clock, start - timedelta(hours=5) - clock.now())
    refused = await change(stage, "customer", series, "cancel", scope="all", agreed_fee=0)
    assert (*problem(refused), refused.json()["fee"]) == (409, "fee_changed", 3200)
    moved = await change(
        stage, "customer", series, "reschedule", scope="all", position=1, starts_at=at(start.date(), "16:00")
    )
    assert problem(moved) == (409, "series_unavailable")
    assert [each["code"] for each in moved.json()["unavailable"]] == ["consent_needed"]
    done = await change(stage, "customer", series, "cancel", scope="all", agreed_fee=3200)
    assert [each["fee"]["amount"] for each in done.json()["bookings"]] == [3200, 0, 0, 0]


async def test_the_following_move_by_a_week_into_each_others_places(stage: Stage) -> None:
    series = (await repeat(stage, "customer", at(soon()))).json()
    moved = await change(
        stage, "customer", series, "reschedule", scope="following", position=2, starts_at=at(soon(17))
    )
    assert moved.status_code == 200, moved.text
    found = await members(stage, series)
    assert [each["starts_at"] for each in found] == [at(soon(days)) for days in (3, 17, 24, 31)]
    hour = await change(
        stage, "vendor", moved.json(), "reschedule", scope="all", position=1, starts_at=at(soon(4), "15:00")
    )
    assert hour.status_code == 200, hour.text
    found = await members(stage, series)
    assert [each["starts_at"] for each in found] == [at(soon(days), "15:00") for days in (4, 18, 25, 32)]


async def test_a_move_that_not_all_can_make(stage: Stage) -> None:
    series = (await repeat(stage, "customer", at(soon()))).json()
    other = {"listing_id": str(stage.world.deep_clean), "id": str(uuid4())}
    for who in (stage.world.rosa, stage.world.mikael, stage.world.chiara):
        taken = {**other, "id": str(uuid4()), "staff_id": str(who), "starts_at": at(soon(11))}
        assert (await stage["stranger"].post("/bookings", taken)).status_code == 201
    wish: dict[str, Any] = {"scope": "all", "position": 1, "starts_at": at(soon(4))}
    refused = await change(stage, "customer", series, "reschedule", **wish)
    assert [each["position"] for each in refused.json()["unavailable"]] == [2]
    assert [each["starts_at"] for each in await members(stage, series)] == [
        at(soon(days)) for days in (3, 10, 17, 24)
    ]
    some = await change(stage, "customer", series, "reschedule", **wish, takes="bookable")
    assert [each["position"] for each in some.json()["unavailable"]] == [2]
    assert [each["starts_at"] for each in await members(stage, series)] == [
        at(soon(days)) for days in (4, 10, 18, 25)
    ]


async def test_series_of_others_and_kiosks(stage: Stage) -> None:
    series = (await repeat(stage, "customer", at(soon()))).json()
    assert problem(await stage["stranger"].get(f"/series/{series['id']}")) == (404, "not_found")
    assert problem(await change(stage, "rival", series, "cancel", scope="all")) == (404, "not_found")
    guest = {"name": "Gwen", "phone": "+49 30 1234567"}
    assert problem(await repeat(stage, "kiosk", at(soon(4)), guest=guest)) == (403, "forbidden")
    again = await repeat(stage, "customer", at(soon(5)), id=series["id"])
    assert problem(again) == (409, "id_taken")

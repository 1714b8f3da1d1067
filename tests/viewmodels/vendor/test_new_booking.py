"""Writing a booking down: what is asked, what stands against it, and that nothing typed is lost."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from desktop.shots.memory import MemoryAccount
from desktop.shots.vendor_samples import TODAY, SampleClock, bookings, listings, staff
from tests.viewmodels.vendor.conftest import Settle
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.move_booking import MoveBooking
from viewmodels.vendor.new_booking import NewBooking, Start
from viewmodels.vendor.roster import Roster

pytestmark = pytest.mark.ui

IDS = {listing["title"]: listing["id"] for listing in listings()}
ROSA, MIKAEL, CHIARA, DENIZ = (person["id"] for person in staff())


@pytest_asyncio.fixture
async def roster(desk: VendorDesk, settle: Settle, qapp: object) -> AsyncIterator[Roster]:
    """Northside's people and services."""
    made = Roster(desk)
    await settle()
    yield made
    made.close()


@pytest_asyncio.fixture
async def form(desk: VendorDesk, roster: Roster, settle: Settle) -> AsyncIterator[NewBooking]:
    """An empty form."""
    made = NewBooking(desk, roster, Start())
    await settle()
    yield made
    made.close()


async def fill(form: NewBooking, settle: Settle, **changes: str) -> None:
    """A weekly clean on Tuesday at 12:00 for Marta, with changes."""
    form.choose_day(TODAY + timedelta(days=2))
    values = {
        "listing": IDS["Weekly clean"],
        "time": "12:00",
        "name": "Marta Kovac",
        "phone": "+49 30 1234567",
    }
    for field, value in (values | changes).items():
        form.choose(field, value)
    await settle()


async def test_an_empty_form_names_every_field_that_is_missing(form: NewBooking) -> None:
    assert form.errors.value == {}
    assert not await form.save.run()
    assert set(form.errors.value) == {"listing", "time", "name", "phone"}
    problem = form.save.problem.value
    assert problem is not None
    assert problem.text == "4 fields need another look."


async def test_errors_are_looked_at_again_while_typing(form: NewBooking) -> None:
    form.choose("phone", "call")
    assert form.errors.value == {"phone": "Digits, blanks and a leading + only."}
    form.choose("phone", "+49 30 1234567")
    assert form.errors.value == {}


async def test_it_is_kept_here_and_shown_as_pending(
    form: NewBooking, account: MemoryAccount, desk: VendorDesk, settle: Settle
) -> None:
    desk.status.update(online=False)
    await fill(form, settle, note="Second floor")
    assert await form.save.run()
    booking_id = await form.answer()
    assert booking_id
    operation = account.operations[-1].operation
    assert operation.args == {
        "id": booking_id,
        "listing_id": IDS["Weekly clean"],
        "starts_at": "2026-11-24T11:00:00Z",
        "staff_id": operation.args["staff_id"],
        "note": "Second floor",
        "guest": {"name": "Marta Kovac", "phone": "+49 30 1234567"},
    }
    assert operation.args["staff_id"] in {ROSA, MIKAEL, CHIARA, DENIZ}


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"staff": CHIARA, "time": "10:15"}, "Clashes with Windows, 10:00"),
        ({"staff": CHIARA, "time": "20:00"}, "Outside Chiara’s hours"),
        ({"staff": CHIARA, "listing": IDS["Tap repair"]}, "Chiara doesn’t do Tap repair"),
        ({"time": "03:00"}, "Nobody who does this is free then."),
        ({"time": "12:10"}, "Bookings begin at full quarters of an hour."),
        ({"time": "25:00"}, "Write it as 14:30."),
        ({"time": "soon"}, "Write it as 14:30."),
    ],
)
async def test_what_stands_against_a_time(
    form: NewBooking, settle: Settle, changes: dict[str, str], text: str
) -> None:
    await fill(form, settle, **changes)
    assert form.errors.value["time"] == text
    assert not await form.save.run()


async def test_the_past_is_no_time(form: NewBooking, settle: Settle) -> None:
    await fill(form, settle)
    form.choose_day(TODAY)
    form.choose("time", "9")
    assert form.errors.value["time"] == "This time is over. Choose a later one."


async def test_free_times_are_offered_and_taken(form: NewBooking, settle: Settle) -> None:
    await fill(form, settle, staff=CHIARA, time="")
    assert [choice.id for choice in form.free.value] == ["11:45", "12:00", "12:15", "12:30", "12:45", "13:00"]
    form.choose_free("11:45")
    assert form.errors.value == {}
    assert form.ends.value == "until 13:45, 2 h"
    form.step_time(1)
    assert form.time.value == "12:00"


async def test_a_place_in_the_calendar_fills_the_form(
    desk: VendorDesk, roster: Roster, clock: SampleClock
) -> None:
    start = Start(CHIARA, clock.now() + timedelta(hours=2))
    form = NewBooking(desk, roster, start)
    assert (form.staff.value, form.time.value) == (CHIARA, "13:36")
    form.dismiss()
    assert await form.answer() is None
    form.close()


async def test_moving_names_the_clash_and_offers_free_times(
    desk: VendorDesk, roster: Roster, settle: Settle
) -> None:
    tap = bookings()[2]
    form = MoveBooking(desk, roster, tap)
    await settle()
    assert form.errors.value == {}
    form.choose("time", "14:30")
    assert form.errors.value == {"time": "Clashes with Oven and kitchen, 14:30"}
    assert not await form.save.run()
    form.choose("staff", MIKAEL)
    form.choose("time", "12:15")
    await settle()
    assert form.errors.value == {}
    assert await form.save.run()
    assert await form.answer() == ("2026-11-22T11:15:00Z", MIKAEL)
    form.close()


async def test_moving_nowhere_is_no_move(desk: VendorDesk, roster: Roster, settle: Settle) -> None:
    form = MoveBooking(desk, roster, bookings()[2])
    await settle()
    assert await form.save.run()
    assert await form.answer() is None
    form.close()

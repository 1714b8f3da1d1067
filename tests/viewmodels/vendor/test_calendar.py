"""The day calendar: columns, what stands against a move, moving, blocking and opening again."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
import pytest_asyncio

from desktop.shots.memory import MemoryAccount
from desktop.shots.vendor_samples import TODAY, booking, desk_booking, staff
from tests.viewmodels.vendor.conftest import Settle
from viewmodels.kernel.navigator import Dialog
from viewmodels.vendor.block_time import BlockTime
from viewmodels.vendor.calendar import CalendarViewModel
from viewmodels.vendor.calendar_rows import CalendarColumn
from viewmodels.vendor.desk import VendorDesk

pytestmark = pytest.mark.ui

ROSA, MIKAEL, CHIARA, DENIZ = (person["id"] for person in staff())
BLIND = desk_booking(4)


@pytest_asyncio.fixture
async def page(desk: VendorDesk, settle: Settle, qapp: object) -> AsyncIterator[CalendarViewModel]:
    """The page, once it has read everything."""
    made = CalendarViewModel(desk)
    await settle()
    yield made
    made.close()


def column(page: CalendarViewModel, staff_id: str) -> CalendarColumn:
    """A person's column."""
    board = page.board.value
    assert board is not None
    return next(column for column in board.columns if column.id == staff_id)


async def test_columns_say_who_is_booked_how_long(page: CalendarViewModel) -> None:
    assert column(page, ROSA).summary == "8 h 15 of 10 h"
    assert page.subtitle.value == "12 bookings, 1 request"
    assert page.heading.value == "Sunday, 22 November"
    assert page.week.value == "Week 47"


async def test_closed_hours_and_blocked_time(page: CalendarViewModel) -> None:
    closures = column(page, CHIARA).closures
    assert [(each.text, each.start, each.end) for each in closures] == [
        ("From 08:00", 0, 480),
        ("Until 16:30", 990, 1440),
        ("Dentist", 990, 1110),
    ]


@pytest.mark.parametrize(
    ("staff_id", "minute", "ok", "text"),
    [
        (MIKAEL, 12 * 60 + 30, True, "Mikael is free, with 15 min before"),
        (ROSA, 12 * 60 + 30, False, "Clashes with Tap repair, 13:00"),
        (CHIARA, 11 * 60, False, "Chiara doesn’t do Blind repair"),
        (MIKAEL, 17 * 60, False, "Outside Mikael’s hours"),
        (MIKAEL, 10 * 60, False, "This time is over. Choose a later one."),
        (ROSA, 17 * 60 + 15, False, "Let go to leave it where it is"),
        (ROSA, 13 * 60, False, "Clashes with Tap repair, 13:00"),
    ],
)
async def test_what_a_drop_would_do(
    page: CalendarViewModel, staff_id: str, minute: int, ok: bool, text: str
) -> None:
    drop = page.judge(BLIND, staff_id, minute)
    assert (drop.ok, drop.text) == (ok, text)


async def test_a_buffer_before_is_in_the_way_too(page: CalendarViewModel, settle: Settle) -> None:
    """Bathroom fittings begin at 13:30 and need a quarter of an hour before that."""
    assert page.judge(BLIND, MIKAEL, 12 * 60 + 30).ok
    assert page.judge(BLIND, MIKAEL, 12 * 60 + 45).text == "Clashes with Bathroom fittings, 13:30"


async def test_a_drop_moves_and_undo_takes_it_back(
    page: CalendarViewModel, account: MemoryAccount, desk: VendorDesk, settle: Settle
) -> None:
    assert await page.drop.run(BLIND, MIKAEL, 12 * 60 + 30)
    await settle()
    card = next(card for card in column(page, MIKAEL).cards if card.id == BLIND)
    assert (card.start, card.end, card.pending) == (750, 795, True)
    operation = account.operations[-1].operation
    assert operation.args == {"starts_at": "2026-11-22T11:30:00Z", "staff_id": MIKAEL}
    await desk.toasts.undo.run(desk.toasts.rows.rows[-1].id)
    await settle()
    assert BLIND in [card.id for card in column(page, ROSA).cards]


async def test_a_drop_that_clashes_does_nothing(page: CalendarViewModel, account: MemoryAccount) -> None:
    assert not await page.drop.run(BLIND, ROSA, 13 * 60)
    assert account.operations == []


async def test_days(page: CalendarViewModel, settle: Settle) -> None:
    page.step(1)
    await settle()
    assert page.day.value == TODAY + timedelta(days=1)
    assert [card.title for card in column(page, MIKAEL).cards] == ["Dishwasher fitting"]
    page.go_to(date(2027, 3, 28))
    await settle()
    board = page.board.value
    assert board is not None
    assert (board.zone, board.now) == ("CEST", -1)
    page.go_to_today()
    assert page.day.value == TODAY


async def test_the_legend_filters(page: CalendarViewModel, settle: Settle) -> None:
    assert {each.id: each.count for each in page.legend.value} == {
        "requested": 1, "confirmed": 7, "in_progress": 1, "done": 3, "late": 1, "cancelled": 1,
    }  # fmt: skip
    page.show_kind("confirmed", False)
    await settle()
    assert [card.title for card in column(page, DENIZ).cards] == []
    page.show_kind("cancelled", True)
    await settle()
    assert [card.title for card in column(page, DENIZ).cards] == ["Blind repair"]


async def test_people_can_be_hidden_and_stay_hidden(
    page: CalendarViewModel, desk: VendorDesk, settle: Settle
) -> None:
    page.show_person(ROSA, False)
    await settle()
    board = page.board.value
    assert board is not None
    assert ROSA not in [column.id for column in board.columns]
    again = CalendarViewModel(desk)
    await settle()
    assert not next(person for person in again.people.value if person.id == ROSA).shown
    again.close()


async def test_cards_that_share_a_time_stand_side_by_side(
    page: CalendarViewModel, account: MemoryAccount, settle: Settle
) -> None:
    account.put("booking", [booking(950, 0, "12:30", 9, 3, "Second", "requested")])
    await settle()
    lanes = {card.id: (card.lane, card.lanes) for card in column(page, DENIZ).cards}
    assert lanes[desk_booking(11)] == (0, 2)
    assert lanes[desk_booking(950)] == (1, 2)


async def test_blocking_and_opening_again(
    page: CalendarViewModel, account: MemoryAccount, desk: VendorDesk, settle: Settle
) -> None:
    asked: list[Dialog[str]] = []
    desk.navigator.asked.connect(asked.append)
    page.block.trigger(MIKAEL, 17 * 60)
    await asyncio.sleep(0)
    form = asked[0]
    assert isinstance(form, BlockTime)
    assert (form.starts.value, form.ends.value, form.staff.value) == ("17:00", "18:00", MIKAEL)
    assert not await form.save.run()
    assert form.errors.value == {"title": "Say why; only your team sees it."}
    form.choose("title", "Fetch tiles")
    assert await form.save.run()
    await settle()
    closure = next(each for each in column(page, MIKAEL).closures if each.id)
    assert (closure.text, closure.start, closure.pending) == ("Fetch tiles", 1020, True)
    assert await page.unblock.run(closure.id)
    await settle()
    assert not [each for each in column(page, MIKAEL).closures if each.id]
    assert account.operations[-1].operation.delay == 8.0


async def test_what_is_closed_soon(page: CalendarViewModel) -> None:
    assert [(each.when, each.who) for each in page.closures.value] == [
        ("Sun 22 Nov, 16:30 – 18:30", "Chiara, Dentist"),
        ("Fri 27 Nov, 12:00 – 18:00", "Chiara, Training"),
        ("Fri 25 Dec – Sat 26 Dec", "Everybody, Holiday"),
    ]


async def test_the_month_shows_how_full_days_are(page: CalendarViewModel) -> None:
    assert page.loads.value[TODAY] == pytest.approx(1545 / 2010, abs=0.2)
    assert TODAY + timedelta(days=7) not in page.loads.value

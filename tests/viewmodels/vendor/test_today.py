"""Today: what is on, what waits, the day, its money, and what needs a look."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from client.errors import StorageDamagedError
from client.outbox.operation import State
from client.stores.base import Query
from client.stores.booking import BookingList
from client.stores.vendor import BlockList
from desktop.shots.memory import MemoryAccount
from desktop.shots.vendor_samples import SampleClock, booking, desk_booking
from tests.viewmodels.vendor.conftest import Settle
from viewmodels.format import Format
from viewmodels.kernel.screen import ScreenKind
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.standing import Standing
from viewmodels.vendor.today import TodayViewModel

pytestmark = pytest.mark.ui


@pytest_asyncio.fixture
async def today(desk: VendorDesk, settle: Settle, qapp: object) -> AsyncIterator[TodayViewModel]:
    """The page, once it has read everything."""
    page = TodayViewModel(desk)
    await settle()
    yield page
    page.close()


async def test_the_booking_that_is_on_shows_its_minutes(today: TodayViewModel) -> None:
    card = today.now_card.value
    assert card is not None
    assert (card.title, card.minutes, card.unit) == ("Deep clean, 2 bedrooms", "54", "min")
    assert card.share == pytest.approx(96 / 150)
    assert card.can_complete
    assert not card.can_start
    assert card.place == "1 of 3"


async def test_one_walks_from_what_is_on_to_what_is_late_and_next(today: TodayViewModel) -> None:
    seen = []
    for _ in range(3):
        card = today.now_card.value
        assert card is not None
        seen.append((card.title, card.standing))
        today.show_next(1)
    assert seen[:2] == [("Deep clean, 2 bedrooms", Standing.IN_PROGRESS), ("Leak, urgent", Standing.LATE)]
    assert seen[2][1] is Standing.CONFIRMED
    today.show_next(-1)


async def test_requests_say_until_when_and_how_often_the_client_came(today: TodayViewModel) -> None:
    rows = {row.title: row for row in today.requests.rows}
    assert rows["Tap repair"].history == "booked 3 times"
    assert rows["Tap repair"].answer_by == "answer by 12:11"
    assert rows["Tap repair"].urgent
    assert rows["Move-out clean, 3 rooms"].history == "first booking"
    assert not rows["Move-out clean, 3 rooms"].urgent
    assert [row.first for row in today.requests.rows] == [True, False, False]


async def test_accepting_in_place_leaves_the_list_and_shows_on_the_board(
    today: TodayViewModel, account: MemoryAccount, desk: VendorDesk, settle: Settle
) -> None:
    desk.status.update(online=False)
    assert await today.accept.run(desk_booking(2))
    await settle()
    assert "Tap repair" not in [row.title for row in today.requests.rows]
    board = today.board.value
    assert board is not None
    bar = next(bar for lane in board.lanes for bar in lane.bars if bar.id == desk_booking(2))
    assert (bar.standing, bar.pending) == (Standing.CONFIRMED, True)
    assert account.operations[-1].name == "booking.accept"
    toast = desk.toasts.rows.rows[-1]
    assert toast.text == "Accepted, sends when you are back"
    assert toast.undo


async def test_keys_that_come_faster_than_rows_go_answer_one_after_another(
    today: TodayViewModel, account: MemoryAccount, settle: Settle
) -> None:
    first, second, *_ = [row.id for row in today.requests.rows]
    # Both in one turn of the loop: nothing has been read anew, and the first row still stands there.
    assert today.accept.trigger()
    assert today.decline.trigger()
    await settle()
    assert [(item.name, item.operation.target) for item in account.operations] == [
        ("booking.accept", first),
        ("booking.decline", second),
    ]
    await settle()
    # What is taken back can be answered again.
    await account.discard(account.operations[-1].id)
    await settle()
    assert today.requests.rows[0].id == second
    assert await today.accept.run()
    assert account.operations[-1].operation.target == second


async def test_undo_takes_an_offline_accept_back(
    today: TodayViewModel, account: MemoryAccount, desk: VendorDesk, settle: Settle
) -> None:
    desk.status.update(online=False)
    await today.accept.run(desk_booking(2))
    assert await desk.toasts.undo.run(desk.toasts.rows.rows[-1].id)
    await settle()
    assert account.operations == []
    assert "Tap repair" in [row.title for row in today.requests.rows]


async def test_accepting_online_offers_no_undo_that_would_be_too_late(
    today: TodayViewModel, desk: VendorDesk
) -> None:
    await today.accept.run(desk_booking(2))
    assert desk.toasts.rows.rows[-1].undo == ""


async def test_declining_waits_as_long_as_its_undo_stands(
    today: TodayViewModel, account: MemoryAccount, desk: VendorDesk, settle: Settle
) -> None:
    await today.decline.run(desk_booking(2))
    assert account.operations[-1].operation.delay == 8.0
    await desk.toasts.undo.run(desk.toasts.rows.rows[-1].id)
    await settle()
    assert account.operations == []


async def test_undo_that_comes_too_late_says_so(
    today: TodayViewModel, account: MemoryAccount, desk: VendorDesk
) -> None:
    await today.decline.run(desk_booking(2))
    account.settle(account.operations[-1].id, State.SENDING)
    await desk.toasts.undo.run(desk.toasts.rows.rows[0].id)
    assert "Too late to undo" in desk.toasts.rows.rows[-1].text


async def test_keys_walk_and_answer(today: TodayViewModel, account: MemoryAccount, settle: Settle) -> None:
    ids = [row.id for row in today.requests.rows]
    for _ in range(2):
        await today.next_request.run()
    assert today.current_request.value == ids[1]
    await today.previous_request.run()
    await today.next_request.run()
    await today.accept.run()
    await settle()
    assert account.operations[-1].operation.target == ids[1]
    assert today.current_request.value == ids[2]


async def test_complete_ends_the_booking_that_is_on(
    today: TodayViewModel, account: MemoryAccount, settle: Settle
) -> None:
    await today.complete.run()
    await settle()
    assert account.operations[-1].name == "booking.complete"
    card = today.now_card.value
    assert card is not None
    assert card.standing is Standing.LATE
    assert card.can_no_show


async def test_the_day_by_person(today: TodayViewModel) -> None:
    board = today.board.value
    assert board is not None
    assert board.summary == "4 people, 13 bookings, 76% booked"
    assert (board.start, board.now) == (8 * 60, 11 * 60 + 36)
    chiara = board.lanes[0]
    assert chiara.name == "Chiara"
    assert chiara.closed == ((0, 480), (990, 1440))
    assert chiara.blocked == ((990, 1110, "Dentist"),)


async def test_money_by_how_sure_it_is(today: TodayViewModel) -> None:
    money = today.money.value
    assert money is not None
    assert money.total == "€1,066.00"
    assert [line.amount for line in money.lines] == ["€272.00", "€794.00", "€64.00"]
    assert sum(line.share for line in money.lines) == pytest.approx(1)


async def test_what_needs_a_look_most_pressing_first(today: TodayViewModel) -> None:
    assert [(look.title, look.tone) for look in today.looks.value] == [
        ("Leak, urgent is 21 min late", "bad"),
        ("Tap repair is about to lapse", "warn"),
    ]


async def test_days_ahead(today: TodayViewModel) -> None:
    assert [(day.day, day.count) for day in today.ahead.value][:2] == [
        ("Mon", "3 bookings"),
        ("Tue", "3 bookings"),
    ]
    assert today.ahead.value[6].count == "none yet"


async def test_time_goes_on(today: TodayViewModel, clock: SampleClock) -> None:
    clock.moment += timedelta(minutes=60)
    today._tick()
    card = today.now_card.value
    assert card is not None
    assert (card.unit, card.share) == ("over", 1.0)
    assert any("runs" in look.title for look in today.looks.value)


async def test_in_the_evening_the_next_booking_says_its_day_and_can_not_be_started(
    today: TodayViewModel, clock: SampleClock
) -> None:
    clock.moment += timedelta(hours=10)
    today._tick()
    card = today.now_card.value
    while card is not None and card.standing is not Standing.CONFIRMED:
        today.show_next(1)
        card = today.now_card.value
    assert card is not None
    assert (card.times, card.unit, card.can_start) == ("Tomorrow, 08:00 – 10:00", "to go", False)
    clock.moment += timedelta(hours=9, minutes=30)
    today._tick()
    card = today.now_card.value
    while card is not None and card.standing is not Standing.CONFIRMED:
        today.show_next(1)
        card = today.now_card.value
    assert card is not None
    assert (card.times, card.can_start) == ("08:00 – 10:00", True)


async def test_midnight_turns_the_page(today: TodayViewModel, clock: SampleClock, settle: Settle) -> None:
    clock.moment += timedelta(days=1)
    today._tick()
    await settle()
    assert today.subtitle.value == "Monday, 23 November"
    board = today.board.value
    assert board is not None
    assert "Weekly clean" in [bar.title for lane in board.lanes for bar in lane.bars]


async def test_offline_says_how_old_it_is(today: TodayViewModel, desk: VendorDesk) -> None:
    assert today.state.value.kind is ScreenKind.READY
    desk.status.update(online=False)
    assert today.state.value.stale == "As of 11:36, offline"


async def test_nothing_waits(today: TodayViewModel, account: MemoryAccount, settle: Settle) -> None:
    for row in list(today.requests.rows):
        await today.accept.run(row.id)
    await settle()
    assert not await today.accept.run()
    problem = today.accept.problem.value
    assert problem is not None
    assert problem.text == "Nothing waits for an answer."


async def test_rows_that_cannot_be_read_keep_what_is_shown_and_can_be_tried_again(
    today: TodayViewModel, account: MemoryAccount, settle: Settle
) -> None:
    account.failing = StorageDamagedError("broken")
    today.retry()
    await settle()
    state = today.state.value
    assert state.problem is not None
    assert state.problem.retry
    assert state.kind is ScreenKind.READY
    assert today.requests.rows
    account.failing = None
    today.retry()
    await settle()
    assert today.state.value.problem is None


async def test_who_acts_for_no_vendor_is_told_so(desk: VendorDesk, settle: Settle, qapp: object) -> None:
    page = TodayViewModel(replace(desk, vendor_id=""))
    await settle()
    assert page.state.value.kind is ScreenKind.FORBIDDEN
    page.close()


async def test_days_gone_by_are_read_for_what_they_left_open_alone(
    account: MemoryAccount, desk: VendorDesk, settle: Settle, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    account.put(
        "booking",
        [
            booking(600, -1, "09:00", 1, 1, "Anna", "completed"),
            booking(601, -2, "09:00", 1, 1, "Ben", "confirmed"),
        ],
    )
    read: set[str] = set()
    plain = account.read

    async def noting(query: Query[Any]) -> Any:
        value = await plain(query)
        if isinstance(query, BookingList) and query.customer_id is None and not query.words:
            read.update(item.row["id"] for item in value)
        return value

    monkeypatch.setattr(account, "read", noting)
    page = TodayViewModel(desk)
    await settle()
    assert desk_booking(601) in read
    assert desk_booking(600) not in read
    assert any("Ben" in look.title + look.detail for look in page.looks.value)
    page.close()


async def test_another_clock_at_the_vendors_costs_no_second_reading(
    account: MemoryAccount, desk: VendorDesk, settle: Settle, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    tools = desk.tools
    abroad = replace(
        desk, tools=replace(tools, format=Format(tools.texts, SampleClock(), "America/New_York"))
    )
    asked: list[object] = []
    plain = account.read

    async def noting(query: Query[Any]) -> Any:
        if isinstance(query, BlockList) or (isinstance(query, BookingList) and query.starts_to is not None):
            asked.append(query)
        return await plain(query)

    monkeypatch.setattr(account, "read", noting)
    page = TodayViewModel(abroad)
    await settle()
    assert len(asked) == len(set(asked)) == 3
    card, board = page.now_card.value, page.board.value
    assert card is not None
    assert (card.title, card.place) == ("Deep clean, 2 bedrooms", "1 of 3")
    assert board is not None
    page.close()

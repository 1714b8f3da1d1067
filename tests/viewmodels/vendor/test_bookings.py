"""The bookings table: views, filters, search, order, selection, the panel, and a great many rows."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from client.outbox.operation import State
from desktop.shots.memory import MemoryAccount
from desktop.shots.vendor_samples import booking, bookings, desk_booking, staff
from tests.viewmodels.vendor.conftest import Settle
from viewmodels.kernel.screen import ScreenKind
from viewmodels.vendor.bookings import BookingsViewModel
from viewmodels.vendor.desk import VendorDesk

pytestmark = pytest.mark.ui


@pytest_asyncio.fixture
async def page(desk: VendorDesk, settle: Settle, qapp: object) -> AsyncIterator[BookingsViewModel]:
    """The page, once it has read everything."""
    made = BookingsViewModel(desk)
    await settle()
    yield made
    made.close()


def titles(page: BookingsViewModel) -> list[str]:
    """What the rows are called."""
    return [row.title for row in page.rows.rows]


async def test_views_count_what_they_would_show(page: BookingsViewModel) -> None:
    assert [(tab.title, tab.count) for tab in page.tabs.value] == [
        ("Next 14 days", "21"),
        ("Waiting for you", "3"),
        ("Late or no-show", "2"),
        ("Repeat clients", "10"),
        ("All", ""),
    ]


async def test_rows_stand_by_day_with_what_is_left_today(page: BookingsViewModel) -> None:
    first = page.rows.rows[0]
    assert (first.heading, first.heading_note) == ("Today · Sunday, 22 November", "10 to go")
    assert first.time == "10:00 – 12:30"
    assert [row.starts_at for row in page.rows.rows] == sorted(row.starts_at for row in page.rows.rows)


@pytest.mark.parametrize(
    ("view", "found"),
    [
        ("waiting", ["Tap repair", "Move-out clean, 3 rooms", "Weekly clean"]),
        ("late", ["Leak, urgent", "Windows"]),
    ],
)
async def test_saved_views(page: BookingsViewModel, settle: Settle, view: str, found: list[str]) -> None:
    page.choose_view(view)
    await settle()
    assert titles(page) == found


async def test_all_time_reads_everything(page: BookingsViewModel, settle: Settle) -> None:
    page.choose_view("all")
    await settle()
    assert len(page.rows.rows) == len(bookings())


async def test_filters_add_up_and_words_find(page: BookingsViewModel, settle: Settle) -> None:
    page.set_filter("status", ())
    page.toggle_filter("staff", staff()[3]["id"])
    await settle()
    assert set(titles(page)) == {"Garden tidy", "Hedge cut", "Blind repair"}
    page.search("ruth hedge")
    await settle()
    assert titles(page) == ["Hedge cut"]
    page.search("4811")
    await settle()
    assert titles(page) == ["Garden tidy"]
    page.search("nobody")
    await settle()
    assert page.state.value.kind is ScreenKind.EMPTY
    shown = {row.id: row for row in page.filters.value}
    assert shown["staff"].text == "Person: Deniz Acar"
    assert not shown["status"].on


async def test_order_by_a_column_takes_the_days_away(page: BookingsViewModel, settle: Settle) -> None:
    page.sort("price", True)
    await settle()
    amounts = [row.amount for row in page.rows.rows]
    assert amounts == sorted(amounts, reverse=True)
    assert not page.grouped.value
    assert page.sorting.value == ("price", True)


async def test_a_view_of_ones_own_is_kept_and_can_be_brought_back(
    page: BookingsViewModel, desk: VendorDesk, settle: Settle
) -> None:
    page.toggle_filter("staff", staff()[0]["id"])
    page.search("clean")
    assert await page.save_view.run("  Rosa’s   cleans ")
    await settle()
    own = page.tabs.value[-1]
    assert (own.title, own.selected, own.own) == ("Rosa’s cleans", True, True)
    again = BookingsViewModel(desk, view=own.id)
    await settle()
    assert titles(again) == titles(page)
    again.close()
    await page.delete_view.run()
    await settle()
    assert own.title not in [tab.title for tab in page.tabs.value]
    await desk.toasts.undo.run(desk.toasts.rows.rows[-1].id)
    await settle()
    assert page.tabs.value[-1].title == own.title


async def test_a_view_needs_a_name(page: BookingsViewModel) -> None:
    assert not await page.save_view.run("  ")
    assert page.save_view.problem.value is not None


async def test_ticked_rows_say_their_worth_and_what_can_be_done(page: BookingsViewModel) -> None:
    # One begins within the hour, one in two hours, one is a request.
    page.check([desk_booking(9), desk_booking(7), desk_booking(2)])
    bar = page.selection.value
    assert bar is not None
    assert (bar.title, bar.total) == ("3 selected", "€276.00")
    assert {deed.id: deed.text for deed in bar.deeds} == {
        "accept": "Accept 1",
        "decline": "Decline 1",
        "start": "Start 1",
        "cancel": "Cancel…",
    }


async def test_a_bulk_deed_touches_only_what_allows_it(
    page: BookingsViewModel, account: MemoryAccount, settle: Settle
) -> None:
    page.check([desk_booking(2), desk_booking(15), desk_booking(7)])
    assert await page.do_to_checked.run("accept")
    await settle()
    assert [item.operation.target for item in account.operations] == [desk_booking(2), desk_booking(15)]
    rows = {row.id: row for row in page.rows.rows}
    assert rows[desk_booking(2)].status == "Accepted"
    assert rows[desk_booking(2)].pending


async def test_one_filled_button_is_in_view(page: BookingsViewModel, settle: Settle) -> None:
    seen = [page.filled.value]
    page.open(desk_booking(2))
    await settle()
    seen.append(page.filled.value)
    # In two hours: it can be moved and cancelled, and nothing of it begins yet.
    page.open(desk_booking(7))
    await settle()
    panel = page.panel.panel.value
    assert panel is not None
    assert [deed.id for deed in panel.deeds] == ["reschedule", "propose", "cancel"]
    assert [*seen, page.filled.value] == [True, False, True]


async def test_the_panel_says_what_is_not_sent(
    page: BookingsViewModel, account: MemoryAccount, settle: Settle
) -> None:
    page.open(desk_booking(2))
    await settle()
    panel = page.panel.panel.value
    assert panel is not None
    assert (panel.title, panel.pending) == ("Tap repair", "")
    assert [deed.id for deed in panel.deeds] == ["accept", "reschedule", "decline", "propose", "cancel"]
    assert await page.panel.do.run("accept")
    await settle()
    panel = page.panel.panel.value
    assert panel is not None
    assert panel.pending == "Accepted here, not sent yet"
    assert "12:11" in panel.pending_text
    history = page.panel.history.value
    assert (history[0].text, history[0].pending) == ("You accepted, waiting to send", True)
    assert page.panel.history_note.value == "The rest of the history needs the network."
    assert await page.panel.take_back.run()
    await settle()
    assert account.operations == []


async def test_history_from_the_server_stands_newest_first(
    page: BookingsViewModel, account: MemoryAccount, settle: Settle
) -> None:
    account.histories[desk_booking(2)] = [
        {"at": "2026-11-22T09:41:00Z", "actor": "Jonas Weber", "action": None, "status": "requested",
         "reason": None, "starts_at": "2026-11-22T12:00:00Z"},
        {"at": "2026-11-22T10:00:00Z", "actor": "Jonas Weber", "action": "reschedule", "status": "requested",
         "reason": None, "starts_at": "2026-11-22T12:00:00Z"},
    ]  # fmt: skip
    page.open(desk_booking(2))
    await settle()
    assert [step.text for step in page.panel.history.value] == [
        "Jonas Weber moved it to today 13:00",
        "Jonas Weber asked for today 13:00",
    ]


async def test_the_history_of_what_a_vendor_wrote_down_asks_nobody(
    page: BookingsViewModel, account: MemoryAccount, settle: Settle
) -> None:
    account.histories[desk_booking(7)] = [
        {"at": "2026-11-22T09:41:00Z", "actor": "Rosa Meyer", "action": None, "status": "confirmed",
         "reason": None, "starts_at": "2026-11-22T12:30:00Z"},
    ]  # fmt: skip
    page.open(desk_booking(7))
    await settle()
    assert [step.text for step in page.panel.history.value] == ["Rosa Meyer booked today 13:30"]


async def test_a_refused_deed_shows_the_servers_words(
    page: BookingsViewModel, account: MemoryAccount, settle: Settle
) -> None:
    page.open(desk_booking(2))
    await page.panel.do.run("accept")
    problem = {"code": "slot_taken", "detail": "Somebody else was faster."}
    account.settle(account.operations[-1].id, State.CONFLICT, problem=problem)
    await settle()
    panel = page.panel.panel.value
    assert panel is not None
    assert panel.problem == "Accepted here, not sent yet: “Somebody else was faster.”"
    assert panel.pending == ""


async def test_up_and_down_walk_through_the_rows(page: BookingsViewModel, settle: Settle) -> None:
    page.step(1)
    await settle()
    first = page.rows.rows[0].id
    assert page.panel.shown_id.value == first
    page.step(1)
    page.step(-1)
    page.step(-1)
    assert page.panel.shown_id.value == first


async def test_export_keeps_formulas_inert(
    page: BookingsViewModel, account: MemoryAccount, settle: Settle, tmp_path: Path
) -> None:
    evil = booking(900, 0, "18:00", 8, 2, '=HYPERLINK("http://x.test")', "confirmed", "+1+1")
    account.put("booking", [evil])
    await settle()
    await page.show_columns.run(["time", "title", "client", "note", "price"])
    path = tmp_path / "out.csv"
    assert await page.export.run(path)
    text = path.read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in text
    assert "'+1+1" in text
    assert text.splitlines()[0] == "Time,Service,Client,Notes,Price,Day"
    assert len(text.splitlines()) == len(page.rows.rows) + 1


async def test_export_that_the_disk_refuses_says_why(page: BookingsViewModel, tmp_path: Path) -> None:
    assert not await page.export.run(tmp_path / "missing" / "out.csv")
    problem = page.export.problem.value
    assert problem is not None
    assert "out.csv" in problem.text


async def test_emoji_and_long_words_come_through(
    page: BookingsViewModel, account: MemoryAccount, settle: Settle
) -> None:
    name = "Donaudampfschifffahrtsgesellschaftskapitän 👩‍👩‍👧"
    account.put("booking", [booking(901, 0, "18:00", 8, 2, name, "confirmed")])
    await settle()
    assert name in [row.client for row in page.rows.rows]
    page.search("👩‍👩‍👧")
    await settle()
    assert [row.client for row in page.rows.rows] == [name]


@pytest.mark.slow
async def test_very_many_rows_never_hold_the_loop(
    page: BookingsViewModel, account: MemoryAccount, settle: Settle
) -> None:
    """The watch on slow callbacks fails this test if a turn takes over 200 ms."""
    many = [
        booking(1000 + number, -40 - number % 300, "10:00", number % 15, 0, f"Client {number}", "completed")
        for number in range(5_000)
    ]
    account.put("booking", many)
    page.choose_view("all")
    await settle()
    assert len(page.rows.rows) == len(bookings()) + 5_000

"""My bookings: what is ahead and past, cancelling with a way back, moving, exporting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from client.outbox.operation import State
from desktop.shots.customer_samples import booking, id_of, proposal
from tests.viewmodels.customer.town import Town, until
from viewmodels.customer.bookings import UNDO_SECONDS, BookingsViewModel
from viewmodels.customer.rows import BookingCard
from viewmodels.kernel.screen import ScreenKind

CONFIRMED, ASKED, DONE, GONE, FREE = (id_of(4, number) for number in (2, 1, 4, 6, 3))


@contextmanager
def opened(town: Town) -> Iterator[BookingsViewModel]:
    page = BookingsViewModel(town.desk)
    try:
        yield page
    finally:
        page.close()


def card(page: BookingsViewModel, id: str) -> BookingCard:
    found = page.rows.find(id)
    assert found is not None
    return found


async def test_what_is_ahead_comes_first_and_the_newest_past_follows(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: len(page.rows.rows) == 9)
        assert [row.past for row in page.rows.rows] == [False] * 4 + [True] * 5
        assert page.rows.rows[4].heading == "Past"
        assert page.rows.rows[4].heading_note == "5, €167.00 this year"
        assert [tab.count for tab in page.tabs.value] == ["9", "4", "5"]
        starts = [booking(number)["starts_at"] for number in range(9)]
        assert [row.id for row in page.rows.rows[:4]] == [
            id_of(4, number) for number in sorted(range(4), key=lambda number: starts[number])
        ]


async def test_each_card_says_how_it_stands(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: len(page.rows.rows) == 9)
        assert card(page, ASKED).tag == ("Not confirmed yet", "held")
        assert card(page, ASKED).note == "Answer by 15:20"
        assert card(page, ASKED).cancel == "Withdraw"
        assert card(page, CONFIRMED).cancel == "Cancel"
        assert card(page, DONE).tag == ("Done", "completed")
        assert (card(page, DONE).cancel, card(page, DONE).can_move) == ("", False)
        assert card(page, GONE).struck


async def test_cancelling_shows_effects_waits_and_can_be_undone(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: page.rows.rows)
        page.open(CONFIRMED)
        assert page.panel.value is not None
        assert any("Studio Aino" in effect for effect in page.panel.value.effects)
        assert not page.filled.value
        assert await page.cancel.run("Change of plan")
        operation = town.account.operations[0].operation
        assert (operation.name, operation.delay) == ("booking.cancel", UNDO_SECONDS)
        assert operation.args == {"reason": "Change of plan", "agreed_fee": 1150}
        assert page.open_id.value == ""
        await until(lambda: card(page, CONFIRMED).past)
        toast = town.desk.toasts.rows.rows[-1]
        assert await town.desk.toasts.undo.run(toast.id)
        assert town.account.operations == []
        await until(lambda: not card(page, CONFIRMED).past)


async def test_undo_that_comes_too_late_says_so(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: page.rows.rows)
        page.open(CONFIRMED)
        assert await page.cancel.run("")
        town.account.settle(town.account.operations[0].id, State.SENDING)
        await town.desk.toasts.undo.run(town.desk.toasts.rows.rows[-1].id)
        assert "already sent" in town.desk.toasts.rows.rows[-1].text


async def test_offline_it_is_kept_and_marked(town: Town) -> None:
    town.cut_cable()
    with opened(town) as page:
        await until(lambda: page.rows.rows)
        assert "11:36" in page.state.value.stale
        page.open(ASKED)
        assert page.panel.value is not None
        assert any("offline" in effect for effect in page.panel.value.effects)
        assert await page.cancel.run("")
        await until(lambda: card(page, ASKED).pending)
        assert town.account.status.waiting == 1


async def test_a_refused_cancellation_points_to_the_outbox(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: page.rows.rows)
        page.open(CONFIRMED)
        assert await page.cancel.run("")
        town.account.settle(town.account.operations[0].id, State.CONFLICT)
        await until(lambda: "outbox" in card(page, CONFIRMED).pending)


async def test_other_times_are_offered_before_cancelling(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: page.rows.rows)
        page.open(CONFIRMED)
        await until(lambda: len(page.choices.value) == 6)
        chip = page.choices.value[0]
        assert await page.move.run(chip)
        operation = town.account.operations[0].operation
        # Cancelling would cost something by now, so the vendor is asked.
        assert (operation.name, operation.args["starts_at"]) == ("proposal.create", chip.starts_at)
        await until(lambda: (line := card(page, CONFIRMED).proposal) is not None and line.pending)
        page.open(FREE)
        await until(lambda: page.choices.value)
        assert await page.move.run(page.choices.value[0])
        assert town.account.operations[1].operation.name == "booking.reschedule"


async def test_a_proposed_time_is_accepted_or_kept_away(town: Town) -> None:
    town.account.put("proposal", [proposal(3, 5, "10:30"), proposal(2, 4, "18:00", "customer")])
    with opened(town) as page:
        await until(lambda: page.rows.rows and card(page, FREE).proposal)
        theirs, mine = card(page, FREE).proposal, card(page, CONFIRMED).proposal
        assert theirs is not None
        assert mine is not None
        assert (theirs.mine, mine.mine) == (False, True)
        assert "Canal Street Bikes proposes" in theirs.text
        assert "Noor is at the dentist." in theirs.note
        assert await page.refuse.run(mine.id)
        assert await page.agree.run(theirs.id)
        names = [item.operation.name for item in town.account.operations]
        assert names == ["proposal.withdraw", "proposal.accept"]
        await until(lambda: card(page, FREE).proposal is None)
        assert not await page.agree.run(theirs.id)


async def test_tabs_and_leading_on(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: page.rows.rows)
        page.choose_tab("past")
        assert len(page.rows.rows) == 5
        page.choose_tab("upcoming")
        assert len(page.rows.rows) == 4
        page.rebook(DONE)
        assert town.routes == "customer.time"


async def test_a_booking_slides_into_the_past_with_the_clock(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: len(page.rows.rows) == 9)
        town.clock.moment += timedelta(days=3)
        page.choose_tab("upcoming")
        assert [row.id for row in page.rows.rows] == [id_of(4, 3)]


async def test_nothing_booked_yet(town: Town) -> None:
    for number in range(9):
        town.account.forget("booking", id_of(4, number))
    with opened(town) as page:
        await until(lambda: page.state.value.kind is ScreenKind.EMPTY)
        page.find_service()
        assert town.routes == "customer.discover"


async def test_names_that_want_to_be_formulas_are_exported_as_words(town: Town, tmp_path: Path) -> None:
    nasty = {**booking(0), "listing_title": '=HYPERLINK("x")', "version": 2}
    town.account.put("booking", [nasty])
    with opened(town) as page:
        await until(lambda: len(page.rows.rows) == 9)
        assert await page.export.run(tmp_path / "mine.csv")
        text = (tmp_path / "mine.csv").read_text(encoding="utf-8-sig")
        assert len(text.splitlines()) == 10
        assert "\"'=HYPERLINK" in text


async def test_an_export_that_can_not_be_written_says_why(town: Town, tmp_path: Path) -> None:
    with opened(town) as page:
        await until(lambda: page.rows.rows)
        assert not await page.export.run(tmp_path / "missing" / "mine.csv")
        assert page.export.problem.value is not None
        assert "mine.csv" in page.export.problem.value.text

"""Repeating a booking, calling a series off in part, and waiting for a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest_asyncio

from client.outbox.operation import Operation
from desktop.shots.customer_samples import booking, id_of, in_series, instant, place
from tests.viewmodels.customer.town import Town, until
from viewmodels.customer.bookings import BookingsViewModel
from viewmodels.customer.time import TimeViewModel

SERIES: dict[str, Any] = {
    "id": id_of(7, 0), "version": 3, "listing_id": id_of(3, 0), "listing_title": "Windows",
    "vendor_id": id_of(1, 0), "customer": None, "guest_name": None, "frequency": "weekly", "every": 1,
    "count": 4, "first_local": "2026-11-23T17:30", "zone": "Europe/Berlin", "note": None,
    "created_at": instant(0, "09:00"), "updated_at": instant(0, "09:00"),
}  # fmt: skip


@contextmanager
def choosing(town: Town) -> Iterator[TimeViewModel]:
    page = TimeViewModel(town.desk, id_of(3, 5))
    try:
        yield page
    finally:
        page.close()


@pytest_asyncio.fixture
async def page(town: Town) -> AsyncIterator[BookingsViewModel]:
    made = BookingsViewModel(town.desk)
    yield made
    made.close()


async def test_a_series_is_asked_for_and_what_is_gone_is_named(town: Town) -> None:
    lost = [{"position": 3, "starts_at": instant(15, "12:30"), "code": "slot_taken"}]

    def answer(operation: Operation) -> dict[str, Any]:
        return {"id": operation.target, "version": 1, "bookings": [{}] * 5, "unavailable": lost}

    town.server.on_perform = answer
    with choosing(town) as page:
        await until(lambda: page.summary.value and page.parts.value)
        assert page.can_repeat
        assert await page.choose.run(instant(2, "18:00"))
        page.choose_repeat("repeat", "weekly-2")
        page.choose_repeat("times", "6")
        assert page.confirm_label.value == "Ask for these times"
        assert await page.confirm.run()
    operation = town.server.performed[-1]
    assert (operation.name, operation.args["every"], operation.args["count"]) == ("series.create", 2, 6)
    assert (operation.args["frequency"], operation.args["takes"]) == ("weekly", "bookable")
    assert len(town.server.released) == 1
    said = town.desk.toasts.rows.rows[-1].text
    assert "5 times asked for" in said
    assert "Not to be had" in said


async def test_all_or_none_names_what_is_gone_and_stays(town: Town) -> None:
    town.server.refusal = {
        "status": 409, "code": "series_unavailable", "detail": "No.",
        "unavailable": [{"position": 2, "starts_at": instant(8, "12:30"), "code": "slot_taken"}],
    }  # fmt: skip
    with choosing(town) as page:
        await until(lambda: page.summary.value and page.parts.value)
        assert await page.choose.run(instant(2, "18:00"))
        page.choose_repeat("repeat", "monthly-1")
        page.choose_repeat("takes", "all")
        assert not await page.confirm.run()
        assert page.confirm.problem.value is not None
        assert "Nothing was booked" in page.confirm.problem.value.text


async def test_offline_a_series_waits_with_its_first_one_shown(town: Town, page: BookingsViewModel) -> None:
    town.cut_cable()
    await until(lambda: page.rows.rows)
    before = len(page.rows.rows)
    with choosing(town) as time:
        await until(lambda: time.summary.value)
        time.choose_repeat("repeat", "weekly-1")
        assert await time.choose.run(instant(1, "12:30"))
        assert await time.confirm.run()
    assert town.account.operations[-1].operation.name == "series.create"
    await until(lambda: len(page.rows.rows) == before + 1)
    assert any(card.pending and card.series for card in page.rows.rows)


async def test_this_one_the_following_or_all(town: Town, page: BookingsViewModel) -> None:
    town.account.put("booking", [in_series(2, 2), in_series(3, 3)])
    town.account.put("series", [SERIES])
    await until(lambda: (card := page.rows.find(id_of(4, 2))) is not None and card.series)
    page.open(id_of(4, 2))
    panel = page.panel.value
    assert panel is not None
    assert [label for _, label in panel.scopes] == ["This one", "And following", "All"]
    assert panel.cost.amount == 1150
    page.choose_scope("following")
    panel = page.panel.value
    assert panel is not None
    assert panel.cost.share == "2 bookings"
    assert await page.cancel.run("")
    operation = town.account.operations[-1].operation
    assert (operation.name, operation.if_match) == ("series.cancel", 3)
    assert operation.args == {"scope": "following", "position": 2, "agreed_fee": 1150}
    await until(lambda: all(page.rows.find(id_of(4, n)).past for n in (2, 3)))  # type: ignore[union-attr]
    page.open(id_of(4, 0))
    assert page.panel.value is not None
    assert page.panel.value.scopes == ()
    assert booking(0).get("series_id") is None


async def test_joining_the_waiting_list_of_a_day(town: Town) -> None:
    town.server.free = []
    with choosing(town) as page:
        await until(lambda: page.summary.value)
        page.choose_day(instant(3, "12:00")[:10])
        assert not page.waits.value
        assert await page.wait.run()
        await until(lambda: page.waits.value)
    operation = town.account.operations[-1].operation
    assert operation.name == "waitlist.join"
    assert (operation.args["window_from"], operation.args["window_until"]) == (
        instant(3, "00:00"),
        instant(4, "00:00"),
    )


async def test_an_offer_counts_down_and_is_taken_or_let_pass(town: Town, page: BookingsViewModel) -> None:
    town.account.put("waitlist", [place(4, 2, "15:00"), place(5, 4)])
    await until(lambda: len(page.places.value) == 2)
    offer, waiting = page.places.value
    assert (offer.offered, waiting.offered) == (True, False)
    assert "24:31" in offer.note
    town.clock.moment += timedelta(seconds=61)
    page._show_places()
    assert "23:30" in page.places.value[0].note
    assert await page.take_offer.run(offer.id)
    operation = town.account.operations[-1].operation
    assert (operation.name, operation.args["hold_id"]) == ("booking.create", id_of(5, 90))
    assert await page.leave_place.run(waiting.id)
    await until(lambda: len(page.places.value) == 1)
    assert not await page.take_offer.run(waiting.id)

"""The day in figures, the bars, piles of work, and what is shown when none of it came."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from client.stores.overview import OverviewStore
from client.tasks import Tasks
from contracts.vocabulary import Pile
from desktop.shots.admin_samples import build_account, build_server
from desktop.shots.memory import MemoryAccount
from desktop.shots.online import SampleServer
from desktop.shots.vendor_samples import NOW, SampleClock, build_desk
from tests.viewmodels.customer.town import until
from viewmodels.admin.bookings import TABS as BOOKING_TABS
from viewmodels.admin.overview import OverviewViewModel
from viewmodels.admin.people import TABS as PEOPLE_TABS
from viewmodels.kernel.screen import ScreenKind
from views.admin.hour_chart import axis_top


class Office:
    """A page over the sample account; `open` makes it."""

    def __init__(self) -> None:
        clock = SampleClock()
        self.server: SampleServer = build_server()
        self.account: MemoryAccount = build_account(clock, Tasks())
        self.desk = build_desk(self.account, clock)
        self.pages: list[OverviewViewModel] = []

    def open(self) -> OverviewViewModel:
        online: Any = self.server
        store = OverviewStore(self.account, self.account.new_id, lambda: online)
        desk = self.desk
        page = OverviewViewModel(desk.tools, store, desk.bookings, desk.status, desk.navigator)
        self.pages.append(page)
        return page


@pytest.fixture
async def office(qapp: object) -> AsyncIterator[Office]:
    built = Office()
    yield built
    for page in built.pages:
        page.close()
    await built.account.tasks.aclose()
    built.account.close()


async def test_each_figure_is_compared_with_the_same_day_last_week(office: Office) -> None:
    page = office.open()
    await until(lambda: page.figures.value)
    made, value, cancelled, overlaps = page.figures.value
    assert (made.value, made.change, made.detail) == ("412", "24 more", "than last Sunday")
    assert (made.icon, made.tone) == ("arrow-up", "good")
    assert (value.value, value.change) == ("€24,318.40", "6.1% more")
    assert (cancelled.change, cancelled.tone) == ("5 more", "bad")
    assert (overlaps.value, overlaps.detail) == ("0", "3 overlaps refused")


async def test_hours_that_have_not_begun_have_no_bar_of_today(office: Office) -> None:
    page = office.open()
    await until(lambda: page.chart.value.hours)
    hours = page.chart.value.hours
    assert [hour.today is None for hour in hours] == [False] * 12 + [True] * 12
    assert [hour.hour for hour in hours if hour.running] == [11]


async def test_a_pile_of_work_leads_to_its_page(office: Office) -> None:
    page = office.open()
    await until(lambda: page.waiting.rows)
    assert [row.id for row in page.waiting.rows] == ["late", "lapsing", "requests", "suspended"]
    assert page.waiting.rows[0].age == "21 min"
    page.open("suspended")
    there = office.desk.navigator.current.value
    assert (there.route, there.arguments) == ("admin.people", {"tab": "suspended"})
    page.open("late")
    there = office.desk.navigator.current.value
    assert (there.route, there.arguments) == ("admin.bookings", {"tab": "late"})


async def test_every_pile_that_a_server_counts_has_words_and_a_place(office: Office) -> None:
    office.server.overview_body["waiting"] = [
        {"kind": str(pile), "count": 1, "oldest_at": None} for pile in Pile
    ]
    page = office.open()
    await until(lambda: page.waiting.rows)
    for row in page.waiting.rows:
        assert row.title != row.id
        assert row.detail
        assert row.route != "admin.overview"
        assert row.tab in (PEOPLE_TABS if row.route == "admin.people" else BOOKING_TABS)


async def test_what_happened_leads_to_its_booking(office: Office) -> None:
    page = office.open()
    await until(lambda: page.happening.rows)
    booked = next(row for row in page.happening.rows if row.booking_id)
    page.open_event(booked.id)
    there = office.desk.navigator.current.value
    assert (there.route, there.arguments) == ("admin.bookings", {"booking_id": booked.booking_id})
    page.open_event(next(row.id for row in page.happening.rows if not row.booking_id))
    assert office.desk.navigator.current.value == there


async def test_an_event_without_words_of_ours_shows_the_server_s(office: Office) -> None:
    office.server.overview_body["happening"] = [
        {
            "at": "2026-11-22T10:00:00Z",
            "event": "moon.landed",
            "title": "One step",
            "detail": "",
            "amount": None,
        }
    ]
    page = office.open()
    await until(lambda: page.happening.rows)
    assert page.happening.rows[0].title == "One step"


async def test_figures_that_never_came_are_not_shown_as_nought(office: Office) -> None:
    office.server.reachable = False
    office.account.status.update(online=False, as_of=NOW)
    page = office.open()
    await until(lambda: page.state.value.problem is not None)
    assert page.state.value.kind is ScreenKind.LOADING
    assert page.figures.value == ()
    office.server.reachable = True
    office.account.status.update(online=True)
    await until(lambda: page.state.value.kind is ScreenKind.READY)


@pytest.mark.parametrize(("highest", "top"), [(0, 2), (1, 2), (3, 5), (90, 100), (101, 200), (501, 1000)])
def test_the_axis_ends_at_a_round_number(highest: int, top: int) -> None:
    assert axis_top(highest) == top

"""The customer's pages with a real mouse and real keys."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from client.stores.search import ListingSearch
from desktop.shots.customer_samples import booking, id_of, slot
from tests.viewmodels.customer.town import until
from tests.views.customer.conftest import Desk
from viewmodels.customer.bookings import BookingsViewModel
from viewmodels.customer.discover import DiscoverViewModel
from viewmodels.customer.results import ResultsViewModel
from viewmodels.customer.searching import Searching
from viewmodels.customer.service import ServiceViewModel
from viewmodels.customer.time import TimeViewModel
from views.customer.bookings import BookingsView
from views.customer.choice_button import DayTile
from views.customer.discover import DiscoverView
from views.customer.price_bars import PriceBars
from views.customer.results import ResultsView
from views.customer.service import ServiceView
from views.customer.skeletons import DaysSkeleton, TimesSkeleton
from views.customer.suggestions import Suggestions
from views.customer.time import TimeView
from views.kit.focus import Focusable

pytestmark = pytest.mark.ui


def searching(desk: Desk, asked: list[ListingSearch]) -> Searching:
    made = Searching(desk.town.desk, asked.append)
    desk.pages.append(made)
    return made


async def test_discover_typing_suggests_and_enter_searches(desk: Desk) -> None:
    asked: list[ListingSearch] = []
    view = desk.show(DiscoverViewModel(desk.town.desk, searching(desk, asked)), DiscoverView)
    await until(lambda: desk.names("customer.discover.listing."))
    assert not desk.sees("customer.search.suggestions")
    desk.type("customer.search.words", "wind")
    found = view.findChild(Suggestions, "customer.search.suggestions")
    assert isinstance(found, Suggestions)
    assert found.isVisible()
    words = desk.find("customer.search.words")
    QTest.keyClick(words, Qt.Key.Key_Down)
    QTest.keyClick(words, Qt.Key.Key_Return)
    assert asked[0].words == "Window cleaning, up to 10"
    assert not found.isVisible()


async def test_discover_a_suggestion_is_taken_with_the_mouse(desk: Desk) -> None:
    asked: list[ListingSearch] = []
    view = desk.show(DiscoverViewModel(desk.town.desk, searching(desk, asked)), DiscoverView)
    await until(lambda: desk.names("customer.discover.listing."))
    desk.type("customer.search.words", "wind")
    found = view.findChild(QWidget, "customer.search.suggestions")
    assert isinstance(found, QWidget)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=QPoint(150, 60))
    assert asked[0].words.startswith("Window cleaning")


async def test_discover_a_category_and_a_free_time_lead_on(desk: Desk) -> None:
    desk.show(DiscoverViewModel(desk.town.desk, searching(desk, [])), DiscoverView)
    await until(lambda: desk.names("customer.discover.time."))
    desk.click(f"customer.discover.category.{id_of(9, 0)}")
    assert desk.town.routes == "customer.results"
    desk.click(desk.names("customer.discover.time.")[0])
    assert desk.town.routes == "customer.time"


async def test_results_filter_by_facet_chip_and_price(desk: Desk) -> None:
    page = ResultsViewModel(desk.town.desk, searching(desk, []), ListingSearch(words="windw"))
    desk.show(page, ResultsView)
    await until(lambda: desk.names("customer.results.row."))
    desk.click("customer.results.rating.4.5")
    await until(lambda: desk.sees("customer.results.filter.rating"))
    desk.type("customer.results.price_low", "20")
    QTest.keyClick(desk.find("customer.results.price_low"), Qt.Key.Key_Return)
    await until(lambda: desk.town.server.asked[-1].get("price_min") == "2000")
    desk.click("customer.results.clear")
    await until(lambda: not desk.sees("customer.results.filter.rating"))
    desk.click("customer.results.did_you_mean")
    await until(lambda: desk.town.server.asked[-1]["q"] == "window cleaning")


async def test_results_open_a_service_with_the_keyboard(desk: Desk) -> None:
    desk.show(ResultsViewModel(desk.town.desk, searching(desk, []), ListingSearch()), ResultsView)
    await until(lambda: desk.names("customer.results.row."))
    card = desk.find(f"customer.results.row.{id_of(3, 0)}")
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert desk.town.routes == "customer.service"


async def test_a_service_leads_to_its_times(desk: Desk) -> None:
    desk.show(ServiceViewModel(desk.town.desk, id_of(3, 4)), ServiceView)
    await until(lambda: desk.names("customer.service.time."))
    desk.click(desk.names("customer.service.time.")[0])
    assert desk.town.routes == "customer.time"


async def test_a_service_that_is_gone_says_so(desk: Desk) -> None:
    desk.show(ServiceViewModel(desk.town.desk, id_of(3, 99)), ServiceView)
    await until(lambda: desk.sees("customer.service.gone"))


async def test_a_time_is_touched_held_and_asked_for(desk: Desk) -> None:
    desk.show(TimeViewModel(desk.town.desk, id_of(3, 7)), TimeView)
    await until(lambda: desk.names("customer.time.slot."))
    assert not desk.find("customer.time.confirm").isEnabled()
    desk.click("customer.time.day.2026-11-23")
    wanted = slot(1, "09:30", 2)["starts_at"]
    await until(lambda: desk.sees(f"customer.time.slot.{wanted}"))
    desk.click(f"customer.time.slot.{wanted}")
    await until(lambda: desk.town.server.held)
    desk.type("customer.time.note", "Ring twice")
    await until(lambda: desk.find("customer.time.confirm").isEnabled())
    desk.click("customer.time.confirm")
    await until(lambda: desk.town.account.operations)
    assert desk.town.account.operations[0].operation.args["note"] == "Ring twice"


async def test_a_lost_race_shows_other_times_to_touch(desk: Desk) -> None:
    page = TimeViewModel(desk.town.desk, id_of(3, 7))
    desk.show(page, TimeView)
    await until(lambda: desk.names("customer.time.slot."))
    lost = desk.names("customer.time.slot.")[0]
    desk.town.server.taken.add(lost.removeprefix("customer.time.slot."))
    desk.click(lost)
    await until(lambda: len(desk.names("customer.time.alternative.")) == 3)
    assert not desk.find(lost).isEnabled()
    desk.click(desk.names("customer.time.alternative.")[0])
    await until(lambda: desk.town.server.held)


async def test_a_booking_is_cancelled_with_its_effects_shown(desk: Desk) -> None:
    desk.show(BookingsViewModel(desk.town.desk), BookingsView)
    target = id_of(4, 2)
    await until(lambda: desk.sees(f"customer.bookings.row.{target}"))
    assert not desk.sees("customer.cancel")
    desk.click(f"customer.bookings.cancel.{target}")
    assert desk.sees("customer.cancel.confirm")
    desk.click("customer.cancel.keep")
    assert not desk.sees("customer.cancel")
    desk.click(f"customer.bookings.cancel.{target}")
    desk.type("customer.cancel.reason", "Change of plan")
    desk.click("customer.cancel.confirm")
    await until(lambda: desk.town.account.operations)
    assert desk.town.account.operations[0].operation.args == {
        "reason": "Change of plan",
        "agreed_fee": 1150,
    }
    await until(lambda: not desk.sees("customer.cancel"))


async def test_hundreds_of_bookings_are_built_as_they_are_scrolled_to(desk: Desk) -> None:
    many = [{**booking(4), "id": id_of(4, 100 + number)} for number in range(300)]
    desk.town.account.put("booking", many)
    view = desk.show(BookingsViewModel(desk.town.desk), BookingsView)
    await until(lambda: desk.names("customer.bookings.row."))
    built = len(view.findChildren(QWidget))
    assert len(desk.names("customer.bookings.row.")) <= 41
    assert built < 1_500


@pytest.mark.parametrize("name", ["😀 " * 40, "مرحبا بكم في المدينة", "W" * 180])
async def test_names_of_any_script_and_length_stay_inside(desk: Desk, name: str) -> None:
    desk.town.account.put("booking", [{**booking(0), "listing_title": name, "version": 2}])
    view = desk.show(BookingsViewModel(desk.town.desk), BookingsView)
    await until(lambda: desk.sees(f"customer.bookings.row.{id_of(4, 0)}"))
    card = desk.find(f"customer.bookings.row.{id_of(4, 0)}")
    assert card.width() <= view.width()
    assert name.strip() in card.accessibleName()


async def test_mirrored_for_right_to_left_readers(desk: Desk) -> None:
    view = desk.show(BookingsViewModel(desk.town.desk), BookingsView)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    await until(lambda: desk.sees(f"customer.bookings.row.{id_of(4, 0)}"))
    await asyncio.sleep(0.05)
    button = desk.find(f"customer.bookings.cancel.{id_of(4, 0)}")
    card = desk.find(f"customer.bookings.row.{id_of(4, 0)}")
    assert button.mapTo(card, QPoint(0, 0)).x() < card.width() / 2


WIDTHS = (1056, 736)
"""Beside the rail of a window of 1280, and of the smallest one."""


def inside(view: QWidget) -> list[str]:
    """The visible controls that reach over the page's right edge."""
    return [
        button.objectName()
        for button in view.findChildren(QAbstractButton)
        if button.isVisible() and button.mapTo(view, QPoint(button.width(), 0)).x() > view.width()
    ]


@pytest.mark.parametrize("width", WIDTHS)
async def test_narrow_pages_cut_nothing_off(desk: Desk, width: int) -> None:
    town = desk.town.desk
    discover = desk.show(DiscoverViewModel(town, searching(desk, [])), DiscoverView)
    discover.resize(width, 600)
    await until(lambda: desk.names("customer.discover.popular."))
    results = desk.show(
        ResultsViewModel(town, searching(desk, []), ListingSearch(rating_min=4.5, radius_m=5000)), ResultsView
    )
    results.resize(width, 600)
    await until(lambda: desk.names("customer.results.row."))
    service = desk.show(ServiceViewModel(town, id_of(3, 4)), ServiceView)
    service.resize(width, 600)
    await until(lambda: desk.names("customer.service.time."))
    time = desk.show(TimeViewModel(town, id_of(3, 5)), TimeView)
    time.resize(width, 600)
    await until(lambda: desk.names("customer.time.slot."))
    await asyncio.sleep(0)
    for view in (discover, results, service, time):
        assert view.width() == width, view.objectName()
        assert inside(view) == [], view.objectName()


async def test_the_price_is_bounded_by_its_handles(desk: Desk) -> None:
    desk.show(ResultsViewModel(desk.town.desk, searching(desk, []), ListingSearch()), ResultsView)
    await until(lambda: desk.names("customer.results.row."))
    bars = desk.views[-1].findChild(PriceBars)
    assert isinstance(bars, PriceBars)
    foot = bars.height() - 6
    band = (bars.width() - 12) / 10
    QTest.mousePress(bars, Qt.MouseButton.LeftButton, pos=QPoint(6, foot))
    QTest.mouseMove(bars, QPoint(round(6 + 2 * band), foot))
    QTest.mouseRelease(bars, Qt.MouseButton.LeftButton, pos=QPoint(round(6 + 2 * band), foot))
    await until(lambda: desk.town.server.asked[-1].get("price_min") == "2000")
    assert "price_max" not in desk.town.server.asked[-1]


async def test_the_words_of_a_facet_are_its_target_too(desk: Desk) -> None:
    desk.show(ResultsViewModel(desk.town.desk, searching(desk, []), ListingSearch()), ResultsView)
    await until(lambda: desk.names("customer.results.row."))
    radio = desk.find("customer.results.distance.2000")
    QTest.mouseClick(radio, Qt.MouseButton.LeftButton, pos=QPoint(radio.width() - 12, radio.height() // 2))
    await until(lambda: desk.town.server.asked[-1].get("radius_m") == "2000")


async def test_the_search_is_emptied_by_its_cross(desk: Desk) -> None:
    desk.show(DiscoverViewModel(desk.town.desk, searching(desk, [])), DiscoverView)
    await until(lambda: desk.names("customer.discover.listing."))
    assert not desk.sees("customer.search.clear")
    desk.type("customer.search.words", "wind")
    desk.click("customer.search.clear")
    words = desk.find("customer.search.words")
    assert isinstance(words, QLineEdit)
    assert words.text() == ""


async def test_the_same_hour_of_another_day_is_one_press_away(desk: Desk) -> None:
    wanted = slot(2, "18:00", 1)["starts_at"]
    page = TimeViewModel(desk.town.desk, id_of(3, 5), starts_at=wanted)
    desk.show(page, TimeView)
    await until(lambda: desk.names("customer.time.other."))
    assert len(desk.names("customer.time.other.")) == 6
    first = desk.names("customer.time.other.")[0]
    desk.click(first)
    await until(lambda: page.chosen.value != wanted)
    assert page.chosen.value == first.removeprefix("customer.time.other.")
    assert page.day.value == "2026-11-23"
    assert page.clock_chosen.value == "18:00"


async def test_the_keyboard_stays_on_the_day_it_chose(desk: Desk) -> None:
    desk.show(TimeViewModel(desk.town.desk, id_of(3, 5)), TimeView)
    await until(lambda: desk.names("customer.time.slot."))
    day = desk.find("customer.time.day.2026-11-24")
    day.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(day, Qt.Key.Key_Return)
    name = "customer.time.day.2026-11-24"
    await until(lambda: desk.sees(name) and desk.find(name) is not day)
    again = desk.find("customer.time.day.2026-11-24")
    assert again.hasFocus()
    assert isinstance(again, DayTile)
    assert again.ringed


async def test_a_closed_panel_gives_its_focus_to_nobody(desk: Desk) -> None:
    page = BookingsViewModel(desk.town.desk)
    desk.show(page, BookingsView)
    await until(lambda: desk.names("customer.bookings.cancel."))
    desk.click(desk.names("customer.bookings.cancel.")[0])
    await until(lambda: desk.sees("customer.cancel.keep"))
    desk.find("customer.cancel.keep").setFocus()
    desk.click("customer.cancel.keep")
    await until(lambda: not desk.sees("customer.cancel.keep"))
    assert not any(isinstance(w, Focusable) and w.ringed for w in desk.views[-1].findChildren(QWidget))


async def test_mirrored_words_and_marks_stay_apart(desk: Desk) -> None:
    desk.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        view = desk.show(BookingsViewModel(desk.town.desk), BookingsView)
        await until(lambda: desk.names("customer.bookings.row."))
        card = desk.find(desk.names("customer.bookings.row.")[0])
        days = [words for words in card.findChildren(QLabel) if words.text() in ("Today", "14:00")]
        assert len(days) == 2
        for words in days:
            # The rail's dot stands 96 px from the edge, and is 18 wide.
            assert words.mapTo(card, QPoint(0, 0)).x() >= card.width() - 96 + 9
        bar = desk.show(DiscoverViewModel(desk.town.desk, searching(desk, [])), DiscoverView)
        await until(lambda: desk.names("customer.discover.listing."))
        desk.type("customer.search.words", "wind")
        found = bar.findChild(Suggestions, "customer.search.suggestions")
        assert isinstance(found, Suggestions)
        assert found.geometry().right() > bar.width() - 24
        assert view is not bar
    finally:
        desk.app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


async def test_a_slow_server_is_waited_for_in_the_shape_of_its_answer(desk: Desk) -> None:
    town = desk.town.desk
    service = desk.show(ServiceViewModel(town, id_of(3, 4)), ServiceView)
    days = service.findChild(DaysSkeleton)
    assert isinstance(days, DaysSkeleton)
    assert not days.isHidden()
    await until(lambda: desk.names("customer.service.time."))
    assert days.isHidden()
    time = desk.show(TimeViewModel(town, id_of(3, 5)), TimeView)
    waiting = time.findChild(TimesSkeleton)
    assert isinstance(waiting, TimesSkeleton)
    assert waiting.isVisible()
    await until(lambda: desk.names("customer.time.slot."))
    assert not waiting.isVisible()


async def test_times_that_can_not_be_read_say_so_instead_of_waiting(desk: Desk) -> None:
    desk.town.server.reachable = False
    service = desk.show(ServiceViewModel(desk.town.desk, id_of(3, 4)), ServiceView)
    days = service.findChild(DaysSkeleton)
    assert isinstance(days, DaysSkeleton)
    await until(days.isHidden)

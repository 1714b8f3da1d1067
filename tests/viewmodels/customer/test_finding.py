"""Discover, the search bar and results."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import given
from hypothesis import strategies as st

from client.stores.search import ListingSearch
from desktop.shots.customer_samples import id_of, listings
from tests.viewmodels.customer.town import Town, until
from viewmodels.customer.discover import DiscoverViewModel
from viewmodels.customer.place import Place
from viewmodels.customer.results import ResultsViewModel
from viewmodels.customer.searching import Searching
from viewmodels.customer.suggest import find_marks
from viewmodels.kernel.screen import ScreenKind


@contextmanager
def results(town: Town, **query: object) -> Iterator[ResultsViewModel]:
    searching = Searching(town.desk, lambda _query: None)
    page = ResultsViewModel(town.desk, searching, ListingSearch(**query))  # type: ignore[arg-type] # a test's shorthand
    try:
        yield page
    finally:
        page.close()
        searching.close()


async def test_discover_shows_the_town_and_what_is_coming_up(town: Town) -> None:
    searching = Searching(town.desk, lambda _query: None)
    page = DiscoverViewModel(town.desk, searching)
    await until(lambda: page.near.value and page.popular.value and page.next.value)
    assert page.subtitle.value == "Alderhaven"
    assert len(page.categories.value) == 10
    assert len({card.vendor for card in page.near.value}) == 4
    assert page.next.value is not None
    assert page.next.value.title == "Dog walk, 60 min"
    assert [card.title for card in page.waiting.value] == ["Move-out clean, 3 rooms"]
    assert [card.title for card in page.again.value] == [
        "Tap repair", "Portuguese lesson, 60 min",
    ]  # fmt: skip
    chip = page.near.value[0].times[0]
    page.book(page.near.value[0].id, chip)
    assert town.routes == "customer.time"
    page.close()
    searching.close()


async def test_discover_offline_keeps_what_is_known(town: Town) -> None:
    town.cut_cable()
    searching = Searching(town.desk, lambda _query: None)
    page = DiscoverViewModel(town.desk, searching)
    await until(lambda: page.categories.value and page.near.value)
    assert "offline" in page.state.value.stale.lower()
    town.mend_cable()
    await until(lambda: town.server.asked)
    page.close()
    searching.close()


async def test_discover_leaves_out_what_is_a_country_away_unless_it_is_online(town: Town) -> None:
    for listing in town.server.listings:
        listing["distance_m"] = 2_000_000
    searching = Searching(town.desk, lambda _query: None)
    page = DiscoverViewModel(town.desk, searching)
    await until(lambda: page.popular.value)
    assert [card.distance for card in page.popular.value] == ["online"]
    page.close()
    searching.close()


async def test_suggestions_follow_each_letter_and_earlier_words_are_kept(town: Town) -> None:
    asked: list[ListingSearch] = []
    searching = Searching(town.desk, asked.append)
    await until(lambda: searching.place_label.value.startswith("Alderhaven"))
    searching.type("wind")
    kinds = [row.kind for row in searching.suggestions.value]
    assert kinds == ["service", "service", "vendor"]
    searching.search()
    assert asked[0].words == "wind"
    assert asked[0].near is not None
    await until(lambda: town.desk.preferences.get("customer.searches") == ["wind"])
    searching.type("w")
    assert searching.suggestions.value[-1].title == "wind"
    searching.forget("wind")
    await until(lambda: town.desk.preferences.get("customer.searches") == [])
    searching.type("w")
    assert all(row.kind != "earlier" for row in searching.suggestions.value)
    searching.close()


async def test_what_was_typed_stays_and_the_line_offers_what_was_meant(town: Town) -> None:
    with results(town, words="windw cleaning") as page:
        await until(lambda: page.rows.rows)
        assert "windw cleaning" in page.headline.value
        assert page.suggestion.value == "window cleaning"
        page.take_suggestion()
        await until(lambda: town.server.asked[-1]["q"] == "window cleaning")


async def test_filters_reach_the_server_and_come_off_again(town: Town) -> None:
    with results(town) as page:
        await until(lambda: page.rows.rows)
        page.choose_category(id_of(9, 0))
        page.choose_price(8000, 2000)
        page.choose_rating("4.5")
        page.choose_distance("5000")
        page.choose_day("2026-11-23")
        page.choose_sort("price")
        await until(lambda: town.server.asked[-1].get("sort") == "price")
        sent = town.server.asked[-1]
        assert (sent["price_min"], sent["price_max"]) == ("2000", "8000")
        assert (sent["rating_min"], sent["radius_m"], sent["available_on"]) == ("4.5", "5000", "2026-11-23")
        assert [chip.id for chip in page.chips.value] == ["category", "price", "rating", "distance", "day"]
        for id in ("category", "price", "rating", "distance", "day"):
            page.remove(id)
        await until(lambda: "price_min" not in town.server.asked[-1])
        assert page.chips.value == ()


async def test_a_zero_is_shown_faint_and_the_map_has_a_pin_for_each(town: Town) -> None:
    with results(town) as page:
        await until(lambda: page.pins.value)
        assert [facet.none for facet in page.categories.value] == [False, False, True]
        assert [pin.number for pin in page.pins.value] == list(range(1, 13))


async def test_offline_results_come_from_the_cache_and_say_how_old_they_are(town: Town) -> None:
    town.cut_cable()
    with results(town, words="window") as page:
        await until(lambda: page.rows.rows)
        assert {row.title for row in page.rows.rows} == {
            "Window cleaning, up to 10",
            "Window cleaning, weekly",
        }
        assert "11:36" in page.state.value.stale


async def test_nothing_fits(town: Town) -> None:
    town.server.listings = []
    with results(town, words="zzz") as page:
        await until(lambda: page.state.value.kind is ScreenKind.EMPTY)


@given(st.text(max_size=30), st.text(max_size=6))
def test_marks_stay_inside_the_title(title: str, typed: str) -> None:
    for start, length in find_marks(title, typed.casefold().split()):
        assert 0 <= start <= start + length <= max(len(title), start + length)
        assert start < max(1, len(title))


def test_marks_begin_at_words() -> None:
    assert find_marks("Window cleaning", ["wind", "clean"]) == ((0, 4), (7, 5))
    assert find_marks("Window cleaning", ["ow"]) == ()


def test_the_map_is_true_to_a_hundred_metres() -> None:
    middle = Place("Alderhaven", 53.55, 9.99)
    east, north = middle.offset(53.559, 9.99)
    assert abs(north - 1000) < 10
    assert east == 0
    assert len({listing["id"] for listing in listings()}) == 12

"""Results: what was found, narrowed by facets, on a list and a drawn map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from client.stores.address import Addresses, AddressList
from client.stores.catalogue import VendorList
from client.stores.search import Facet, Found, ListingSearch
from contracts.rows import ListingDoc, VendorDoc
from viewmodels.customer.desk import CustomerDesk
from viewmodels.customer.place import Place, find_home, find_town
from viewmodels.customer.rows import FacetRow, FilterChipRow, ListingCard, MapPin, PriceBar, TimeChip
from viewmodels.customer.searching import Searching
from viewmodels.customer.words import CustomerWords
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.row_model import Column, RowModel
from viewmodels.kernel.screen import ScreenKind, ScreenState

PAGE: Final = 20
TIMES: Final = 3
RATINGS: Final = ("4.0", "4.5", "4.8")
DISTANCES: Final = ("1000", "2000", "5000", "10000")
SORTS: Final = ("", "price", "-price", "-rating", "distance")
BAND: Final = 1_000
BANDS: Final = 20
LEAST_BANDS: Final = 10


@dataclass(frozen=True, slots=True)
class PriceFilter:
    """The histogram, and the bounds that are chosen in whole units of the currency, '' for open.

    The same bounds in bands of the histogram: an open upper one is -1.
    """

    bars: tuple[PriceBar, ...] = ()
    label: str = ""
    low: str = ""
    high: str = ""
    low_band: float = 0
    high_band: float = -1


class ResultsViewModel(Page):
    """What was typed stays as typed. Without network it searches what this computer knows, and says so."""

    def __init__(self, desk: CustomerDesk, searching: Searching, query: ListingSearch) -> None:
        super().__init__(desk.tools, desk.tools.texts("customer.discover.title"))
        self._desk = desk
        self.searching = searching
        self._words = CustomerWords(self.texts, self.format)
        self._query = replace(query, limit=PAGE, next_free=True)
        self._found = Found()
        self._items: tuple[ListingDoc, ...] = ()
        self._home: Place | None = None
        self._town: Place | None = None
        self._place: Place | None = None
        self._answered = False
        self.rows: RowModel[ListingCard] = RowModel([Column("title", "", lambda row: row.title)], self)
        self.headline: Observable[str] = self.field("")
        self.suggestion: Observable[str] = self.field("")
        self.count: Observable[str] = self.field("")
        self.more: Observable[bool] = self.field(False)
        self.chips: Observable[tuple[FilterChipRow, ...]] = self.field(())
        self.categories: Observable[tuple[FacetRow, ...]] = self.field(())
        self.price: Observable[PriceFilter] = self.field(PriceFilter())
        self.ratings: Observable[tuple[FacetRow, ...]] = self.field(())
        self.distances: Observable[tuple[FacetRow, ...]] = self.field(())
        self.days: Observable[tuple[FacetRow, ...]] = self.field(())
        self.sort: Observable[str] = self.field(self._query.sort or "")
        self.pins: Observable[tuple[MapPin, ...]] = self.field(())
        self.selected: Observable[str] = self.field("")
        self.search: Command = self.command(self._search, "customer.results.search")
        self.show_more: Command = self.command(self._show_more, "customer.results.more")
        self.search.problem.changed.connect(self._show_state)
        self.on_close(desk.status.subscribe(self._status_changed))
        self._was_offline = desk.offline
        self.observe(desk.addresses.observe(AddressList()), self._take_addresses)
        self.observe(desk.catalogue.observe(VendorList()), self._take_vendors)
        self.search.trigger()

    # What a person does

    def look_for(self, query: ListingSearch) -> None:
        """Search again with other words, place or day; the facets begin anew."""
        self._ask(replace(query, limit=PAGE, next_free=True))

    def take_suggestion(self) -> None:
        """Search for what was probably meant."""
        if self.suggestion.value:
            self._ask(replace(self._query, words=self.suggestion.value))

    def choose_category(self, id: str) -> None:
        """Only this category; the chosen one again takes the filter away."""
        self._ask(replace(self._query, category_id=None if id == self._query.category_id else id))

    def choose_price(self, low: int | None, high: int | None) -> None:
        """Only prices in these bounds, in minor units; None is open."""
        if low is not None and high is not None and low > high:
            low, high = high, low
        self._ask(replace(self._query, price_min=low, price_max=high))

    def choose_rating(self, id: str) -> None:
        """Only this rating and up; '' for any."""
        self._ask(replace(self._query, rating_min=float(id) if id else None))

    def choose_distance(self, id: str) -> None:
        """Only within so many metres; '' for any."""
        self._ask(replace(self._query, radius_m=int(id) if id else None))

    def choose_day(self, id: str) -> None:
        """Only what is free on this day; the chosen one again takes the filter away."""
        self._ask(replace(self._query, available_on=None if id == self._query.available_on else id))

    def choose_sort(self, id: str) -> None:
        """Order the list; '' is the best match first."""
        self.sort.value = id
        self._ask(replace(self._query, sort=id or None))

    def remove(self, id: str) -> None:
        """Take a filter away."""
        without: dict[str, dict[str, Any]] = {
            "category": {"category_id": None},
            "price": {"price_min": None, "price_max": None},
            "rating": {"rating_min": None},
            "distance": {"radius_m": None},
            "day": {"available_on": None},
        }
        self._ask(replace(self._query, **without[id]))

    def clear(self) -> None:
        """Take all filters away; the words stay."""
        self._ask(ListingSearch(words=self._query.words, near=self._query.near, limit=PAGE, next_free=True))

    def select(self, id: str) -> None:
        """Mark a service in the list and on the map."""
        self.selected.value = id

    def open(self, id: str) -> None:
        """Read about a service."""
        self._desk.navigator.go("customer.service", listing_id=id)

    def times(self, id: str) -> None:
        """See all its times."""
        self._desk.navigator.go("customer.time", listing_id=id)

    def book(self, id: str, chip: TimeChip) -> None:
        """Go on with one of its times."""
        self._desk.navigator.go(
            "customer.time", listing_id=id, starts_at=chip.starts_at, staff_id=chip.staff_id
        )

    # How it is found

    def _ask(self, query: ListingSearch) -> None:
        self._query = replace(query, cursor=None)
        # A newer question makes the running one worthless.
        self.search.cancel()
        self.search.running.value = False
        self.search.trigger()
        self._show_filters()

    async def _search(self) -> None:
        query = self._query
        found = await self._desk.catalogue.search(query)
        if query == self._query:
            self._found, self._items, self._answered = found, found.items, True
            self._show()

    async def _show_more(self) -> None:
        query, cursor = self._query, self._found.next_cursor
        if cursor is None:
            return
        found = await self._desk.catalogue.search(replace(query, cursor=cursor))
        if query == self._query:
            self._items += found.items
            self._found = replace(self._found, next_cursor=found.next_cursor)
            self._show()

    def _take_vendors(self, vendors: Sequence[VendorDoc]) -> None:
        self._town = find_town(vendors)
        if self._town is not None:
            self.subtitle.value = self._town.name
        self._look_from_here()

    def _take_addresses(self, addresses: Addresses) -> None:
        self._home = find_home(addresses)
        if self._town is not None:
            self._look_from_here()

    def _look_from_here(self) -> None:
        """From the default address, else from the middle of the town."""
        self._place = self._home or self._town
        if self._place is not None and self._query.near is None:
            self._ask(replace(self._query, near=self._place.near))
        self._show_pins()

    def _status_changed(self) -> None:
        if self._was_offline and not self._desk.offline:
            self.search.trigger()
        self._was_offline = self._desk.offline
        self._show_state()

    # What is shown

    def _show(self) -> None:
        words, found = self._query.words.strip(), self._found
        total = self.format.number(found.total)
        if words:
            self.headline.value = self.texts.count(
                "customer.results.for", found.total, total=total, words=words
            )
        else:
            self.headline.value = self.texts.count("customer.results.all", found.total, total=total)
        self.suggestion.value = found.did_you_mean or ""
        shown = len(self._items)
        self.count.value = (
            self.texts("customer.results.count", shown=self.format.number(shown), total=total)
            if shown
            else ""
        )
        self.more.value = found.next_cursor is not None
        self.rows.set_rows(
            [
                self._words.listing(item, number=place, times=TIMES)
                for place, item in enumerate(self._items, 1)
            ]
        )
        if self.selected.value not in {item["id"] for item in self._items}:
            self.selected.value = self._items[0]["id"] if self._items else ""
        self._show_filters()
        self._show_pins()
        self._show_state()

    def _show_filters(self) -> None:
        query, facets = self._query, self._found.facets
        self.categories.value = tuple(
            self._facet(facet.value, facet.label, facet.count, facet.value == query.category_id)
            for facet in facets.get("category", ())
        )
        self.ratings.value = self._steps(
            facets.get("rating"),
            RATINGS,
            "" if query.rating_min is None else f"{query.rating_min:.1f}",
            "rating",
        )
        self.distances.value = self._steps(
            facets.get("distance"),
            DISTANCES,
            "" if query.radius_m is None else str(query.radius_m),
            "distance",
        )
        self.days.value = self._days(_counts(facets.get("available_on")))
        self.price.value = self._price(_counts(facets.get("price")))
        self.chips.value = tuple(self._chips())

    def _facet(self, id: str, label: str, count: int | None, selected: bool) -> FacetRow:
        shown = "" if count is None else self.format.number(count)
        return FacetRow(id, label, shown, selected, none=count == 0)

    def _steps(
        self, facets: Sequence[Facet] | None, steps: Sequence[str], chosen: str, kind: str
    ) -> tuple[FacetRow, ...]:
        counts = _counts(facets)
        rows = [self._facet("", self.texts(f"customer.results.any_{kind}"), None, not chosen)]
        for step in steps:
            label = self.format.distance(int(step)) if kind == "distance" else self._rated(step)
            known = counts.get(step, 0) if facets is not None else None
            rows.append(self._facet(step, label, known, step == chosen))
        return tuple(rows)

    def _rated(self, rating: str) -> str:
        return self.texts("customer.results.and_up", rating=self.format.decimal(float(rating)))

    def _days(self, counts: Mapping[str, int]) -> tuple[FacetRow, ...]:
        today = self.format.today()
        days = (today + timedelta(days=place) for place in range(7))
        return tuple(
            FacetRow(
                day.isoformat(),
                f"{self.format.weekday(day)[:2]} {day.day}",
                self.format.number(counts[day.isoformat()]) if day.isoformat() in counts else "",
                day.isoformat() == self._query.available_on,
                none=counts.get(day.isoformat()) == 0,
            )
            for day in days
        )

    def _price(self, counts: Mapping[str, int]) -> PriceFilter:
        low, high = self._query.price_min, self._query.price_max
        bands = [counts.get(str(place * BAND), 0) for place in range(BANDS)]
        bands[-1] += sum(count for value, count in counts.items() if int(value) >= BANDS * BAND)
        last = max((place + 1 for place, count in enumerate(bands) if count), default=0)
        needed = max(last, -(-(high or 0) // BAND), -(-(low or 0) // BAND) + 1, LEAST_BANDS)
        bands = bands[:needed]
        highest = max(bands, default=0) or 1
        bars = tuple(
            PriceBar(
                count / highest,
                inside=(low is None or (place + 1) * BAND > low) and (high is None or place * BAND < high),
            )
            for place, count in enumerate(bands)
        )
        label = self._price_label() or self.texts("customer.results.any_price")
        return PriceFilter(
            bars,
            label,
            _units(low),
            _units(high),
            low_band=(low or 0) / BAND,
            high_band=-1 if high is None else high / BAND,
        )

    def _price_label(self) -> str:
        low, high = self._query.price_min, self._query.price_max
        if low is None and high is None:
            return ""
        shown = [
            self.format.money_short({"amount": bound, "currency": "EUR"}) if bound is not None else ""
            for bound in (low, high)
        ]
        if low is None:
            return self.texts("customer.results.up_to", price=shown[1])
        if high is None:
            return self.texts("customer.results.from", price=shown[0])
        return f"{shown[0]} – {shown[1]}"

    def _chips(self) -> list[FilterChipRow]:
        query, chips = self._query, list[FilterChipRow]()
        if query.category_id is not None:
            names = {facet.value: facet.label for facet in self._found.facets.get("category", ())}
            chips.append(
                FilterChipRow(
                    "category", names.get(query.category_id, self.texts("customer.results.category"))
                )
            )
        if self._price_label():
            chips.append(FilterChipRow("price", self._price_label()))
        if query.rating_min is not None:
            chips.append(FilterChipRow("rating", self._rated(f"{query.rating_min:.1f}")))
        if query.radius_m is not None:
            chips.append(FilterChipRow("distance", self.format.distance(query.radius_m)))
        if query.available_on is not None:
            chips.append(FilterChipRow("day", self.format.day(date.fromisoformat(query.available_on))))
        return chips

    def _show_pins(self) -> None:
        place = self._place
        if place is None:
            self.pins.value = ()
            return
        self.pins.value = tuple(
            MapPin(item["id"], number, *place.offset(item["latitude"], item["longitude"]))
            for number, item in enumerate(self._items, 1)
        )

    def _show_state(self, _changed: object = None) -> None:
        problem, stale = self.search.problem.value, ""
        if self._found.as_of is not None or (self._answered and self._desk.offline):
            as_of = self._found.as_of or self._desk.status.as_of
            when = self.format.since(as_of) if as_of else ""
            stale = self.texts("customer.results.stale", when=when)
        kind = ScreenKind.LOADING
        if self._answered:
            kind = ScreenKind.READY if self._items else ScreenKind.EMPTY
        self.state.value = ScreenState(kind, stale=stale, problem=problem)


def _counts(facets: Sequence[Facet] | None) -> dict[str, int]:
    return {facet.value: facet.count for facet in facets or ()}


def _units(minor: int | None) -> str:
    return "" if minor is None else str(minor // 100)

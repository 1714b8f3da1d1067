"""Find: categories and what is free soonest; after a touch or a word, the services that fit."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal

from client.errors import DoorstepError
from client.stores.catalogue import CategoryList
from client.stores.search import Found, ListingSearch
from contracts.rows import CategoryDoc, ListingDoc
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools
from viewmodels.kiosk.offers import build_category, build_offer, category_name
from viewmodels.kiosk.page import KioskPage
from viewmodels.kiosk.rows import CategoryRow, OfferRow
from viewmodels.kiosk.soonest import SoonestViewModel
from viewmodels.kiosk.wiring import KioskPlace, KioskStores, KioskTimes

RESULTS = 24


class FindKind(StrEnum):
    """What the page shows."""

    LOADING = "loading"
    CATEGORIES = "categories"
    SEARCHING = "searching"
    RESULTS = "results"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class FindState:
    """The page. `correction` is what was perhaps meant, `stale` says from when the rows are."""

    kind: FindKind
    title: str
    categories: tuple[CategoryRow, ...] = ()
    results: tuple[OfferRow, ...] = ()
    summary: str = ""
    correction: str = ""
    stale: str = ""


class FindViewModel(KioskPage):
    """`chosen` carries the `ListingDoc` that was touched."""

    chosen = Signal(object)

    def __init__(
        self,
        tools: Tools,
        stores: KioskStores,
        place: KioskPlace,
        times: KioskTimes,
        soonest: SoonestViewModel,
    ) -> None:
        super().__init__(tools)
        self._stores, self._place, self._times = stores, place, times
        self.soonest = soonest
        self._categories: tuple[CategoryDoc, ...] = ()
        self._loaded = False
        self._category: CategoryDoc | None = None
        self._found: Found | None = None
        self._asked: asyncio.Task[None] | None = None
        self.words = self.field("")
        self.state: Observable[FindState] = self.field(FindState(FindKind.LOADING, ""))
        self.observe(stores.catalogue.observe(CategoryList()), self._got_categories)
        self.on_close(self._stop_asking)
        self.render()

    def render(self) -> None:
        """The page in the language that is on."""
        looking = bool(self.words.value.strip()) or self._category is not None
        if not looking:
            kind = FindKind.CATEGORIES if self._loaded else FindKind.LOADING
            rows = tuple(build_category(self.texts, row) for row in self._categories)
            self.state.value = FindState(kind, self.texts("kiosk.find.title"), categories=rows)
        elif self._found is None:
            self.state.value = FindState(FindKind.SEARCHING, self._heading())
        else:
            self.state.value = self._results(self._found)

    def type_words(self, words: str) -> None:
        """What stands in the search field; the answer follows the last key."""
        if words == self.words.value:
            return
        self.words.value = words
        self._ask(self._times.search)

    def choose_category(self, category_id: str) -> None:
        """Show what a category offers."""
        self._category = next((row for row in self._categories if row["id"] == category_id), None)
        self._ask(0.0)

    def accept_correction(self) -> None:
        """Search for what was perhaps meant."""
        if self._found is not None and self._found.did_you_mean:
            self.type_words(self._found.did_you_mean)

    def choose(self, listing_id: str) -> None:
        """A service was touched."""
        items = () if self._found is None else self._found.items
        listing: ListingDoc | None = next((row for row in items if row["id"] == listing_id), None)
        listing = listing or self.soonest.find_listing(listing_id)
        if listing is not None:
            self.chosen.emit(listing)

    def back(self) -> bool:
        """From results to the categories; False where there is nowhere to go back to on this page."""
        if not self.words.value.strip() and self._category is None:
            return False
        self.wipe()
        return True

    def wipe(self) -> None:
        """Forget what was looked for."""
        self._stop_asking()
        self._category, self._found = None, None
        self.words.value = ""
        self.render()

    def _got_categories(self, rows: tuple[CategoryDoc, ...]) -> None:
        self._categories, self._loaded = rows, bool(rows)
        self.render()

    def _ask(self, delay: float) -> None:
        self._stop_asking()
        self._found = None
        self.render()
        if self.words.value.strip() or self._category is not None:
            self._asked = self.tools.tasks.spawn(self._search(delay), "kiosk search")

    def _stop_asking(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None

    async def _search(self, delay: float) -> None:
        await asyncio.sleep(delay)
        words = self.words.value.strip()
        category = None if self._category is None or words else self._category["id"]
        query = ListingSearch(
            words=words, category_id=category, near=self._place.near, next_free=True, limit=RESULTS
        )
        try:
            self._found = await self._stores.catalogue.search(query)
        except DoorstepError:
            self._found = await self._stores.catalogue.read(query)
        self.render()

    def _heading(self) -> str:
        if self._category is not None and not self.words.value.strip():
            return category_name(self.texts, self._category["art"], self._category["name"])
        return self.texts("kiosk.find.title")

    def _results(self, found: Found) -> FindState:
        stale = (
            "" if found.as_of is None else self.texts("kiosk.find.stale", time=self.format.since(found.as_of))
        )
        return FindState(
            FindKind.RESULTS if found.items else FindKind.NOTHING,
            self._heading(),
            results=tuple(build_offer(self.texts, self.format, row) for row in found.items),
            summary=self.texts.count("kiosk.find.found", found.total),
            correction=self.texts("kiosk.find.did_you_mean", words=found.did_you_mean)
            if found.did_you_mean
            else "",
            stale=stale,
        )

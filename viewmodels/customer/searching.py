"""The search bar, the same on Discover and Results: words with suggestions, how far, which day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from client.stores.address import Addresses, AddressList
from client.stores.catalogue import ListingList, VendorList
from client.stores.search import ListingSearch
from contracts.rows import ListingDoc, VendorDoc
from viewmodels.customer.desk import CustomerDesk
from viewmodels.customer.place import Place, find_home, find_town
from viewmodels.customer.rows import Suggestion
from viewmodels.customer.suggest import suggest
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import ViewModel

EARLIER_KEY: Final = "customer.searches"
EARLIER_KEPT: Final = 8
RADII: Final = ("", "1000", "2000", "5000", "10000")


class Searching(ViewModel):
    """`searched` is told the query when a person searches; earlier words are remembered on this computer."""

    def __init__(self, desk: CustomerDesk, searched: Callable[[ListingSearch], object]) -> None:
        super().__init__(desk.tools)
        self._desk, self._searched = desk, searched
        self._listings: tuple[ListingDoc, ...] = ()
        self._home: Place | None = None
        self._town: Place | None = None
        self.typed: Observable[str] = self.field("")
        self.radius: Observable[str] = self.field("")
        self.day: Observable[str] = self.field("")
        self.place_label: Observable[str] = self.field(self.texts("customer.search.anywhere"))
        self.suggestions: Observable[tuple[Suggestion, ...]] = self.field(())
        self.observe(desk.catalogue.observe(ListingList()), self._take_listings)
        self.observe(desk.catalogue.observe(VendorList()), self._take_vendors)
        self.observe(desk.addresses.observe(AddressList()), self._take_addresses)
        self.radius.changed.connect(self._show_place)

    def begin(self, query: ListingSearch) -> None:
        """Show the words of a query that came from elsewhere."""
        self.typed.value = query.words
        self.day.value = query.available_on or ""
        self.radius.value = str(query.radius_m) if query.radius_m else ""

    def type(self, text: str) -> None:
        """Each keystroke; what was typed is never changed for the person."""
        self.typed.value = text
        self.suggestions.value = suggest(text, self._listings, self._earlier(), self.texts, self.format)

    def choose_radius(self, metres: str) -> None:
        """How far to look; '' for everywhere."""
        self.radius.value = metres

    def choose_day(self, day: str) -> None:
        """Only what is free on this day (YYYY-MM-DD); '' for any day."""
        self.day.value = day

    def choose(self, suggestion: Suggestion) -> None:
        """Search for a suggestion's words."""
        self.typed.value = suggestion.title
        self.search()

    def search(self) -> None:
        """Look for what is typed."""
        words = self.typed.value.strip()
        self.suggestions.value = ()
        if words:
            kept = [words, *(text for text in self._earlier() if text != words)][:EARLIER_KEPT]
            self.spawn(self._desk.preferences.set(EARLIER_KEY, kept), "customer.searches")
        self._searched(self.query())

    def forget(self, words: str) -> None:
        """Take an earlier search away."""
        kept = [text for text in self._earlier() if text != words]
        self.spawn(self._desk.preferences.set(EARLIER_KEY, kept), "customer.searches")
        self.suggestions.value = tuple(
            row for row in self.suggestions.value if row.kind != "earlier" or row.title != words
        )

    def query(self) -> ListingSearch:
        """What the bar asks for now."""
        return ListingSearch(
            words=self.typed.value.strip(),
            near=self._place.near if self._place else None,
            radius_m=int(self.radius.value) if self.radius.value else None,
            available_on=self.day.value or None,
        )

    def _earlier(self) -> list[str]:
        kept = self._desk.preferences.get(EARLIER_KEY, [])
        return [text for text in kept if isinstance(text, str)]

    def _take_listings(self, listings: tuple[ListingDoc, ...]) -> None:
        self._listings = listings

    def _take_vendors(self, vendors: tuple[VendorDoc, ...]) -> None:
        self._town = find_town(vendors)
        self._show_place()

    def _take_addresses(self, addresses: Addresses) -> None:
        self._home = find_home(addresses)
        self._show_place()

    @property
    def _place(self) -> Place | None:
        """Distances are counted from the default address, else from the middle of the town."""
        return self._home or self._town

    def _show_place(self, _changed: object = None) -> None:
        if self._place is None:
            return
        if not self.radius.value:
            self.place_label.value = self.texts("customer.search.place", place=self._place.name)
        else:
            far = self.format.distance(int(self.radius.value))
            self.place_label.value = self.texts(
                "customer.search.place_within", place=self._place.name, far=far
            )

"""Discover: what there is, what is near and popular, and what is coming up for this person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from client.stores.address import Addresses, AddressList
from client.stores.base import Folded
from client.stores.booking import BookingList, Bookings
from client.stores.catalogue import CategoryList, ListingList, VendorList
from client.stores.search import ListingSearch
from contracts.rows import BookingDoc, CategoryDoc, ListingDoc, VendorDoc
from contracts.vocabulary import BookingStatus, ListingPlace
from viewmodels.customer.desk import CustomerDesk
from viewmodels.customer.place import Place, find_home, find_town
from viewmodels.customer.rows import BookingCard, CategoryTile, ListingCard, TimeChip
from viewmodels.customer.searching import Searching
from viewmodels.customer.words import CustomerWords, by_id
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.screen import ScreenKind, ScreenState

NEAR: Final = 4
POPULAR: Final = 5
AGAIN: Final = 2
ASKED: Final = 24
FAR_M: Final = 50_000
_OPEN = frozenset({BookingStatus.CONFIRMED, BookingStatus.IN_PROGRESS})


class DiscoverViewModel(Page):
    """Categories and own bookings come from the cache at once; free times are asked for beside it."""

    def __init__(self, desk: CustomerDesk, searching: Searching) -> None:
        super().__init__(desk.tools, desk.tools.texts("customer.discover.title"))
        self._desk = desk
        self.searching = searching
        self._words = CustomerWords(self.texts, self.format)
        self._listings: Mapping[str, ListingDoc] = {}
        self._vendors: Mapping[str, VendorDoc] = {}
        self._bookings: tuple[Folded[BookingDoc], ...] = ()
        self._home: Place | None = None
        self._town: Place | None = None
        self._place: Place | None = None
        self._asked: dict[str, tuple[ListingDoc, ...]] = {}
        self.categories: Observable[tuple[CategoryTile, ...]] = self.field(())
        self.near: Observable[tuple[ListingCard, ...]] = self.field(())
        self.popular: Observable[tuple[ListingCard, ...]] = self.field(())
        self.next: Observable[BookingCard | None] = self.field(None)
        self.waiting: Observable[tuple[BookingCard, ...]] = self.field(())
        self.again: Observable[tuple[ListingCard, ...]] = self.field(())
        self.look: Command = self.command(self._look, "customer.discover.look")
        self.on_close(desk.status.subscribe(self._status_changed))
        self._was_offline = desk.offline
        self.observe(desk.catalogue.observe(CategoryList()), self._take_categories)
        self.observe(desk.catalogue.observe(ListingList()), self._take_listings)
        self.observe(desk.addresses.observe(AddressList()), self._take_addresses)
        self.observe(desk.catalogue.observe(VendorList()), self._take_vendors)
        self.observe(desk.bookings.observe(BookingList(customer_id=desk.person.id)), self._take_bookings)

    # What a person does

    def open_category(self, id: str) -> None:
        """All services of a kind."""
        self._desk.navigator.go("customer.results", query=ListingSearch(category_id=id, near=self._near()))

    def see_near(self) -> None:
        """Everything, the nearest first."""
        query = ListingSearch(near=self._near(), sort="distance")
        self._desk.navigator.go("customer.results", query=query)

    def open(self, id: str) -> None:
        """Read about a service."""
        self._desk.navigator.go("customer.service", listing_id=id)

    def book(self, id: str, chip: TimeChip) -> None:
        """Go on with one of its times."""
        self._desk.navigator.go(
            "customer.time", listing_id=id, starts_at=chip.starts_at, staff_id=chip.staff_id
        )

    def reschedule(self, id: str) -> None:
        """Choose another time for the next booking."""
        item = next((item for item in self._bookings if item.row["id"] == id), None)
        if item is not None:
            self._desk.navigator.go("customer.time", listing_id=item.row["listing_id"], booking_id=id)

    def see_bookings(self) -> None:
        """All bookings."""
        self._desk.navigator.go("customer.bookings")

    # What comes in

    def _near(self) -> tuple[float, float] | None:
        return self._place.near if self._place else None

    async def _look(self) -> None:
        near = self._near()
        for name, sort, count in (("near", "distance", NEAR), ("popular", "-rating", POPULAR)):
            query = ListingSearch(near=near, sort=sort, limit=ASKED, next_free=True)
            found = tuple(filter(_in_reach, (await self._desk.catalogue.search(query)).items))
            # One service of each vendor: a page that shows one house four times helps nobody.
            by_vendor = {row["vendor_id"]: row for row in reversed(found)}
            self._asked[name] = tuple(row for row in found if by_vendor[row["vendor_id"]] is row)[:count]
        self._show_listings()

    def _status_changed(self) -> None:
        if self._was_offline and not self._desk.offline:
            self.look.trigger()
        self._was_offline = self._desk.offline
        self._show_state()

    def _take_categories(self, categories: tuple[CategoryDoc, ...]) -> None:
        self.categories.value = tuple(
            CategoryTile(
                row["id"],
                row["name"],
                row["art"],
                self.texts.count("customer.discover.vendors", row["vendor_count"]),
            )
            for row in categories
        )
        self._show_state()

    def _take_listings(self, listings: tuple[ListingDoc, ...]) -> None:
        self._listings = by_id(listings)
        self._show_bookings()

    def _take_vendors(self, vendors: tuple[VendorDoc, ...]) -> None:
        self._vendors = {vendor["id"]: vendor for vendor in vendors}
        self._town = find_town(vendors)
        if self._town is not None:
            self.subtitle.value = self._town.name
        self._look_from_here()
        self._show_bookings()

    def _take_addresses(self, addresses: Addresses) -> None:
        self._home = find_home(addresses)
        if self._town is not None:
            self._look_from_here()

    def _look_from_here(self) -> None:
        before, self._place = self._place, self._home or self._town
        if self._place != before:
            self.look.trigger()

    def _take_bookings(self, bookings: Bookings) -> None:
        self._bookings = bookings
        self._show_bookings()

    # What is shown

    def _show_listings(self) -> None:
        self.near.value = tuple(self._words.listing(row, times=1) for row in self._asked.get("near", ()))
        self.popular.value = tuple(
            self._words.listing(row, times=2) for row in self._asked.get("popular", ())
        )

    def _show_bookings(self) -> None:
        cards = [
            (
                item,
                self._words.booking(
                    item, self._listings.get(item.row["listing_id"]), self._vendors.get(item.row["vendor_id"])
                ),
            )
            for item in self._bookings
        ]
        agreed = [card for item, card in cards if not card.past and item.row["status"] in _OPEN]
        self.next.value = agreed[0] if agreed else None
        self.waiting.value = tuple(card for _, card in cards if card.node == "asked")
        done: dict[str, ListingCard] = {}
        for item in reversed(self._bookings):
            listing = self._listings.get(item.row["listing_id"])
            if item.row["status"] == BookingStatus.COMPLETED and listing is not None and len(done) < AGAIN:
                done.setdefault(listing["id"], self._words.listing(listing))
        self.again.value = tuple(done.values())

    def _show_state(self) -> None:
        stale = ""
        if self._desk.offline and self._desk.status.as_of is not None:
            stale = self.texts("customer.stale", when=self.format.since(self._desk.status.as_of))
        kind = ScreenKind.READY if self.categories.value else ScreenKind.LOADING
        self.state.value = ScreenState(kind, stale=stale)


def _in_reach(listing: ListingDoc) -> bool:
    """Whether it can be had from here: the best house of another country helps nobody, but online."""
    distance = listing["distance_m"]
    return listing["place"] == ListingPlace.REMOTE or distance is None or distance <= FAR_M

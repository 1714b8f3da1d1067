"""A vendor's listings: cards with where each of them stands."""

from __future__ import annotations

from client.outbox.operations import listing as operations
from client.stores.catalogue import CategoryList
from client.stores.listing import ListingStore, VendorListingList, VendorListings
from contracts.rows import CategoryDoc
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.pictures import Pictures
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.listing_words import ListingTile, ListingWords


class ListingsViewModel(Page):
    """All listings of the vendor, drafts and paused ones too; a new one opens in the editor."""

    def __init__(self, desk: VendorDesk, listings: ListingStore) -> None:
        super().__init__(desk.tools, desk.tools.texts("listings.title"))
        self._desk, self._listings = desk, listings
        self._words = ListingWords(self.texts, self.format)
        self._rows: VendorListings = ()
        self._loaded = False
        self._categories: dict[str, CategoryDoc] = {}
        self.pictures = Pictures(desk.tools, listings)
        self.on_close(self.pictures.close)
        self.tiles: Observable[tuple[ListingTile, ...]] = self.field(())
        self.create: Command = self.command(self._create, "listing.create")
        self.on_close(desk.status.subscribe(self._show_state))
        self.observe(desk.catalogue.observe(CategoryList()), self._take_categories)
        self.observe(listings.observe(VendorListingList(desk.vendor_id)), self._take)

    def open(self, listing_id: str) -> None:
        """Go to the editor."""
        self._desk.navigator.go("vendor.listing", listing_id=listing_id)

    async def _create(self) -> None:
        category_id = next(iter(self._categories), "")
        if not category_id:
            return
        listing_id = self._listings.new_id()
        operation = operations.create_listing(listing_id, self._desk.vendor_id, category_id)
        await self._listings.act(operation)
        self.open(listing_id)

    def _take_categories(self, categories: tuple[CategoryDoc, ...]) -> None:
        self._categories = {row["id"]: row for row in categories}
        self._show()

    def _take(self, rows: VendorListings) -> None:
        self._rows, self._loaded = rows, True
        self._show()

    def _show(self) -> None:
        names = {id: row["name"] for id, row in self._categories.items()}
        self.tiles.value = tuple(
            self._words.tile(item.row, names, waits=bool(item.pending)) for item in self._rows
        )
        self._show_state()

    def _show_state(self) -> None:
        status, stale = self._desk.status, ""
        if not status.online and status.as_of is not None:
            stale = self.texts("listings.stale", when=self.format.since(status.as_of))
        kind = ScreenKind.LOADING
        if self._loaded:
            kind = ScreenKind.READY if self._rows else ScreenKind.EMPTY
        self.state.value = ScreenState(kind, stale=stale)

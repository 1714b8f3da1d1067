"""Listings to review: what is sent for review, field by field beside what customers see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from client.outbox.operations import listing as operations
from client.status import EngineStatus
from client.stores.catalogue import CatalogueStore, CategoryList
from client.stores.listing import ListingStore, VendorListingList, VendorListings
from contracts.listing_rules import changes_of
from contracts.rows import CategoryDoc, VendorListingDoc
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.pictures import Pictures
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.rows import Tone
from viewmodels.shell.toasts import Toasts
from viewmodels.vendor.listing_words import ChangeLine, ListingWords

_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class WaitingListing:
    """A listing in review; `lines` are its fields, of a new one all that are filled."""

    id: str
    title: str
    vendor: str
    about: str
    since: str
    is_new: bool
    lines: tuple[ChangeLine, ...]
    photos: tuple[str, ...]
    description: str


class ListingReviewViewModel(Page):
    """The longest waiting first. Deciding needs the network; a reason that was typed stays when it fails."""

    def __init__(
        self,
        tools: Tools,
        listings: ListingStore,
        catalogue: CatalogueStore,
        status: EngineStatus,
        toasts: Toasts,
    ) -> None:
        super().__init__(tools, tools.texts("review.title"))
        self._listings, self._status, self._toasts = listings, status, toasts
        self._words = ListingWords(self.texts, self.format)
        self._rows: dict[str, VendorListingDoc] = {}
        self._names: dict[str, str] = {}
        self._loaded = False
        self.pictures = Pictures(tools, listings)
        self.on_close(self.pictures.close)
        self.waiting: Observable[tuple[WaitingListing, ...]] = self.field(())
        self.open_id: Observable[str] = self.field("")
        self.shown: Observable[WaitingListing | None] = self.field(None)
        self.reason: Observable[str] = self.field("")
        self.approve: Command = self.command(self._approve, "listing.approve")
        self.reject: Command = self.command(self._reject, "listing.reject")
        self.on_close(status.subscribe(self._show_state))
        self.observe(catalogue.observe(CategoryList()), self._take_categories)
        self.observe(listings.observe(VendorListingList(in_review=True)), self._take)

    def open(self, listing_id: str) -> None:
        """Look at one of them."""
        if listing_id != self.open_id.value:
            self.open_id.value = listing_id
            self.reason.value = ""
            for command in (self.approve, self.reject):
                command.forgive()
        self._show_open()

    def type_reason(self, text: str) -> None:
        """What its vendor shall read."""
        self.reason.value = text[:_REASON]
        self.reject.forgive()

    async def _approve(self) -> None:
        row = self._get_open()
        await self._listings.perform(operations.approve_listing(row))
        self._toasts.show(self.texts("review.approved", title=row["content"]["title"]), tone=Tone.GOOD)

    async def _reject(self) -> None:
        row, reason = self._get_open(), self.reason.value.strip()
        if not reason:
            raise ShownError(Problem(self.texts("review.reason_missing")))
        await self._listings.perform(operations.reject_listing(row, reason))
        self.reason.value = ""
        self._toasts.show(self.texts("review.rejected", title=row["content"]["title"]), icon="undo-2")

    def _get_open(self) -> VendorListingDoc:
        row = self._rows.get(self.open_id.value)
        if row is None:
            raise ShownError(Problem(self.texts("review.gone")))
        return row

    def _take_categories(self, rows: tuple[CategoryDoc, ...]) -> None:
        self._names = {row["id"]: row["name"] for row in rows}
        self._show()

    def _take(self, rows: VendorListings) -> None:
        found = sorted((item.row for item in rows), key=lambda row: (row["submitted_at"] or "", row["id"]))
        self._rows = {row["id"]: row for row in found}
        self._loaded = True
        self._show()

    def _show(self) -> None:
        self.waiting.value = tuple(self._line(row) for row in self._rows.values())
        if self.open_id.value not in self._rows:
            self.open_id.value = next(iter(self._rows), "")
        self._show_open()
        self._show_state()

    def _show_open(self) -> None:
        self.shown.value = next((each for each in self.waiting.value if each.id == self.open_id.value), None)

    def _line(self, row: VendorListingDoc) -> WaitingListing:
        content = row["content"]
        before = row["published"] or operations.blank("")
        changes = changes_of(before, content)
        lines = tuple(self._words.change(change, self._names) for change in changes)
        is_new = row["published"] is None
        about = self.texts("review.new") if is_new else self.texts.count("review.changes", len(lines))
        since = row["submitted_at"] or row["updated_at"]
        return WaitingListing(
            row["id"],
            content["title"],
            row["vendor_name"],
            about,
            self.format.since(since),
            is_new,
            lines,
            tuple(photo["file_id"] for photo in content["photos"]),
            content["description"],
        )

    def _show_state(self) -> None:
        stale = ""
        if not self._status.online and self._status.as_of is not None:
            stale = self.texts("review.stale", when=self.format.since(self._status.as_of))
        kind = ScreenKind.LOADING
        if self._loaded:
            kind = ScreenKind.READY if self._rows else ScreenKind.EMPTY
        self.state.value = ScreenState(kind, stale=stale)

"""The editor of a listing: each change is saved here at once and seen in the preview with each keystroke."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast

from client.outbox.operation import Operation
from client.outbox.operations import listing as operations
from client.stores.base import Folded
from client.stores.catalogue import CategoryList, StaffOf, VendorDetail
from client.stores.listing import ListingStore, VendorListingDetail
from contracts.listing_rules import Shortcoming, changes_of, shortcomings
from contracts.listings_limits import MAX_EXTRAS, MAX_PHOTOS, MAX_QUESTIONS, MAX_VARIANTS, TITLE_LENGTH
from contracts.rows import CategoryDoc, ListingContentDoc, StaffDoc, VendorDoc, VendorListingDoc
from viewmodels.kernel.command import Command
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.pictures import Pictures
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.pricing.words import to_hundredths
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.listing_words import POLICIES, ChangeLine, ListingWords, policy_name

_PAUSE: Final = 0.6
"""Seconds without a keystroke after which what was typed goes to the outbox."""

_LIMITS: Final = {"variants": MAX_VARIANTS, "extras": MAX_EXTRAS, "questions": MAX_QUESTIONS}
_RADIUS: Final = 10_000


class ListingViewModel(Page):
    """Fields write through `edit`; lists through `add`, `change` and `remove` by the id of their part."""

    title_length = TITLE_LENGTH
    most_photos = MAX_PHOTOS

    def __init__(self, desk: VendorDesk, listings: ListingStore, listing_id: str) -> None:
        super().__init__(desk.tools, desk.tools.texts("listings.one"), primary="listing.submit")
        self._desk, self._listings, self._listing_id = desk, listings, listing_id
        self.words = ListingWords(self.texts, self.format)
        self._row: VendorListingDoc | None = None
        self._missing = False
        self._unsaved: dict[str, Any] = {}
        self._names: dict[str, str] = {}
        self._vendor: VendorDoc | None = None
        self.pictures = Pictures(desk.tools, listings)
        self.on_close(self.pictures.close)
        self.content: Observable[ListingContentDoc | None] = self.field(None)
        self.stage: Observable[str] = self.field("draft")
        self.stage_text: Observable[str] = self.field("")
        self.note: Observable[str] = self.field("")
        self.can: Observable[frozenset[str]] = self.field(frozenset())
        self.lacking: Observable[tuple[Shortcoming, ...]] = self.field(())
        self.changes: Observable[tuple[ChangeLine, ...]] = self.field(())
        self.categories: Observable[tuple[tuple[str, str], ...]] = self.field(())
        self.staff: Observable[tuple[tuple[str, str], ...]] = self.field(())
        self.blocked: Observable[str] = self.field("")
        self.submit: Command = self.command(self._submit, "listing.submit", self.blocked)
        self.withdraw: Command = self.command(self._withdraw, "listing.withdraw")
        self.discard: Command = self.command(self._discard, "listing.discard")
        self.pause: Command = self.command(self._pause, "listing.pause")
        self.resume: Command = self.command(self._resume, "listing.resume")
        self.add_photo: Command = self.command(self._add_photo, "listing.photo")
        self._typing: asyncio.Task[None] | None = None
        self.on_close(self._save_rest)
        self.on_close(desk.status.subscribe(self._show_state))
        self.observe(desk.catalogue.observe(CategoryList()), self._take_categories)
        self.observe(desk.catalogue.observe(StaffOf(desk.vendor_id)), self._take_staff)
        self.observe(desk.catalogue.observe(VendorDetail(desk.vendor_id)), self._take_vendor)
        self.observe(listings.observe(VendorListingDetail(listing_id)), self._take)

    @property
    def commands(self) -> dict[str, Command]:
        """What the top bar's button does."""
        return {"listing.submit": self.submit}

    def back(self) -> None:
        """To all listings."""
        self._desk.navigator.go("vendor.listings")

    # What a person changes

    def edit(self, field: str, value: Any) -> None:
        """Change a field: seen at once, saved after a moment."""
        content = self.content.value
        if content is None or cast("dict[str, Any]", content)[field] == value:
            return
        self._unsaved[field] = value
        self.content.value = cast(ListingContentDoc, {**content, field: value})
        self._show()
        self._save_soon()

    def edit_money(self, field: str, text: str) -> None:
        """Change an amount as people type it; what is none changes nothing."""
        amount = to_hundredths(text.strip().lstrip("€ "))
        if amount is not None and amount >= 0:
            self.edit(field, amount)

    def choose_policy(self, name: str) -> None:
        """One of the offered ways of calling off."""
        if name in POLICIES:
            self.edit("cancellation", POLICIES[name])

    def policy(self) -> str:
        """The way that is chosen."""
        content = self.content.value
        return policy_name(content["cancellation"]) if content else "moderate"

    def toggle(self, field: str, id: str, on: bool) -> None:
        """Have a person or a place among `staff_ids` or `places`, or not; one place always stays."""
        content = self.content.value
        if content is None:
            return
        chosen: list[str] = [each for each in cast("dict[str, Any]", content)[field] if each != id]
        if on:
            chosen.append(id)
        if field == "places" and not chosen:
            return
        self.edit(field, chosen)
        if field == "places" and on and id == "at_customer" and content["service_area"] is None:
            self.set_radius(_RADIUS)

    def set_radius(self, metres: int) -> None:
        """How far around the vendor's own place they come."""
        if self._vendor is not None and metres > 0:
            place = {"latitude": self._vendor["latitude"], "longitude": self._vendor["longitude"]}
            self.edit("service_area", {**place, "radius_m": min(max(metres, 100), 300_000)})

    def add(self, field: str) -> None:
        """One more variant, extra or question."""
        content = self.content.value
        if content is None or len(self._parts(field)) >= _LIMITS[field]:
            return
        number = len(self._parts(field)) + 1
        part: dict[str, Any] = {"id": self._listings.new_id()}
        if field == "variants":
            name = self.texts("listings.new_variant", number=number)
            part |= {"name": name, "price": content["price"], "duration_minutes": content["duration_minutes"]}
        elif field == "extras":
            name = self.texts("listings.new_extra", number=number)
            part |= {"name": name, "price": 0, "minutes": 0, "max_count": 1}
        else:
            label = self.texts("listings.new_question", number=number)
            part |= {"kind": "text", "label": label, "required": False, "options": []}
        self.edit(field, [*self._parts(field), part])

    def change(self, field: str, id: str, **values: Any) -> None:
        """Change a part; a name that is empty stays what it was."""
        if any(isinstance(value, str) and not value.strip() for value in values.values()):
            return
        self.edit(field, [{**part, **values} if part["id"] == id else part for part in self._parts(field)])

    def change_money(self, field: str, id: str, text: str) -> None:
        """Change a part's price as people type it."""
        amount = to_hundredths(text.strip().lstrip("€ "))
        if amount is not None and amount >= 0:
            self.change(field, id, price=amount)

    def remove(self, field: str, id: str) -> None:
        """Take a part off."""
        self.edit(field, [part for part in self._parts(field) if part["id"] != id])

    def move_photo(self, file_id: str, place: int) -> None:
        """Put a photo elsewhere; the first one is the cover."""
        photos = self._parts("photos")
        moved = [photo for photo in photos if photo["file_id"] == file_id]
        rest = [photo for photo in photos if photo["file_id"] != file_id]
        self.edit("photos", [*rest[:place], *moved, *rest[place:]])

    def describe_photo(self, file_id: str, alt: str) -> None:
        """Say what a photo shows."""
        photos = self._parts("photos")
        self.edit("photos", [{**p, "alt": alt[:200]} if p["file_id"] == file_id else p for p in photos])

    def remove_photo(self, file_id: str) -> None:
        """Take a photo off."""
        self.edit("photos", [photo for photo in self._parts("photos") if photo["file_id"] != file_id])

    def _parts(self, field: str) -> list[dict[str, Any]]:
        content = self.content.value
        return list(cast("dict[str, Any]", content)[field]) if content else []

    # What commands do

    async def _add_photo(self, path: Path) -> None:
        data = await asyncio.to_thread(path.read_bytes)
        file = await self._listings.upload(data)
        photo = {"file_id": file["id"], "alt": path.stem.replace("_", " ")[:200]}
        if len(self._parts("photos")) < MAX_PHOTOS:
            self.edit("photos", [*self._parts("photos"), photo])

    async def _submit(self) -> None:
        content = self.content.value
        if content is None:
            return
        if shortcomings(content):
            raise ShownError(Problem(self.texts("listings.not_yet")))
        await self._do(operations.submit_listing)
        self._desk.toasts.show(self.texts("listings.sent", title=content["title"]), icon="send")

    async def _withdraw(self) -> None:
        await self._do(operations.withdraw_listing)

    async def _discard(self) -> None:
        self._unsaved.clear()
        await self._do(operations.discard_listing)

    async def _pause(self) -> None:
        await self._do(operations.pause_listing)

    async def _resume(self) -> None:
        await self._do(operations.resume_listing)

    async def _do(self, make: Any) -> None:
        await self._save()
        if self._row is not None:
            operation: Operation = make(self._row)
            await self._listings.act(operation)

    # Saving

    def _save_soon(self) -> None:
        if self._typing is not None:
            self._typing.cancel()

        async def later() -> None:
            await asyncio.sleep(_PAUSE)
            self._typing = None
            await self._save()

        self._typing = self.tools.tasks.spawn(later(), "save the listing")

    def _save_rest(self) -> None:
        if self._typing is not None:
            self._typing.cancel()
            self._typing = None
        if self._unsaved:
            self.tools.tasks.spawn(self._save(), "save the listing")

    async def _save(self) -> None:
        if self._row is None or not self._unsaved:
            return
        changes, self._unsaved = self._unsaved, {}
        await self._listings.act(operations.update_listing(self._row, changes))

    # What comes in

    def _take_categories(self, rows: Sequence[CategoryDoc]) -> None:
        self._names |= {row["id"]: row["name"] for row in rows}
        self.categories.value = tuple((row["id"], row["name"]) for row in rows)
        self._show()

    def _take_staff(self, rows: Sequence[StaffDoc]) -> None:
        self._names |= {row["id"]: row["name"] for row in rows}
        self.staff.value = tuple((row["id"], row["name"]) for row in rows)
        self._show()

    def _take_vendor(self, item: Folded[VendorDoc] | None) -> None:
        self._vendor = None if item is None else item.row
        self._show()

    def _take(self, item: Folded[VendorListingDoc] | None) -> None:
        self._missing = item is None
        if item is not None:
            self._row = item.row
            self.content.value = cast(ListingContentDoc, {**item.row["content"], **self._unsaved})
        self._show()

    def _show(self) -> None:
        row, content = self._row, self.content.value
        if row is not None and content is not None:
            self.title.value = content["title"] or self.texts("listings.untitled")
            self.subtitle.value = self.texts("listings.one")
            self.lacking.value = tuple(shortcomings(content))
            found = changes_of(row["published"], content) if row["published"] is not None else []
            self.changes.value = tuple(self.words.change(each, self._names) for each in found)
            self._show_stage(row, len(found))
        self._show_state()

    def _show_stage(self, row: VendorListingDoc, changes: int) -> None:
        draft = "draft" if self._unsaved else row["draft_status"]
        stage = "published" if draft is None else "in_review" if draft == "in_review" else "draft"
        self.stage.value = stage
        counted = row["published"] is not None and changes
        self.stage_text.value = self.texts.count("listings.draft_changes", changes) if counted else ""
        note = ""
        if draft == "rejected":
            note = self.texts("listings.rejected", reason=row["reason"] or "")
        elif row["published"] is not None and draft is not None:
            note = self.texts("listings.customers_see")
        elif row["status"] == "paused":
            note = self.texts("listings.is_paused")
        self.note.value = note
        can = set[str]()
        if draft in {"draft", "rejected"}:
            can.add("submit")
        if draft == "in_review":
            can.add("withdraw")
        if row["published"] is not None and draft is not None:
            can.add("discard")
        if row["status"] in {"published", "paused"}:
            can.add("pause" if row["status"] == "published" else "resume")
        self.can.value = frozenset(can)
        self.blocked.value = "" if "submit" in can else self.texts(f"listings.blocked.{stage}")

    def _show_state(self) -> None:
        status, stale = self._desk.status, ""
        if not status.online and status.as_of is not None:
            stale = self.texts("listings.stale", when=self.format.since(status.as_of))
        ready = self.content.value is not None
        kind = ScreenKind.READY if ready else ScreenKind.EMPTY if self._missing else ScreenKind.LOADING
        self.state.value = ScreenState(kind, stale=stale)

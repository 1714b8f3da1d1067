"""What is free soonest near the kiosk: on the attract screen and below the categories."""

from __future__ import annotations

from datetime import date, timedelta

from client.errors import DoorstepError
from client.stores.search import ListingSearch
from contracts.rows import ListingDoc
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.view_model import Tools
from viewmodels.kiosk.offers import build_offer, soonest_of, soonest_start
from viewmodels.kiosk.page import KioskPage
from viewmodels.kiosk.rows import OfferRow
from viewmodels.kiosk.wiring import KioskPlace, KioskStores

COUNT, ASKED, RADIUS_M, DAYS = 3, 60, 2500, 2


class SoonestViewModel(KioskPage):
    """`rows` are at most three offers under `heading`; `seen_at` says when they were looked up."""

    def __init__(self, tools: Tools, stores: KioskStores, place: KioskPlace) -> None:
        super().__init__(tools)
        self._stores, self._place = stores, place
        self._listings: tuple[ListingDoc, ...] = ()
        self._stamp = ""
        self.rows: Observable[tuple[OfferRow, ...]] = self.field(())
        self.seen_at = self.field("")
        self.heading = self.field("")
        self.refresh = self.command(self._refresh, "look for what is free soonest")

    def render(self) -> None:
        """The offers in the language that is on."""
        key = "kiosk.soonest.seen_near" if self._place.near else "kiosk.soonest.seen"
        # First the words that stand above the rows.
        self.seen_at.value = self.texts(key, time=self._stamp) if self._stamp else ""
        today = all(self._is_today(listing) for listing in self._listings)
        self.heading.value = self.texts("kiosk.attract.free" if today else "kiosk.find.soonest")
        self.rows.value = tuple(build_offer(self.texts, self.format, listing) for listing in self._listings)

    def _is_today(self, listing: ListingDoc) -> bool:
        start, zone = soonest_start(listing), listing["zone"]
        return bool(start) and self.format.local(start, zone).date() == self.format.today(zone)

    def find_listing(self, listing_id: str) -> ListingDoc | None:
        """The listing behind a row."""
        return next((listing for listing in self._listings if listing["id"] == listing_id), None)

    async def _refresh(self) -> None:
        self._listings = ()
        today = self.format.today()
        try:
            # In the evening nothing may be left of today; then tomorrow is what is soonest.
            for ahead in range(DAYS):
                self._listings = await self._free_on(today + timedelta(days=ahead))
                if self._listings:
                    break
        except DoorstepError:
            pass  # an invitation that can't be made is left out; the categories below it still work
        self._stamp = self.format.time(self.format.now()) if self._listings else ""
        self.render()

    async def _free_on(self, day: date) -> tuple[ListingDoc, ...]:
        near = self._place.near
        query = ListingSearch(
            available_on=day.isoformat(),
            near=near,
            radius_m=None if near is None else RADIUS_M,
            next_free=True,
            limit=ASKED,
        )
        found = await self._stores.catalogue.search(query)
        # Kept answers are left out: what was free then may not be free now.
        return soonest_of(found, COUNT) if found.as_of is None else ()

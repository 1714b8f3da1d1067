"""Listings: search, free slots, reviews."""

from collections.abc import Mapping

from client.answer import Answer
from client.sync.pages import PageCache
from contracts.quotes import Choice


class ListingsApi:
    """`/listings`."""

    def __init__(self, pages: PageCache) -> None:
        self._pages = pages

    async def search(self, parameters: Mapping[str, str]) -> Answer:
        """A `contracts.catalogue.ListingPage`."""
        return await self._pages.get("search", "/listings", parameters)

    async def slots(
        self,
        listing_id: str,
        starts_from: str,
        starts_to: str,
        staff_id: str | None = None,
        choice: Choice | None = None,
    ) -> Answer:
        """A `contracts.catalogue.SlotList` for at most 31 days."""
        params = {"from": starts_from, "to": starts_to}
        if staff_id is not None:
            params["staff_id"] = staff_id
        if choice is not None and choice.variant_id is not None:
            params["variant_id"] = choice.variant_id
        if choice is not None and choice.extras:
            params["extras"] = ",".join(f"{id}:{count}" for id, count in choice.extras.items())
        return await self._pages.get("slots", f"/listings/{listing_id}/slots", params)

    async def reviews(self, listing_id: str) -> Answer:
        """`contracts.catalogue.ReviewOut`s under `items`, newest first."""
        return await self._pages.get("reviews", f"/listings/{listing_id}/reviews")

"""What is on offer: categories, listings, search with and without network, free slots, reviews."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from client.db.cache_reader import Where
from client.errors import UnreachableError
from client.stores.base import Folded, Query, QuerySource, Store
from client.stores.search import Found, ListingSearch
from client.stores.view import View
from contracts.quotes import Choice
from contracts.rows import CategoryDoc, ListingDoc, SlotDoc, StaffDoc, VendorDoc

if TYPE_CHECKING:
    from client.api.listings import ListingsApi


@dataclass(frozen=True, slots=True)
class CategoryList(Query[tuple[CategoryDoc, ...]]):
    """All categories in their order."""

    tags: ClassVar[frozenset[str]] = frozenset({"category"})

    def empty(self) -> tuple[CategoryDoc, ...]:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> tuple[CategoryDoc, ...]:
        """The categories now."""
        return tuple(view.cache.rows("category", Where(), "position, id"))


@dataclass(frozen=True, slots=True)
class ListingList(Query[tuple[ListingDoc, ...]]):
    """Listings of a category or a vendor; both left empty give all."""

    category_id: str | None = None
    vendor_id: str | None = None
    limit: int | None = None

    tags: ClassVar[frozenset[str]] = frozenset({"listing"})

    def empty(self) -> tuple[ListingDoc, ...]:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> tuple[ListingDoc, ...]:
        """The listings now."""
        where = Where()
        if self.category_id is not None:
            where = where.also("category_id = ?", self.category_id)
        if self.vendor_id is not None:
            where = where.also("vendor_id = ?", self.vendor_id)
        return tuple(view.cache.rows("listing", where, "id", self.limit))


@dataclass(frozen=True, slots=True)
class ListingDetail(Query[ListingDoc | None]):
    """One listing."""

    listing_id: str

    tags: ClassVar[frozenset[str]] = frozenset({"listing"})

    def empty(self) -> None:
        """Not read yet."""

    def read(self, view: View) -> ListingDoc | None:
        """The listing now, or None."""
        found: ListingDoc | None = view.cache.find("listing", self.listing_id)
        return found


@dataclass(frozen=True, slots=True)
class KnownListings(Query[frozenset[str] | None]):
    """Which of these listings are on offer; None while this device has no listings at all."""

    ids: tuple[str, ...]

    tags: ClassVar[frozenset[str]] = frozenset({"listing"})

    def empty(self) -> None:
        """Not read yet."""

    def read(self, view: View) -> frozenset[str] | None:
        """Those that are on offer now."""
        known = frozenset(row["id"] for row in view.cache.some("listing", self.ids))
        return known if known or view.cache.count("listing", Where()) else None


@dataclass(frozen=True, slots=True)
class VendorDetail(Query[Folded[VendorDoc] | None]):
    """One vendor."""

    vendor_id: str

    tags: ClassVar[frozenset[str]] = frozenset({"vendor", "outbox"})
    entity: ClassVar[str] = "vendor"

    def empty(self) -> None:
        """Not read yet."""

    def read(self, view: View) -> Folded[VendorDoc] | None:
        """The vendor now, or None."""
        found = view.find("vendor", self.vendor_id)
        return None if found is None else Folded(*found)


@dataclass(frozen=True, slots=True)
class VendorList(Query[tuple[VendorDoc, ...]]):
    """All vendors."""

    tags: ClassVar[frozenset[str]] = frozenset({"vendor"})

    def empty(self) -> tuple[VendorDoc, ...]:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> tuple[VendorDoc, ...]:
        """The vendors now."""
        return tuple(view.cache.rows("vendor", Where(), "id"))


@dataclass(frozen=True, slots=True)
class StaffOf(Query[tuple[StaffDoc, ...]]):
    """The people of a vendor, by name."""

    vendor_id: str

    tags: ClassVar[frozenset[str]] = frozenset({"staff"})

    def empty(self) -> tuple[StaffDoc, ...]:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> tuple[StaffDoc, ...]:
        """The people now."""
        rows = view.cache.rows("staff", Where("vendor_id = ?", (self.vendor_id,)))
        return tuple(sorted(rows, key=lambda row: (row["name"], row["id"])))


@dataclass(frozen=True, slots=True)
class Slots:
    """Free times; `as_of` is set where the server can't be reached and these were fetched earlier."""

    items: tuple[SlotDoc, ...]
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What a customer said of a listing."""

    id: str
    author: str
    rating: int
    text: str
    created_at: str
    reply: str = ""
    """The vendor's answer."""


class CatalogueStore(Store):
    """The catalogue; read-only on this side."""

    def __init__(
        self, source: QuerySource, new_id: Callable[[], str], api: "Callable[[], ListingsApi]"
    ) -> None:
        super().__init__(source, new_id)
        self._api = api

    async def search(self, query: ListingSearch) -> Found:
        """Ask the server (typo-tolerant, ranked, with facets); without network search what is cached.

        `Found.as_of` is set in the second case. Raises a `RefusedError` where the server refuses the query.
        An answer may have been kept for a while: what the feed has taken away since is left out of it.
        """
        try:
            answer = await self._api().search(query.parameters())
        except UnreachableError:
            return (await self.read(query)).aged(self._source.status.as_of)
        found = Found.from_answer(answer)
        known = await self.read(KnownListings(tuple(row["id"] for row in found.items)))
        return found if known is None else found.only(known)

    async def slots(
        self,
        listing_id: str,
        starts_from: str,
        starts_to: str,
        staff_id: str | None = None,
        choice: Choice | None = None,
    ) -> Slots:
        """Free times in at most 31 days; without network those fetched earlier, marked with their age.

        Raises `UnreachableError` where there are none, or a `RefusedError`.
        """
        answer = await self._api().slots(listing_id, starts_from, starts_to, staff_id, choice)
        return Slots(tuple(answer.body["items"]), answer.as_of)

    async def reviews(self, listing_id: str) -> tuple[Review, ...]:
        """The newest reviews; kept for when there is no network. Raises as `slots` does."""
        answer = await self._api().reviews(listing_id)
        return tuple(
            Review(
                item["id"],
                item["author"],
                item["rating"],
                item["text"],
                item["created_at"],
                item.get("reply") or "",
            )
            for item in answer.body["items"]
        )

"""Listings as their vendor makes them and admins review them, and their pictures."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from client.db.cache_reader import Where
from client.documents import Document
from client.outbox.operation import Operation
from client.stores.base import Folded, Query, QuerySource, Store
from client.stores.view import View
from contracts.rows import VendorListingDoc

if TYPE_CHECKING:
    from client.api.files import FilesApi
    from client.outbox.direct import DirectCalls

VendorListings = tuple[Folded[VendorListingDoc], ...]
_KEPT: Final = 64 * 1024 * 1024
"""Bytes of pictures that are kept in memory."""


@dataclass(frozen=True, slots=True)
class VendorListingList(Query[VendorListings]):
    """Listings of a vendor, or (`in_review`) those that wait for an admin, by title."""

    vendor_id: str = ""
    in_review: bool = False

    tags: ClassVar[frozenset[str]] = frozenset({"vendor_listing", "outbox"})
    entity: ClassVar[str] = "vendor_listing"

    def empty(self) -> VendorListings:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> VendorListings:
        """The listings now."""
        found = view.rows(
            "vendor_listing",
            Where("vendor_id = ?", (self.vendor_id,)) if self.vendor_id else Where(),
            matches=self._matches,
            key=lambda row: (row["created_at"], row["id"]),
            order="created_at, id",
        )
        rows = [Folded(row, marks) for row, marks in found if self._matches(row)]
        return tuple(sorted(rows, key=lambda item: (item.row["content"]["title"], item.row["id"])))

    def _matches(self, row: VendorListingDoc) -> bool:
        if self.in_review and row["draft_status"] != "in_review":
            return False
        return not self.vendor_id or row["vendor_id"] == self.vendor_id


@dataclass(frozen=True, slots=True)
class VendorListingDetail(Query[Folded[VendorListingDoc] | None]):
    """One listing with its draft."""

    listing_id: str

    tags: ClassVar[frozenset[str]] = frozenset({"vendor_listing", "outbox"})
    entity: ClassVar[str] = "vendor_listing"

    def empty(self) -> None:
        """Not read yet."""

    def read(self, view: View) -> Folded[VendorListingDoc] | None:
        """The listing now, or None."""
        found = view.find("vendor_listing", self.listing_id)
        return None if found is None else Folded(*found)


class ListingStore(Store):
    """Drafts wait in the outbox (`client.outbox.operations.listing`); pictures, reviews and categories need
    the network.
    """

    def __init__(
        self,
        source: QuerySource,
        new_id: Callable[[], str],
        files: "Callable[[], FilesApi]",
        direct: "Callable[[], DirectCalls]",
    ) -> None:
        super().__init__(source, new_id)
        self._files = files
        self._direct = direct
        self._pictures: OrderedDict[tuple[str, bool], bytes] = OrderedDict()

    async def upload(self, data: bytes) -> Document:
        """Send a picture; a `contracts.files.FileOut`. Raises `UnreachableError` or a `RefusedError`."""
        return await self._files().upload(self.new_id(), data, self.new_id())

    async def picture(self, file_id: str, *, thumb: bool = True) -> bytes:
        """A picture's bytes, kept while there is room. Raises as `upload`."""
        key = (file_id, thumb)
        if key not in self._pictures:
            self._pictures[key] = await self._files().picture(file_id, thumb=thumb)
            while sum(map(len, self._pictures.values())) > _KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key]

    async def perform(self, operation: Operation) -> Document:
        """Do it now, over the network, and answer the row. Raises as `DirectCalls.perform`."""
        return await self._direct().perform(operation)

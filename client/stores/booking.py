"""Bookings: lists, one, and its history."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from client.db.cache_reader import Where
from client.documents import Document
from client.stores.base import Folded, Query, QuerySource, Store
from client.stores.view import View
from contracts.rows import BookingDoc

if TYPE_CHECKING:
    from client.api.bookings import BookingsApi

Bookings = tuple[Folded[BookingDoc], ...]


@dataclass(frozen=True, slots=True)
class BookingList(Query[Bookings]):
    """Bookings by time; a filter left empty lets all pass. `starts_from` and `starts_to` are half-open."""

    statuses: tuple[str, ...] = ()
    starts_from: str | None = None
    starts_to: str | None = None
    vendor_ids: tuple[str, ...] = ()
    staff_ids: tuple[str, ...] = ()
    customer_id: str | None = None
    words: str = ""
    """Every word must stand in reference, title, customer, guest or phone."""
    descending: bool = False
    limit: int | None = None

    tags: ClassVar[frozenset[str]] = frozenset({"booking", "outbox"})
    entity: ClassVar[str] = "booking"

    def empty(self) -> Bookings:
        """No bookings."""
        return ()

    def read(self, view: View) -> Bookings:
        """The bookings now, in order of their start."""
        found = view.rows(
            "booking",
            self._where(),
            matches=self._matches,
            key=_order,
            order="starts_at, id",
            descending=self.descending,
            limit=None if self.words else self.limit,
        )
        kept = [item for item in found if _says(item[0], self.words)] if self.words else found
        return tuple(Folded(row, marks) for row, marks in kept[: self.limit])

    def reread(self, view: View, before: Bookings, ids: frozenset[str]) -> Bookings:
        """The rows that changed put in their places; all others stay the very objects that they were."""
        if not self.rereads():
            return self.read(view)
        after = list(before)
        places = [place for place, item in enumerate(before) if item.row["id"] in ids]
        known = {before[place].row["id"]: after.pop(place) for place in reversed(places)}
        for row, marks in view.some("booking", ids):
            if self._matches(row) and _says(row, self.words):
                found, old = Folded(row, marks), known.get(row["id"])
                found = old if old == found else found
                after.insert(self._place(after, row), found)
        return tuple(after)

    def rereads(self) -> bool:
        """Not where rows beyond the limit may move up."""
        return self.limit is None

    def _place(self, among: Sequence[Folded[BookingDoc]], row: BookingDoc) -> int:
        """Where a row belongs in a list that is in order and does not hold it."""
        key, first, last = _order(row), 0, len(among)
        while first < last:
            middle = (first + last) // 2
            if (_order(among[middle].row) < key) != self.descending:
                first = middle + 1
            else:
                last = middle
        return first

    def _where(self) -> Where:
        where = Where().among("status", self.statuses).among("vendor_id", self.vendor_ids)
        where = where.among("staff_id", self.staff_ids)
        if self.customer_id is not None:
            where = where.also("customer_id = ?", self.customer_id)
        if self.starts_from is not None:
            where = where.also("starts_at >= ?", self.starts_from)
        if self.starts_to is not None:
            where = where.also("starts_at < ?", self.starts_to)
        return where

    def _matches(self, row: BookingDoc) -> bool:
        customer = row["customer"]
        return (
            (not self.statuses or row["status"] in self.statuses)
            and (not self.vendor_ids or row["vendor_id"] in self.vendor_ids)
            and (not self.staff_ids or row["staff_id"] in self.staff_ids)
            and (self.customer_id is None or (customer is not None and customer["id"] == self.customer_id))
            and (self.starts_from is None or row["starts_at"] >= self.starts_from)
            and (self.starts_to is None or row["starts_at"] < self.starts_to)
        )


@dataclass(frozen=True, slots=True)
class BookingDetail(Query[Folded[BookingDoc] | None]):
    """One booking; None where it is not (or no longer) visible here."""

    booking_id: str

    tags: ClassVar[frozenset[str]] = frozenset({"booking", "outbox"})
    entity: ClassVar[str] = "booking"

    def empty(self) -> None:
        """Not read yet."""

    def read(self, view: View) -> Folded[BookingDoc] | None:
        """The booking now."""
        found = view.find("booking", self.booking_id)
        return None if found is None else Folded(*found)

    def reread(
        self, view: View, before: Folded[BookingDoc] | None, ids: frozenset[str]
    ) -> Folded[BookingDoc] | None:
        """What it was, where other bookings changed."""
        return self.read(view) if self.booking_id in ids else before

    def rereads(self) -> bool:
        """One row is all there is."""
        return True


@dataclass(frozen=True, slots=True)
class BookingCounts(Query[dict[str, int]]):
    """How many bookings stand in each status, pending operations counted in."""

    vendor_ids: tuple[str, ...] = ()

    tags: ClassVar[frozenset[str]] = frozenset({"booking", "outbox"})
    entity: ClassVar[str] = "booking"

    def empty(self) -> dict[str, int]:
        """Nothing counted."""
        return {}

    def read(self, view: View) -> dict[str, int]:
        """The counts now; statuses without bookings are left out."""
        counts = view.counts("booking", "status", Where().among("vendor_id", self.vendor_ids), self._mine)
        return {status: count for status, count in counts.items() if count > 0}

    def _mine(self, row: BookingDoc) -> bool:
        return not self.vendor_ids or row["vendor_id"] in self.vendor_ids


class BookingStore(Store):
    """Bookings. Operations: `client.outbox.operations.booking`."""

    def __init__(
        self, source: QuerySource, new_id: Callable[[], str], api: "Callable[[], BookingsApi]"
    ) -> None:
        super().__init__(source, new_id)
        self._api = api

    async def history(self, booking_id: str) -> list[Document]:
        """`contracts.bookings.BookingHistoryItem`s, oldest first; kept for when there is no network.

        Raises `UnreachableError` where it was never fetched, or a `RefusedError`.
        """
        return list((await self._api().history(booking_id)).body["items"])


def _order(row: BookingDoc) -> tuple[str, str]:
    return row["starts_at"], row["id"]


def _says(row: BookingDoc, words: str) -> bool:
    guest: Any = row["guest"] or {}
    customer: Any = row["customer"] or {}
    text = " ".join(
        str(part or "")
        for part in (
            row["reference"],
            row["listing_title"],
            customer.get("name"),
            guest.get("name"),
            guest.get("phone"),
        )
    ).casefold()
    return all(word in text for word in words.casefold().split())

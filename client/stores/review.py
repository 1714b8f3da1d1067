"""Reviews of bookings, and the bookings that wait for one."""

from dataclasses import dataclass
from typing import ClassVar

from client.db.cache_reader import Where
from client.stores.base import Folded, Query, Store
from client.stores.view import View
from contracts.rows import BookingDoc, BookingReviewDoc
from contracts.vocabulary import BookingStatus

_TO_WRITE = 30


@dataclass(frozen=True, slots=True)
class Reviews:
    """What was written, the newest first, and completed bookings that one's own side has not reviewed."""

    written: tuple[Folded[BookingReviewDoc], ...] = ()
    to_write: tuple[tuple[BookingDoc, str], ...] = ()
    """Each with the name of its vendor."""


@dataclass(frozen=True, slots=True)
class ReviewList(Query[Reviews]):
    """Reviews that one side (customer, vendor or admin) sees."""

    side: str
    vendor_id: str = ""

    tags: ClassVar[frozenset[str]] = frozenset({"review", "booking", "outbox"})

    def empty(self) -> Reviews:
        """Nothing yet."""
        return Reviews()

    def read(self, view: View) -> Reviews:
        """The reviews now."""
        found = view.rows(
            "review",
            Where(),
            matches=lambda row: self._matches(row, view.person.id),
            key=lambda row: (row["created_at"], row["id"]),
            order="created_at, id",
            descending=True,
        )
        written = tuple(Folded(*item) for item in found if self._matches(item[0], view.person.id))
        return Reviews(written, self._to_write(view, written))

    def _matches(self, row: BookingReviewDoc, person_id: str) -> bool:
        if self.side == "vendor":
            return row["vendor_id"] == self.vendor_id
        if self.side == "customer":
            return row["customer"]["id"] == person_id
        return row["state"] == "hidden" or row["report_count"] > 0

    def _to_write(
        self, view: View, written: tuple[Folded[BookingReviewDoc], ...]
    ) -> tuple[tuple[BookingDoc, str], ...]:
        if self.side == "admin":
            return ()
        have = {item.row["booking_id"] for item in written if item.row["side"] == self.side}
        column = "vendor_id" if self.side == "vendor" else "customer_id"
        wanted = self.vendor_id if self.side == "vendor" else view.person.id
        status = BookingStatus.COMPLETED.value

        def matches(row: BookingDoc) -> bool:
            customer = row["customer"]
            mine = row["vendor_id"] if self.side == "vendor" else customer and customer["id"]
            return row["status"] == status and mine == wanted and customer is not None

        found = view.rows(
            "booking",
            Where(f"{column} = ?", (wanted,)).also("status = ?", status),
            matches=matches,
            key=lambda row: (row["starts_at"], row["id"]),
            order="starts_at, id",
            descending=True,
        )
        open_ = [row for row, _marks in found if matches(row) and row["id"] not in have][:_TO_WRITE]
        names = {id: view.cache.find("vendor", id) for id in {row["vendor_id"] for row in open_}}
        return tuple((row, str((names[row["vendor_id"]] or {}).get("name", ""))) for row in open_)


class ReviewStore(Store):
    """Reviews. Operations: `client.outbox.operations.review`."""

"""What the operations of the outbox are about, so that each can be told in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from client.outbox.operation import NEEDS_PERSON, PendingOperation, State
from client.stores.base import Query
from client.stores.view import View
from contracts.rows import BookingDoc

_DEFAULT_ANSWER_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """An operation with the booking that it touches, or the title of another row."""

    operation: PendingOperation
    booking: BookingDoc | None = None
    title: str = ""
    staff: Mapping[str, str] = field(default_factory=dict)
    """Names by id of the people at the booking's vendor."""
    answer_minutes: int = _DEFAULT_ANSWER_MINUTES


@dataclass(frozen=True, slots=True)
class OutboxLines(Query[tuple[OutboxLine, ...]]):
    """Operations without those that are done, with their subjects: what needs a person first, then by age."""

    tags: ClassVar[frozenset[str]] = frozenset({"outbox", "booking", "staff"})

    def empty(self) -> tuple[OutboxLine, ...]:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> tuple[OutboxLine, ...]:
        """The operations now."""
        waiting = [item for item in view.operations if item.state is not State.DONE]
        waiting.sort(key=lambda item: (item.state not in NEEDS_PERSON, item.seq))
        bookings = {item.operation.touches[0].id for item in waiting if _entity_of(item) == "booking"}
        subjects = _Subjects(view, {row["id"]: row for row, _marks in view.some("booking", bookings)})
        return tuple(self._line(subjects, item) for item in waiting)

    def _line(self, subjects: "_Subjects", pending: PendingOperation) -> OutboxLine:
        entity, row_id = pending.operation.touches[0]
        row: Any = subjects.find_folded(entity, row_id) or pending.operation.preview
        if row is not None and "booking_id" in row and entity == "proposal":
            entity, row = "booking", subjects.find_cached("booking", row["booking_id"])
        if entity != "booking" or row is None:
            named = row or {}
            title = named.get("title") or named.get("name") or named.get("label") or ""
            return OutboxLine(pending, title=str(title))
        vendor = subjects.find_cached("vendor", row["vendor_id"]) or {}
        listing = subjects.find_cached("listing", row["listing_id"]) or {}
        staff = {person["id"]: person["name"] for person in listing.get("staff", ())}
        return OutboxLine(
            pending, row, row["listing_title"], staff, vendor.get("answer_minutes", _DEFAULT_ANSWER_MINUTES)
        )


class _Subjects:
    """Rows that lines name: many lines share a vendor and a service, and all bookings are read at once."""

    def __init__(self, view: View, bookings: Mapping[str, Any]) -> None:
        self._view = view
        self._bookings = bookings
        self._cached: dict[tuple[str, str], Any] = {}

    def find_folded(self, entity: str, row_id: str) -> Any:
        """A row as the person sees it; an import touches none of its own."""
        if entity == "booking":
            return self._bookings.get(row_id)
        found = self._view.find(entity, row_id) if entity in self._view.cache.known else None
        return None if found is None else found[0]

    def find_cached(self, entity: str, row_id: str) -> Any:
        """A row as the server said it."""
        key = entity, row_id
        if key not in self._cached:
            self._cached[key] = self._view.cache.find(entity, row_id)
        return self._cached[key]


def _entity_of(pending: PendingOperation) -> str:
    return pending.operation.touches[0].entity

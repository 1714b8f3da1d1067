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
        return tuple(self._line(view, item) for item in waiting)

    def _line(self, view: View, pending: PendingOperation) -> OutboxLine:
        entity, row_id = pending.operation.touches[0]
        # An import touches no row of its own.
        found = view.find(entity, row_id) if entity in view.cache.known else None
        row: Any = found[0] if found is not None else pending.operation.preview
        if entity != "booking" or row is None:
            named = row or {}
            return OutboxLine(pending, title=str(named.get("title") or named.get("name") or ""))
        vendor: Any = view.cache.find("vendor", row["vendor_id"]) or {}
        listing: Any = view.cache.find("listing", row["listing_id"]) or {}
        staff = {person["id"]: person["name"] for person in listing.get("staff", ())}
        return OutboxLine(
            pending, row, row["listing_title"], staff, vendor.get("answer_minutes", _DEFAULT_ANSWER_MINUTES)
        )

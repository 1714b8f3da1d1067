"""Waiting for times that are not free yet."""

from dataclasses import dataclass
from typing import ClassVar

from client.db.cache_reader import Where
from client.stores.base import Folded, Query, Store
from client.stores.view import View
from contracts.rows import WaitlistDoc
from contracts.vocabulary import WaitlistStatus

Places = tuple[Folded[WaitlistDoc], ...]
_HOPING = (WaitlistStatus.WAITING.value, WaitlistStatus.OFFERED.value)


@dataclass(frozen=True, slots=True)
class WaitingPlaces(Query[Places]):
    """Places on the waiting list that may still lead to something, the soonest window first."""

    person_id: str

    tags: ClassVar[frozenset[str]] = frozenset({"waitlist", "outbox"})
    entity: ClassVar[str] = "waitlist"

    def empty(self) -> Places:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> Places:
        """The places now."""
        found = view.rows(
            "waitlist",
            Where().among("status", _HOPING),
            matches=self._matches,
            key=lambda row: (row["window_from"], row["id"]),
            order="window_from, id",
        )
        return tuple(Folded(row, marks) for row, marks in found if self._matches(row))

    def _matches(self, row: WaitlistDoc) -> bool:
        return row["status"] in _HOPING and row["person"]["id"] == self.person_id


class WaitlistStore(Store):
    """The waiting list. Operations: `client.outbox.operations.waitlist`."""

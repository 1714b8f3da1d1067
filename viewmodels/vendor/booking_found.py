"""What a live query found, by id."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from client.stores.booking import Bookings
from viewmodels.kernel.row_changes import differing
from viewmodels.vendor.booking_words import Item


class Found:
    """Bookings by id; a query that read only what changed is followed without looking at the others."""

    def __init__(self) -> None:
        self._items: Bookings = ()
        self.by_id: dict[str, Item] = {}

    def take(self, found: Bookings) -> AbstractSet[str]:
        """Hold these from now on; answer the ids of those that came, went or changed."""
        gone, come = ({item.row["id"]: item for item in part} for part in differing(self._items, found))
        self._items = found
        for id in gone.keys() - come.keys():
            del self.by_id[id]
        self.by_id.update(come)
        return {id for id in gone.keys() | come.keys() if gone.get(id) is not come.get(id)}

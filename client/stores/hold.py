"""Keeping a time while its customer fills in the rest; needs the network."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from client.documents import Document
from client.stores.base import QuerySource, Store
from contracts.quotes import Choice

if TYPE_CHECKING:
    from client.api.holds import HoldsApi


class HoldStore(Store):
    """Holds live on the server alone and end by themselves."""

    def __init__(
        self, source: QuerySource, new_id: Callable[[], str], holds: "Callable[[], HoldsApi]"
    ) -> None:
        super().__init__(source, new_id)
        self._holds = holds

    async def create(
        self, listing_id: str, starts_at: str, staff_id: str | None = None, choice: Choice | None = None
    ) -> Document:
        """Keep a free slot; the answer is a `contracts.bookings.HoldOut`.

        Raises `ConflictError` with three `alternatives` where it is taken, `UnreachableError` offline.
        """
        return await self._holds().create(self.new_id(), listing_id, starts_at, staff_id, choice)

    async def release(self, hold_id: str) -> None:
        """Give the time back early; it would end by itself. Raises as `create` does."""
        await self._holds().release(hold_id, self.new_id())

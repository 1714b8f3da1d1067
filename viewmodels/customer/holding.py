"""The time that is kept while its customer decides: asked for, counted down, given back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from client.errors import DoorstepError
from client.stores.hold import HoldStore
from contracts.quotes import Choice
from viewmodels.customer.rows import HoldState
from viewmodels.format import Format, to_instant
from viewmodels.kernel.observable import Observable


class Holding:
    """One hold at a time. `state` is how much is left when `show` is called; the server says until when."""

    def __init__(self, holds: HoldStore, formats: Format, state: Observable[HoldState | None]) -> None:
        self._holds, self._format, self.state = holds, formats, state
        self._hold: dict[str, Any] | None = None
        self._length = timedelta(minutes=10)
        self._begun: datetime | None = None

    @property
    def id(self) -> str:
        """The id of the hold, '' where nothing is kept."""
        return self._hold["id"] if self._hold else ""

    @property
    def starts_at(self) -> str:
        """The time that is kept, '' where nothing is."""
        return self._hold["starts_at"] if self._hold else ""

    @property
    def staff_id(self) -> str:
        """Who would come, '' where nothing is kept."""
        return self._hold["staff_id"] if self._hold else ""

    @property
    def ended(self) -> bool:
        """Whether the kept time has run out."""
        return self._hold is not None and to_instant(self._hold["expires_at"]) <= self._format.now()

    async def take(
        self, listing_id: str, starts_at: str, staff_id: str, choice: Choice | None = None
    ) -> None:
        """Keep another time; the one before is given back. Raises what `HoldStore.create` raises."""
        before = self._hold
        self._hold = await self._holds.create(listing_id, starts_at, staff_id or None, choice)
        self._length = max(timedelta(seconds=1), to_instant(self._hold["expires_at"]) - self._format.now())
        self.show()
        if before is not None:
            await self._give_back(before["id"])

    async def release(self) -> None:
        """Give the time back; where that fails it ends by itself."""
        if self._hold is not None:
            id, self._hold = self._hold["id"], None
            self.show()
            await self._give_back(id)

    def use(self) -> None:
        """It has become a booking; nothing is to be given back."""
        self._hold = None
        self.show()

    def show(self) -> None:
        """Publish how much is left."""
        if self._hold is None:
            self.state.value = None
            return
        until = to_instant(self._hold["expires_at"])
        left = max(0, int((until - self._format.now()).total_seconds()))
        self.state.value = HoldState(
            share=min(1.0, left / self._length.total_seconds()),
            left=f"{left // 60}:{left % 60:02}",
            until=self._format.time(until),
            ended=left == 0,
        )

    async def _give_back(self, id: str) -> None:
        try:
            await self._holds.release(id)
        except DoorstepError:
            return  # it ends by itself, and nobody waits for this answer

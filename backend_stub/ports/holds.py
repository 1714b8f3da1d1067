"""Held time, as bookings use it up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class HeldTime:
    """What a hold keeps, for whom, and whether it still does."""

    id: UUID
    listing_id: UUID
    staff_id: UUID
    starts_at: datetime
    ends_at: datetime
    is_live: bool
    choice: str | None = None


class HoldsPort(Protocol):
    """Finds holds and uses them up."""

    async def find(
        self, session: AsyncSession, hold_id: UUID, holder_id: UUID, now: datetime
    ) -> HeldTime | None:
        """Somebody's own hold; None for unknown ones and those of others."""
        ...

    async def extend(self, session: AsyncSession, hold: HeldTime, until: datetime) -> None:
        """Keep a live hold longer; one that lasts longer anyway stays."""
        ...

    async def use(self, session: AsyncSession, hold: HeldTime, booking_id: UUID) -> bool:
        """Hand the kept time over to a booking; False if it was used or released a moment ago."""
        ...

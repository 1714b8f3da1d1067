"""Holds in the database."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.occupying import hand_over
from backend_stub.db.tables import Hold
from backend_stub.ports.holds import HeldTime


async def is_taken(session: AsyncSession, hold_id: UUID) -> bool:
    """Whether any hold has this id."""
    return await session.scalar(select(Hold.id).where(Hold.id == hold_id)) is not None


async def add(session: AsyncSession, row: dict[str, object]) -> None:
    """Keep a new hold."""
    await session.execute(insert(Hold), [row])


async def expired_ids(session: AsyncSession, now: datetime) -> list[UUID]:
    """Live holds whose time is over."""
    query = select(Hold.id).where(Hold.state == "live", Hold.expires_at <= now)
    return list((await session.execute(query)).scalars())


class HoldBook:
    """Implements `ports.holds.HoldsPort`."""

    async def find(
        self, session: AsyncSession, hold_id: UUID, holder_id: UUID, now: datetime
    ) -> HeldTime | None:
        """Somebody's own hold; None for unknown ones and those of others."""
        query = select(
            Hold.listing_id,
            Hold.staff_id,
            Hold.starts_at,
            Hold.ends_at,
            Hold.state,
            Hold.expires_at,
            Hold.choice,
        ).where(Hold.id == hold_id, Hold.holder_id == holder_id)
        row = (await session.execute(query)).one_or_none()
        if row is None:
            return None
        listing_id, staff_id, starts_at, ends_at, state, expires_at, choice = row
        return HeldTime(
            hold_id, listing_id, staff_id, starts_at, ends_at, state == "live" and expires_at > now, choice
        )

    async def extend(self, session: AsyncSession, hold: HeldTime, until: datetime) -> None:
        """Keep a live hold longer; one that lasts longer anyway stays."""
        await session.execute(
            update(Hold)
            .where(Hold.id == hold.id, Hold.state == "live", Hold.expires_at < until)
            .values(expires_at=until)
        )

    async def use(self, session: AsyncSession, hold: HeldTime, booking_id: UUID) -> bool:
        """Hand the kept time over to a booking; False if it was used or released a moment ago."""
        used = (
            update(Hold)
            .where(Hold.id == hold.id, Hold.state == "live")
            .values(state="used")
            .returning(Hold.id)
        )
        if await session.scalar(used) is None:
            return False
        await hand_over(session, hold.id, booking_id)
        return True

"""Writing the time that staff are busy; the database refuses what overlaps (`db.tables.occupancy`)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Hold, Occupancy, OccupancySource


async def claim(session: AsyncSession, resource_ids: Collection[UUID], now: datetime) -> bool:
    """Be the only transaction that gives out these people's time, and free what expired holds kept.

    SQLite has one writer anyway. On PostgreSQL two transactions that insert overlapping rows at the same
    moment wait for each other until one is shot as a deadlock; queueing for a lock first, always in the same
    order, gives each of them a proper answer. True if others may have been before us meanwhile.
    """
    shared = session.get_bind().dialect.name == "postgresql"
    if shared:
        for resource_id in sorted(resource_ids):
            lock = func.hashtextextended(f"resource:{resource_id}", 0)
            await session.execute(select(func.pg_advisory_xact_lock(lock)))
    expired = select(Hold.id).where(
        Hold.staff_id.in_(resource_ids), Hold.state == "live", Hold.expires_at <= now
    )
    ids = (await session.execute(expired)).scalars().all()
    if ids:
        await release_holds(session, ids)
    return shared


async def release_holds(session: AsyncSession, hold_ids: Collection[UUID]) -> None:
    """Let the time of these holds go."""
    await session.execute(
        update(Hold).where(Hold.id.in_(hold_ids), Hold.state == "live").values(state="expired")
    )
    await session.execute(
        delete(Occupancy).where(Occupancy.source == OccupancySource.HOLD, Occupancy.source_id.in_(hold_ids))
    )


async def occupy(
    session: AsyncSession,
    source: OccupancySource,
    source_id: UUID,
    resource_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    *,
    lane: UUID | None = None,
) -> None:
    """Keep somebody's time; fails with an IntegrityError (`db.conflict.is_overlap`) where it is taken.

    With the `lane` of something else it may overlap that, and that alone.
    """
    await occupy_all(session, source, [(source_id, resource_id, starts_at, ends_at)], lane=lane)


async def occupy_all(
    session: AsyncSession,
    source: OccupancySource,
    times: Sequence[tuple[UUID, UUID, datetime, datetime]],
    *,
    lane: UUID | None = None,
) -> None:
    """The same for several at once: what keeps whose time, from when until when."""
    rows = [
        {
            "source": str(source),
            "source_id": source_id,
            "resource_id": resource_id,
            "lane": lane or source_id,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "occupies": True,
        }
        for source_id, resource_id, starts_at, ends_at in times
    ]
    await session.execute(insert(Occupancy), rows)


async def hand_over(session: AsyncSession, hold_id: UUID, booking_id: UUID) -> None:
    """A hold's time becomes a booking's, without a moment in which it is free."""
    await session.execute(
        update(Occupancy)
        .where(Occupancy.source == OccupancySource.HOLD, Occupancy.source_id == hold_id)
        .values(source=str(OccupancySource.BOOKING), source_id=booking_id)
    )


async def lane_of(session: AsyncSession, source: OccupancySource, source_id: UUID) -> UUID | None:
    """The lane of what keeps time; None where it keeps none."""
    query = select(Occupancy.lane).where(Occupancy.source == source, Occupancy.source_id == source_id)
    return await session.scalar(query.limit(1))


async def take_over(
    session: AsyncSession, source: OccupancySource, source_id: UUID, booking_id: UUID
) -> None:
    """A booking's time becomes that which was kept for it in its lane; its own is free from now on."""
    await vacate(session, OccupancySource.BOOKING, booking_id)
    await session.execute(
        update(Occupancy)
        .where(Occupancy.source == source, Occupancy.source_id == source_id)
        .values(source=str(OccupancySource.BOOKING), source_id=booking_id)
    )


async def move(
    session: AsyncSession, booking_id: UUID, resource_id: UUID, starts_at: datetime, ends_at: datetime
) -> None:
    """A booking's time goes elsewhere; fails like `occupy`."""
    await session.execute(
        update(Occupancy)
        .where(Occupancy.source == OccupancySource.BOOKING, Occupancy.source_id == booking_id)
        .values(resource_id=resource_id, starts_at=starts_at, ends_at=ends_at)
    )


async def vacate(session: AsyncSession, source: OccupancySource, source_id: UUID) -> None:
    """Give time back."""
    await session.execute(
        delete(Occupancy).where(Occupancy.source == source, Occupancy.source_id == source_id)
    )

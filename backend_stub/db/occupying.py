"""Writing the time that staff are busy; the database refuses what overlaps (`db.tables.occupancy`)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import ClassSession, Hold, Occupancy, OccupancySource, Seat
from backend_stub.ports.slots import Slot, Spot


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
    held = select(Occupancy.source_id).where(
        Occupancy.source == OccupancySource.HOLD, Occupancy.resource_id.in_(resource_ids)
    )
    expired = select(Hold.id).where(
        or_(Hold.staff_id.in_(resource_ids), Hold.id.in_(held)), Hold.state == "live", Hold.expires_at <= now
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
    await session.execute(
        delete(Seat).where(Seat.source == OccupancySource.HOLD, Seat.source_id.in_(hold_ids))
    )


async def occupy_slot(
    session: AsyncSession,
    source: OccupancySource,
    source_id: UUID,
    slot: Slot,
    *,
    lane: UUID | None = None,
) -> None:
    """Keep a slot for a hold or booking: its person and resources, or a seat where it is a class.

    Fails with an IntegrityError (`db.conflict.is_overlap`) where the time, or the last seat, is taken. With
    the `lane` of something else it may overlap that, and that alone.
    """
    if slot.seating is None:
        await _keep(session, source, source_id, slot, lane or source_id)
        return
    known = select(ClassSession.id).where(
        ClassSession.listing_id == slot.seating.listing_id,
        ClassSession.staff_id == slot.staff_id,
        ClassSession.starts_at == slot.starts_at,
    )
    session_id = await session.scalar(known)
    if session_id is None:
        session_id = uuid4()
        row = {
            "id": session_id,
            "listing_id": slot.seating.listing_id,
            "staff_id": slot.staff_id,
            "starts_at": slot.starts_at,
            "ends_at": slot.ends_at,
            "capacity": slot.seating.capacity,
            "taken": 0,
        }
        await session.execute(insert(ClassSession), [row])
        await _keep(session, OccupancySource.SESSION, session_id, slot, session_id)
    seat = {"source": str(source), "source_id": source_id, "session_id": session_id}
    await session.execute(insert(Seat), [seat])


async def _keep(
    session: AsyncSession, source: OccupancySource, source_id: UUID, slot: Slot, lane: UUID
) -> None:
    latitude, longitude = slot.spot or (None, None)
    rows = [
        {
            "source": str(source),
            "source_id": source_id,
            "resource_id": resource_id,
            "lane": lane,
            "starts_at": slot.busy_from,
            "ends_at": slot.busy_until,
            "occupies": True,
            "travels": slot.travels,
            "latitude": latitude,
            "longitude": longitude,
        }
        for resource_id in (slot.staff_id, *slot.resource_ids)
    ]
    await session.execute(insert(Occupancy), rows)


async def occupy_all(
    session: AsyncSession,
    source: OccupancySource,
    times: Sequence[tuple[UUID, UUID, datetime, datetime]],
    *,
    lane: UUID | None = None,
) -> None:
    """Keep the time of several people at once: what keeps whose time, from when until when."""
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
    await session.execute(
        update(Seat)
        .where(Seat.source == OccupancySource.HOLD, Seat.source_id == hold_id)
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
    for table in (Occupancy, Seat):
        await session.execute(
            update(table)
            .where(table.source == source, table.source_id == source_id)
            .values(source=str(OccupancySource.BOOKING), source_id=booking_id)
        )


async def move_slot(session: AsyncSession, booking_id: UUID, slot: Slot) -> None:
    """A booking's time goes elsewhere; fails like `occupy_slot`, so it stands in a savepoint."""
    await vacate(session, OccupancySource.BOOKING, booking_id)
    await occupy_slot(session, OccupancySource.BOOKING, booking_id, slot)


async def place_at(session: AsyncSession, source_ids: Collection[UUID], spot: Spot) -> None:
    """Note where visits are."""
    await session.execute(
        update(Occupancy)
        .where(Occupancy.source_id.in_(source_ids), Occupancy.travels)
        .values(latitude=spot[0], longitude=spot[1])
    )


async def spot_of(session: AsyncSession, source_ids: Collection[UUID]) -> Spot | None:
    """Where one of these visits is, if that is known."""
    query = select(Occupancy.latitude, Occupancy.longitude).where(
        Occupancy.source_id.in_(source_ids), Occupancy.latitude.is_not(None), Occupancy.longitude.is_not(None)
    )
    row = (await session.execute(query.limit(1))).one_or_none()
    return None if row is None else (row.latitude, row.longitude)


async def vacate(session: AsyncSession, source: OccupancySource, source_id: UUID) -> None:
    """Give time, or a seat, back."""
    await session.execute(
        delete(Occupancy).where(Occupancy.source == source, Occupancy.source_id == source_id)
    )
    await session.execute(delete(Seat).where(Seat.source == source, Seat.source_id == source_id))

"""Blocks in the database, with the time that they keep."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.busy_times import load_busy_times
from backend_stub.db.occupying import claim, vacate
from backend_stub.db.tables import BLOCK_LANE, Block, Occupancy, OccupancySource, Staff, Vendor
from backend_stub.paging import Order

ORDERS = {"starts_at": Order(Block.starts_at, datetime, Block.id)}


async def find(session: AsyncSession, block_id: UUID) -> Block | None:
    """A block; nobody else changes it until this transaction ends."""
    return await session.scalar(select(Block).where(Block.id == block_id).with_for_update())


async def vendor_exists(session: AsyncSession, vendor_id: UUID) -> bool:
    """Whether there is such a vendor."""
    return await session.scalar(select(Vendor.id).where(Vendor.id == vendor_id)) is not None


async def staff_of(session: AsyncSession, vendor_id: UUID) -> list[UUID]:
    """Everybody who works there."""
    return list(await session.scalars(select(Staff.id).where(Staff.vendor_id == vendor_id)))


async def add(session: AsyncSession, blocks: Sequence[Block], people: Sequence[UUID], now: datetime) -> None:
    """Keep blocks, and the time of those of the vendor's people whom they speak of.

    Where somebody already has a booking then, the booking stays and nothing more can be booked: the block's
    time is kept as a note that the database does not enforce, since both are there already.
    """
    session.add_all(blocks)
    await session.flush()
    await claim(session, people, now)
    stretches = [(block.starts_at, block.ends_at) for block in blocks]
    busy = await load_busy_times(session, people, stretches, sharing=BLOCK_LANE)
    rows = [
        {
            "source": str(OccupancySource.BLOCK),
            "source_id": block.id,
            "resource_id": staff_id,
            "lane": BLOCK_LANE,
            "starts_at": block.starts_at,
            "ends_at": block.ends_at,
            "occupies": busy.is_free(staff_id, block.starts_at, block.ends_at),
        }
        for block in blocks
        for staff_id in (people if block.staff_id is None else [block.staff_id])
    ]
    if rows:
        await session.execute(insert(Occupancy), rows)


async def remove(session: AsyncSession, block_id: UUID) -> None:
    """Open the time again."""
    await vacate(session, OccupancySource.BLOCK, block_id)
    await session.execute(delete(Block).where(Block.id == block_id))

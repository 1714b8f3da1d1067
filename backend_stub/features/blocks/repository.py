"""Blocks in the database, with the time that they keep."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.conflict import is_overlap
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


async def add(session: AsyncSession, block: Block, staff_ids: list[UUID], now: datetime) -> None:
    """Keep a block, and the time of these people.

    Where somebody already has a booking then, the booking stays and nothing more can be booked: the block's
    time is kept as a note that the database does not enforce, since both are there already.
    """
    session.add(block)
    await session.flush()
    await claim(session, staff_ids, now)
    for staff_id in staff_ids:
        row = {
            "source": str(OccupancySource.BLOCK),
            "source_id": block.id,
            "resource_id": staff_id,
            "lane": BLOCK_LANE,
            "starts_at": block.starts_at,
            "ends_at": block.ends_at,
            "occupies": True,
        }
        try:
            async with session.begin_nested():
                await session.execute(insert(Occupancy), [row])
        except IntegrityError as error:
            if not is_overlap(error):
                raise
            await session.execute(insert(Occupancy), [row | {"occupies": False}])


async def remove(session: AsyncSession, block_id: UUID) -> None:
    """Open the time again."""
    await vacate(session, OccupancySource.BLOCK, block_id)
    await session.execute(delete(Block).where(Block.id == block_id))

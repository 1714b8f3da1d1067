"""Figures over all bookings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import (
    Booking,
    BookingHistory,
    IdempotencyRecord,
    Occupancy,
    OccupancySource,
    Person,
    Vendor,
)
from contracts.errors import ErrorCode
from contracts.vocabulary import BookingStatus, PersonStatus


@dataclass(frozen=True, slots=True)
class Made:
    """Bookings made in a stretch of time: how many in each hour after its start, and their value."""

    by_hour: dict[int, int]
    value: int

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.by_hour.values())


async def made(session: AsyncSession, since: datetime, until: datetime) -> Made:
    """What was booked in a stretch of time."""
    query = select(Booking.created_at, Booking.price_amount).where(
        Booking.created_at >= since, Booking.created_at < until
    )
    by_hour: dict[int, int] = {}
    value = 0
    for created_at, amount in await session.execute(query):
        hour = (created_at - since) // timedelta(hours=1)
        by_hour[hour] = by_hour.get(hour, 0) + 1
        value += amount
    return Made(by_hour, value)


async def cancelled(session: AsyncSession, since: datetime, until: datetime) -> int:
    """How many were called off in a stretch of time."""
    query = select(func.count()).where(
        Booking.status == BookingStatus.CANCELLED, Booking.updated_at >= since, Booking.updated_at < until
    )
    return await session.scalar(query) or 0


async def overlaps(session: AsyncSession) -> int:
    """Bookings and holds that begin before their person is free: 0, as the database refuses them."""
    earlier = func.max(Occupancy.ends_at).over(
        partition_by=Occupancy.resource_id,
        order_by=(Occupancy.starts_at, Occupancy.ends_at),
        rows=(None, -1),
    )
    spans = (
        select(Occupancy.starts_at, earlier.label("taken_until"))
        .where(Occupancy.occupies, Occupancy.source != OccupancySource.BLOCK)
        .subquery()
    )
    query = select(func.count()).where(spans.c.taken_until > spans.c.starts_at)
    return await session.scalar(query) or 0


async def refused(session: AsyncSession, since: datetime) -> int:
    """How often somebody was told that a time is taken."""
    query = select(IdempotencyRecord.body).where(
        IdempotencyRecord.created_at >= since, IdempotencyRecord.status == 409
    )
    mark = f'"code":"{ErrorCode.SLOT_TAKEN}"'.encode()
    return sum(mark in body for body in await session.scalars(query))


async def waiting(
    session: AsyncSession, status: BookingStatus, before: datetime | None
) -> Row[*tuple[Any, ...]]:
    """How many bookings are in a state, and since when the oldest has been."""
    column = Booking.created_at if before is None else Booking.starts_at
    query = select(func.count(), func.min(column)).where(Booking.status == status)
    if before is not None:
        query = query.where(Booking.starts_at < before)
    return (await session.execute(query)).one()


async def lapsing(session: AsyncSession, before: datetime) -> Row[*tuple[Any, ...]]:
    """How many requests have to be answered before then, and since when the oldest waits."""
    query = select(func.count(), func.min(Booking.created_at)).where(
        Booking.status == BookingStatus.REQUESTED, Booking.answer_by < before
    )
    return (await session.execute(query)).one()


async def suspended(session: AsyncSession) -> int:
    """How many people can't sign in."""
    query = select(func.count()).where(Person.status == PersonStatus.SUSPENDED)
    return await session.scalar(query) or 0


async def latest(session: AsyncSession, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """What happened last, with the last step of each booking."""
    query = (
        select(
            Booking.id,
            Booking.updated_at,
            Booking.listing_title,
            Booking.customer_name,
            Booking.guest_name,
            Booking.status,
            Booking.price_amount,
            Booking.price_currency,
            BookingHistory.action,
            Vendor.name.label("vendor_name"),
        )
        .join(Vendor, Vendor.id == Booking.vendor_id)
        .outerjoin(
            BookingHistory,
            and_(BookingHistory.booking_id == Booking.id, BookingHistory.version == Booking.version),
        )
        .order_by(Booking.updated_at.desc())
        .limit(limit)
    )
    return (await session.execute(query)).all()

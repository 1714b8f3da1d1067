"""Series and their bookings in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Booking, BookingSeries
from backend_stub.features.bookings.series.rows import all_series, seen_by, series_document
from backend_stub.paging import Order, page_of
from contracts.transitions import TRANSITIONS
from contracts.vocabulary import BookingAction, SeriesScope

ORDERS = {"created_at": Order(BookingSeries.created_at, datetime, BookingSeries.id)}


def list_query(scopes: frozenset[str], sort: str, cursor: str | None, limit: int) -> Select[*tuple[Any, ...]]:
    """One page of what these scopes see, and one row more if there is one."""
    query, seen = all_series(), seen_by(scopes)
    return page_of(query if seen is None else query.where(seen), ORDERS, sort, cursor, limit)


async def document_of(session: AsyncSession, series_id: UUID) -> dict[str, Any]:
    """A series as it reads in this transaction."""
    await session.flush()
    found = await session.execute(all_series().where(BookingSeries.id == series_id))
    return series_document(found.one())


async def find(session: AsyncSession, series_id: UUID, *, locks: bool) -> BookingSeries | None:
    """A series; if it `locks`, nobody else changes it until this transaction ends."""
    query = select(BookingSeries).where(BookingSeries.id == series_id)
    return await session.scalar(query.with_for_update() if locks else query)


async def open_members(
    session: AsyncSession, series_id: UUID, scope: SeriesScope, position: int
) -> Sequence[tuple[UUID, int]]:
    """Ids and positions of its bookings in a scope that can still be called off or moved, in order."""
    sources = TRANSITIONS[BookingAction.CANCEL].sources
    query = select(Booking.id, Booking.series_position).where(
        Booking.series_id == series_id, Booking.status.in_([str(status) for status in sources])
    )
    if scope is SeriesScope.THIS:
        query = query.where(Booking.series_position == position)
    elif scope is SeriesScope.FOLLOWING:
        query = query.where(Booking.series_position >= position)
    found = await session.execute(query.order_by(Booking.series_position))
    return [(id, number or 0) for id, number in found]

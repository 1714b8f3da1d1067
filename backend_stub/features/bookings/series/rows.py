"""A series as both sides see it, in lists, answers and the change feed alike."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import BookingSeries
from backend_stub.db.wire import wire_columns
from backend_stub.features.bookings.rows import scopes_of
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import ADMIN_SCOPE
from contracts.vocabulary import Entity

WIRE_COLUMNS = wire_columns(
    (
        BookingSeries.id,
        BookingSeries.version,
        BookingSeries.listing_id,
        BookingSeries.listing_title,
        BookingSeries.vendor_id,
        BookingSeries.customer_id,
        BookingSeries.customer_name,
        BookingSeries.guest_name,
        BookingSeries.frequency,
        BookingSeries.every,
        BookingSeries.count,
        BookingSeries.first_local,
        BookingSeries.zone,
        BookingSeries.note,
        BookingSeries.created_at,
        BookingSeries.updated_at,
    )
)


def series_document(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """`contracts.series.SeriesOut` from a row of `WIRE_COLUMNS`."""
    document = dict(row._mapping)
    customer_id, name = document.pop("customer_id"), document.pop("customer_name")
    document["customer"] = None if customer_id is None else {"id": customer_id, "name": name}
    return document


def all_series() -> Select[*tuple[Any, ...]]:
    """All of them, for `series_document`."""
    return select(*WIRE_COLUMNS)


def seen_by(scopes: Collection[str]) -> ColumnElement[bool] | None:
    """The condition under which any of these scopes sees a series; None for those that see all."""
    if ADMIN_SCOPE in scopes:
        return None
    parts: list[ColumnElement[bool]] = []
    for scope in sorted(scopes):
        kind, _, id = scope.partition(":")
        if kind == "vendor":
            parts.append(BookingSeries.vendor_id == UUID(id))
        elif kind == "user":
            parts.append(BookingSeries.customer_id == UUID(id))
    return or_(*parts) if parts else false()


class SeriesReader:
    """Shows series to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.SERIES

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These series as they are now."""
        found = await session.execute(all_series().where(BookingSeries.id.in_(ids)))
        return [_sync_row(row) for row in found]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next series that any of `scopes` sees."""
        query = all_series().order_by(BookingSeries.id).limit(limit)
        if after is not None:
            query = query.where(BookingSeries.id > after)
        seen = seen_by(scopes)
        if seen is not None:
            query = query.where(seen)
        return [_sync_row(row) for row in await session.execute(query)]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every series that `scope` sees."""
        query = select(BookingSeries.id, BookingSeries.version)
        seen = seen_by([scope])
        if seen is not None:
            query = query.where(seen)
        return [(id, version) for id, version in await session.execute(query)]


def _sync_row(row: Row[*tuple[Any, ...]]) -> SyncRow:
    customer_id = None if row.customer_id is None else UUID(row.customer_id)
    scopes = scopes_of(UUID(row.vendor_id), customer_id)
    return SyncRow(UUID(row.id), row.version, scopes, lambda _shared: series_document(row))

"""Addresses as their owner sees them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.prepared import AnyRow
from backend_stub.db.tables import Address
from backend_stub.db.wire import wire_columns, wire_value
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import user_scope
from contracts.vocabulary import Entity

WIRE_COLUMNS = wire_columns(
    (
        Address.id,
        Address.version,
        Address.label,
        Address.street,
        Address.more,
        Address.postal_code,
        Address.city,
        Address.region,
        Address.country,
        Address.latitude,
        Address.longitude,
        Address.is_default,
        Address.created_at,
    )
)


def address_document(row: Address | AnyRow) -> dict[str, Any]:
    """`contracts.addresses.AddressOut`, from the whole row or one of `WIRE_COLUMNS`."""
    return {
        "id": wire_value(row.id),
        "version": row.version,
        "label": row.label,
        "street": row.street,
        "more": row.more,
        "postal_code": row.postal_code,
        "city": row.city,
        "region": row.region,
        "country": row.country,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "is_default": bool(row.is_default),
        "created_at": wire_value(row.created_at),
    }


class AddressReader:
    """Shows addresses to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.ADDRESS

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These addresses as they are now."""
        rows = await session.scalars(select(Address).where(Address.id.in_(ids)))
        return [_sync_row(row) for row in rows]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next addresses of these people."""
        query = select(Address).where(Address.person_id.in_(_people(scopes)))
        if after is not None:
            query = query.where(Address.id > after)
        return [_sync_row(row) for row in await session.scalars(query.order_by(Address.id).limit(limit))]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every address of a person."""
        query = select(Address.id, Address.version).where(Address.person_id.in_(_people([scope])))
        return [(id, version) for id, version in await session.execute(query)]


def _people(scopes: Collection[str]) -> list[UUID]:
    return [UUID(scope.removeprefix("user:")) for scope in scopes if scope.startswith("user:")]


def _sync_row(row: Address) -> SyncRow:
    scopes = frozenset({user_scope(row.person_id)})
    return SyncRow(row.id, row.version, scopes, lambda _shared: address_document(row))

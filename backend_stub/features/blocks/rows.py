"""Blocks as their vendor sees them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.prepared import AnyRow
from backend_stub.db.tables import Block
from backend_stub.db.wire import wire_columns, wire_value
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import vendor_scope
from contracts.vocabulary import Entity

WIRE_COLUMNS = wire_columns(
    (
        Block.id,
        Block.version,
        Block.vendor_id,
        Block.staff_id,
        Block.starts_at,
        Block.ends_at,
        Block.zone,
        Block.title,
        Block.all_day,
        Block.source_key,
    )
)


def block_document(block: Block | AnyRow) -> dict[str, Any]:
    """`contracts.vendors.BlockOut`, from the whole row or one of `WIRE_COLUMNS`."""
    return {
        "id": wire_value(block.id),
        "version": block.version,
        "vendor_id": wire_value(block.vendor_id),
        "staff_id": wire_value(block.staff_id),
        "starts_at": wire_value(block.starts_at),
        "ends_at": wire_value(block.ends_at),
        "zone": block.zone,
        "title": block.title,
        "all_day": bool(block.all_day),
        "source_key": block.source_key,
    }


def vendors_in(scopes: Collection[str]) -> list[UUID]:
    """The vendors whose scopes these are."""
    return [UUID(scope.removeprefix("vendor:")) for scope in scopes if scope.startswith("vendor:")]


class BlockReader:
    """Shows blocks to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.BLOCK

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These blocks as they are now."""
        return [_sync_row(block) for block in await session.scalars(select(Block).where(Block.id.in_(ids)))]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next blocks of these vendors."""
        query = select(Block).where(Block.vendor_id.in_(vendors_in(scopes))).order_by(Block.id).limit(limit)
        if after is not None:
            query = query.where(Block.id > after)
        return [_sync_row(block) for block in await session.scalars(query)]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every block of a vendor."""
        query = select(Block.id, Block.version).where(Block.vendor_id.in_(vendors_in([scope])))
        return [(id, version) for id, version in await session.execute(query)]


def _sync_row(block: Block) -> SyncRow:
    scopes = frozenset({vendor_scope(block.vendor_id)})
    return SyncRow(block.id, block.version, scopes, lambda _shared: block_document(block))

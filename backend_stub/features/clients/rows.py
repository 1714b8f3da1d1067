"""Client cards as their vendor sees them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.prepared import AnyRow
from backend_stub.db.tables import ClientCard
from backend_stub.db.wire import wire_columns, wire_value
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import vendor_scope
from contracts.vocabulary import Entity

WIRE_COLUMNS = wire_columns(
    (
        ClientCard.id,
        ClientCard.version,
        ClientCard.vendor_id,
        ClientCard.name,
        ClientCard.phone,
        ClientCard.email,
        ClientCard.note,
        ClientCard.source_key,
    )
)


def client_document(card: ClientCard | AnyRow) -> dict[str, Any]:
    """`contracts.vendors.ClientOut`, from the whole row or one of `WIRE_COLUMNS`."""
    return {
        "id": wire_value(card.id),
        "version": card.version,
        "vendor_id": wire_value(card.vendor_id),
        "name": card.name,
        "phone": card.phone,
        "email": card.email,
        "note": card.note,
        "source_key": card.source_key,
    }


class ClientReader:
    """Shows client cards to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.CLIENT

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These cards as they are now."""
        cards = await session.scalars(select(ClientCard).where(ClientCard.id.in_(ids)))
        return [_sync_row(card) for card in cards]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next cards of these vendors."""
        query = select(ClientCard).where(ClientCard.vendor_id.in_(_vendors(scopes)))
        if after is not None:
            query = query.where(ClientCard.id > after)
        return [_sync_row(card) for card in await session.scalars(query.order_by(ClientCard.id).limit(limit))]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every card of a vendor."""
        query = select(ClientCard.id, ClientCard.version).where(ClientCard.vendor_id.in_(_vendors([scope])))
        return [(id, version) for id, version in await session.execute(query)]


def _vendors(scopes: Collection[str]) -> list[UUID]:
    return [UUID(scope.removeprefix("vendor:")) for scope in scopes if scope.startswith("vendor:")]


def _sync_row(card: ClientCard) -> SyncRow:
    scopes = frozenset({vendor_scope(card.vendor_id)})
    return SyncRow(card.id, card.version, scopes, lambda _shared: client_document(card))

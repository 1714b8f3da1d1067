"""A proposal as both sides see it, in lists, answers and the change feed alike."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Booking, BookingProposal
from backend_stub.db.wire import wire_columns
from backend_stub.features.bookings.rows import scopes_of
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import ADMIN_SCOPE
from contracts.vocabulary import Entity

WIRE_COLUMNS = wire_columns(
    (
        BookingProposal.id,
        BookingProposal.version,
        BookingProposal.booking_id,
        BookingProposal.vendor_id,
        BookingProposal.customer_id,
        BookingProposal.side,
        BookingProposal.status,
        BookingProposal.staff_id,
        BookingProposal.starts_at,
        BookingProposal.ends_at,
        Booking.zone,
        BookingProposal.note,
        BookingProposal.creator,
        BookingProposal.expires_at,
        BookingProposal.created_at,
        BookingProposal.updated_at,
    )
)
FIELDS = tuple(str(column.key) for column in WIRE_COLUMNS)


def proposals() -> Select[*tuple[Any, ...]]:
    """All of them, for `proposal_document`."""
    return select(*WIRE_COLUMNS).join(Booking, Booking.id == BookingProposal.booking_id)


def proposal_document(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """`contracts.proposals.ProposalOut` from a row of `proposals`."""
    return dict(zip(FIELDS, row, strict=True))


def seen_by(scopes: Collection[str]) -> ColumnElement[bool] | None:
    """The condition under which any of these scopes sees a proposal; None for those that see all."""
    if ADMIN_SCOPE in scopes:
        return None
    parts: list[ColumnElement[bool]] = []
    for scope in sorted(scopes):
        kind, _, id = scope.partition(":")
        if kind == "vendor":
            parts.append(BookingProposal.vendor_id == UUID(id))
        elif kind == "user":
            parts.append(BookingProposal.customer_id == UUID(id))
    return or_(*parts) if parts else false()


class ProposalReader:
    """Shows proposals to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.PROPOSAL

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These proposals as they are now."""
        found = await session.execute(proposals().where(BookingProposal.id.in_(ids)))
        return [_sync_row(row) for row in found]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next proposals that any of `scopes` sees."""
        query = proposals().order_by(BookingProposal.id).limit(limit)
        if after is not None:
            query = query.where(BookingProposal.id > after)
        seen = seen_by(scopes)
        if seen is not None:
            query = query.where(seen)
        return [_sync_row(row) for row in await session.execute(query)]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every proposal that `scope` sees."""
        query = select(BookingProposal.id, BookingProposal.version)
        seen = seen_by([scope])
        if seen is not None:
            query = query.where(seen)
        return [(id, version) for id, version in await session.execute(query)]


def _sync_row(row: Row[*tuple[Any, ...]]) -> SyncRow:
    scopes = scopes_of(UUID(row.vendor_id), UUID(row.customer_id))
    return SyncRow(UUID(row.id), row.version, scopes, lambda _shared: proposal_document(row))

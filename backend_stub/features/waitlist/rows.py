"""A place on the waiting list as its person and the vendor see it."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import WaitlistEntry
from backend_stub.db.wire import wire_columns
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import ADMIN_SCOPE, user_scope, vendor_scope
from contracts.vocabulary import Entity, WaitlistStatus

WIRE_COLUMNS = wire_columns(
    (
        WaitlistEntry.id,
        WaitlistEntry.version,
        WaitlistEntry.listing_id,
        WaitlistEntry.listing_title,
        WaitlistEntry.vendor_id,
        WaitlistEntry.zone,
        WaitlistEntry.person_id,
        WaitlistEntry.person_name,
        WaitlistEntry.staff_id,
        WaitlistEntry.window_from,
        WaitlistEntry.window_until,
        WaitlistEntry.status,
        WaitlistEntry.hold_id,
        WaitlistEntry.offer_staff_id,
        WaitlistEntry.offer_starts_at,
        WaitlistEntry.offer_ends_at,
        WaitlistEntry.offered_until,
        WaitlistEntry.created_at,
        WaitlistEntry.updated_at,
    )
)


def entries() -> Select[*tuple[Any, ...]]:
    """All of them, for `entry_document`."""
    return select(*WIRE_COLUMNS)


def entry_document(row: Row[*tuple[Any, ...]], *, is_own: bool = False) -> dict[str, Any]:
    """`contracts.waitlist.WaitlistOut`; the hold's id is for the one alone whom the time is kept for."""
    document = dict(row._mapping)
    person_id, name = document.pop("person_id"), document.pop("person_name")
    offer = {
        "hold_id": document.pop("hold_id") if is_own else None,
        "staff_id": document.pop("offer_staff_id"),
        "starts_at": document.pop("offer_starts_at"),
        "ends_at": document.pop("offer_ends_at"),
        "expires_at": document.pop("offered_until"),
    }
    document.pop("hold_id", None)
    is_offered = document["status"] == WaitlistStatus.OFFERED
    return {**document, "person": {"id": person_id, "name": name}, "offer": offer if is_offered else None}


def scopes_of(vendor_id: UUID, person_id: UUID) -> frozenset[str]:
    """Who sees a place: its person, the vendor, the admins."""
    return frozenset({ADMIN_SCOPE, vendor_scope(vendor_id), user_scope(person_id)})


def seen_by(scopes: Collection[str]) -> ColumnElement[bool] | None:
    """The condition under which any of these scopes sees a place; None for those that see all."""
    if ADMIN_SCOPE in scopes:
        return None
    parts: list[ColumnElement[bool]] = []
    for scope in sorted(scopes):
        kind, _, id = scope.partition(":")
        if kind == "vendor":
            parts.append(WaitlistEntry.vendor_id == UUID(id))
        elif kind == "user":
            parts.append(WaitlistEntry.person_id == UUID(id))
    return or_(*parts) if parts else false()


class WaitlistReader:
    """Shows the waiting list to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.WAITLIST

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These places as they are now."""
        found = await session.execute(entries().where(WaitlistEntry.id.in_(ids)))
        return [_sync_row(row) for row in found]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next places that any of `scopes` sees."""
        query = entries().order_by(WaitlistEntry.id).limit(limit)
        if after is not None:
            query = query.where(WaitlistEntry.id > after)
        seen = seen_by(scopes)
        if seen is not None:
            query = query.where(seen)
        return [_sync_row(row) for row in await session.execute(query)]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every place that `scope` sees."""
        query = select(WaitlistEntry.id, WaitlistEntry.version)
        seen = seen_by([scope])
        if seen is not None:
            query = query.where(seen)
        return [(id, version) for id, version in await session.execute(query)]


def _sync_row(row: Row[*tuple[Any, ...]]) -> SyncRow:
    own = user_scope(UUID(row.person_id))
    scopes = scopes_of(UUID(row.vendor_id), UUID(row.person_id))

    def show(shared: frozenset[str]) -> dict[str, Any]:
        return entry_document(row, is_own=own in shared)

    return SyncRow(UUID(row.id), row.version, scopes, show)

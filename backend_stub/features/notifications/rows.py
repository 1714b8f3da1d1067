"""Notifications as the person told sees them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.prepared import AnyRow
from backend_stub.db.tables import Notification
from backend_stub.db.wire import wire_columns, wire_value
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import user_scope
from contracts.vocabulary import Entity

WIRE_COLUMNS = wire_columns(
    (
        Notification.id,
        Notification.version,
        Notification.kind,
        Notification.booking_id,
        Notification.subject_entity,
        Notification.subject_id,
        Notification.listing_title,
        Notification.counterpart,
        Notification.starts_at,
        Notification.zone,
        Notification.amount,
        Notification.currency,
        Notification.created_at,
        Notification.read_at,
        Notification.alert_at,
        Notification.listed,
    )
)


def notification_document(row: Notification | AnyRow) -> dict[str, Any]:
    """`contracts.notifications.NotificationOut`, from the whole row or one of `WIRE_COLUMNS`."""
    return {
        "id": wire_value(row.id),
        "version": row.version,
        "kind": row.kind,
        "booking_id": wire_value(row.booking_id),
        "subject_entity": row.subject_entity,
        "subject_id": wire_value(row.subject_id),
        "listing_title": row.listing_title,
        "counterpart": row.counterpart,
        "starts_at": wire_value(row.starts_at),
        "zone": row.zone,
        "amount": None if row.amount is None else {"amount": row.amount, "currency": row.currency},
        "created_at": wire_value(row.created_at),
        "read_at": wire_value(row.read_at),
        "alert_at": wire_value(row.alert_at),
        "listed": bool(row.listed),
    }


class NotificationReader:
    """Shows notifications to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.NOTIFICATION

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These notifications as they are now."""
        rows = await session.scalars(select(Notification).where(Notification.id.in_(ids)))
        return [_sync_row(row) for row in rows]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next notifications of these people."""
        query = select(Notification).where(Notification.person_id.in_(_people(scopes)))
        if after is not None:
            query = query.where(Notification.id > after)
        rows = await session.scalars(query.order_by(Notification.id).limit(limit))
        return [_sync_row(row) for row in rows]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of all notifications of one person."""
        query = select(Notification.id, Notification.version).where(
            Notification.person_id.in_(_people([scope]))
        )
        return [(id, version) for id, version in await session.execute(query)]


def _people(scopes: Collection[str]) -> list[UUID]:
    return [UUID(scope.removeprefix("user:")) for scope in scopes if scope.startswith("user:")]


def _sync_row(row: Notification) -> SyncRow:
    scopes = frozenset({user_scope(row.person_id)})
    return SyncRow(row.id, row.version, scopes, lambda _shared: notification_document(row))

"""Lists what somebody was told, and remembers what they have read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_, select

from backend_stub.db.tables import Notification
from backend_stub.errors import NotFoundError
from backend_stub.features.notifications.rows import WIRE_COLUMNS, notification_document
from backend_stub.lists import PreparedList
from backend_stub.paging import Order, page_of
from backend_stub.security.caller import user_scope
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.permissions import Permission
from contracts.vocabulary import Entity

_ORDERS = {"created_at": Order(Notification.created_at, datetime, Notification.id)}


class NotificationService:
    """Everybody's own notifications."""

    def __init__(self) -> None:
        self._list = PreparedList(_list_query, _ORDERS, notification_document)

    async def page(
        self, reading: ReadingContext, unread: bool | None, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """One page, newest first unless asked otherwise."""
        reading.caller.require(Permission.NOTIFICATIONS_READ)
        return await self._list.page(reading.session, (reading.caller.id, unread), sort, cursor, limit)

    async def read_up_to(self, writing: WritingContext, newest: UUID) -> None:
        """This notification and all older ones have been read; a read mark only moves forward."""
        caller, session = writing.caller, writing.session
        limit = await session.get(Notification, newest)
        if limit is None or limit.person_id != caller.id:
            raise NotFoundError("There is no such notification of yours.")
        caller.require(Permission.NOTIFICATIONS_READ)
        older = or_(
            Notification.created_at < limit.created_at,
            and_(Notification.created_at == limit.created_at, Notification.id <= limit.id),
        )
        query = (
            select(Notification)
            .where(Notification.person_id == caller.id, Notification.read_at.is_(None), older)
            .with_for_update()
        )
        scopes = [user_scope(caller.id)]
        for row in (await session.scalars(query)).all():
            row.read_at = writing.now
            row.version += 1
            writing.uow.record_change(Entity.NOTIFICATION, row.id, row.version, before=scopes, after=scopes)


def _list_query(
    wish: tuple[UUID, bool | None], sort: str, cursor: str | None, limit: int
) -> Select[*tuple[Any, ...]]:
    person_id, unread = wish
    query = select(*WIRE_COLUMNS).where(Notification.person_id == person_id, Notification.listed.is_(True))
    if unread is not None:
        missing = Notification.read_at.is_(None)
        query = query.where(missing if unread else ~missing)
    return page_of(query, _ORDERS, sort, cursor, limit)

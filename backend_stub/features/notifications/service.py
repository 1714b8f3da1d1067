"""Lists what somebody was told, and remembers what they have read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select

from backend_stub.db.tables import Notification
from backend_stub.errors import NotFoundError
from backend_stub.features.notifications.rows import notification_document
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.security.caller import user_scope
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.permissions import Permission
from contracts.vocabulary import Entity

_ORDERS = {"created_at": Order(Notification.created_at, datetime, Notification.id)}


class NotificationService:
    """Everybody's own notifications."""

    async def page(
        self, reading: ReadingContext, unread: bool | None, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """One page, newest first unless asked otherwise."""
        reading.caller.require(Permission.NOTIFICATIONS_READ)
        query = select(Notification).where(Notification.person_id == reading.caller.id)
        if unread is not None:
            missing = Notification.read_at.is_(None)
            query = query.where(missing if unread else ~missing)
        rows = (await reading.session.scalars(page_of(query, _ORDERS, sort, cursor, limit))).all()
        shown = rows[:limit]
        following = write_cursor(sort, (shown[-1].created_at, shown[-1].id)) if len(rows) > limit else None
        return {"items": [notification_document(row) for row in shown], "next_cursor": following}

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

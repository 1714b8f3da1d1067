"""Subscribers as admins see them."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from backend_stub.db.tables import Subscriber
from backend_stub.errors import NotFoundError
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.permissions import Permission
from contracts.subscriptions import SubscriberState
from contracts.wire import rfc3339

_ORDERS: Final = {
    "created_at": Order(Subscriber.created_at, datetime, Subscriber.id),
    "email": Order(Subscriber.email, str, Subscriber.id),
}


class SubscriberService:
    """For admins alone."""

    async def page(
        self,
        reading: ReadingContext,
        state: SubscriberState | None,
        words: str | None,
        sort: str,
        cursor: str | None,
        limit: int,
    ) -> dict[str, Any]:
        """One page, newest first unless asked otherwise."""
        query = select(Subscriber)
        if state is not None:
            query = query.where(Subscriber.state == str(state))
        if words and words.strip():
            query = query.where(Subscriber.email.contains(words.strip().lower(), autoescape=True))
        query = page_of(query, _ORDERS, sort, cursor, limit)
        reading.caller.require(Permission.SUBSCRIBERS_MANAGE)
        rows = (await reading.session.scalars(query)).all()
        following = None
        if len(rows) > limit:
            last = rows[limit - 1]
            following = write_cursor(sort, (getattr(last, sort.removeprefix("-")), last.id))
        return {"items": [_document(row) for row in rows[:limit]], "next_cursor": following}

    async def end(self, writing: WritingContext, id: UUID) -> dict[str, Any]:
        """End a subscription for somebody who asked us to by another way."""
        query = select(Subscriber).where(Subscriber.id == id).with_for_update()
        row = await writing.session.scalar(query)
        if row is None or not writing.caller.may(Permission.SUBSCRIBERS_MANAGE):
            raise NotFoundError
        if row.state != SubscriberState.ENDED:
            before = {"state": row.state}
            row.state, row.ended_at = str(SubscriberState.ENDED), writing.now
            writing.audit("subscriber.ended", "subscriber", row.id, before=before, after={"state": row.state})
        return _document(row)


def _document(row: Subscriber) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "email": row.email,
        "language": row.language,
        "state": row.state,
        "created_at": rfc3339(row.created_at),
        "confirmed_at": row.confirmed_at and rfc3339(row.confirmed_at),
        "ended_at": row.ended_at and rfc3339(row.ended_at),
    }

"""Conversations and messages as everybody who takes part sees them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.prepared import AnyRow
from backend_stub.db.tables import Conversation, Message
from backend_stub.db.wire import wire_columns, wire_value
from backend_stub.features.conversations.sides import Parties, parties_of, seen_by
from backend_stub.ports.rows import SyncRow
from contracts.vocabulary import ConversationSide, Entity

CONVERSATION_COLUMNS = wire_columns(
    [getattr(Conversation, column.key) for column in Conversation.__table__.columns]
)
MESSAGE_COLUMNS = wire_columns(
    [getattr(Message, column.key) for column in Message.__table__.columns if column.key != "folded"]
)


def conversation_document(row: Conversation | AnyRow) -> dict[str, Any]:
    """`contracts.conversations.ConversationOut`, from the whole row or one of `CONVERSATION_COLUMNS`."""
    support = last = None
    if row.support_at is not None:
        support = {
            "at": wire_value(row.support_at),
            "by": row.support_by,
            "side": row.support_side,
            "reason": row.support_reason,
        }
    if row.last_id is not None:
        last = {
            "id": wire_value(row.last_id),
            "number": row.message_count,
            "side": row.last_side,
            "author": row.last_author,
            "text": row.last_text,
            "has_picture": bool(row.last_has_picture),
            "at": wire_value(row.last_at),
        }
    return {
        "id": wire_value(row.id),
        "version": row.version,
        "subject": row.subject,
        "booking_id": wire_value(row.booking_id),
        "listing_id": wire_value(row.listing_id),
        "title": row.title,
        "customer": {"id": wire_value(row.customer_id), "name": row.customer_name},
        "vendor_id": wire_value(row.vendor_id),
        "vendor_name": row.vendor_name,
        "support": support,
        "message_count": row.message_count,
        "last": last,
        "last_at": wire_value(row.last_at),
        "read": {str(side): getattr(row, f"{side}_read") for side in ConversationSide},
        "unread": {str(side): getattr(row, f"{side}_unread") for side in ConversationSide},
        "created_at": wire_value(row.created_at),
    }


def message_document(row: Message | AnyRow) -> dict[str, Any]:
    """`contracts.conversations.MessageOut`, from the whole row or one of `MESSAGE_COLUMNS`."""
    picture = None
    if row.picture_id is not None:
        size = {"width": row.picture_width, "height": row.picture_height}
        picture = {"id": wire_value(row.picture_id), **size}
    return {
        "id": wire_value(row.id),
        "version": row.version,
        "conversation_id": wire_value(row.conversation_id),
        "number": row.number,
        "side": row.side,
        "author": {"id": wire_value(row.author_id), "name": row.author_name},
        "text": row.text,
        "picture": picture,
        "created_at": wire_value(row.created_at),
    }


class ConversationReader:
    """Shows conversations to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.CONVERSATION

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These conversations as they are now."""
        rows = await session.scalars(select(Conversation).where(Conversation.id.in_(ids)))
        return [_conversation_row(row) for row in rows]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next conversations that any of `scopes` sees."""
        query = select(Conversation).where(seen_by(scopes)).order_by(Conversation.id).limit(limit)
        if after is not None:
            query = query.where(Conversation.id > after)
        return [_conversation_row(row) for row in await session.scalars(query)]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every conversation that `scope` sees."""
        query = select(Conversation.id, Conversation.version).where(seen_by([scope]))
        return [(id, version) for id, version in await session.execute(query)]


_PARTIES = (Conversation.customer_id, Conversation.vendor_id, Conversation.support_at)


class MessageReader:
    """Shows messages to the change feed: to whoever sees their conversation."""

    entity = Entity.MESSAGE

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These messages as they are now."""
        query = select(Message, *_PARTIES).join(Conversation).where(Message.id.in_(ids))
        return [_message_row(*row) for row in await session.execute(query)]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next messages that any of `scopes` sees."""
        query = select(Message, *_PARTIES).join(Conversation).where(seen_by(scopes))
        if after is not None:
            query = query.where(Message.id > after)
        rows = await session.execute(query.order_by(Message.id).limit(limit))
        return [_message_row(*row) for row in rows]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every message that `scope` sees."""
        query = select(Message.id, Message.version).join(Conversation).where(seen_by([scope]))
        return [(id, version) for id, version in await session.execute(query)]


def _conversation_row(row: Conversation) -> SyncRow:
    scopes = parties_of(row).scopes()
    return SyncRow(row.id, row.version, scopes, lambda _shared: conversation_document(row))


def _message_row(row: Message, customer_id: UUID, vendor_id: UUID, support_at: Any) -> SyncRow:
    scopes = Parties(customer_id, vendor_id, support_at is not None).scopes()
    return SyncRow(row.id, row.version, scopes, lambda _shared: message_document(row))

"""Lists of conversations and messages, and the search in one's own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from backend_stub.db.prepared import AnyRow
from backend_stub.db.tables import Conversation, Message
from backend_stub.errors import NotFoundError
from backend_stub.features.conversations.rows import (
    CONVERSATION_COLUMNS,
    MESSAGE_COLUMNS,
    conversation_document,
    message_document,
)
from backend_stub.features.conversations.sides import parties_of, seen_by
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.security.caller import SUPPORT_SCOPE
from backend_stub.security.context import ReadingContext
from contracts.folding import fold
from contracts.permissions import Permission

_CONVERSATION_ORDERS = {
    "last_at": Order(Conversation.last_at, datetime, Conversation.id),
    "created_at": Order(Conversation.created_at, datetime, Conversation.id),
}
_MESSAGE_ORDERS = {"number": Order(Message.number, int, Message.id)}
_FOUND_ORDERS = {"created_at": Order(Message.created_at, datetime, Message.id)}


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a list, in which order."""

    sort: str
    cursor: str | None
    limit: int

    def of(self, query: Select[*tuple[Any, ...]], orders: dict[str, Order]) -> Select[*tuple[Any, ...]]:
        """The query of this page."""
        return page_of(query, orders, self.sort, self.cursor, self.limit)

    def document(self, rows: list[AnyRow], orders: dict[str, Order], show: Any) -> dict[str, Any]:
        """The page with the cursor of the next one."""
        shown, following = rows[: self.limit], None
        if len(rows) > self.limit:
            key = orders[self.sort.removeprefix("-")].column.key
            following = write_cursor(self.sort, (getattr(shown[-1], key), shown[-1].id))
        return {"items": [show(row) for row in shown], "next_cursor": following}


@dataclass(frozen=True, slots=True)
class ConversationFilter:
    """Which conversations."""

    unread: bool | None = None
    vendor_id: UUID | None = None
    booking_id: UUID | None = None
    listing_id: UUID | None = None
    q: str | None = None

    def conditions(self, scopes: Collection[str]) -> list[ColumnElement[bool]]:
        """What a conversation that these scopes see has to fulfil."""
        table = Conversation
        equal = (
            (table.vendor_id, self.vendor_id),
            (table.booking_id, self.booking_id),
            (table.listing_id, self.listing_id),
        )
        found: list[ColumnElement[bool]] = [column == value for column, value in equal if value is not None]
        if self.unread is not None:
            waiting = _unread_for(scopes)
            found.append(waiting if self.unread else ~waiting)
        if self.q and self.q.strip():
            words = self.q.strip().lower()
            names = (table.title, table.customer_name, table.vendor_name)
            found.append(or_(*(func.lower(name).contains(words, autoescape=True) for name in names)))
        return found


def _unread_for(scopes: Collection[str]) -> ColumnElement[bool]:
    """Whether something waits for one of the sides as which these scopes take part."""
    table = Conversation
    people = [UUID(scope.removeprefix("user:")) for scope in scopes if scope.startswith("user:")]
    vendors = [UUID(scope.removeprefix("vendor:")) for scope in scopes if scope.startswith("vendor:")]
    parts = [
        table.customer_id.in_(people) & (table.customer_unread > 0),
        table.vendor_id.in_(vendors) & (table.vendor_unread > 0),
    ]
    if SUPPORT_SCOPE in scopes:
        parts.append(table.support_at.is_not(None) & (table.support_unread > 0))
    return or_(*parts)


class ConversationReading:
    """What takes part in shows what was said; everything else is 404."""

    async def page(
        self, reading: ReadingContext, wanted: ConversationFilter, paging: Paging
    ) -> dict[str, Any]:
        """The caller's conversations."""
        reading.caller.require(Permission.CHAT_USE)
        scopes = reading.caller.scopes
        query = select(*CONVERSATION_COLUMNS).where(seen_by(scopes), *wanted.conditions(scopes))
        rows = (await reading.session.execute(paging.of(query, _CONVERSATION_ORDERS))).all()
        return paging.document(list(rows), _CONVERSATION_ORDERS, conversation_document)

    async def one(self, reading: ReadingContext, conversation_id: UUID) -> dict[str, Any]:
        """One conversation."""
        return conversation_document(await self._admit(reading, conversation_id))

    async def messages(
        self, reading: ReadingContext, conversation_id: UUID, paging: Paging
    ) -> dict[str, Any]:
        """What was said in one, from either end."""
        await self._admit(reading, conversation_id)
        query = select(*MESSAGE_COLUMNS).where(Message.conversation_id == conversation_id)
        rows = (await reading.session.execute(paging.of(query, _MESSAGE_ORDERS))).all()
        return paging.document(list(rows), _MESSAGE_ORDERS, message_document)

    async def search(self, reading: ReadingContext, q: str, paging: Paging) -> dict[str, Any]:
        """Messages of the caller's conversations that have all these words, whatever case and accents."""
        reading.caller.require(Permission.CHAT_USE)
        words = [Message.folded.contains(word, autoescape=True) for word in fold(q).split()]
        query = select(*MESSAGE_COLUMNS).join(Conversation).where(seen_by(reading.caller.scopes), *words)
        rows = (await reading.session.execute(paging.of(query, _FOUND_ORDERS))).all()
        return paging.document(list(rows), _FOUND_ORDERS, message_document)

    async def _admit(self, reading: ReadingContext, conversation_id: UUID) -> Conversation:
        row = await reading.session.get(Conversation, conversation_id)
        if row is None or parties_of(row).side_of(reading.caller) is None:
            raise NotFoundError
        reading.caller.require(Permission.CHAT_USE)
        return row

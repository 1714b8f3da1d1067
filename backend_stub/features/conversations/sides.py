"""As whom somebody takes part in a conversation, and which scopes see it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_

from backend_stub.db.tables import Conversation
from backend_stub.security.caller import SUPPORT_SCOPE, Caller, user_scope, vendor_scope
from contracts.vocabulary import ConversationSide


@dataclass(frozen=True, slots=True)
class Parties:
    """Who a conversation is between."""

    customer_id: UUID
    vendor_id: UUID
    has_support: bool

    def scopes(self) -> frozenset[str]:
        """Who sees it: the customer, the vendor's people, and support once it was invited."""
        scopes = {user_scope(self.customer_id), vendor_scope(self.vendor_id)}
        if self.has_support:
            scopes.add(SUPPORT_SCOPE)
        return frozenset(scopes)

    def side_of(self, caller: Caller) -> ConversationSide | None:
        """As whom the caller speaks here; None for those for whom it does not exist."""
        if caller.id == self.customer_id:
            return ConversationSide.CUSTOMER
        if vendor_scope(self.vendor_id) in caller.scopes:
            return ConversationSide.VENDOR
        if self.has_support and SUPPORT_SCOPE in caller.scopes:
            return ConversationSide.SUPPORT
        return None


def parties_of(row: Conversation) -> Parties:
    """Of one conversation."""
    return Parties(row.customer_id, row.vendor_id, row.support_at is not None)


def seen_by(scopes: Collection[str]) -> ColumnElement[bool]:
    """The condition under which any of these scopes sees a conversation."""
    parts: list[ColumnElement[bool]] = []
    for scope in sorted(scopes):
        kind, _, id = scope.partition(":")
        if kind == "user":
            parts.append(Conversation.customer_id == UUID(id))
        elif kind == "vendor":
            parts.append(Conversation.vendor_id == UUID(id))
        elif scope == SUPPORT_SCOPE:
            parts.append(Conversation.support_at.is_not(None))
    return or_(*parts) if parts else false()

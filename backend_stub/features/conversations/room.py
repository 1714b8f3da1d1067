"""Where people type: conversations, as presence knows them."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Conversation
from backend_stub.features.conversations.sides import parties_of
from backend_stub.ports.presence import Audience
from backend_stub.security.caller import Caller
from contracts.permissions import Permission
from contracts.vocabulary import Entity


class ConversationRoom:
    """Implements `ports.presence.RoomPort`."""

    entity = str(Entity.CONVERSATION)

    async def find_audience(self, session: AsyncSession, caller: Caller, id: UUID) -> Audience | None:
        """All who take part hear of one who does."""
        row = await session.get(Conversation, id)
        side = None if row is None else parties_of(row).side_of(caller)
        if row is None or side is None or not caller.may(Permission.CHAT_USE):
            return None
        return Audience(parties_of(row).scopes(), str(side))

"""`/conversations` and `/messages`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.conversations.reading import ConversationFilter, ConversationReading, Paging
from backend_stub.features.conversations.service import ConversationService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import Door
from contracts.conversations import (
    ConversationOpen,
    ConversationOut,
    InviteIn,
    MessageCreate,
    MessageOut,
    ReadMark,
)
from contracts.wire import Page

Sort = Annotated[str, Query(max_length=40)]
Words = Annotated[str, Query(min_length=1, max_length=200, pattern=r"\S")]


def conversations_routes(
    door: Door, reading_: ConversationReading, service: ConversationService
) -> APIRouter:
    """Talking to each other."""
    router = door.router(tag="conversations")

    @router.get("/conversations", response_model=Page[ConversationOut])
    async def list_conversations(
        reading: Reading,
        unread: bool | None = None,
        vendor_id: UUID | None = None,
        booking_id: UUID | None = None,
        listing_id: UUID | None = None,
        q: Annotated[str | None, Query(max_length=200, description="Name or service.")] = None,
        sort: Sort = "-last_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """The caller's conversations: their own, their vendor's, and those that support was invited to."""
        wanted = ConversationFilter(unread, vendor_id, booking_id, listing_id, q)
        return json_answer(await reading_.page(reading, wanted, Paging(sort, cursor, limit)))

    @router.post("/conversations", status_code=201, response_model=ConversationOut)
    async def open_conversation(writing: Writing, wish: ConversationOpen) -> Response:
        """Open the conversation about a booking or listing; 200 where there is one already."""
        document, is_new = await service.open(writing, wish)
        return json_answer(document, 201 if is_new else 200, version=document["version"])

    @router.get("/conversations/{conversation_id}", response_model=ConversationOut)
    async def get_conversation(reading: Reading, conversation_id: UUID) -> Response:
        """One conversation."""
        document = await reading_.one(reading, conversation_id)
        return json_answer(document, version=document["version"])

    @router.get("/conversations/{conversation_id}/messages", response_model=Page[MessageOut])
    async def list_messages(
        reading: Reading,
        conversation_id: UUID,
        sort: Sort = "-number",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """What was said, newest first; `sort=number` from the beginning."""
        return json_answer(await reading_.messages(reading, conversation_id, Paging(sort, cursor, limit)))

    @router.post("/conversations/{conversation_id}/messages", status_code=201, response_model=MessageOut)
    async def send_message(writing: Writing, conversation_id: UUID, wish: MessageCreate) -> Response:
        """Say something; messages are never changed."""
        return json_answer(await service.say(writing, conversation_id, wish), 201, version=1)

    @router.post("/conversations/{conversation_id}/read", response_model=ConversationOut)
    async def read_conversation(writing: Writing, conversation_id: UUID, seen: ReadMark) -> Response:
        """This message and all before it have been read; the mark never moves back."""
        document = await service.read(writing, conversation_id, seen.up_to)
        return json_answer(document, version=document["version"])

    @router.post("/conversations/{conversation_id}/invite", response_model=ConversationOut)
    async def invite_support(writing: Writing, conversation_id: UUID, wish: InviteIn) -> Response:
        """Ask support to join; from then on it sees the whole conversation."""
        document = await service.invite(writing, conversation_id, wish)
        return json_answer(document, version=document["version"])

    @router.get("/messages", response_model=Page[MessageOut])
    async def search_messages(
        reading: Reading,
        q: Words,
        sort: Sort = "-created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Find words in one's own conversations, whatever their case and accents."""
        return json_answer(await reading_.search(reading, q, Paging(sort, cursor, limit)))

    return router

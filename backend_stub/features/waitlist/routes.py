"""`/waitlist`."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.waitlist.service import WaitlistService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.vocabulary import WaitlistStatus
from contracts.waitlist import WaitlistJoin, WaitlistLeave, WaitlistOut
from contracts.wire import Page


def waitlist_routes(door: Door, service: WaitlistService) -> APIRouter:
    """Waiting for a time that is not free yet."""
    router = door.router(tag="waitlist")

    @router.post("/waitlist", status_code=201, response_model=WaitlistOut)
    async def join_waitlist(writing: Writing, wish: WaitlistJoin) -> Response:
        """Wait for a time of a listing that begins in the window.

        Whoever came first is offered what becomes free, alone and for a while: a hold, to book by its id.
        """
        return _one(await service.join(writing, wish), 201)

    @router.get("/waitlist", response_model=Page[WaitlistOut])
    async def list_waitlist(
        reading: Reading,
        status: Annotated[list[WaitlistStatus] | None, Query()] = None,
        listing_id: UUID | None = None,
        sort: Annotated[str, Query(max_length=40)] = "created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """What the caller may see: their own places, their vendor's, or all of them."""
        statuses = tuple(status or ())
        return json_answer(await service.page(reading, statuses, listing_id, sort, cursor, limit))

    @router.get("/waitlist/{entry_id}", response_model=WaitlistOut)
    async def get_waitlist_entry(reading: Reading, entry_id: UUID) -> Response:
        """One place; its ETag is the version to send as If-Match."""
        return _one(await service.one(reading, entry_id))

    @router.post("/waitlist/{entry_id}/leave", response_model=WaitlistOut, openapi_extra=VERSIONED)
    async def leave_waitlist(
        writing: Writing, entry_id: UUID, _body: WaitlistLeave | None = None
    ) -> Response:
        """Wait no longer, or let an offer pass to the next; needs If-Match."""
        return _one(await service.leave(writing, entry_id))

    return router


def _one(document: dict[str, Any], status: int = 200) -> Response:
    return json_answer(document, status, version=document["version"])

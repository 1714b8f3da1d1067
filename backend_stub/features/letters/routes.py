"""`/letters`, `/suppressions`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer, nothing
from backend_stub.features.letters.service import LetterService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import Door
from contracts.letters import LetterOut, LetterState, SuppressionCreate, SuppressionEnd, SuppressionOut
from contracts.wire import Page


def letters_routes(door: Door, service: LetterService) -> APIRouter:
    """How letters fare."""
    router = door.router(tag="letters")

    @router.get("/letters", response_model=Page[LetterOut])
    async def list_letters(
        reading: Reading,
        state: LetterState | None = None,
        sort: Annotated[str, Query(max_length=40)] = "-created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Letters of everybody, without their words."""
        return json_answer(await service.page(reading, state, sort, cursor, limit))

    @router.post("/letters/{letter_id}/retry", response_model=LetterOut)
    async def send_letter_again(writing: Writing, letter_id: UUID) -> Response:
        """Try again to send a letter that was set aside."""
        return json_answer(await service.send_again(writing, letter_id))

    @router.get("/suppressions", response_model=Page[SuppressionOut])
    async def list_suppressions(
        reading: Reading, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
    ) -> Response:
        """Addresses that get nothing."""
        return json_answer(await service.suppressions(reading, cursor, limit))

    @router.post("/suppressions", status_code=201, response_model=SuppressionOut)
    async def suppress_address(writing: Writing, wish: SuppressionCreate) -> Response:
        """Send nothing to this address any more, because it bounces or its owner asked for it."""
        return json_answer(await service.suppress(writing, wish), 201)

    @router.post("/suppressions/end", status_code=204)
    async def allow_address(writing: Writing, wish: SuppressionEnd) -> Response:
        """Send to this address again."""
        await service.allow(writing, wish.address)
        return nothing()

    return router

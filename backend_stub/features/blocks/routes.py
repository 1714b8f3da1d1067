"""`/blocks`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer, nothing
from backend_stub.features.blocks.service import BlockService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.vendors import BlockCreate, BlockOut
from contracts.wire import Instant, Page


def blocks_routes(door: Door, service: BlockService) -> APIRouter:
    """Closing time, and opening it again."""
    router = door.router(tag="blocks")

    @router.get("/blocks", response_model=Page[BlockOut])
    async def list_blocks(
        reading: Reading,
        vendor_id: UUID | None = None,
        since: Annotated[Instant | None, Query(alias="from")] = None,
        until: Annotated[Instant | None, Query(alias="to")] = None,
        sort: Annotated[str, Query(max_length=40)] = "starts_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Blocks of the caller's vendors that touch the range."""
        return json_answer(await service.page(reading, vendor_id, since, until, sort, cursor, limit))

    @router.post("/blocks", status_code=201, response_model=BlockOut)
    async def create_block(writing: Writing, wish: BlockCreate) -> Response:
        """Close a stretch of time; bookings that are there stay."""
        return json_answer(await service.create(writing, wish), 201, version=1)

    @router.delete("/blocks/{block_id}", status_code=204, openapi_extra=VERSIONED)
    async def delete_block(writing: Writing, block_id: UUID) -> Response:
        """Open blocked time again; needs If-Match."""
        await service.delete(writing, block_id)
        return nothing()

    return router

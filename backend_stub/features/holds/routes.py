"""`/holds`."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from backend_stub.answers import json_answer, nothing
from backend_stub.features.holds.service import HoldService
from backend_stub.security.context import Writing
from backend_stub.security.door import Door
from contracts.bookings import HoldCreate, HoldOut


def holds_routes(door: Door, service: HoldService) -> APIRouter:
    """Keeping a time, and letting it go."""
    router = door.router(tag="holds")

    @router.post("/holds", status_code=201, response_model=HoldOut)
    async def create_hold(writing: Writing, wish: HoldCreate) -> Response:
        """Keep a time for the caller; 409 `slot_taken` comes with three alternatives."""
        return json_answer(await service.create(writing, wish), 201)

    @router.delete("/holds/{hold_id}", status_code=204)
    async def release_hold(writing: Writing, hold_id: UUID) -> Response:
        """Let one's own hold go."""
        await service.release(writing, hold_id)
        return nothing()

    return router

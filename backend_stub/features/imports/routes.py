"""`POST /vendors/{id}/imports`."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.imports.service import ImportService
from backend_stub.security.context import Writing
from backend_stub.security.door import Door
from contracts.vendors import ImportBatch, ImportResult


def imports_routes(door: Door, service: ImportService) -> APIRouter:
    """Importing lines."""
    router = door.router(tag="imports")

    @router.post("/vendors/{vendor_id}/imports", response_model=ImportResult)
    async def import_batch(writing: Writing, vendor_id: UUID, batch: ImportBatch) -> Response:
        """Up to 500 lines; a line whose key was imported before adds nothing."""
        return json_answer(await service.run(writing, vendor_id, batch))

    return router

"""`/clients`."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.clients.service import ClientService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.vendors import ClientCreate, ClientOut, ClientPatch
from contracts.wire import Page


def clients_routes(door: Door, service: ClientService) -> APIRouter:
    """A vendor's client book."""
    router = door.router(tag="clients")

    @router.get("/clients", response_model=Page[ClientOut])
    async def list_clients(
        reading: Reading,
        vendor_id: UUID | None = None,
        q: Annotated[str | None, Query(max_length=200)] = None,
        sort: Annotated[str, Query(max_length=40)] = "name",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Cards of the caller's vendors."""
        return json_answer(await service.page(reading, vendor_id, q, sort, cursor, limit))

    @router.post("/clients", status_code=201, response_model=ClientOut)
    async def create_client(writing: Writing, wish: ClientCreate) -> Response:
        """A new card."""
        return _one(await service.create(writing, wish), 201)

    @router.get("/clients/{client_id}", response_model=ClientOut)
    async def get_client(reading: Reading, client_id: UUID) -> Response:
        """One card; its ETag is the version to send as If-Match."""
        return _one(await service.one(reading, client_id))

    @router.patch("/clients/{client_id}", response_model=ClientOut, openapi_extra=VERSIONED)
    async def update_client(writing: Writing, client_id: UUID, patch: ClientPatch) -> Response:
        """Change some fields of a card; needs If-Match."""
        return _one(await service.update(writing, client_id, patch))

    return router


def _one(document: dict[str, Any], status: int = 200) -> Response:
    return json_answer(document, status, version=document["version"])

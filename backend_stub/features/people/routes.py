"""`/people`."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.people.filters import PeopleFilter
from backend_stub.features.people.service import PeopleService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.people import PersonOut, RolesIn, SuspendIn
from contracts.vocabulary import PersonStatus, Role
from contracts.wire import Page, Wire


class RestoreIn(Wire):
    """Nothing has to be said to let somebody in again."""


def people_routes(door: Door, service: PeopleService) -> APIRouter:
    """Looking after people."""
    router = door.router(tag="people")

    @router.get("/people", response_model=Page[PersonOut])
    async def list_people(
        reading: Reading,
        q: Annotated[str | None, Query(max_length=200, description="Part of name or address.")] = None,
        role: Role | None = None,
        status: PersonStatus | None = None,
        sort: Annotated[str, Query(max_length=40)] = "name",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Everybody with an account."""
        return json_answer(await service.page(reading, PeopleFilter(q, role, status, sort, cursor, limit)))

    @router.get("/people/{person_id}", response_model=PersonOut)
    async def get_person(reading: Reading, person_id: UUID) -> Response:
        """Somebody; the ETag is the version to send as If-Match."""
        return _one(await service.one(reading, person_id))

    @router.post("/people/{person_id}/suspend", response_model=PersonOut, openapi_extra=VERSIONED)
    async def suspend_person(writing: Writing, person_id: UUID, told: SuspendIn) -> Response:
        """Keep somebody out, at once and on every device; needs If-Match."""
        return _one(await service.suspend(writing, person_id, told.reason))

    @router.post("/people/{person_id}/restore", response_model=PersonOut, openapi_extra=VERSIONED)
    async def restore_person(writing: Writing, person_id: UUID, _told: RestoreIn | None = None) -> Response:
        """Let somebody in again; needs If-Match."""
        return _one(await service.restore(writing, person_id))

    @router.put("/people/{person_id}/roles", response_model=PersonOut, openapi_extra=VERSIONED)
    async def set_roles(writing: Writing, person_id: UUID, wish: RolesIn) -> Response:
        """All roles that somebody holds from now on; needs If-Match."""
        return _one(await service.set_roles(writing, person_id, wish.roles))

    return router


def _one(document: dict[str, Any]) -> Response:
    return json_answer(document, version=document["version"])

"""`/audit`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.audit.service import NEWEST_FIRST, AuditFilter, AuditService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading
from backend_stub.security.door import Door
from contracts.audit import AuditEntryOut
from contracts.wire import Instant, Page

Word = Annotated[str | None, Query(min_length=1, max_length=64)]


def audit_routes(door: Door, service: AuditService) -> APIRouter:
    """Looking things up."""
    router = door.router(tag="audit")

    @router.get("/audit", response_model=Page[AuditEntryOut])
    async def list_audit(
        reading: Reading,
        action: Word = None,
        entity: Word = None,
        entity_id: UUID | None = None,
        actor_id: UUID | None = None,
        since: Annotated[Instant | None, Query(alias="from", description="Not before this instant.")] = None,
        until: Annotated[Instant | None, Query(alias="to", description="Before this instant.")] = None,
        sort: Annotated[str, Query(max_length=40)] = NEWEST_FIRST,
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Who did what, when, from what to what."""
        wanted = AuditFilter(action, entity, entity_id, actor_id, since, until, sort, cursor, limit)
        return json_answer(await service.page(reading, wanted))

    return router

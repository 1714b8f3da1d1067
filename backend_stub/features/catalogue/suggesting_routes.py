"""`/search/suggestions`."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from backend_stub.answers import revalidated
from backend_stub.features.catalogue.suggesting import SuggestionService
from backend_stub.security.context import Reading
from backend_stub.security.door import Door
from contracts.suggestions import Suggestions

_SECONDS: Final = 30


def suggesting_routes(door: Door, service: SuggestionService) -> APIRouter:
    """What somebody who types may mean."""
    router = door.router(tag="catalogue")

    @router.get("/search/suggestions", response_model=Suggestions)
    async def list_suggestions(
        reading: Reading,
        request: Request,
        q: Annotated[str, Query(min_length=1, max_length=200, description="What is typed so far.")],
    ) -> Response:
        """Words, services, categories and vendors that begin as typed; mistyped beginnings are put right."""
        return revalidated(request, await service.suggest(reading.session, q), max_age=_SECONDS)

    return router

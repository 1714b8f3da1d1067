"""`GET /admin/overview`."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.overview.service import OverviewService
from backend_stub.instants import check_zone
from backend_stub.security.context import Reading
from backend_stub.security.door import Door
from contracts.people import OverviewOut


def overview_routes(door: Door, service: OverviewService) -> APIRouter:
    """The day in figures."""
    router = door.router(tag="overview")

    @router.get("/admin/overview", response_model=OverviewOut)
    async def get_overview(
        reading: Reading,
        zone: Annotated[str, Query(max_length=64, description="IANA zone whose day it is.")] = "UTC",
    ) -> Response:
        """Today beside the same day of last week."""
        check_zone(zone)
        return json_answer(await service.read(reading, zone))

    return router

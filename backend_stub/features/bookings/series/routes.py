"""`/series`."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.bookings.series.dates import MOST
from backend_stub.features.bookings.series.service import SeriesService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.parameters import WholeNumber
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.series import (
    SeriesCancel,
    SeriesCancellation,
    SeriesChanged,
    SeriesCreate,
    SeriesOut,
    SeriesReschedule,
)
from contracts.vocabulary import SeriesScope
from contracts.wire import Page


def series_routes(door: Door, service: SeriesService) -> APIRouter:
    """Bookings that repeat."""
    router = door.router(tag="series")

    @router.post("/series", status_code=201, response_model=SeriesChanged)
    async def create_series(writing: Writing, wish: SeriesCreate) -> Response:
        """Book a time again and again, at the same time of the vendor's wall clock.

        With `takes: all` any occurrence that can't be booked refuses the whole (409 `series_unavailable`);
        with `bookable` the others are booked. Either way `unavailable` names them.
        """
        return _one(await service.create(writing, wish), 201)

    @router.get("/series", response_model=Page[SeriesOut])
    async def list_series(
        reading: Reading,
        sort: Annotated[str, Query(max_length=40)] = "-created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """What the caller may see: their own, their vendor's, or all of them."""
        return json_answer(await service.page(reading, sort, cursor, limit))

    @router.get("/series/{series_id}", response_model=SeriesOut)
    async def get_series(reading: Reading, series_id: UUID) -> Response:
        """One series; its ETag is the version to send as If-Match. Its bookings name it as `series_id`."""
        return _one(await service.one(reading, series_id))

    @router.get("/series/{series_id}/cancellation", response_model=SeriesCancellation)
    async def get_series_cancellation(
        reading: Reading,
        series_id: UUID,
        scope: SeriesScope = SeriesScope.ALL,
        position: Annotated[WholeNumber, Query(ge=1, le=MOST)] = 1,
    ) -> Response:
        """What cancelling this scope would cost the caller now, in all and for each booking."""
        return json_answer(await service.quote(reading, series_id, scope, position))

    @router.post("/series/{series_id}/cancel", response_model=SeriesChanged, openapi_extra=VERSIONED)
    async def cancel_series(writing: Writing, series_id: UUID, wish: SeriesCancel) -> Response:
        """Cancel one, it and all that follow, or all; what is over stays. Needs If-Match."""
        return _one(await service.cancel(writing, series_id, wish))

    @router.post("/series/{series_id}/reschedule", response_model=SeriesChanged, openapi_extra=VERSIONED)
    async def reschedule_series(writing: Writing, series_id: UUID, wish: SeriesReschedule) -> Response:
        """Move one, it and all that follow, or all, as far as the one at `position` moves. Needs If-Match."""
        return _one(await service.reschedule(writing, series_id, wish))

    return router


def _one(document: dict[str, Any], status: int = 200) -> Response:
    return json_answer(document, status, version=document["version"])

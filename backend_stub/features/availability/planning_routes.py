"""`/vendors/{id}/availability`, `/exceptions`, `/resources`, `/listings/{id}/setup`."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer, nothing
from backend_stub.features.availability.exception_book import ExceptionBook
from backend_stub.features.availability.resource_book import ListingSetups, ResourceBook
from backend_stub.features.availability.rules import RulesService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.parameters import Day
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.availability import (
    AvailabilityOut,
    AvailabilityPatch,
    ExceptionCreate,
    ExceptionOut,
    ExceptionPatch,
    ListingSetupOut,
    ListingSetupPut,
    ResourceCreate,
    ResourceOut,
    ResourcePatch,
)
from contracts.wire import Page

Sort = Annotated[str, Query(max_length=40)]


def planning_routes(door: Door) -> list[APIRouter]:
    """What a vendor plans with."""
    return [
        _rules(door, RulesService()),
        _exceptions(door, ExceptionBook()),
        _resources(door, ResourceBook()),
        _setups(door, ListingSetups()),
    ]


def _rules(door: Door, service: RulesService) -> APIRouter:
    router = door.router(tag="availability")

    @router.get("/vendors/{vendor_id}/availability", response_model=AvailabilityOut)
    async def get_availability(reading: Reading, vendor_id: UUID) -> Response:
        """One's own vendor's rules; the ETag is the version to send as If-Match."""
        return _one(await service.one(reading, vendor_id))

    @router.patch(
        "/vendors/{vendor_id}/availability", response_model=AvailabilityOut, openapi_extra=VERSIONED
    )
    async def update_availability(writing: Writing, vendor_id: UUID, patch: AvailabilityPatch) -> Response:
        """Change rules; needs If-Match. Bookings that are there stay."""
        return _one(await service.update(writing, vendor_id, patch))

    return router


def _exceptions(door: Door, book: ExceptionBook) -> APIRouter:
    router = door.router(tag="availability")

    @router.get("/exceptions", response_model=Page[ExceptionOut])
    async def list_exceptions(
        reading: Reading,
        vendor_id: UUID | None = None,
        since: Annotated[Day | None, Query(alias="from", description="First day.")] = None,
        until: Annotated[Day | None, Query(alias="to", description="Without this day.")] = None,
        sort: Sort = "first_day",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Days that are otherwise at the caller's vendors."""
        return json_answer(await book.page(reading, vendor_id, since, until, sort, cursor, limit))

    @router.post("/exceptions", status_code=201, response_model=ExceptionOut)
    async def create_exception(writing: Writing, wish: ExceptionCreate) -> Response:
        """Close days, open more of them, or change their hours; bookings that are there stay."""
        return _one(await book.create(writing, wish), 201)

    @router.patch("/exceptions/{exception_id}", response_model=ExceptionOut, openapi_extra=VERSIONED)
    async def update_exception(writing: Writing, exception_id: UUID, patch: ExceptionPatch) -> Response:
        """Change an exception; needs If-Match."""
        return _one(await book.update(writing, exception_id, patch))

    @router.delete("/exceptions/{exception_id}", status_code=204, openapi_extra=VERSIONED)
    async def delete_exception(writing: Writing, exception_id: UUID) -> Response:
        """The days are as usual again; needs If-Match."""
        await book.delete(writing, exception_id)
        return nothing()

    return router


def _resources(door: Door, book: ResourceBook) -> APIRouter:
    router = door.router(tag="availability")

    @router.get("/resources", response_model=Page[ResourceOut])
    async def list_resources(
        reading: Reading,
        vendor_id: UUID | None = None,
        sort: Sort = "name",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Rooms, vans and machines of the caller's vendors."""
        return json_answer(await book.page(reading, vendor_id, sort, cursor, limit))

    @router.post("/resources", status_code=201, response_model=ResourceOut)
    async def create_resource(writing: Writing, wish: ResourceCreate) -> Response:
        """One more of them."""
        return _one(await book.create(writing, wish), 201)

    @router.patch("/resources/{resource_id}", response_model=ResourceOut, openapi_extra=VERSIONED)
    async def update_resource(writing: Writing, resource_id: UUID, patch: ResourcePatch) -> Response:
        """Change a resource; needs If-Match."""
        return _one(await book.update(writing, resource_id, patch))

    @router.delete("/resources/{resource_id}", status_code=204, openapi_extra=VERSIONED)
    async def delete_resource(writing: Writing, resource_id: UUID) -> Response:
        """No longer give it out; what is booked keeps it. Needs If-Match."""
        await book.delete(writing, resource_id)
        return nothing()

    return router


def _setups(door: Door, setups: ListingSetups) -> APIRouter:
    router = door.router(tag="availability")

    @router.get("/listings/{listing_id}/setup", response_model=ListingSetupOut)
    async def get_setup(reading: Reading, listing_id: UUID) -> Response:
        """How many can book one time of an own service, and what it needs beside a person."""
        return _one(await setups.one(reading, listing_id))

    @router.put("/listings/{listing_id}/setup", response_model=ListingSetupOut, openapi_extra=VERSIONED)
    async def put_setup(writing: Writing, listing_id: UUID, wish: ListingSetupPut) -> Response:
        """Change both; needs If-Match. Bookings that are there stay as they are."""
        return _one(await setups.put(writing, listing_id, wish))

    return router


def _one(document: dict[str, Any], status: int = 200) -> Response:
    return json_answer(document, status, version=document["version"])

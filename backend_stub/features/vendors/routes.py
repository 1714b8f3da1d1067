"""`/vendors`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.vendors.service import VendorService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.availability import StaffHoursPatch
from contracts.catalogue import StaffOut, VendorOut
from contracts.wire import Page

Sort = Annotated[str, Query(max_length=40)]


def vendors_routes(door: Door, service: VendorService) -> APIRouter:
    """Vendors and their staff."""
    router = door.router(tag="vendors")

    @router.get("/vendors", response_model=Page[VendorOut])
    async def list_vendors(
        reading: Reading, sort: Sort = "name", cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
    ) -> Response:
        """All vendors."""
        return json_answer(await service.page(reading, sort, cursor, limit))

    @router.get("/vendors/{vendor_id}", response_model=VendorOut)
    async def get_vendor(reading: Reading, vendor_id: UUID) -> Response:
        """One vendor."""
        document = await service.one(reading, vendor_id)
        return json_answer(document, version=document["version"])

    @router.get("/vendors/{vendor_id}/staff", response_model=Page[StaffOut])
    async def list_staff(
        reading: Reading,
        vendor_id: UUID,
        sort: Sort = "name",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Who works there; hours only for that vendor and admins."""
        return json_answer(await service.staff(reading, vendor_id, sort, cursor, limit))

    @router.patch("/staff/{staff_id}/hours", response_model=StaffOut, openapi_extra=VERSIONED)
    async def change_hours(writing: Writing, staff_id: UUID, patch: StaffHoursPatch) -> Response:
        """Weekly hours of the week days that are named, split shifts as several stretches; needs If-Match."""
        document = await service.change_hours(writing, staff_id, patch)
        return json_answer(document, version=document["version"])

    return router

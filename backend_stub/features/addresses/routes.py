"""`/addresses` and `/address-forms`."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from backend_stub.answers import json_answer, nothing, revalidated
from backend_stub.features.addresses.forms import all_forms
from backend_stub.features.addresses.service import AddressService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.addresses import AddressCreate, AddressForm, AddressOut, AddressPatch
from contracts.wire import Page

_STATIC_SECONDS: Final = 24 * 3600


def addresses_routes(door: Door, service: AddressService) -> APIRouter:
    """The caller's address book, and what addresses need."""
    router = door.router(tag="addresses")

    @router.get("/address-forms", response_model=Page[AddressForm])
    async def list_address_forms(_reading: Reading, request: Request) -> Response:
        """What an address needs, for every country."""
        document = {"items": all_forms(), "next_cursor": None}
        return revalidated(request, document, max_age=_STATIC_SECONDS)

    @router.get("/addresses", response_model=Page[AddressOut])
    async def list_addresses(
        reading: Reading,
        sort: Annotated[str, Query(max_length=40)] = "label",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """The caller's addresses."""
        return json_answer(await service.page(reading, sort, cursor, limit))

    @router.post("/addresses", status_code=201, response_model=AddressOut)
    async def create_address(writing: Writing, wish: AddressCreate) -> Response:
        """A new address, checked by the rules of its country; at most 20 a person."""
        return _one(await service.create(writing, wish), 201)

    @router.get("/addresses/{address_id}", response_model=AddressOut)
    async def get_address(reading: Reading, address_id: UUID) -> Response:
        """One address; its ETag is the version to send as If-Match."""
        return _one(await service.one(reading, address_id))

    @router.patch("/addresses/{address_id}", response_model=AddressOut, openapi_extra=VERSIONED)
    async def update_address(writing: Writing, address_id: UUID, patch: AddressPatch) -> Response:
        """Change some fields of an address; needs If-Match."""
        return _one(await service.update(writing, address_id, patch))

    @router.delete("/addresses/{address_id}", status_code=204, openapi_extra=VERSIONED)
    async def delete_address(writing: Writing, address_id: UUID) -> Response:
        """Take an address away; needs If-Match. Bookings that were made for it stay."""
        await service.delete(writing, address_id)
        return nothing()

    return router


def _one(document: dict[str, Any], status: int = 200) -> Response:
    return json_answer(document, status, version=document["version"])

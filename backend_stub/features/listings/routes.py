"""`/vendor-listings`."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer, nothing
from backend_stub.features.listings.review import ListingReview
from backend_stub.features.listings.service import ListingService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.listings import ListingCreate, ListingPatch, ListingStatus, ReviewReason, VendorListingOut
from contracts.wire import Page

_PATH = "/vendor-listings/{listing_id}"


def listings_routes(door: Door, service: ListingService, review: ListingReview) -> list[APIRouter]:
    """Listings as their vendors make them, and their review."""
    return [_content_routes(door, service), _state_routes(door, service), _review_routes(door, review)]


def _content_routes(door: Door, service: ListingService) -> APIRouter:
    router = door.router(tag="vendor listings")

    @router.get("/vendor-listings", response_model=Page[VendorListingOut])
    async def list_vendor_listings(
        reading: Reading,
        vendor_id: UUID | None = None,
        status: ListingStatus | None = None,
        sort: Annotated[str, Query(max_length=40)] = "title",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Listings of the caller's vendors with their drafts, for admins all; `in_review` is what waits."""
        return json_answer(await service.page(reading, vendor_id, status, sort, cursor, limit))

    @router.post("/vendor-listings", status_code=201, response_model=VendorListingOut)
    async def create_vendor_listing(writing: Writing, wish: ListingCreate) -> Response:
        """A new draft; it needs not be whole."""
        return _one(await service.create(writing, wish), 201)

    @router.get(_PATH, response_model=VendorListingOut)
    async def get_vendor_listing(reading: Reading, listing_id: UUID) -> Response:
        """One listing with its draft; its ETag is the version to send as If-Match."""
        return _one(await service.one(reading, listing_id))

    @router.patch(_PATH, response_model=VendorListingOut, openapi_extra=VERSIONED)
    async def update_vendor_listing(writing: Writing, listing_id: UUID, patch: ListingPatch) -> Response:
        """Change some fields of the draft; customers go on seeing what was approved."""
        return _one(await service.update(writing, listing_id, patch))

    @router.delete(_PATH, status_code=204, openapi_extra=VERSIONED)
    async def remove_vendor_listing(writing: Writing, listing_id: UUID) -> Response:
        """Remove a draft that was never published."""
        await service.remove(writing, listing_id)
        return nothing()

    return router


def _state_routes(door: Door, service: ListingService) -> APIRouter:
    router = door.router(tag="vendor listings")

    @router.post(f"{_PATH}/submit", response_model=VendorListingOut, openapi_extra=VERSIONED)
    async def submit_vendor_listing(writing: Writing, listing_id: UUID) -> Response:
        """Send the draft for review; 422 names all that it lacks."""
        return _one(await service.submit(writing, listing_id))

    @router.post(f"{_PATH}/withdraw", response_model=VendorListingOut, openapi_extra=VERSIONED)
    async def withdraw_vendor_listing(writing: Writing, listing_id: UUID) -> Response:
        """Take the draft back from review."""
        return _one(await service.withdraw(writing, listing_id))

    @router.post(f"{_PATH}/discard", response_model=VendorListingOut, openapi_extra=VERSIONED)
    async def discard_vendor_listing(writing: Writing, listing_id: UUID) -> Response:
        """Drop all changes that were not approved."""
        return _one(await service.discard(writing, listing_id))

    @router.post(f"{_PATH}/pause", response_model=VendorListingOut, openapi_extra=VERSIONED)
    async def pause_vendor_listing(writing: Writing, listing_id: UUID) -> Response:
        """Take it out of the catalogue."""
        return _one(await service.pause(writing, listing_id))

    @router.post(f"{_PATH}/resume", response_model=VendorListingOut, openapi_extra=VERSIONED)
    async def resume_vendor_listing(writing: Writing, listing_id: UUID) -> Response:
        """Put it back into the catalogue."""
        return _one(await service.resume(writing, listing_id))

    return router


def _review_routes(door: Door, review: ListingReview) -> APIRouter:
    router = door.router(tag="listing review")

    @router.post(f"{_PATH}/approve", response_model=VendorListingOut, openapi_extra=VERSIONED)
    async def approve_vendor_listing(writing: Writing, listing_id: UUID) -> Response:
        """Let it through: customers see it from now on."""
        return _one(await review.approve(writing, listing_id))

    @router.post(f"{_PATH}/reject", response_model=VendorListingOut, openapi_extra=VERSIONED)
    async def reject_vendor_listing(writing: Writing, listing_id: UUID, told: ReviewReason) -> Response:
        """Send it back; its vendor reads the reason."""
        return _one(await review.reject(writing, listing_id, told.reason))

    return router


def _one(document: dict[str, Any], status: int = 200) -> Response:
    return json_answer(document, status, version=document["version"])

"""`/reviews`, and `/bookings/{id}/review`."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.reviews.service import ReviewService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.bookings import ReasonIn
from contracts.reviews import (
    BookingReviewOut,
    ReplyCreate,
    ReviewCreate,
    ReviewHide,
    ReviewPatch,
    ReviewReport,
)
from contracts.wire import Page


def reviews_routes(door: Door, service: ReviewService) -> APIRouter:
    """What both sides say of completed bookings."""
    router = door.router(tag="reviews")

    @router.post("/bookings/{booking_id}/review", status_code=201, response_model=BookingReviewOut)
    async def write_review(writing: Writing, booking_id: UUID, wish: ReviewCreate) -> Response:
        """Review a completed booking; seen by the other side once both wrote, or after 7 days."""
        return _one(await service.write(writing, booking_id, wish), 201)

    @router.get("/reviews", response_model=Page[BookingReviewOut])
    async def list_booking_reviews(
        reading: Reading,
        vendor_id: UUID | None = None,
        booking_id: UUID | None = None,
        sort: Annotated[str, Query(max_length=40)] = "-created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """One's own and those about oneself; for moderators those that were reported or hidden."""
        return json_answer(await service.page(reading, vendor_id, booking_id, sort, cursor, limit))

    @router.get("/reviews/{review_id}", response_model=BookingReviewOut)
    async def get_review(reading: Reading, review_id: UUID) -> Response:
        """One review; its ETag is the version to send as If-Match."""
        return _one(await service.one(reading, review_id))

    @router.patch("/reviews/{review_id}", response_model=BookingReviewOut, openapi_extra=VERSIONED)
    async def edit_review(writing: Writing, review_id: UUID, patch: ReviewPatch) -> Response:
        """Change one's review until the other side sees it; needs If-Match."""
        return _one(await service.edit(writing, review_id, patch))

    @router.post("/reviews/{review_id}/reply", response_model=BookingReviewOut)
    async def reply_to_review(writing: Writing, review_id: UUID, wish: ReplyCreate) -> Response:
        """The vendor's one answer to a customer's review."""
        return _one(await service.reply(writing, review_id, wish.text))

    @router.post("/reviews/{review_id}/report", response_model=BookingReviewOut)
    async def report_review(writing: Writing, review_id: UUID, wish: ReviewReport) -> Response:
        """Ask moderators to look at a review that one sees."""
        return _one(await service.report(writing, review_id, wish.reason))

    @router.post("/reviews/{review_id}/hide", response_model=BookingReviewOut, openapi_extra=VERSIONED)
    async def hide_review(writing: Writing, review_id: UUID, wish: ReviewHide) -> Response:
        """Take a review out of sight; its author is told why; needs If-Match."""
        return _one(await service.hide(writing, review_id, wish.reason))

    @router.post("/reviews/{review_id}/restore", response_model=BookingReviewOut, openapi_extra=VERSIONED)
    async def restore_review(writing: Writing, review_id: UUID, _told: ReasonIn | None = None) -> Response:
        """Let a review stand again; needs If-Match."""
        return _one(await service.restore(writing, review_id))

    return router


def _one(document: dict[str, Any], status: int = 200) -> Response:
    return json_answer(document, status, version=document["version"])

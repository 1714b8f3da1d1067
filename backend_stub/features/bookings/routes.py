"""`/bookings`."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.bookings.creation import BookingCreation
from backend_stub.features.bookings.reading import BookingFilter, BookingReading
from backend_stub.features.bookings.transitions import BookingTransitions
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.bookings import (
    BookingCreate,
    BookingHistoryItem,
    BookingOut,
    CancelIn,
    CancellationOut,
    ReasonIn,
    RescheduleIn,
)
from contracts.vocabulary import BookingAction, BookingStatus
from contracts.wire import Instant, Page


def bookings_routes(
    door: Door, creation: BookingCreation, reading_: BookingReading, transitions: BookingTransitions
) -> APIRouter:
    """Making, reading and changing bookings."""
    router = door.router(tag="bookings")

    @router.post("/bookings", status_code=201, response_model=BookingOut)
    async def create_booking(writing: Writing, wish: BookingCreate) -> Response:
        """Ask for a time, held or not; 409 `slot_taken` and `slot_unavailable` name alternatives."""
        return _one(await creation.create(writing, wish), 201)

    @router.get("/bookings", response_model=Page[BookingOut])
    async def list_bookings(
        reading: Reading,
        status: Annotated[list[BookingStatus] | None, Query()] = None,
        since: Annotated[Instant | None, Query(alias="from", description="First start.")] = None,
        until: Annotated[Instant | None, Query(alias="to", description="Starts before this.")] = None,
        vendor_id: UUID | None = None,
        staff_id: UUID | None = None,
        series_id: UUID | None = None,
        q: Annotated[str | None, Query(max_length=200, description="Client, service or reference.")] = None,
        sort: Annotated[str, Query(max_length=40)] = "starts_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """What the caller may see: their own, their vendor's, or all of them."""
        wanted = BookingFilter(tuple(status or ()), since, until, vendor_id, staff_id, q, series_id)
        return json_answer(await reading_.page(reading, wanted, sort, cursor, limit))

    @router.get("/bookings/{booking_id}", response_model=BookingOut)
    async def get_booking(reading: Reading, booking_id: UUID) -> Response:
        """One booking; its ETag is the version to send as If-Match."""
        return _one(await reading_.one(reading, booking_id))

    @router.get("/bookings/{booking_id}/history", response_model=Page[BookingHistoryItem])
    async def get_history(reading: Reading, booking_id: UUID) -> Response:
        """Every step of a booking, oldest first."""
        return json_answer(await reading_.history(reading, booking_id))

    @router.get("/bookings/{booking_id}/cancellation", response_model=CancellationOut)
    async def get_cancellation(reading: Reading, booking_id: UUID) -> Response:
        """What cancelling would cost the caller now, by which rule; 409 where it can't be cancelled."""
        return json_answer(await reading_.cancellation(reading, booking_id))

    @router.post("/bookings/{booking_id}/cancel", response_model=BookingOut, openapi_extra=VERSIONED)
    async def cancel_booking(writing: Writing, booking_id: UUID, told: CancelIn | None = None) -> Response:
        """Cancel a booking; needs If-Match. More than `agreed_fee` is refused: 409 `fee_changed`."""
        told = told or CancelIn()
        cancel, agreed = BookingAction.CANCEL, told.agreed_fee
        return _one(await transitions.change(writing, booking_id, cancel, told.reason, agreed))

    @router.post("/bookings/{booking_id}/reschedule", response_model=BookingOut, openapi_extra=VERSIONED)
    async def reschedule(writing: Writing, booking_id: UUID, wish: RescheduleIn) -> Response:
        """Another time; without `staff_id` the same person if free, else anybody."""
        return _one(await transitions.reschedule(writing, booking_id, wish))

    for action in BookingAction:
        if action not in {BookingAction.RESCHEDULE, BookingAction.CANCEL}:
            path = f"/bookings/{{booking_id}}/{action.replace('_', '-')}"
            route = router.post(
                path, response_model=BookingOut, name=f"{action}_booking", openapi_extra=VERSIONED
            )
            route(_change(action, transitions))
    return router


def _change(action: BookingAction, transitions: BookingTransitions) -> Callable[..., Any]:
    async def change(writing: Writing, booking_id: UUID, told: ReasonIn | None = None) -> Response:
        reason = told.reason if told else None
        return _one(await transitions.change(writing, booking_id, action, reason))

    change.__name__ = f"{action}_booking"
    change.__doc__ = f"{action.replace('_', ' ').capitalize()} a booking; needs If-Match."
    return change


def _one(document: dict[str, Any], status: int = 200) -> Response:
    return json_answer(document, status, version=document["version"])

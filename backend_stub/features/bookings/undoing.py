"""Bookings as checkouts make them and take them back."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from backend_stub.db.occupying import vacate
from backend_stub.db.tables import OccupancySource
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.features.bookings import repository
from backend_stub.features.bookings.creation import BookingCreation
from backend_stub.features.bookings.record import document_of, record_step
from backend_stub.security.context import WritingContext
from contracts.bookings import BookingCreate
from contracts.events import EventName
from contracts.vocabulary import BookingAction, BookingStatus

_OPEN = (BookingStatus.REQUESTED, BookingStatus.CONFIRMED)


class BookingDesk:
    """Implements `ports.bookings.BookingsPort`."""

    def __init__(self, creation: BookingCreation) -> None:
        self._creation = creation

    async def create(self, writing: WritingContext, wish: BookingCreate) -> dict[str, Any]:
        """The new booking."""
        return await self._creation.create(writing, wish)

    async def undo(self, uow: UnitOfWork, booking_ids: Collection[UUID], reason: str) -> None:
        """Cancel what is still open; always in the same order, so that two can't wait for each other."""
        for booking_id in sorted(booking_ids):
            state = await repository.find_state(uow.session, booking_id)
            if state is None or state.status not in _OPEN:
                continue
            before = await document_of(uow, booking_id)
            cancelled = str(BookingStatus.CANCELLED)
            await repository.change(uow.session, booking_id, status=cancelled, updated_at=uow.now)
            await vacate(uow.session, OccupancySource.BOOKING, booking_id)
            event = EventName.BOOKING_CANCELLED
            await record_step(uow, booking_id, None, BookingAction.CANCEL, event, reason, before=before)

"""Bookings, as a checkout makes them and takes them back."""

from collections.abc import Collection
from typing import Any, Protocol
from uuid import UUID

from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.security.context import WritingContext
from contracts.bookings import BookingCreate


class BookingsPort(Protocol):
    """Makes bookings in the transaction of whoever asks, and undoes them."""

    async def create(self, writing: WritingContext, wish: BookingCreate) -> dict[str, Any]:
        """The new booking as it reads; raises as `POST /bookings` answers."""
        ...

    async def undo(self, uow: UnitOfWork, booking_ids: Collection[UUID], reason: str) -> None:
        """Cancel those of these that nobody has begun or ended yet, by the clock and without a fee."""
        ...

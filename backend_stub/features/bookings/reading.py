"""Bookings as their people read them: lists, one, its history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select

from backend_stub.db.tables import Booking
from backend_stub.errors import NotFoundError
from backend_stub.features.bookings import repository
from backend_stub.features.bookings.fees import quote_cancellation
from backend_stub.features.bookings.policies import sees
from backend_stub.features.bookings.rows import booking_document, wire_document
from backend_stub.lists import PreparedList
from backend_stub.security.context import ReadingContext
from contracts.permissions import Permission
from contracts.vocabulary import BookingStatus
from contracts.wire import rfc3339


@dataclass(frozen=True, slots=True)
class BookingFilter:
    """Which bookings."""

    status: tuple[BookingStatus, ...]
    since: datetime | None
    until: datetime | None
    vendor_id: UUID | None
    staff_id: UUID | None
    q: str | None
    series_id: UUID | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """What a row has to fulfil."""
        found: list[ColumnElement[bool]] = []
        if self.status:
            found.append(Booking.status.in_([str(status) for status in self.status]))
        if self.since is not None:
            found.append(Booking.starts_at >= self.since)
        if self.until is not None:
            found.append(Booking.starts_at < self.until)
        if self.vendor_id is not None:
            found.append(Booking.vendor_id == self.vendor_id)
        if self.staff_id is not None:
            found.append(Booking.staff_id == self.staff_id)
        if self.series_id is not None:
            found.append(Booking.series_id == self.series_id)
        if self.q is not None and self.q.strip():
            found.append(repository.matches_text(self.q.strip()))
        return found


class BookingReading:
    """Answers GETs; nobody sees what is not theirs."""

    def __init__(self) -> None:
        self._list = PreparedList(_list_query, repository.ORDERS, wire_document)

    async def page(
        self, reading: ReadingContext, wanted: BookingFilter, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """One page of what the caller may see."""
        reading.caller.require(Permission.BOOKINGS_VIEW)
        return await self._list.page(reading.session, (reading.caller.scopes, wanted), sort, cursor, limit)

    async def one(self, reading: ReadingContext, booking_id: UUID) -> dict[str, Any]:
        """A booking; 404 for what is not there or not the caller's."""
        row = await repository.find_row(reading.session, booking_id)
        if row is None or not sees(reading.caller, row.vendor_id, row.customer_id):
            raise NotFoundError
        reading.caller.require(Permission.BOOKINGS_VIEW)
        return booking_document(row)

    async def cancellation(self, reading: ReadingContext, booking_id: UUID) -> dict[str, Any]:
        """What cancelling would cost the caller now."""
        state = await repository.find_state(reading.session, booking_id, locks=False)
        if state is None or not sees(reading.caller, state.vendor_id, state.customer_id):
            raise NotFoundError
        return quote_cancellation(reading.caller, state, reading.now)

    async def history(self, reading: ReadingContext, booking_id: UUID) -> dict[str, Any]:
        """Every step of a booking, oldest first."""
        await self.one(reading, booking_id)
        steps = await repository.history(reading.session, booking_id)
        items = [
            {
                "at": rfc3339(step.at),
                "actor": step.actor,
                "action": step.action,
                "status": step.status,
                "reason": step.reason,
                "starts_at": rfc3339(step.starts_at),
                "changes": step.changes,
            }
            for step in steps
        ]
        return {"items": items, "next_cursor": None}


def _list_query(
    wish: tuple[frozenset[str], BookingFilter], sort: str, cursor: str | None, limit: int
) -> Select[*tuple[Any, ...]]:
    scopes, wanted = wish
    return repository.list_query(scopes, wanted.conditions(), sort, cursor, limit)

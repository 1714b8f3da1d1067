"""Bookings, as far as they are read by pages."""

from client.answer import Answer
from client.sync.pages import PageCache


class BookingsApi:
    """`/bookings`; lists come by the change feed, writes by the outbox."""

    def __init__(self, pages: PageCache) -> None:
        self._pages = pages

    async def history(self, booking_id: str) -> Answer:
        """`contracts.bookings.BookingHistoryItem`s under `items`, oldest first."""
        return await self._pages.get("booking_history", f"/bookings/{booking_id}/history")

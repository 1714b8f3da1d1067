"""What the admin's bookings table shows beyond a vendor's own: whose booking it is."""

from __future__ import annotations

from dataclasses import dataclass

from viewmodels.vendor.booking_rows import BookingRow


@dataclass(frozen=True, slots=True)
class AdminBookingRow:
    """A vendor's row with the vendor beside it."""

    base: BookingRow
    vendor: str
    found_by: str

    @property
    def id(self) -> str:
        """The booking's id."""
        return self.base.id

"""Waiting for a time that is not free yet."""

from uuid import UUID

from pydantic import model_validator

from contracts.bookings import CustomerRef
from contracts.vocabulary import WaitlistStatus
from contracts.wire import Instant, Title, Version, Wire, Zone


class WaitlistJoin(Wire):
    """A listing, and a window in which the time should begin: at most 31 days."""

    id: UUID
    listing_id: UUID
    staff_id: UUID | None = None
    window_from: Instant
    window_until: Instant

    @model_validator(mode="after")
    def _forwards(self) -> "WaitlistJoin":
        if self.window_until <= self.window_from:
            raise ValueError("window_until must be after window_from")
        return self


class WaitlistLeave(Wire):
    """Body of leaving: nothing."""


class WaitlistOffer(Wire):
    """A time that is kept for one person until `expires_at`; only they are told `hold_id`, to book by it."""

    hold_id: UUID | None
    staff_id: UUID
    starts_at: Instant
    ends_at: Instant
    expires_at: Instant


class WaitlistOut(Wire):
    """A place on the waiting list; `offer` only while its `status` is `offered`."""

    id: UUID
    version: Version
    listing_id: UUID
    listing_title: Title
    vendor_id: UUID
    zone: Zone
    person: CustomerRef
    staff_id: UUID | None
    window_from: Instant
    window_until: Instant
    status: WaitlistStatus
    offer: WaitlistOffer | None
    created_at: Instant
    updated_at: Instant

"""Holds and bookings."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from contracts.vocabulary import BookingAction, BookingStatus
from contracts.wire import Instant, Money, Name, Note, Phone, Reason, Title, Version, Wire, Zone


class CustomerRef(Wire):
    """The customer of a booking."""

    id: UUID
    name: Name


class Guest(Wire):
    """Somebody without an account, who booked at a kiosk or by phone."""

    name: Name
    phone: Phone


class GuestOut(Wire):
    """The guest of a booking; `phone` is empty where an imported line had none."""

    name: Name
    phone: str


class HoldCreate(Wire):
    """Keep a time for a few minutes while its customer fills in the rest."""

    id: UUID
    listing_id: UUID
    starts_at: Instant
    staff_id: UUID | None = None


class HoldOut(Wire):
    """A kept time; good once, for its holder, until `expires_at`."""

    id: UUID
    listing_id: UUID
    staff_id: UUID
    starts_at: Instant
    ends_at: Instant
    zone: Zone
    expires_at: Instant


class BookingCreate(Wire):
    """Either `hold_id`, or `listing_id` and `starts_at` (and `staff_id`, else anybody free)."""

    id: UUID
    hold_id: UUID | None = None
    listing_id: UUID | None = None
    starts_at: Instant | None = None
    staff_id: UUID | None = None
    address_id: UUID | None = None
    note: Note | None = None
    guest: Guest | None = None

    @model_validator(mode="after")
    def _one_way_to_name_the_time(self) -> "BookingCreate":
        direct = (self.listing_id, self.starts_at)
        if self.hold_id is not None and (any(direct) or self.staff_id is not None):
            raise ValueError("give hold_id alone, or listing_id with starts_at")
        if self.hold_id is None and not all(direct):
            raise ValueError("give hold_id, or listing_id with starts_at")
        return self


class BookingOut(Wire):
    """A booking as everybody who may see it sees it; `ETag` is the version in quotes."""

    id: UUID
    version: Version
    reference: str
    status: BookingStatus
    listing_id: UUID
    listing_title: Title
    vendor_id: UUID
    staff_id: UUID
    customer: CustomerRef | None
    guest: GuestOut | None
    starts_at: Instant
    ends_at: Instant
    zone: Zone
    price: Money
    note: Note | None
    created_at: Instant
    updated_at: Instant


class ReasonIn(Wire):
    """Body of every transition but rescheduling."""

    reason: Reason | None = None


class RescheduleIn(Wire):
    """The new time; without `staff_id` the person stays, or anybody free comes."""

    starts_at: Instant
    staff_id: UUID | None = None


class BookingHistoryItem(Wire):
    """One step in the life of a booking; `action` is null for its creation, `actor` is null for the clock."""

    at: Instant
    actor: Annotated[str | None, Field(max_length=120)]
    action: BookingAction | None
    status: BookingStatus
    reason: Reason | None
    starts_at: Instant

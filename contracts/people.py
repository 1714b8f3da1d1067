"""People as admins see them, and the admins' overview."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from contracts.sessions import VendorRef
from contracts.vocabulary import PersonStatus, Role
from contracts.wire import Email, Instant, Money, Name, Reason, Version, Wire


class PersonOut(Wire):
    """A person with roles; `suspended_reason` only while suspended."""

    id: UUID
    version: Version
    name: Name
    email: Email
    roles: list[Role]
    vendors: list[VendorRef]
    status: PersonStatus
    suspended_reason: str | None
    booking_count: int
    created_at: Instant
    last_seen_at: Instant | None


class SuspendIn(Wire):
    """Why somebody may no longer sign in; they are told this sentence."""

    reason: Annotated[Reason, Field(min_length=1, pattern=r"\S")]


class RolesIn(Wire):
    """All roles that a person shall hold from now on, at least one; kiosk is only for devices."""

    roles: Annotated[list[Role], Field(min_length=1, max_length=3)]


class HourCount(Wire):
    """Bookings made in one hour of the day, today and on the same day of last week."""

    hour: Annotated[int, Field(ge=0, le=23)]
    today: int
    last_week: int


class HappeningItem(Wire):
    """One line of what just happened."""

    at: Instant
    event: str
    title: str
    detail: str
    amount: Money | None
    booking_id: UUID | None = None


class WaitingItem(Wire):
    """A pile of work with its oldest piece."""

    kind: str
    count: int
    oldest_at: Instant | None


class OverviewOut(Wire):
    """The day in figures, in the zone that was asked for."""

    at: Instant
    zone: str
    made_today: int
    made_last_week: int
    booked_value: Money
    booked_value_last_week: Money
    cancelled_today: int
    cancelled_last_week: int
    overlaps: int
    overlaps_refused: int
    by_hour: list[HourCount]
    waiting: list[WaitingItem]
    happening: list[HappeningItem]
    connected_clients: int

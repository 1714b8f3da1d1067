"""Bookings that repeat at the same time of the vendor's wall clock."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from contracts.availability import Day
from contracts.bookings import AnswerIn, BookingOut, CancellationOut, CustomerRef, Extras, Guest
from contracts.vocabulary import SeriesFrequency, SeriesScope, SeriesTakes
from contracts.wire import Instant, Money, Name, Note, Reason, Title, Version, WholeNumber, Wire, Zone

Position = Annotated[WholeNumber, Field(ge=1, le=60)]
"""The place of an occurrence in its series, counted from 1."""


class SeriesCreate(Wire):
    """The first occurrence and how it repeats: `count` times in all, or `until` a day of the vendor's.

    A month that has no such day has its occurrence on its last one.
    """

    id: UUID
    listing_id: UUID
    starts_at: Instant
    staff_id: UUID | None = None
    frequency: SeriesFrequency
    every: Annotated[WholeNumber, Field(ge=1, le=12)] = 1
    count: Annotated[WholeNumber, Field(ge=2, le=60)] | None = None
    until: Day | None = None
    takes: SeriesTakes = SeriesTakes.ALL
    address_id: UUID | None = None
    note: Note | None = None
    guest: Guest | None = None
    variant_id: UUID | None = None
    extras: Extras = Field(default_factory=list)
    answers: Annotated[list[AnswerIn], Field(max_length=20)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _one_end(self) -> "SeriesCreate":
        if (self.count is None) == (self.until is None):
            raise ValueError("give count or until")
        return self


class SeriesOut(Wire):
    """A series; its bookings name it as `series_id`. `first_local` is the first's wall clock in `zone`."""

    id: UUID
    version: Version
    listing_id: UUID
    listing_title: Title
    vendor_id: UUID
    customer: CustomerRef | None
    guest_name: Name | None
    frequency: SeriesFrequency
    every: int
    count: int
    first_local: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d$")]
    zone: Zone
    note: Note | None
    created_at: Instant
    updated_at: Instant


class Unavailable(Wire):
    """An occurrence that can't be booked or moved.

    `code` is `slot_taken`, `slot_unavailable`, `no_such_time` (the clock skips it; `starts_at` then reads as
    that wall time) or `consent_needed` (a customer's move so late is for the vendor to agree to).
    """

    position: int
    starts_at: Instant
    code: Annotated[str, Field(max_length=32)]


class SeriesChanged(SeriesOut):
    """A series with the bookings that were just made or changed, and those that could not be."""

    bookings: list[BookingOut]
    unavailable: list[Unavailable]


class SeriesCancel(Wire):
    """Which occurrences; with `agreed_fee`, a higher sum of fees is refused: 409 `fee_changed`."""

    scope: SeriesScope
    position: Position = 1
    reason: Reason | None = None
    agreed_fee: Annotated[WholeNumber, Field(ge=0, le=10**12)] | None = None


class SeriesReschedule(Wire):
    """Where the occurrence at `position` goes; the others of the scope go as many days on, at that time."""

    scope: SeriesScope
    position: Position
    starts_at: Instant
    staff_id: UUID | None = None
    takes: SeriesTakes = SeriesTakes.ALL


class SeriesCancellation(Wire):
    """What cancelling would cost the caller at `now`, in all and for each booking."""

    series_id: UUID
    version: Version
    now: Instant
    price: Money
    fee: Money
    refund: Money
    bookings: list[CancellationOut]

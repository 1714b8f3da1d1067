"""Holds and bookings."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, model_validator

from contracts.vocabulary import BookingAction, BookingStatus, FeeReason
from contracts.wire import Instant, Money, Name, Note, Phone, Reason, Title, Version, WholeNumber, Wire, Zone

BasisPoints = Annotated[WholeNumber, Field(ge=0, le=10_000)]
"""A share: 10,000 is all of it."""


class PolicyStep(Wire):
    """The share of the price that cancelling costs while at least so many minutes are left."""

    minutes_before: Annotated[WholeNumber, Field(ge=0, le=366 * 24 * 60)]
    basis_points: BasisPoints


class CancellationPolicy(Wire):
    """What calling off costs, the longest way ahead first; frozen into a booking when it is made."""

    steps: Annotated[list[PolicyStep], Field(max_length=6)]
    no_show_basis_points: BasisPoints


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


class ExtraChoice(Wire):
    """An extra of the listing, and how many of it."""

    id: UUID
    count: Annotated[WholeNumber, Field(ge=1, le=20)] = 1


class AnswerIn(Wire):
    """An answer to a question of the listing: text, an option, a number, or `yes` and `no`."""

    question_id: UUID
    value: Annotated[str, Field(max_length=1000)]


class AnswerOut(AnswerIn):
    """An answer as the booking keeps it, with the question as it was asked."""

    label: Annotated[str, Field(max_length=200)]


class PriceLine(Wire):
    """A part of a booking's price, in minor units; `kind` is service, variant or extra."""

    kind: Annotated[str, Field(max_length=16)]
    label: Annotated[str, Field(max_length=200)]
    count: Annotated[int, Field(ge=1)]
    amount: int


Extras = Annotated[list[ExtraChoice], Field(max_length=20)]


class HoldCreate(Wire):
    """Keep a time for a few minutes while its customer fills in the rest."""

    id: UUID
    listing_id: UUID
    starts_at: Instant
    staff_id: UUID | None = None
    variant_id: UUID | None = None
    extras: Extras = Field(default_factory=list)


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
    """Either `hold_id`, or `listing_id` and `starts_at` (and `staff_id`, else anybody free).

    What was chosen comes with the hold, or stands here; without `variant_id` it is the cheapest variant.
    """

    id: UUID
    hold_id: UUID | None = None
    listing_id: UUID | None = None
    starts_at: Instant | None = None
    staff_id: UUID | None = None
    address_id: UUID | None = None
    note: Note | None = None
    guest: Guest | None = None
    variant_id: UUID | None = None
    extras: Extras = Field(default_factory=list)
    answers: Annotated[list[AnswerIn], Field(max_length=20)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _one_way_to_name_the_time(self) -> "BookingCreate":
        direct = (self.listing_id, self.starts_at, self.variant_id, self.extras)
        if self.hold_id is not None and (any(direct) or self.staff_id is not None):
            raise ValueError("give hold_id alone, or listing_id with starts_at")
        if self.hold_id is None and not all(direct[:2]):
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
    policy: CancellationPolicy
    fee: Money | None
    """What cancelling late or not coming cost; null while nothing of the kind happened."""
    series_id: UUID | None
    series_position: Annotated[int, Field(ge=1)] | None
    variant_id: UUID | None
    extras: Extras
    lines: list[PriceLine]
    """They add up to the price."""
    answers: list[AnswerOut]


class ReasonIn(Wire):
    """Body of every transition but rescheduling."""

    reason: Reason | None = None


class CancelIn(ReasonIn):
    """Body of `/cancel`. With `agreed_fee`, in minor units, a higher fee is refused: 409 `fee_changed`."""

    agreed_fee: Annotated[WholeNumber, Field(ge=0, le=10**12)] | None = None


class FeeRuleOut(Wire):
    """What cancelling costs from one instant until another; null is without end."""

    since: Instant | None
    until: Instant | None
    basis_points: BasisPoints
    fee: Money


class CancellationOut(Wire):
    """What it would cost the caller to cancel at `now`, and by which of the rules.

    `because`: `policy`, or why nothing is due: `not_confirmed` before the vendor agreed, `by_vendor` where
    the vendor or an admin calls it off.
    """

    booking_id: UUID
    version: Version
    now: Instant
    because: FeeReason
    basis_points: BasisPoints
    price: Money
    fee: Money
    refund: Money
    rules: list[FeeRuleOut]
    no_show_fee: Money


class RescheduleIn(Wire):
    """The new time; without `staff_id` the person stays, or anybody free comes."""

    starts_at: Instant
    staff_id: UUID | None = None


class FieldChange(Wire):
    """A field that a step changed, as the booking showed it before and after."""

    field: Annotated[str, Field(max_length=40)]
    before: Any
    after: Any


class BookingHistoryItem(Wire):
    """One step in the life of a booking; `action` is null for its creation, `actor` is null for the clock."""

    at: Instant
    actor: Annotated[str | None, Field(max_length=120)]
    action: BookingAction | None
    status: BookingStatus
    reason: Reason | None
    starts_at: Instant
    changes: list[FieldChange]

"""Other times that one side of a booking proposes to the other."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from contracts.vocabulary import ProposalSide, ProposalStatus
from contracts.wire import Instant, Name, Reason, Version, Wire, Zone


class ProposalCreate(Wire):
    """Another time for a booking; without `staff_id` the person stays, or anybody free comes."""

    id: UUID
    starts_at: Instant
    staff_id: UUID | None = None
    note: Annotated[Reason, Field(description="Why, in words for the other side.")] | None = None


class ProposalAnswerIn(Wire):
    """Body of the answers to a proposal: nothing."""


class ProposalOut(Wire):
    """A proposed time; while it is `open` it is kept for the booking, beside the booking's own time.

    `side` is who proposed it; the other side answers until `expires_at`, after that it has `lapsed`.
    `withdrawn` is also what happens to it when the booking is cancelled or moved otherwise.
    """

    id: UUID
    version: Version
    booking_id: UUID
    vendor_id: UUID
    customer_id: UUID
    side: ProposalSide
    status: ProposalStatus
    staff_id: UUID
    starts_at: Instant
    ends_at: Instant
    zone: Zone
    note: Reason | None
    creator: Name
    expires_at: Instant
    created_at: Instant
    updated_at: Instant

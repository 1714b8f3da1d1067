"""Reviews as those who wrote them, those they are about, and moderators see them."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from contracts.bookings import CustomerRef
from contracts.vocabulary import ReviewSide, ReviewState
from contracts.wire import Instant, Name, Note, Reason, Title, Version, WholeNumber, Wire

Stars = Annotated[WholeNumber, Field(ge=1, le=5)]
ReviewText = Annotated[str, Field(max_length=2000)]


class ReviewCreate(Wire):
    """What one side says of a completed booking."""

    id: UUID
    rating: Stars
    text: ReviewText = ""


class ReviewPatch(Wire):
    """Other words or stars, as long as nobody else sees them."""

    rating: Stars | None = None
    text: ReviewText | None = None


class ReplyCreate(Wire):
    """The vendor's one answer to a customer's review."""

    text: Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]


class ReviewReport(Wire):
    """Why a review should be looked at."""

    reason: Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]


class ReviewHide(Wire):
    """Why a review may not stand there; its author is told."""

    reason: Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]


class BookingReviewOut(Wire):
    """A review of a booking; `waiting` ones only their own side sees, until both wrote or 7 days passed."""

    id: UUID
    version: Version
    booking_id: UUID
    listing_id: UUID
    listing_title: Title
    vendor_id: UUID
    vendor_name: Name
    customer: CustomerRef
    side: ReviewSide
    author: Name
    rating: Stars
    text: Note
    state: ReviewState
    hidden_reason: Reason | None
    reply: Note | None
    reply_at: Instant | None
    report_count: Annotated[int, Field(ge=0)]
    created_at: Instant
    visible_at: Instant | None

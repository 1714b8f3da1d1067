"""Listings as their vendors make them: drafts, what is in review, and what customers see."""

from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from contracts.bookings import CancellationPolicy
from contracts.catalogue import ExtraOut, PhotoOut, QuestionOut, ServiceArea, VariantOut
from contracts.listings_limits import MAX_EXTRAS, MAX_PHOTOS, MAX_QUESTIONS, MAX_VARIANTS
from contracts.vocabulary import ListingPlace
from contracts.wire import Instant, Name, Note, Reason, Version, WholeNumber, Wire

_AMOUNT: Final = 10**9


class ListingStatus(StrEnum):
    """Where a listing stands; `in_review` and `rejected` are those that were never published."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    REJECTED = "rejected"
    PUBLISHED = "published"
    PAUSED = "paused"


class DraftStatus(StrEnum):
    """Where changes stand that customers don't see yet."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    REJECTED = "rejected"


Amount = Annotated[WholeNumber, Field(ge=0, le=_AMOUNT)]
Minutes = Annotated[WholeNumber, Field(ge=5, le=24 * 60)]
Buffer = Annotated[WholeNumber, Field(ge=0, le=8 * 60)]


class ListingContent(Wire):
    """All that a vendor says of a listing. A draft may lack much; `listing_rules` says what review needs."""

    title: Annotated[str, Field(max_length=200)] = ""
    description: Note = ""
    included: Annotated[list[Name], Field(max_length=20)] = Field(default_factory=list)
    policy: Note = ""
    category_id: UUID
    places: Annotated[list[ListingPlace], Field(min_length=1, max_length=3)] = Field(
        default_factory=lambda: [ListingPlace.AT_CUSTOMER]
    )
    service_area: ServiceArea | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
    price: Amount = 0
    duration_minutes: Minutes = 60
    buffer_before_minutes: Buffer = 0
    buffer_after_minutes: Buffer = 0
    deposit: Amount = 0
    cancellation: CancellationPolicy | None = None
    variants: Annotated[list[VariantOut], Field(max_length=MAX_VARIANTS)] = Field(default_factory=list)
    extras: Annotated[list[ExtraOut], Field(max_length=MAX_EXTRAS)] = Field(default_factory=list)
    questions: Annotated[list[QuestionOut], Field(max_length=MAX_QUESTIONS)] = Field(default_factory=list)
    photos: Annotated[list[PhotoOut], Field(max_length=MAX_PHOTOS)] = Field(default_factory=list)
    staff_ids: Annotated[list[UUID], Field(max_length=100)] = Field(default_factory=list)


class ListingPatch(Wire):
    """Changed fields of a listing; lists are given whole, in their order."""

    title: Annotated[str, Field(max_length=200)] | None = None
    description: Note | None = None
    included: Annotated[list[Name], Field(max_length=20)] | None = None
    policy: Note | None = None
    category_id: UUID | None = None
    places: Annotated[list[ListingPlace], Field(min_length=1, max_length=3)] | None = None
    service_area: ServiceArea | None = None
    price: Amount | None = None
    duration_minutes: Minutes | None = None
    buffer_before_minutes: Buffer | None = None
    buffer_after_minutes: Buffer | None = None
    deposit: Amount | None = None
    cancellation: CancellationPolicy | None = None
    variants: Annotated[list[VariantOut], Field(max_length=MAX_VARIANTS)] | None = None
    extras: Annotated[list[ExtraOut], Field(max_length=MAX_EXTRAS)] | None = None
    questions: Annotated[list[QuestionOut], Field(max_length=MAX_QUESTIONS)] | None = None
    photos: Annotated[list[PhotoOut], Field(max_length=MAX_PHOTOS)] | None = None
    staff_ids: Annotated[list[UUID], Field(max_length=100)] | None = None


class ListingCreate(ListingPatch):
    """A new listing, as a draft."""

    id: UUID
    vendor_id: UUID
    category_id: UUID


class VendorListingOut(Wire):
    """A listing as its vendor and (in review) the admins see it; `ETag` is the version in quotes.

    `content` is what the vendor last said, `published` what customers see or (paused) saw, null before that.
    `draft_status` is null where both are the same.
    """

    id: UUID
    version: Version
    vendor_id: UUID
    vendor_name: Name
    status: ListingStatus
    draft_status: DraftStatus | None
    reason: Reason | None
    content: ListingContent
    published: ListingContent | None
    submitted_at: Instant | None
    published_at: Instant | None
    created_at: Instant
    updated_at: Instant


class ReviewReason(Wire):
    """Why an admin sends a listing back; its vendor reads it."""

    reason: Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]


class CategoryCreate(Wire):
    """A new kind of service; without `parent_id` at the top."""

    id: UUID
    name: Name
    art: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9-]+$")] = "home"
    parent_id: UUID | None = None
    position: Annotated[WholeNumber, Field(ge=0, le=10_000)] = 0


class CategoryPatch(Wire):
    """Changed fields of a category; `parent_id` null moves it to the top."""

    name: Name | None = None
    art: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9-]+$")] | None = None
    parent_id: UUID | None = None
    position: Annotated[WholeNumber, Field(ge=0, le=10_000)] | None = None

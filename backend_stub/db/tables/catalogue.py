"""What is on offer: categories, listings, who gives them, and what customers said."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base, Json


class Category(Base):
    """A kind of service, perhaps within another; `art` names its drawn picture."""

    __tablename__ = "category"
    __table_args__ = (
        Index("ix_category_parent_id", "parent_id"),
        CheckConstraint("parent_id <> id", name="parent"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(120))
    art: Mapped[str] = mapped_column(String(64))
    position: Mapped[int]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("category.id"))


class Listing(Base):
    """A service on offer; price in minor units, times in minutes.

    The columns and `details` are what customers see of one that is published. `draft` is what its vendor says
    beyond that, `edits` the version of all that the vendor sees; see `contracts.listings`.
    """

    __tablename__ = "listing"
    __table_args__ = (
        Index("ix_listing_vendor_id", "vendor_id"),
        Index("ix_listing_category_id", "category_id"),
        CheckConstraint("duration_minutes >= 5", name="duration"),
        CheckConstraint("buffer_before_minutes >= 0 AND buffer_after_minutes >= 0", name="buffers"),
        CheckConstraint("price_amount >= 0", name="price"),
        CheckConstraint("status IN ('draft', 'published', 'paused')", name="status"),
        CheckConstraint("draft_status IN ('draft', 'in_review', 'rejected')", name="draft_status"),
        Index("ix_listing_draft_status", "draft_status"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("category.id"))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text)
    included: Mapped[list[str]] = mapped_column(Json)
    policy: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(16))
    price_amount: Mapped[int]
    price_currency: Mapped[str] = mapped_column(String(3))
    duration_minutes: Mapped[int]
    buffer_before_minutes: Mapped[int] = mapped_column(default=0)
    buffer_after_minutes: Mapped[int] = mapped_column(default=0)
    rating: Mapped[float | None]
    rating_count: Mapped[int] = mapped_column(default=0)
    art: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(16), default="published", server_default="published")
    details: Mapped[dict[str, Any] | None] = mapped_column(Json)
    draft: Mapped[dict[str, Any] | None] = mapped_column(Json)
    draft_status: Mapped[str | None] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(500))
    edits: Mapped[int] = mapped_column(default=1, server_default="1")
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]


class ListingStaff(Base):
    """Who gives a listing."""

    __tablename__ = "listing_staff"
    __table_args__ = (Index("ix_listing_staff_staff_id", "staff_id"),)

    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)


class Review(Base):
    """What one side said of a booking: the customer of the service, or the vendor of the customer.

    While it `waits`, only its own side sees it. Those without a booking are from before bookings had reviews.
    """

    __tablename__ = "review"
    __table_args__ = (
        Index("ix_review_listing_id_created_at", "listing_id", "created_at"),
        Index("uq_review_booking_id_side", "booking_id", "side", unique=True),
        Index("ix_review_customer_id", "customer_id"),
        Index("ix_review_vendor_id", "vendor_id"),
        Index("ix_review_waits_created_at", "waits", "created_at"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    author: Mapped[str] = mapped_column(String(120))
    rating: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    side: Mapped[str] = mapped_column(String(8), default="customer", server_default="customer")
    waits: Mapped[bool] = mapped_column(default=False, server_default=false())
    report_count: Mapped[int] = mapped_column(default=0, server_default="0")
    booking_id: Mapped[UUID | None]
    listing_title: Mapped[str | None] = mapped_column(String(200))
    vendor_id: Mapped[UUID | None]
    vendor_name: Mapped[str | None] = mapped_column(String(120))
    customer_id: Mapped[UUID | None]
    customer_name: Mapped[str | None] = mapped_column(String(120))
    author_id: Mapped[UUID | None]
    visible_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_reason: Mapped[str | None] = mapped_column(String(500))
    reply: Mapped[str | None] = mapped_column(Text)
    reply_at: Mapped[datetime | None]


class ReviewReportRow(Base):
    """Somebody asks moderators to look at a review."""

    __tablename__ = "review_report"

    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime]

"""What two sides still have to agree on: other times, repeated times, and times that are hoped for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base

_OPEN = text("status = 'open'")
_HOPING = text("status IN ('waiting', 'offered')")


class BookingProposal(Base):
    """Another time for a booking, which the other `side` has to agree to until `expires_at`.

    While it is open, `occupancy` keeps the proposed time for it, beside the booking's own.
    """

    __tablename__ = "booking_proposal"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="range"),
        Index(
            "uq_booking_proposal_open", "booking_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        Index("ix_booking_proposal_booking_id", "booking_id", "created_at"),
        Index("ix_booking_proposal_status_expires_at", "status", "expires_at"),
        Index("ix_booking_proposal_vendor_id", "vendor_id"),
        Index("ix_booking_proposal_customer_id", "customer_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    booking_id: Mapped[UUID] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"))
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    side: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(16))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    note: Mapped[str | None] = mapped_column(String(500))
    creator_id: Mapped[UUID]
    creator: Mapped[str] = mapped_column(String(120))
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class BookingSeries(Base):
    """The rule by which bookings repeat; `first_local` is what the vendor's wall clock shows at the first."""

    __tablename__ = "booking_series"
    __table_args__ = (
        CheckConstraint("every BETWEEN 1 AND 12", name="every"),
        CheckConstraint("count BETWEEN 1 AND 60", name="count"),
        Index("ix_booking_series_vendor_id", "vendor_id", "created_at"),
        Index("ix_booking_series_customer_id", "customer_id", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id"))
    listing_title: Mapped[str] = mapped_column(String(200))
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id"))
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    customer_name: Mapped[str | None] = mapped_column(String(120))
    guest_name: Mapped[str | None] = mapped_column(String(120))
    frequency: Mapped[str] = mapped_column(String(8))
    every: Mapped[int]
    count: Mapped[int]
    first_local: Mapped[str] = mapped_column(String(16))
    zone: Mapped[str] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(Text)
    creator_id: Mapped[UUID]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class WaitlistEntry(Base):
    """Somebody who wants a time of a listing between two instants; the offer is a hold in their name."""

    __tablename__ = "waitlist_entry"
    __table_args__ = (
        CheckConstraint("window_from < window_until", name="window"),
        CheckConstraint("(status = 'offered') = (offered_until IS NOT NULL)", name="offer"),
        Index("ix_waitlist_entry_listing_id", "listing_id", "status", "created_at", "id"),
        Index("ix_waitlist_entry_status", "status", "offered_until"),
        Index("ix_waitlist_entry_person_id", "person_id"),
        Index("ix_waitlist_entry_vendor_id", "vendor_id"),
        Index("uq_waitlist_entry_hold_id", "hold_id", unique=True),
        Index(
            "uq_waitlist_entry_hoping",
            "listing_id",
            "person_id",
            "window_from",
            unique=True,
            sqlite_where=_HOPING,
            postgresql_where=_HOPING,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id"))
    listing_title: Mapped[str] = mapped_column(String(200))
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id"))
    zone: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    person_name: Mapped[str] = mapped_column(String(120))
    staff_id: Mapped[UUID | None]
    window_from: Mapped[datetime]
    window_until: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(16))
    hold_id: Mapped[UUID | None]
    offer_staff_id: Mapped[UUID | None]
    offer_starts_at: Mapped[datetime | None]
    offer_ends_at: Mapped[datetime | None]
    offered_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

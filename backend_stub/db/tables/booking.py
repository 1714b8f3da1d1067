"""Holds and bookings. Their time is kept free of others by `occupancy`, not here."""

import json
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base, Json
from contracts.cancellation import DEFAULT_POLICY

PLATFORM_POLICY: Final = json.dumps(DEFAULT_POLICY, separators=(",", ":"))
"""As bookings keep it: a text, so that reading a list of them reads no JSON twice."""


class Hold(Base):
    """A time kept for a holder (a person or kiosk) until `expires_at`; `state`: live, used, expired."""

    __tablename__ = "hold"
    __table_args__ = (Index("ix_hold_state_expires_at", "state", "expires_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    holder_id: Mapped[UUID]
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id"))
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8), default="live")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    choice: Mapped[str | None] = mapped_column(Text)


class Booking(Base):
    """A booking with what it was agreed on; `creator_id` is the person or kiosk that made it.

    `policy` is JSON, as it was when this was booked; `fee_amount` is what cancelling late or not coming cost.
    `choice` (JSON, see `ports.quotes`) is what was chosen and answered, null where there was nothing to.
    """

    __tablename__ = "booking"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="range"),
        Index("uq_booking_reference", "reference", unique=True),
        Index("ix_booking_vendor_id_starts_at", "vendor_id", "starts_at", "id"),
        Index("ix_booking_customer_id_starts_at", "customer_id", "starts_at", "id"),
        Index("ix_booking_starts_at", "starts_at", "id"),
        Index("ix_booking_status_answer_by", "status", "answer_by"),
        Index("ix_booking_created_at", "created_at"),
        Index("ix_booking_updated_at", "updated_at"),
        Index(
            "uq_booking_series_id_series_position",
            "series_id",
            "series_position",
            unique=True,
            sqlite_where=text("series_id IS NOT NULL"),
            postgresql_where=text("series_id IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    reference: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id"))
    listing_title: Mapped[str] = mapped_column(String(200))
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    customer_name: Mapped[str | None] = mapped_column(String(120))
    guest_name: Mapped[str | None] = mapped_column(String(120))
    guest_phone: Mapped[str | None] = mapped_column(String(32))
    creator_id: Mapped[UUID]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    price_amount: Mapped[int]
    price_currency: Mapped[str] = mapped_column(String(3))
    note: Mapped[str | None] = mapped_column(Text)
    address_id: Mapped[UUID | None]
    answer_by: Mapped[datetime]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    policy: Mapped[str] = mapped_column(Text, default=PLATFORM_POLICY, server_default=PLATFORM_POLICY)
    fee_amount: Mapped[int | None]
    series_id: Mapped[UUID | None]
    series_position: Mapped[int | None]
    choice: Mapped[str | None] = mapped_column(Text)


class BookingHistory(Base):
    """One step in the life of a booking; no `action` for its creation, no `actor` for the clock."""

    __tablename__ = "booking_history"

    booking_id: Mapped[UUID] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    actor: Mapped[str | None] = mapped_column(String(120))
    action: Mapped[str | None] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(500))
    starts_at: Mapped[datetime]
    changes: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list, server_default="[]")
    """What this step changed, each as `{field, before, after}`; texts as the wire writes them."""

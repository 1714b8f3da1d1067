"""When a vendor can be booked besides weekly hours: rules, exceptions, resources, seats of classes."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base, Json

SEATS: Final = "ck_class_session_seats"
"""Names the limit of a class's seats in both databases' errors; `db.conflict` recognises it."""


class AvailabilityRules(Base):
    """A vendor's rules for everyone; a vendor without a row has the defaults."""

    __tablename__ = "availability_rules"
    __table_args__ = (
        CheckConstraint("notice_minutes >= 0 AND horizon_days >= 1", name="window"),
        CheckConstraint("travel_minutes >= 0 AND travel_kmh >= 1", name="travel"),
    )

    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    notice_minutes: Mapped[int] = mapped_column(default=0)
    horizon_days: Mapped[int] = mapped_column(default=1098)
    travel_minutes: Mapped[int] = mapped_column(default=0)
    travel_kmh: Mapped[int | None]
    holiday_country: Mapped[str | None] = mapped_column(String(2))
    holiday_region: Mapped[str | None] = mapped_column(String(8))
    holidays_through: Mapped[int | None]
    """The last year whose public holidays are written down as exceptions."""


class AvailabilityException(Base):
    """Days of a vendor's calendar that are otherwise; no `staff_id` is everyone.

    `hours` has `[opens, closes]` in minutes of the wall clock. `kind` closed: those are closed (none: the
    whole day); open: those are open beside the usual ones; hours: those take the place of the usual ones.
    """

    __tablename__ = "availability_exception"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="days"),
        Index("ix_availability_exception_vendor_id_last_day", "vendor_id", "last_day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    hours: Mapped[list[list[int]]] = mapped_column(Json)
    title: Mapped[str] = mapped_column(String(200))
    is_holiday: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Resource(Base):
    """A room, van or machine that services need beside a person."""

    __tablename__ = "resource"
    __table_args__ = (Index("ix_resource_vendor_id", "vendor_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))


class ListingSetup(Base):
    """How many can book one time of a listing; without a row one."""

    __tablename__ = "listing_setup"
    __table_args__ = (CheckConstraint("capacity BETWEEN 1 AND 500", name="capacity"),)

    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    capacity: Mapped[int] = mapped_column(default=1)


class ListingNeed(Base):
    """A kind of resource of which a booking of a listing keeps one."""

    __tablename__ = "listing_need"

    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)


class ClassSession(Base):
    """A time of a group class: it occupies its person and resources once, however many come.

    `taken` is counted by triggers on `seat`, and the check refuses one more than there are.
    """

    __tablename__ = "class_session"
    __table_args__ = (
        CheckConstraint("taken BETWEEN 0 AND capacity", name="seats"),
        Index(
            "uq_class_session_listing_id_staff_id_starts_at",
            "listing_id",
            "staff_id",
            "starts_at",
            unique=True,
        ),
        Index("ix_class_session_staff_id_starts_at", "staff_id", "starts_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)


class Seat(Base):
    """A hold or booking of one place in a class; the last to go takes the session along."""

    __tablename__ = "seat"
    __table_args__ = (Index("ix_seat_session_id", "session_id"),)

    source: Mapped[str] = mapped_column(String(8), primary_key=True)
    source_id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("class_session.id"))

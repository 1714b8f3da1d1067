"""Vendors, who acts for them, their staff and the hours they work."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base


class Vendor(Base):
    """A business. `zone` is an IANA name; `answer_minutes` is the time it has to answer a request."""

    __tablename__ = "vendor"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text)
    zone: Mapped[str] = mapped_column(String(64))
    street: Mapped[str] = mapped_column(String(200))
    city: Mapped[str] = mapped_column(String(120))
    latitude: Mapped[float]
    longitude: Mapped[float]
    answer_minutes: Mapped[int]
    rating: Mapped[float | None]
    rating_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]


class VendorMember(Base):
    """A person who acts for a vendor; `position` is `owner` or `member`."""

    __tablename__ = "vendor_member"
    __table_args__ = (Index("ix_vendor_member_person_id", "person_id"),)

    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[str] = mapped_column(String(16), default="owner")


class Staff(Base):
    """Somebody who gives services, one at a time; `tint` (0-4) is the colour of their initials."""

    __tablename__ = "staff"
    __table_args__ = (Index("ix_staff_vendor_id", "vendor_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    tint: Mapped[int] = mapped_column(default=0)


class WeeklyHours(Base):
    """An open stretch of a week day (0 is Monday) in the vendor's zone, in minutes after midnight."""

    __tablename__ = "weekly_hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("opens >= 0 AND opens < closes AND closes <= 1440", name="stretch"),
    )

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)
    opens: Mapped[int] = mapped_column(primary_key=True)
    closes: Mapped[int]

"""Coupons, and who used them. The limits are the database's: counters that can't pass them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base


class Coupon(Base):
    """A code that takes something off; `vendor_id` is the vendor that pays for it, None the platform.

    `value` is basis points of a `percent` coupon, minor units of `currency` of an `amount` one.
    `for_vendor_id` and `category_id` narrow what it fits. `used` counts redemptions that stand.
    """

    __tablename__ = "coupon"
    __table_args__ = (
        Index("uq_coupon_code", "code", unique=True),
        Index("ix_coupon_vendor_id_created_at", "vendor_id", "created_at", "id"),
        Index("ix_coupon_created_at", "created_at", "id"),
        CheckConstraint("used >= 0 AND (limit_total IS NULL OR used <= limit_total)", name="limit_total"),
        CheckConstraint("value > 0", name="value"),
        CheckConstraint("(kind = 'percent') = (currency IS NULL)", name="kind"),
        CheckConstraint("kind = 'amount' OR value <= 10000", name="percent"),
        CheckConstraint("ends_at IS NULL OR starts_at IS NULL OR starts_at < ends_at", name="range"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    code: Mapped[str] = mapped_column(String(24))
    vendor_id: Mapped[UUID | None] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    value: Mapped[int]
    currency: Mapped[str | None] = mapped_column(String(3))
    first_booking: Mapped[bool]
    for_vendor_id: Mapped[UUID | None] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"))
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey("category.id"))
    limit_total: Mapped[int | None]
    limit_per_person: Mapped[int | None]
    stacks: Mapped[bool]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(8))
    used: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class CouponTally(Base):
    """How often one person uses a coupon; `allowed` is its limit per person, where it has one."""

    __tablename__ = "coupon_tally"
    __table_args__ = (
        CheckConstraint("used >= 0 AND (allowed IS NULL OR used <= allowed)", name="limit_per_person"),
    )

    coupon_id: Mapped[UUID] = mapped_column(ForeignKey("coupon.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    used: Mapped[int]
    allowed: Mapped[int | None]


class CouponRedemption(Base):
    """One use of a coupon, in one checkout; `state` is `used` or `released`.

    A person has one standing redemption of coupons for first bookings, whichever of them it is.
    """

    __tablename__ = "coupon_redemption"
    __table_args__ = (
        Index(
            "uq_coupon_redemption_first",
            "person_id",
            unique=True,
            sqlite_where=text("first_booking AND state = 'used'"),
            postgresql_where=text("first_booking AND state = 'used'"),
        ),
        Index("ix_coupon_redemption_checkout_id", "checkout_id"),
    )

    coupon_id: Mapped[UUID] = mapped_column(ForeignKey("coupon.id", ondelete="CASCADE"), primary_key=True)
    checkout_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID]
    first_booking: Mapped[bool]
    amount: Mapped[int]
    state: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime]

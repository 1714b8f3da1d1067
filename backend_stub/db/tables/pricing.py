"""Rates by which prices are read: tax in them, and the platform's commission on them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base


class TaxRate(Base):
    """Tax on top of net, in basis points: of a country, and there of one category where it differs.

    `rule` is `DE` or `DE:<category id>`, so that there is one rate for each. Prices include it.
    """

    __tablename__ = "tax_rate"
    __table_args__ = (
        Index("uq_tax_rate_rule", "rule", unique=True),
        CheckConstraint("basis_points BETWEEN 0 AND 5000", name="basis_points"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    rule: Mapped[str] = mapped_column(String(48))
    country: Mapped[str] = mapped_column(String(2))
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"))
    basis_points: Mapped[int]
    updated_at: Mapped[datetime]


class CommissionRule(Base):
    """What the platform keeps of a booking, in basis points: of a vendor, else of a category, else of all.

    `rule` is `default`, `category:<id>` or `vendor:<id>`, so that there is one for each.
    """

    __tablename__ = "commission_rule"
    __table_args__ = (
        Index("uq_commission_rule_rule", "rule", unique=True),
        CheckConstraint("basis_points BETWEEN 0 AND 5000", name="basis_points"),
        CheckConstraint("vendor_id IS NULL OR category_id IS NULL", name="one_thing"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    rule: Mapped[str] = mapped_column(String(48))
    vendor_id: Mapped[UUID | None] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"))
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"))
    basis_points: Mapped[int]
    updated_at: Mapped[datetime]

"""What somebody is about to book, and the checkouts in which they did."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base, Json


class CartItem(Base):
    """A held time in somebody's cart, at the price when it was put in; it goes with its checkout."""

    __tablename__ = "cart_item"
    __table_args__ = (
        Index("ix_cart_item_person_id_created_at", "person_id", "created_at", "id"),
        Index("uq_cart_item_hold_id", "hold_id", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    hold_id: Mapped[UUID] = mapped_column(ForeignKey("hold.id"))
    price_amount: Mapped[int]
    price_currency: Mapped[str] = mapped_column(String(3))
    answers: Mapped[list[dict[str, str]]] = mapped_column(Json)
    created_at: Mapped[datetime]


class Checkout(Base):
    """Bookings that were made together, and how they are paid; `price` is what it was agreed on.

    `state`: `paying` until the payment is captured (`done`) or has come to nothing (`undone`); on site it is
    `done` at once. Its payment has the checkout's own id.
    """

    __tablename__ = "checkout"
    __table_args__ = (
        Index("ix_checkout_person_id_created_at", "person_id", "created_at", "id"),
        CheckConstraint("state IN ('paying', 'done', 'undone')", name="state"),
        CheckConstraint("total_amount >= 0", name="total"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(8))
    method: Mapped[str] = mapped_column(String(8))
    total_amount: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    price: Mapped[dict[str, Any]] = mapped_column(Json)
    pay_by: Mapped[datetime]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class CheckoutLine(Base):
    """One booking of a checkout with its part of the price: `amount` before coupons, `total` after them."""

    __tablename__ = "checkout_line"
    __table_args__ = (
        Index("ix_checkout_line_checkout_id", "checkout_id", "position"),
        CheckConstraint("total = amount - by_vendor - by_platform AND total >= 0", name="total"),
        CheckConstraint("tax BETWEEN 0 AND total", name="tax"),
    )

    booking_id: Mapped[UUID] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True)
    checkout_id: Mapped[UUID] = mapped_column(ForeignKey("checkout.id", ondelete="CASCADE"))
    position: Mapped[int]
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id"))
    title: Mapped[str] = mapped_column(String(200))
    amount: Mapped[int]
    by_vendor: Mapped[int]
    by_platform: Mapped[int]
    total: Mapped[int]
    tax_rate: Mapped[int]
    tax: Mapped[int]
    commission: Mapped[int]

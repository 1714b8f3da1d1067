"""Payments, what they are for, what goes back of them, and what gateways told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base, Json

_LIVE = text("live")
_WAITING = text("check_at IS NOT NULL")


class Payment(Base):
    """What a customer is to pay for an order; `wanted` is `capture`, or `cancel` once the order is off.

    `check_at` is when its gateway is to be asked next; null once nothing more can come of it.
    """

    __tablename__ = "payment"
    __table_args__ = (
        Index("ix_payment_check_at", "check_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_payment_customer_id", "customer_id", "created_at"),
        Index("ix_payment_gateway_ref", "gateway", "gateway_ref", unique=True),
        Index("ix_payment_created_at", "created_at"),
        CheckConstraint("amount >= 0 AND refunded >= 0 AND refunded <= amount", name="amounts"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    customer_id: Mapped[UUID | None]
    customer_name: Mapped[str | None] = mapped_column(String(120))
    method: Mapped[str] = mapped_column(String(16))
    gateway: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    wanted: Mapped[str] = mapped_column(String(8))
    amount: Mapped[int] = mapped_column(BigInteger)
    refunded: Mapped[int] = mapped_column(BigInteger, default=0)
    currency: Mapped[str] = mapped_column(String(3))
    token: Mapped[str | None] = mapped_column(String(255))
    attempt: Mapped[int] = mapped_column(default=1)
    confirmed: Mapped[int] = mapped_column(default=0)
    gateway_ref: Mapped[str | None] = mapped_column(String(255))
    action_url: Mapped[str | None] = mapped_column(Text)
    problem: Mapped[str | None] = mapped_column(String(64))
    card: Mapped[str | None] = mapped_column(String(64))
    pay_by: Mapped[datetime]
    checks: Mapped[int] = mapped_column(default=0)
    check_at: Mapped[datetime | None]
    captured_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class PaymentPartRow(Base):
    """One booking's part of a payment; a booking has at most one live part, so nobody pays twice.

    `refunded` is promised back, `returned` is back already.
    """

    __tablename__ = "payment_part"
    __table_args__ = (
        Index(
            "ix_payment_part_booking", "booking_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE
        ),
        Index("ix_payment_part_booking_id", "booking_id"),
        Index("ix_payment_part_vendor_id", "vendor_id"),
        CheckConstraint("0 <= returned AND returned <= refunded AND refunded <= total", name="refunds"),
        CheckConstraint(
            "tax >= 0 AND commission >= 0 AND fee >= 0 AND promotion >= 0 "
            "AND tax + commission + fee <= total + promotion",
            name="shares",
        ),
    )

    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payment.id"), primary_key=True)
    booking_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int]
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id"))
    live: Mapped[bool]
    total: Mapped[int] = mapped_column(BigInteger)
    tax: Mapped[int] = mapped_column(BigInteger)
    commission: Mapped[int] = mapped_column(BigInteger)
    fee: Mapped[int] = mapped_column(BigInteger)
    promotion: Mapped[int] = mapped_column(BigInteger)
    items: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    captured_at: Mapped[datetime | None]
    refunded: Mapped[int] = mapped_column(BigInteger, default=0)
    returned: Mapped[int] = mapped_column(BigInteger, default=0)


class Refund(Base):
    """Money on its way back to a customer; its id is the idempotency key towards the gateway."""

    __tablename__ = "refund"
    __table_args__ = (
        Index("ix_refund_check_at", "check_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_refund_payment_id", "payment_id", "created_at"),
        CheckConstraint("amount > 0", name="amount"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payment.id"))
    booking_id: Mapped[UUID]
    amount: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(500))
    actor_id: Mapped[UUID | None]
    gateway_ref: Mapped[str | None] = mapped_column(String(255))
    checks: Mapped[int] = mapped_column(default=0)
    check_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class GatewayEvent(Base):
    """A webhook that was heard; its second arrival changes nothing."""

    __tablename__ = "gateway_event"
    __table_args__ = (Index("ix_gateway_event_at", "at"),)

    gateway: Mapped[str] = mapped_column(String(16), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    at: Mapped[datetime]


class SandboxCharge(Base):
    """What the sandbox gateway, which stands for a bank, knows of one charge; a demo and tests use it."""

    __tablename__ = "sandbox_charge"
    __table_args__ = (Index("ix_sandbox_charge_key", "key", unique=True),)

    ref: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(255))
    version: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(Json)

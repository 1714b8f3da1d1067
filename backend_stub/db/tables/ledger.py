"""The double-entry ledger: transactions of entries that add up to 0. The database lets nobody change them.

A transaction has to be sealed in the database transaction that wrote it (a deferred foreign key), a seal is
refused unless the entries add up to 0, and nothing is added after it. What was wrong is reversed.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base, Guid


class LedgerTransaction(Base):
    """One thing that happened to money, in one currency; `source` names what, so it is written once."""

    __tablename__ = "ledger_transaction"
    __table_args__ = (Index("ix_ledger_transaction_at", "at"), {"sqlite_autoincrement": True})

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    id: Mapped[UUID] = mapped_column(
        Guid(),
        ForeignKey("ledger_seal.transaction_id", deferrable=True, initially="DEFERRED", use_alter=True),
        unique=True,
    )
    kind: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(120), unique=True)
    currency: Mapped[str] = mapped_column(String(3))
    payment_id: Mapped[UUID | None] = mapped_column(index=True)
    reverses_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transaction.id"), unique=True)
    at: Mapped[datetime]


class LedgerEntry(Base):
    """One line of a transaction, in minor units; debits are positive, credits negative."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        Index("ix_ledger_entry_transaction_id", "transaction_id"),
        Index("ix_ledger_entry_vendor_id", "vendor_id", "account"),
        Index("ix_ledger_entry_booking_id", "booking_id"),
        CheckConstraint("amount <> 0", name="amount"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    transaction_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_transaction.id"))
    account: Mapped[str] = mapped_column(String(24))
    amount: Mapped[int] = mapped_column(BigInteger)
    vendor_id: Mapped[UUID | None]
    customer_id: Mapped[UUID | None]
    booking_id: Mapped[UUID | None]


class LedgerSeal(Base):
    """Closes a transaction whose entries add up to 0."""

    __tablename__ = "ledger_seal"

    transaction_id: Mapped[UUID] = mapped_column(
        Guid(), ForeignKey("ledger_transaction.id"), primary_key=True
    )


class Payout(Base):
    """Money sent to a vendor for a period; `reference` is what stands on the bank statement."""

    __tablename__ = "payout"
    __table_args__ = (
        Index("ix_payout_vendor_id", "vendor_id", "created_at"),
        Index("ix_payout_created_at", "created_at"),
        CheckConstraint("amount > 0", name="amount"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    reference: Mapped[str] = mapped_column(String(24), unique=True)
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id"))
    currency: Mapped[str] = mapped_column(String(3))
    amount: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(16))
    since: Mapped[datetime]
    until: Mapped[datetime]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class PayoutLine(Base):
    """A ledger entry that a payout pays; each at most once."""

    __tablename__ = "payout_line"
    __table_args__ = (Index("ix_payout_line_payout_id", "payout_id"),)

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_entry.id"), primary_key=True)
    payout_id: Mapped[UUID] = mapped_column(ForeignKey("payout.id"))

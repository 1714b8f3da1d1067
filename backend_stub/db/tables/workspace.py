"""What a vendor keeps besides bookings: blocked time, the client book, what was imported."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base


class Block(Base):
    """Time in which nobody (no `staff_id`) or one person of a vendor can't be booked."""

    __tablename__ = "block"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="range"),
        Index("ix_block_vendor_id_starts_at", "vendor_id", "starts_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    all_day: Mapped[bool] = mapped_column(default=False)
    source_key: Mapped[str | None] = mapped_column(String(400))
    created_at: Mapped[datetime]


class ClientCard(Base):
    """A card in a vendor's client book."""

    __tablename__ = "client_card"
    __table_args__ = (Index("ix_client_card_vendor_id_name", "vendor_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(32))
    email: Mapped[str | None] = mapped_column(String(254))
    note: Mapped[str] = mapped_column(Text)
    source_key: Mapped[str | None] = mapped_column(String(400))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ImportRecord(Base):
    """An imported line by its key: importing it again finds this, and adds nothing."""

    __tablename__ = "import_record"

    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"), primary_key=True)
    source_key: Mapped[str] = mapped_column(String(400), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    entity_id: Mapped[UUID]
    imported_at: Mapped[datetime]

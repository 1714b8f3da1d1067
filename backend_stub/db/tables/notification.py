"""What people are told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base


class Notification(Base):
    """One notification of one person; the reader's program writes the sentence."""

    __tablename__ = "notification"
    __table_args__ = (Index("ix_notification_person_id_created_at", "person_id", "created_at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(32))
    booking_id: Mapped[UUID] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"))
    listing_title: Mapped[str] = mapped_column(String(200))
    counterpart: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]

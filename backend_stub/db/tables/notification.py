"""What people are told, and how they want to be told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base, Json


class Notification(Base):
    """One notification of one person; the reader's program writes the sentence.

    `alert_at`: from when on their desktop may announce it. Not `listed`: it is announced and no more.
    """

    __tablename__ = "notification"
    __table_args__ = (Index("ix_notification_person_id_created_at", "person_id", "created_at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(32))
    booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"))
    subject_entity: Mapped[str | None] = mapped_column(String(16))
    subject_id: Mapped[UUID | None]
    listing_title: Mapped[str] = mapped_column(String(200))
    counterpart: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(64))
    amount: Mapped[int | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    alert_at: Mapped[datetime | None]
    listed: Mapped[bool] = mapped_column(default=True)


class NoticeSettings(Base):
    """What somebody set; without a row, what `contracts.notices` says. Times of day are minutes."""

    __tablename__ = "notice_settings"
    __table_args__ = (
        CheckConstraint(
            "(quiet_from IS NULL) = (quiet_to IS NULL) AND (quiet_from IS NULL OR "
            "(quiet_from BETWEEN 0 AND 1439 AND quiet_to BETWEEN 0 AND 1439 AND quiet_from <> quiet_to))",
            name="quiet",
        ),
        CheckConstraint("digest_minute IS NULL OR digest_minute BETWEEN 0 AND 1439", name="digest"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    grid: Mapped[dict[str, Any]] = mapped_column(Json)
    quiet_from: Mapped[int | None]
    quiet_to: Mapped[int | None]
    digest_minute: Mapped[int | None]
    reminder_minutes: Mapped[list[int]] = mapped_column(Json)
    zone: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str | None] = mapped_column(String(8))
    phone: Mapped[str | None] = mapped_column(String(16))
    updated_at: Mapped[datetime]


class Reminder(Base):
    """One reminder of one booking at the time that it has: it follows from the booking.

    `state`: waiting, done, dropped. A booking that moves has other reminders, as `starts_at` is in the key.
    """

    __tablename__ = "reminder"
    __table_args__ = (Index("ix_reminder_state_fire_at", "state", "fire_at"),)

    booking_id: Mapped[UUID] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    minutes: Mapped[int] = mapped_column(primary_key=True)
    fire_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8))

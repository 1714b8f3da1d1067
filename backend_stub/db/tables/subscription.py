"""Who wants news from Doorstep, and what is announced to them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base


class Subscriber(Base):
    """An address that asked for news; only one that confirmed it (`active`) gets any.

    `asked_from` is a keyed hash of the network address that asked last, to count by and for nothing else.
    """

    __tablename__ = "subscriber"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'active', 'ended')", name="state"),
        Index("uq_subscriber_email", "email", unique=True),
        Index("ix_subscriber_state_id", "state", "id"),
        Index("ix_subscriber_asked_from_asked_at", "asked_from", "asked_at"),
        Index("ix_subscriber_created_at", "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8))
    asked_from: Mapped[str] = mapped_column(String(32))
    asked_at: Mapped[datetime]
    mailed_at: Mapped[datetime | None]
    """When it was last sent a link to confirm."""

    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Announcement(Base):
    """Something to tell subscribers of a segment; `state`: draft, scheduled, sending, sent, cancelled.

    It goes to those who had confirmed when sending began (`started_at`); `reached` is the last of them, in
    the order of ids, who has a letter.
    """

    __tablename__ = "announcement"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'scheduled', 'sending', 'sent', 'cancelled')", name="state"),
        CheckConstraint("(state IN ('draft', 'cancelled')) OR send_at IS NOT NULL", name="send_at"),
        Index("ix_announcement_state_send_at", "state", "send_at"),
        Index("ix_announcement_created_at", "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    segment: Mapped[str] = mapped_column(String(16))
    segment_value: Mapped[str | None] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(12))
    send_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    reached: Mapped[UUID | None]
    recipients: Mapped[int] = mapped_column(default=0)
    sent: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

"""Mail and text messages on their way, and addresses that get none."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base, Json


class Letter(Base):
    """One letter: what it is about, to whom, by what; written in the transaction of what it tells of.

    `source_id` is the event (or announcement, or digest) that it comes from: one letter per source, recipient
    and channel. `state`: waiting, sending (until `claimed_until`), sent, dead, dropped (nobody to send it
    to), gathered (waits for a digest), bundled (went into one).
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("source_id", "recipient_id", "channel"),
        CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'dead', 'dropped', 'gathered', 'bundled')", name="state"
        ),
        CheckConstraint("channel IN ('mail', 'sms')", name="channel"),
        Index("ix_letter_state_due_at", "state", "due_at", "id"),
        Index("ix_letter_created_at", "created_at", "id"),
        Index("ix_letter_person_id", "person_id"),
        Index("ix_letter_announcement_id_state", "announcement_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    source_id: Mapped[UUID]
    recipient_id: Mapped[UUID]
    channel: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    address: Mapped[str | None] = mapped_column(String(254))
    """Where to, for those who have no account; of people the address they have when it is sent."""

    announcement_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(String(40))
    topic: Mapped[str | None] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(8))
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(8))
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Suppression(Base):
    """An address that gets nothing, whoever writes: it bounced, or its owner wants no word from us."""

    __tablename__ = "suppression"

    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    reason: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None]

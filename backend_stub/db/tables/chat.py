"""Conversations and what is said in them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base


class Conversation(Base):
    """A customer and a vendor about one booking or listing (`subject_id`).

    `read` marks are numbers of messages, one for each side; `unread` counts what the others sent after them.
    The newest message stands here in short, so that a list of conversations reads no messages.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        Index("uq_conversation_subject_id_customer_id", "subject_id", "customer_id", unique=True),
        Index("ix_conversation_customer_id_last_at", "customer_id", "last_at", "id"),
        Index("ix_conversation_vendor_id_last_at", "vendor_id", "last_at", "id"),
        Index("ix_conversation_support_at", "support_at"),
        Index("ix_conversation_opener_id_created_at", "opener_id", "created_at"),
        CheckConstraint("(booking_id IS NULL) = (subject = 'listing')", name="subject"),
        CheckConstraint("message_count >= 0", name="count"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    subject: Mapped[str] = mapped_column(String(8))
    subject_id: Mapped[UUID]
    booking_id: Mapped[UUID | None] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"))
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    customer_name: Mapped[str] = mapped_column(String(120))
    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"))
    vendor_name: Mapped[str] = mapped_column(String(120))
    opener_id: Mapped[UUID]
    support_at: Mapped[datetime | None]
    support_by: Mapped[str | None] = mapped_column(String(120))
    support_side: Mapped[str | None] = mapped_column(String(8))
    support_reason: Mapped[str | None] = mapped_column(String(500))
    message_count: Mapped[int] = mapped_column(default=0)
    last_id: Mapped[UUID | None]
    last_side: Mapped[str | None] = mapped_column(String(8))
    last_author: Mapped[str | None] = mapped_column(String(120))
    last_text: Mapped[str | None] = mapped_column(String(200))
    last_has_picture: Mapped[bool] = mapped_column(default=False)
    last_at: Mapped[datetime]
    customer_read: Mapped[int] = mapped_column(default=0)
    vendor_read: Mapped[int] = mapped_column(default=0)
    support_read: Mapped[int] = mapped_column(default=0)
    customer_unread: Mapped[int] = mapped_column(default=0)
    vendor_unread: Mapped[int] = mapped_column(default=0)
    support_unread: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]


class Message(Base):
    """One message: never changed, removed only with its conversation. `folded` is what search compares."""

    __tablename__ = "message"
    __table_args__ = (
        Index("uq_message_conversation_id_number", "conversation_id", "number", unique=True),
        Index("ix_message_created_at", "created_at", "id"),
        Index("ix_message_author_id_created_at", "author_id", "created_at"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(text) > 0 OR picture_id IS NOT NULL", name="something"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    number: Mapped[int]
    side: Mapped[str] = mapped_column(String(8))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)
    picture_id: Mapped[UUID | None]
    picture_width: Mapped[int | None]
    picture_height: Mapped[int | None]
    created_at: Mapped[datetime]

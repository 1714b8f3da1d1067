"""Events between business transactions and their consumers (PROTOCOL 4)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base, Json

_WAITING = text("relayed_at IS NULL AND dead_at IS NULL")


class EventOutbox(Base):
    """Something that happened, written with what made it happen; relayed at least once."""

    __tablename__ = "event_outbox"
    __table_args__ = (
        Index("ix_event_outbox_waiting", "seq", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_event_outbox_at", "at"),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    relayed_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]


class ConsumedEvent(Base):
    """An event that a consumer has dealt with, written in the consumer's own transaction."""

    __tablename__ = "consumed_event"
    __table_args__ = (Index("ix_consumed_event_at", "at"),)

    consumer: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]

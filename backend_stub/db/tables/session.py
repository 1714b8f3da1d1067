"""Sessions (one family of refresh tokens each) and the tokens they were given."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base


class Session(Base):
    """A sign-in on one device. `subject_kind` is `person` or `kiosk`; ended sessions stay for the record."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_subject_id", "subject_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID]
    subject_kind: Mapped[str] = mapped_column(String(8))
    device_name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None] = mapped_column(String(32))


class RefreshToken(Base):
    """One link of a family, by its SHA-256. Its successor is derived, so no token is ever stored."""

    __tablename__ = "refresh_token"
    __table_args__ = (Index("ix_refresh_token_session_id", "session_id"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    issued_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    attempt_id: Mapped[UUID | None]

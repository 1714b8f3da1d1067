"""Who did what: append-only, each entry chained to the one before it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base


class AuditEntry(Base):
    """One act; `hash` covers it and the `hash` of the entry before.

    What it covers of `before` and `after` is their salted `digest`, not they themselves: where the law wants
    a person's words gone, both and `salt` become null, and the chain still holds. The database refuses any
    other change, and every removal (see the migration).
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_entity_id", "entity_id", "seq"),
        Index("ix_audit_entry_actor_id", "actor_id", "seq"),
        Index("ix_audit_entry_at", "at"),
    )

    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(64))
    entity: Mapped[str] = mapped_column(String(32))
    entity_id: Mapped[UUID]
    salt: Mapped[str | None] = mapped_column(String(32))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

"""Files that people uploaded; their bytes are behind the Files port."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base, Json


class File(Base):
    """A picture; `scopes` see it beside its owner, `thing_id` is what it is part of (none: just sent)."""

    __tablename__ = "file"
    __table_args__ = (
        Index("ix_file_thing_id", "thing_id"),
        Index("ix_file_owner_id_thing_id", "owner_id", "thing_id"),
        Index("ix_file_content_key", "content_key"),
        CheckConstraint("size > 0 AND width > 0 AND height > 0", name="size"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    owner_id: Mapped[UUID]
    thing_id: Mapped[UUID | None]
    scopes: Mapped[list[str]] = mapped_column(Json)
    content_key: Mapped[str] = mapped_column(String(80))
    thumb_key: Mapped[str] = mapped_column(String(80))
    media_type: Mapped[str] = mapped_column(String(40))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    created_at: Mapped[datetime]

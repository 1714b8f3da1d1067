"""Where people live: their address books."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base


class Address(Base):
    """An address of a person. `place` numbers those of one person and so limits how many there can be."""

    __tablename__ = "address"
    __table_args__ = (
        Index("uq_address_person_id_place", "person_id", "place", unique=True),
        Index(
            "uq_address_person_id_default",
            "person_id",
            unique=True,
            sqlite_where=text("is_default"),
            postgresql_where=text("is_default"),
        ),
        Index("ix_address_person_id_created_at", "person_id", "created_at", "id"),
        CheckConstraint("place BETWEEN 1 AND 20", name="place"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="spot"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    place: Mapped[int]
    label: Mapped[str] = mapped_column(String(40))
    street: Mapped[str] = mapped_column(String(200))
    more: Mapped[str] = mapped_column(String(200))
    postal_code: Mapped[str] = mapped_column(String(16))
    city: Mapped[str] = mapped_column(String(120))
    region: Mapped[str] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    is_default: Mapped[bool]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

"""Who is busy when: the one table in which the database itself forbids overlaps (PROTOCOL 5).

Whatever keeps a resource busy (a booking, a live hold, blocked time, a class) has a row here per resource,
with its buffers included, in the same transaction that makes or changes it. A resource is a member of staff,
or a room, van or machine. Those who come to a class have a `seat` in it and no row of their own here.

Two occupying rows of one resource may overlap only if they share a `lane`. A booking's or hold's lane
is its own id, so it excludes everybody else; a booking made from a hold takes over the hold's lane.
Blocks of a resource share one lane (`BLOCK_LANE`): calendars may overlap each other, but never a booking.

PostgreSQL holds this by an exclusion constraint over `during`, SQLite by two triggers over the same
half-open range `[starts_at, ends_at)`; see the first migration. Both mention `occupancy_excludes`.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base

BLOCK_LANE: Final = UUID(int=0)
"""The lane that all blocks share."""

EXCLUDES: Final = "occupancy_excludes"
"""Names the exclusion in both databases' errors; `db.conflict` recognises it."""


LONG_ON_SQLITE: Final = "julianday(ends_at) - julianday(starts_at) > 2"
LONG_ON_POSTGRESQL: Final = "ends_at - starts_at > interval '2 days'"
"""What lasts so long has an index of its own: of everything else, what is on at a moment began lately."""


class OccupancySource(StrEnum):
    """What keeps a resource busy."""

    BOOKING = "booking"
    HOLD = "hold"
    BLOCK = "block"
    SESSION = "session"
    PROPOSAL = "proposal"


class Occupancy(Base):
    """A resource is busy from `starts_at` to `ends_at` (buffers included) because of `source_id`."""

    __tablename__ = "occupancy"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="range"),
        Index("ix_occupancy_resource_id_starts_at", "resource_id", "starts_at"),
        Index("ix_occupancy_resource_id_ends_at", "resource_id", "ends_at"),
        Index(
            "ix_occupancy_long",
            "resource_id",
            "ends_at",
            sqlite_where=text(LONG_ON_SQLITE),
            postgresql_where=text(LONG_ON_POSTGRESQL),
        ),
    )

    source: Mapped[str] = mapped_column(String(8), primary_key=True)
    source_id: Mapped[UUID] = mapped_column(primary_key=True)
    resource_id: Mapped[UUID] = mapped_column(primary_key=True)
    lane: Mapped[UUID]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    occupies: Mapped[bool] = mapped_column(default=True)
    travels: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """Whether it is at a customer's, at `latitude` and `longitude` where they are known."""

    latitude: Mapped[float | None]
    longitude: Mapped[float | None]

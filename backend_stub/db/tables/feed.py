"""The change feed (PROTOCOL 2): what changed, in which order, and who could see it.

A position in the feed is the pair `(xid, seq)`. On PostgreSQL `xid` is the writing transaction, because
a plain sequence lets 6 commit before 5; on SQLite there is one writer, `xid` is 0 and `seq` is enough.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base, Json


class Change(Base):
    """One change of one synced row; `op` is `upsert` or `delete`. It has no payload: pulls read the row."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_xid_seq", "xid", "seq"),
        Index("ix_change_entity_entity_id", "entity", "entity_id", "xid", "seq"),
        Index("ix_change_at", "at"),
        {"sqlite_autoincrement": True},  # a position is never given twice
    )

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    xid: Mapped[int] = mapped_column(BigInteger)
    entity: Mapped[str] = mapped_column(String(16))
    entity_id: Mapped[UUID]
    op: Mapped[str] = mapped_column(String(8))
    version: Mapped[int]
    scopes_before: Mapped[list[str]] = mapped_column(Json)
    scopes_after: Mapped[list[str]] = mapped_column(Json)
    at: Mapped[datetime]


class ChangeScope(Base):
    """Index of the feed by scope: each scope that saw the row before or sees it after."""

    __tablename__ = "change_scope"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy declares it so

    scope: Mapped[str] = mapped_column(String(64), primary_key=True)
    xid: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)


class ChangeFloor(Base):
    """The last position that retention took from a scope: cursors below it have missed something."""

    __tablename__ = "change_floor"

    scope: Mapped[str] = mapped_column(String(64), primary_key=True)
    xid: Mapped[int] = mapped_column(BigInteger)
    seq: Mapped[int] = mapped_column(BigInteger)


class FeedEpoch(Base):
    """One row: the epoch of this database's history. It changes when a backup is restored."""

    __tablename__ = "feed_epoch"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    epoch: Mapped[UUID]

"""What listings are found by; the words themselves stand in a full-text index of each database's own kind."""

from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base


class ListingIndex(Base):
    """A listing that can be found. `number` names it in the full-text index.

    `bucket` is four times the band of its price plus its step of rating; `x`, `y` and `z` are its place on a
    sphere of radius one, so that distances compare without trigonometry; `boost` is at least 1 and grows with
    how many rate it how well; `terms` are its different words.
    """

    __tablename__ = "listing_index"
    __table_args__ = (
        Index("uq_listing_index_listing_id", "listing_id", unique=True),
        Index("ix_listing_index_category_id", "category_id"),
        Index("ix_listing_index_rating_count", "rating_count", "listing_id"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    listing_id: Mapped[UUID]
    version: Mapped[int]
    category_id: Mapped[UUID]
    price: Mapped[int]
    rating: Mapped[float | None]
    rating_count: Mapped[int]
    bucket: Mapped[int]
    x: Mapped[float]
    y: Mapped[float]
    z: Mapped[float]
    boost: Mapped[float]
    terms: Mapped[str] = mapped_column(Text)


class SearchWord(Base):
    """A folded word that `uses` listings have; `shown` is how it is written, `stem` is without its ending."""

    __tablename__ = "search_word"
    __table_args__ = (Index("ix_search_word_stem", "stem"),)

    word: Mapped[str] = mapped_column(String(64), primary_key=True)
    shown: Mapped[str] = mapped_column(String(64))
    stem: Mapped[str] = mapped_column(String(64))
    uses: Mapped[int]

"""What listings are found by; the words themselves stand in a full-text index of each database's own kind."""

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend_stub.db.base import Base


class ListingIndex(Base):
    """A listing that can be found. `number` names it in the full-text index.

    `facet` packs what facets count by (`adapters.index_filters`); `category` counts in `search_category`;
    `x`, `y` and `z` are its place on a sphere of radius one, so that distances compare without trigonometry;
    `boost` is at least 1 and grows with how many rate it how well. Rows are kept short: a search reads many.
    """

    __tablename__ = "listing_index"
    __table_args__ = (
        Index("uq_listing_index_listing_id", "listing_id", unique=True),
        Index("ix_listing_index_category", "category"),
        Index("ix_listing_index_rating_count", "rating_count", "listing_id"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    facet: Mapped[int] = mapped_column(BigInteger)
    category: Mapped[int]
    boost: Mapped[float]
    rating_count: Mapped[int]
    rating: Mapped[float | None]
    price: Mapped[int]
    x: Mapped[float]
    y: Mapped[float]
    z: Mapped[float]
    version: Mapped[int]
    listing_id: Mapped[UUID]


class ListingTerms(Base):
    """The different words of a listing that can be found."""

    __tablename__ = "listing_terms"

    number: Mapped[int] = mapped_column(
        ForeignKey("listing_index.number", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    terms: Mapped[str] = mapped_column(Text)


class SearchCategory(Base):
    """A category by a small number."""

    __tablename__ = "search_category"
    __table_args__ = (Index("uq_search_category_category_id", "category_id", unique=True),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    category_id: Mapped[UUID]


class SearchWord(Base):
    """A folded word that `uses` listings have; `shown` is how it is written, `stem` is without its ending."""

    __tablename__ = "search_word"
    __table_args__ = (Index("ix_search_word_stem", "stem"),)

    word: Mapped[str] = mapped_column(String(64), primary_key=True)
    shown: Mapped[str] = mapped_column(String(64))
    stem: Mapped[str] = mapped_column(String(64))
    uses: Mapped[int]

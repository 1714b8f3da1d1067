"""The catalogue in the database."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Category, Listing, Review, Vendor
from backend_stub.features.catalogue.wish import Candidate, ListingWish
from backend_stub.paging import Order, page_of
from backend_stub.ports.search import SearchDocument

REVIEW_ORDERS = {
    "created_at": Order(Review.created_at, datetime, Review.id),
    "rating": Order(Review.rating, int, Review.id),
}


async def candidates(
    session: AsyncSession, wish: ListingWish, found: Sequence[UUID] | None
) -> list[Candidate]:
    """What matches the words (all listings without any), with what filters look at."""
    query = select(
        Listing.id,
        Listing.category_id,
        Listing.price_amount,
        Listing.rating,
        Listing.rating_count,
        Vendor.latitude,
        Vendor.longitude,
    ).join(Vendor, Vendor.id == Listing.vendor_id)
    ranks: dict[UUID, int] = {}
    if found is not None:
        ranks = {id: number for number, id in enumerate(found)}
        query = query.where(Listing.id.in_(found))
    near = wish.near
    return [
        Candidate(
            id,
            category_id,
            price,
            rating,
            count,
            ranks.get(id, 0),
            None if near is None else near.distance_m(latitude, longitude),
        )
        for id, category_id, price, rating, count, latitude, longitude in await session.execute(query)
    ]


async def category_names(session: AsyncSession) -> dict[UUID, str]:
    """All categories in their order."""
    query = select(Category.id, Category.name).order_by(Category.position, Category.id)
    return dict((await session.execute(query)).all())


async def listing_exists(session: AsyncSession, listing_id: UUID) -> bool:
    """Whether there is such a listing."""
    return await session.scalar(select(Listing.id).where(Listing.id == listing_id)) is not None


async def reviews(
    session: AsyncSession, listing_id: UUID, sort: str, cursor: str | None, limit: int
) -> Sequence[Review]:
    """One page of reviews, and one more if there is one."""
    query = select(Review).where(Review.listing_id == listing_id)
    return (await session.scalars(page_of(query, REVIEW_ORDERS, sort, cursor, limit))).all()


async def search_documents(
    session: AsyncSession, ids: Collection[UUID] | None = None
) -> list[SearchDocument]:
    """The words of these listings, or of all."""
    query = (
        select(Listing.id, Listing.title, Category.name, Vendor.name, Listing.description, Listing.included)
        .join(Category, Category.id == Listing.category_id)
        .join(Vendor, Vendor.id == Listing.vendor_id)
    )
    if ids is not None:
        query = query.where(Listing.id.in_(ids))
    return [
        SearchDocument(id, title, category, vendor, " ".join([description, *included]))
        for id, title, category, vendor, description, included in await session.execute(query)
    ]

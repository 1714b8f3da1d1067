"""The catalogue in the database."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Category, Listing, Review, Vendor
from backend_stub.features.catalogue.facets import CategoryNode
from backend_stub.paging import Order, page_of
from backend_stub.ports.search import SearchDocument
from contracts.listings import ListingStatus
from contracts.vocabulary import ReviewSide

REVIEW_ORDERS = {
    "created_at": Order(Review.created_at, datetime, Review.id),
    "rating": Order(Review.rating, int, Review.id),
}


async def category_tree(session: AsyncSession) -> dict[UUID, CategoryNode]:
    """All categories in their order."""
    query = select(Category.id, Category.name, Category.parent_id).order_by(Category.position, Category.id)
    return {id: CategoryNode(name, parent_id) for id, name, parent_id in await session.execute(query)}


async def listing_exists(session: AsyncSession, listing_id: UUID) -> bool:
    """Whether there is such a listing."""
    query = select(Listing.id).where(Listing.id == listing_id, Listing.status == ListingStatus.PUBLISHED)
    return await session.scalar(query) is not None


async def reviews(
    session: AsyncSession, listing_id: UUID, sort: str, cursor: str | None, limit: int
) -> Sequence[Review]:
    """One page of reviews, and one more if there is one."""
    query = select(Review).where(
        Review.listing_id == listing_id,
        Review.side == ReviewSide.CUSTOMER,
        Review.waits.is_(False),
        Review.hidden_at.is_(None),
    )
    return (await session.scalars(page_of(query, REVIEW_ORDERS, sort, cursor, limit))).all()


async def search_documents(
    session: AsyncSession, ids: Collection[UUID] | None = None
) -> list[SearchDocument]:
    """The words of these listings, or of all."""
    query = (
        select(Listing, Category.name, Vendor.name, Vendor.latitude, Vendor.longitude)
        .join(Category, Category.id == Listing.category_id)
        .join(Vendor, Vendor.id == Listing.vendor_id)
        .where(Listing.status == ListingStatus.PUBLISHED)
    )
    if ids is not None:
        query = query.where(Listing.id.in_(ids))
    return [
        SearchDocument(
            listing.id,
            listing.title,
            category,
            vendor,
            " ".join([listing.description, *listing.included]),
            listing.category_id,
            listing.price_amount,
            listing.rating,
            listing.rating_count,
            latitude,
            longitude,
            listing.version,
        )
        for listing, category, vendor, latitude, longitude in await session.execute(query)
    ]

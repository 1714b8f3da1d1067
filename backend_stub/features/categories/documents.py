"""A category as everybody sees it."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Category, Listing
from contracts.listings import ListingStatus


async def category_document(session: AsyncSession, category_id: UUID) -> dict[str, Any]:
    """`contracts.catalogue.CategoryOut`."""
    category = (await session.scalars(select(Category).where(Category.id == category_id))).one()
    counts = select(func.count(), func.count(Listing.vendor_id.distinct())).where(
        Listing.category_id == category_id, Listing.status == ListingStatus.PUBLISHED
    )
    listings, vendors = (await session.execute(counts)).one()
    return {
        "id": str(category.id),
        "version": category.version,
        "name": category.name,
        "art": category.art,
        "position": category.position,
        "vendor_count": vendors,
        "listing_count": listings,
        "parent_id": None if category.parent_id is None else str(category.parent_id),
    }

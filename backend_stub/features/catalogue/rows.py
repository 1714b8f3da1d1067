"""Categories and listings as everybody sees them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Category, Listing, ListingStaff, Staff, Vendor
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import CATALOGUE_SCOPE
from contracts.cancellation import DEFAULT_POLICY
from contracts.listings import ListingStatus
from contracts.vocabulary import Entity

Document = dict[str, Any]
_SEEN = frozenset({CATALOGUE_SCOPE})
_PUBLISHED = Listing.status == ListingStatus.PUBLISHED


async def category_documents(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[Document]:
    """`contracts.catalogue.CategoryOut`s in their order."""
    counted = (
        select(
            Listing.category_id,
            func.count().label("listings"),
            func.count(Listing.vendor_id.distinct()).label("vendors"),
        )
        .where(Listing.status == ListingStatus.PUBLISHED)
        .group_by(Listing.category_id)
        .subquery()
    )
    query = (
        select(Category, counted.c.vendors, counted.c.listings)
        .outerjoin(counted, counted.c.category_id == Category.id)
        .where(*conditions)
        .order_by(Category.position, Category.id)
    )
    return [
        {
            "id": str(category.id),
            "version": category.version,
            "name": category.name,
            "art": category.art,
            "position": category.position,
            "vendor_count": vendors or 0,
            "listing_count": listings or 0,
            "parent_id": None if category.parent_id is None else str(category.parent_id),
        }
        for category, vendors, listings in await session.execute(query)
    ]


async def listing_documents(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Document]:
    """`contracts.catalogue.ListingOut`s of published ones by id, without distance and next free times."""
    query = (
        select(
            Listing,
            Category.name.label("category_name"),
            Vendor.name.label("vendor_name"),
            Vendor.zone,
            Vendor.city,
            Vendor.latitude,
            Vendor.longitude,
        )
        .join(Vendor, Vendor.id == Listing.vendor_id)
        .join(Category, Category.id == Listing.category_id)
        .where(Listing.id.in_(ids), Listing.status == ListingStatus.PUBLISHED)
    )
    found = (await session.execute(query)).all()
    staff: dict[UUID, list[dict[str, str]]] = {}
    givers = (
        select(ListingStaff.listing_id, Staff.id, Staff.name)
        .join(Staff, Staff.id == ListingStaff.staff_id)
        .where(ListingStaff.listing_id.in_(ids))
        .order_by(Staff.name, Staff.id)
    )
    for listing_id, staff_id, name in await session.execute(givers):
        staff.setdefault(listing_id, []).append({"id": str(staff_id), "name": name})
    return {row.Listing.id: _listing_document(row, staff.get(row.Listing.id, [])) for row in found}


def _listing_document(row: Row[*tuple[Any, ...]], staff: list[dict[str, str]]) -> Document:
    listing: Listing = row.Listing
    details = listing.details or {}
    return {
        "id": str(listing.id),
        "version": listing.version,
        "title": listing.title,
        "description": listing.description,
        "included": listing.included,
        "policy": listing.policy,
        "category_id": str(listing.category_id),
        "category_name": row.category_name,
        "vendor_id": str(listing.vendor_id),
        "vendor_name": row.vendor_name,
        "zone": row.zone,
        "city": row.city,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "place": listing.place,
        "price": {"amount": listing.price_amount, "currency": listing.price_currency},
        "duration_minutes": listing.duration_minutes,
        "buffer_before_minutes": listing.buffer_before_minutes,
        "buffer_after_minutes": listing.buffer_after_minutes,
        "rating": listing.rating,
        "rating_count": listing.rating_count,
        "art": listing.art,
        "staff": staff,
        "places": details.get("places") or [listing.place],
        "service_area": details.get("service_area"),
        "deposit": {"amount": details.get("deposit", 0), "currency": listing.price_currency},
        "cancellation": details.get("cancellation") or DEFAULT_POLICY,
        "variants": details.get("variants", []),
        "extras": details.get("extras", []),
        "questions": details.get("questions", []),
        "photos": details.get("photos", []),
        "distance_m": None,
        "next_free": None,
    }


class CategoryReader:
    """Shows categories to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.CATEGORY

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These categories as they are now."""
        return _sync_rows(await category_documents(session, Category.id.in_(ids)))

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next categories; all of them are in the catalogue."""
        if CATALOGUE_SCOPE not in scopes:
            return []
        query = select(Category.id).order_by(Category.id).limit(limit)
        if after is not None:
            query = query.where(Category.id > after)
        rows = await self.load(session, (await session.scalars(query)).all())
        return sorted(rows, key=lambda row: str(row.id))

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every category."""
        if scope != CATALOGUE_SCOPE:
            return []
        return [(id, version) for id, version in await session.execute(select(Category.id, Category.version))]


class ListingReader:
    """Shows listings to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.LISTING

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These listings as they are now."""
        return _sync_rows(list((await listing_documents(session, ids)).values()))

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next listings; the published ones are in the catalogue."""
        if CATALOGUE_SCOPE not in scopes:
            return []
        query = select(Listing.id).where(_PUBLISHED).order_by(Listing.id).limit(limit)
        if after is not None:
            query = query.where(Listing.id > after)
        rows = await self.load(session, (await session.scalars(query)).all())
        return sorted(rows, key=lambda row: str(row.id))

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every published listing."""
        if scope != CATALOGUE_SCOPE:
            return []
        query = select(Listing.id, Listing.version).where(_PUBLISHED)
        return [(id, version) for id, version in await session.execute(query)]


def _sync_rows(documents: Sequence[Document]) -> list[SyncRow]:
    return [_sync_row(document) for document in documents]


def _sync_row(document: Document) -> SyncRow:
    return SyncRow(UUID(document["id"]), document["version"], _SEEN, lambda _shared: document)

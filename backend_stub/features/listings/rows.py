"""Listings as their vendor sees them, and the admins who review them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Listing, ListingStaff, Staff, Vendor
from backend_stub.features.listings.content import current_content, published_content
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import ADMIN_SCOPE, vendor_scope
from contracts.listings import DraftStatus, ListingStatus
from contracts.vocabulary import Entity
from contracts.wire import rfc3339


def scopes_of(listing: Listing) -> frozenset[str]:
    """Its vendor always; the admins while it waits for them."""
    scopes = {vendor_scope(listing.vendor_id)}
    if listing.draft_status == DraftStatus.IN_REVIEW:
        scopes.add(ADMIN_SCOPE)
    return frozenset(scopes)


def state_of(listing: Listing) -> str:
    """`contracts.listings.ListingStatus`: of one that was never published, where its draft stands."""
    if listing.status == ListingStatus.DRAFT:
        return listing.draft_status or str(ListingStatus.DRAFT)
    return listing.status


async def vendor_listing_documents(
    session: AsyncSession, listings: Sequence[Listing]
) -> list[dict[str, Any]]:
    """`contracts.listings.VendorListingOut`s, in the same order."""
    ids = [listing.id for listing in listings]
    givers: dict[UUID, list[UUID]] = {}
    given = (
        select(ListingStaff.listing_id, ListingStaff.staff_id)
        .join(Staff, Staff.id == ListingStaff.staff_id)
        .where(ListingStaff.listing_id.in_(ids))
        .order_by(Staff.name, Staff.id)
    )
    for listing_id, staff_id in await session.execute(given):
        givers.setdefault(listing_id, []).append(staff_id)
    vendors = {listing.vendor_id for listing in listings}
    named = await session.execute(select(Vendor.id, Vendor.name).where(Vendor.id.in_(vendors)))
    names = dict(named.all())
    return [_document(each, givers.get(each.id, []), names[each.vendor_id]) for each in listings]


def _document(listing: Listing, staff_ids: Sequence[UUID], vendor_name: str) -> dict[str, Any]:
    is_new = listing.status == ListingStatus.DRAFT
    return {
        "id": str(listing.id),
        "version": listing.edits,
        "vendor_id": str(listing.vendor_id),
        "vendor_name": vendor_name,
        "status": state_of(listing),
        "draft_status": listing.draft_status,
        "reason": listing.reason,
        "content": current_content(listing, staff_ids),
        "published": None if is_new else published_content(listing, staff_ids),
        "submitted_at": None if listing.submitted_at is None else rfc3339(listing.submitted_at),
        "published_at": None if listing.published_at is None else rfc3339(listing.published_at),
        "created_at": rfc3339(listing.created_at),
        "updated_at": rfc3339(listing.updated_at),
    }


class VendorListingReader:
    """Shows vendors' listings to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.VENDOR_LISTING

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These listings as they are now."""
        return await _sync_rows(session, Listing.id.in_(ids), None)

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next listings that any of `scopes` sees."""
        seen = _seen_by(scopes)
        return await _sync_rows(session, seen if after is None else seen & (Listing.id > after), limit)

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every listing that `scope` sees."""
        query = select(Listing.id, Listing.edits).where(_seen_by([scope]))
        return [(id, version) for id, version in await session.execute(query)]


def _seen_by(scopes: Collection[str]) -> ColumnElement[bool]:
    vendors = [UUID(scope.removeprefix("vendor:")) for scope in scopes if scope.startswith("vendor:")]
    seen = Listing.vendor_id.in_(vendors) if vendors else false()
    return or_(seen, Listing.draft_status == DraftStatus.IN_REVIEW) if ADMIN_SCOPE in scopes else seen


async def _sync_rows(
    session: AsyncSession, condition: ColumnElement[bool], limit: int | None
) -> list[SyncRow]:
    query = select(Listing).where(condition).order_by(Listing.id).limit(limit)
    listings = (await session.scalars(query)).all()
    documents = await vendor_listing_documents(session, listings)
    return [_sync_row(listing, document) for listing, document in zip(listings, documents, strict=True)]


def _sync_row(listing: Listing, document: dict[str, Any]) -> SyncRow:
    return SyncRow(listing.id, listing.edits, scopes_of(listing), lambda _shared: document)

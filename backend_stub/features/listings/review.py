"""Admins' side: what is sent for review, compared with what customers see, let through or sent back."""

from typing import Any, cast
from uuid import UUID

from backend_stub.db.tables import Listing
from backend_stub.features.listings.content import put_content
from backend_stub.features.listings.desk import ListingDesk, wrong_state
from backend_stub.ports.uploads import UploadsPort
from backend_stub.security.context import WritingContext
from contracts.events import EventName
from contracts.listing_rules import changes_of
from contracts.listings import DraftStatus, ListingStatus
from contracts.permissions import Permission


class ListingReview:
    """Decides about drafts in review."""

    def __init__(self, uploads: UploadsPort) -> None:
        self._uploads = uploads

    async def approve(self, writing: WritingContext, listing_id: UUID) -> dict[str, Any]:
        """Have customers see it; the audit log keeps each field before and after."""
        desk = ListingDesk(writing, self._uploads)
        listing = await self._open(desk, listing_id)
        content, published = await desk.content(listing), await desk.published(listing)
        is_new = listing.status == ListingStatus.DRAFT
        changed = {change.field for change in changes_of(published, content)}
        old, new = cast("dict[str, Any]", published), cast("dict[str, Any]", content)
        put_content(listing, content)
        listing.status = str(ListingStatus.PUBLISHED if is_new else listing.status)
        listing.draft, listing.draft_status, listing.reason = None, None, None
        listing.published_at = writing.now
        await writing.session.flush()
        await desk.set_givers(listing, content["staff_ids"])
        await desk.show_photos(listing)
        writing.audit(
            "listing.approved",
            "listing",
            listing.id,
            before=None if is_new else {field: old[field] for field in sorted(changed)},
            after=new if is_new else {field: new[field] for field in sorted(changed)},
        )
        writing.uow.emit(EventName.LISTING_APPROVED, _told(listing))
        return await desk.close(listing, shows=True)

    async def reject(self, writing: WritingContext, listing_id: UUID, reason: str) -> dict[str, Any]:
        """Send it back with a reason; what customers see stays."""
        desk = ListingDesk(writing, self._uploads)
        listing = await self._open(desk, listing_id)
        listing.draft_status = str(DraftStatus.REJECTED)
        listing.reason = reason
        writing.audit("listing.rejected", "listing", listing.id, after={"reason": reason})
        writing.uow.emit(EventName.LISTING_REJECTED, {**_told(listing), "reason": reason})
        return await desk.close(listing)

    async def _open(self, desk: ListingDesk, listing_id: UUID) -> Listing:
        listing = await desk.open(listing_id, Permission.LISTINGS_REVIEW)
        if listing.draft_status != DraftStatus.IN_REVIEW:
            raise wrong_state("This is not in review; its vendor may have taken it back.")
        return listing


def _told(listing: Listing) -> dict[str, Any]:
    return {"listing_id": str(listing.id), "vendor_id": str(listing.vendor_id)}

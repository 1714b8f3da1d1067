"""Vendors' side: drafts, what goes to review, pausing."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.tables import Booking, Category, Listing, Vendor
from backend_stub.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from backend_stub.features.listings.content import document_of, put_content
from backend_stub.features.listings.desk import ListingDesk, wrong_state
from backend_stub.features.listings.rows import scopes_of, vendor_listing_documents
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.ports.uploads import UploadsPort
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.errors import ErrorCode, FieldProblem
from contracts.events import EventName
from contracts.listing_rules import shortcomings
from contracts.listings import DraftStatus, ListingContent, ListingCreate, ListingPatch, ListingStatus
from contracts.permissions import Permission
from contracts.vocabulary import Entity

ORDERS = {
    "title": Order(Listing.title, str, Listing.id),
    "updated_at": Order(Listing.updated_at, datetime, Listing.id),
}
_CAN_BE_NOTHING = frozenset({"service_area", "cancellation"})
MOST_LISTINGS = 500


class ListingService:
    """What vendors do with their listings; admins may look."""

    def __init__(self, uploads: UploadsPort) -> None:
        self._uploads = uploads

    async def page(
        self,
        reading: ReadingContext,
        vendor_id: UUID | None,
        status: ListingStatus | None,
        sort: str,
        cursor: str | None,
        limit: int,
    ) -> dict[str, Any]:
        """One page of the caller's listings; of all of them for admins."""
        caller = reading.caller
        if not caller.may(Permission.LISTINGS_REVIEW):
            caller.require(Permission.LISTINGS_MANAGE)
        query = select(Listing)
        if not caller.may(Permission.LISTINGS_REVIEW):
            query = query.where(Listing.vendor_id.in_(caller.vendor_ids))
        if vendor_id is not None:
            query = query.where(Listing.vendor_id == vendor_id)
        found = (
            await reading.session.scalars(page_of(_in_state(query, status), ORDERS, sort, cursor, limit))
        ).all()
        shown = found[:limit]
        following = None
        if len(found) > limit:
            column = ORDERS[sort.removeprefix("-")].column.key
            following = write_cursor(sort, (getattr(shown[-1], column), shown[-1].id))
        return {
            "items": await vendor_listing_documents(reading.session, shown),
            "next_cursor": following,
        }

    async def one(self, reading: ReadingContext, listing_id: UUID) -> dict[str, Any]:
        """A listing of one's own vendor; any for admins."""
        listing = await reading.session.get(Listing, listing_id)
        caller = reading.caller
        if listing is None or not (caller.is_admin or listing.vendor_id in caller.vendor_ids):
            raise NotFoundError
        if not caller.may(Permission.LISTINGS_REVIEW):
            caller.require(Permission.LISTINGS_MANAGE)
        [document] = await vendor_listing_documents(reading.session, [listing])
        return document

    async def create(self, writing: WritingContext, wish: ListingCreate) -> dict[str, Any]:
        """A new draft."""
        if await writing.session.get(Vendor, wish.vendor_id) is None:
            raise NotFoundError
        writing.caller.require(Permission.LISTINGS_MANAGE)
        if wish.vendor_id not in writing.caller.vendor_ids:
            raise ForbiddenError
        count = select(func.count()).where(Listing.vendor_id == wish.vendor_id)
        if (await writing.session.scalar(count) or 0) >= MOST_LISTINGS:
            detail = f"A vendor may have {MOST_LISTINGS} listings; remove drafts that you don't need."
            raise ConflictError(ErrorCode.IN_USE, detail)
        given = wish.model_dump(exclude_unset=True, exclude={"id", "vendor_id"})
        content = document_of(ListingContent(**{k: v for k, v in given.items() if v is not None}))
        listing = Listing(
            id=wish.id,
            version=1,
            vendor_id=wish.vendor_id,
            price_currency=content["currency"],
            art="home",
            rating=None,
            rating_count=0,
            created_at=writing.now,
            updated_at=writing.now,
            status=str(ListingStatus.DRAFT),
            draft=cast("dict[str, Any]", content),
            draft_status=str(DraftStatus.DRAFT),
            edits=1,
        )
        desk = ListingDesk(writing, self._uploads)
        await desk.check(listing, content)
        put_content(listing, content)
        category = await writing.session.get(Category, wish.category_id)
        listing.art = category.art if category else "home"
        try:
            async with writing.uow.savepoint():
                writing.session.add(listing)
                await writing.session.flush()
        except IntegrityError as error:
            if is_duplicate(error):
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.") from error
            raise
        await desk.show_photos(listing)
        writing.uow.record_change(Entity.VENDOR_LISTING, listing.id, 1, after=scopes_of(listing))
        writing.audit("listing.created", "listing", listing.id, after={"title": listing.title})
        [document] = await vendor_listing_documents(writing.session, [listing])
        return document

    async def update(self, writing: WritingContext, listing_id: UUID, patch: ListingPatch) -> dict[str, Any]:
        """Change the draft; what customers see stays as it is. What was in review is taken back."""
        changes = patch.model_dump(exclude_unset=True, mode="json")
        for field, value in changes.items():
            if value is None and field not in _CAN_BE_NOTHING:
                detail = "This can't be nothing; leave it out to keep it."
                raise InvalidInputError.field(field, "missing", detail)
        desk = ListingDesk(writing, self._uploads)
        listing = await desk.open(listing_id, Permission.LISTINGS_MANAGE)
        content = cast("Any", {**(await desk.content(listing)), **changes})
        await desk.check(listing, content)
        same = listing.status != ListingStatus.DRAFT and content == await desk.published(listing)
        listing.draft = None if same else content
        listing.draft_status = None if same else str(DraftStatus.DRAFT)
        if listing.status == ListingStatus.DRAFT:
            put_content(listing, content)
        await writing.session.flush()
        if "photos" in changes:
            await desk.show_photos(listing)
        return await desk.close(listing)

    async def submit(self, writing: WritingContext, listing_id: UUID) -> dict[str, Any]:
        """Send the draft to review; 422 with all that it lacks."""
        desk = ListingDesk(writing, self._uploads)
        listing = await desk.open(listing_id, Permission.LISTINGS_MANAGE)
        if listing.draft_status not in {DraftStatus.DRAFT, DraftStatus.REJECTED}:
            raise wrong_state("There is nothing to send: no changes, or they are in review already.")
        lacking = shortcomings(await desk.content(listing))
        if lacking:
            raise InvalidInputError(
                *(FieldProblem(field=each.field, code=each.code, detail=each.detail) for each in lacking)
            )
        listing.draft_status = str(DraftStatus.IN_REVIEW)
        listing.submitted_at = writing.now
        listing.reason = None
        writing.audit("listing.submitted", "listing", listing.id, after={"title": listing.title})
        writing.uow.emit(EventName.LISTING_SUBMITTED, _told(listing))
        return await desk.close(listing)

    async def withdraw(self, writing: WritingContext, listing_id: UUID) -> dict[str, Any]:
        """Take it back from review."""
        desk = ListingDesk(writing, self._uploads)
        listing = await desk.open(listing_id, Permission.LISTINGS_MANAGE)
        if listing.draft_status != DraftStatus.IN_REVIEW:
            raise wrong_state("This is not in review.")
        listing.draft_status = str(DraftStatus.DRAFT)
        writing.audit("listing.withdrawn", "listing", listing.id)
        return await desk.close(listing)

    async def discard(self, writing: WritingContext, listing_id: UUID) -> dict[str, Any]:
        """Undo all changes that customers don't see yet."""
        desk = ListingDesk(writing, self._uploads)
        listing = await desk.open(listing_id, Permission.LISTINGS_MANAGE)
        if listing.status == ListingStatus.DRAFT or listing.draft_status is None:
            raise wrong_state("There are no changes to a published listing.")
        listing.draft, listing.draft_status, listing.reason = None, None, None
        await writing.session.flush()
        await desk.show_photos(listing)
        return await desk.close(listing)

    async def pause(self, writing: WritingContext, listing_id: UUID) -> dict[str, Any]:
        """Take it out of the catalogue; bookings that exist stay."""
        return await self._turn(writing, listing_id, ListingStatus.PUBLISHED, ListingStatus.PAUSED)

    async def resume(self, writing: WritingContext, listing_id: UUID) -> dict[str, Any]:
        """Put it back as it was."""
        return await self._turn(writing, listing_id, ListingStatus.PAUSED, ListingStatus.PUBLISHED)

    async def _turn(
        self, writing: WritingContext, listing_id: UUID, before: ListingStatus, after: ListingStatus
    ) -> dict[str, Any]:
        desk = ListingDesk(writing, self._uploads)
        listing = await desk.open(listing_id, Permission.LISTINGS_MANAGE)
        if listing.status != before:
            raise wrong_state(f"Only {before} listings can be {after} so.")
        listing.status = str(after)
        await writing.session.flush()
        await desk.show_photos(listing)
        states = {"before": {"status": str(before)}, "after": {"status": str(after)}}
        writing.audit(f"listing.{after}", "listing", listing.id, **states)
        return await desk.close(listing)

    async def remove(self, writing: WritingContext, listing_id: UUID) -> None:
        """Remove a draft that was never published; published ones can only be paused."""
        desk = ListingDesk(writing, self._uploads)
        listing = await desk.open(listing_id, Permission.LISTINGS_MANAGE)
        is_booked = await writing.session.scalar(
            select(Booking.id).where(Booking.listing_id == listing_id).limit(1)
        )
        if listing.status != ListingStatus.DRAFT or is_booked is not None:
            raise wrong_state("This was published, and bookings speak of it; pause it instead.")
        before = scopes_of(listing)
        await self._uploads.detach(writing.session, listing.id, ())
        writing.uow.record_change(
            Entity.VENDOR_LISTING, listing.id, listing.edits + 1, before=before, op="delete"
        )
        writing.audit("listing.removed", "listing", listing.id, before={"title": listing.title})
        await writing.session.delete(listing)
        await writing.session.flush()


def _told(listing: Listing) -> dict[str, Any]:
    return {"listing_id": str(listing.id), "vendor_id": str(listing.vendor_id)}


def _in_state(query: Select[Listing], status: ListingStatus | None) -> Select[Listing]:
    match status:
        case None:
            return query
        case ListingStatus.PUBLISHED | ListingStatus.PAUSED:
            return query.where(Listing.status == status)
        case _:
            return query.where(Listing.draft_status == status)

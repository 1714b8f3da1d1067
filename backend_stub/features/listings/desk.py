"""Getting at a listing to change it, and telling everybody what changed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from backend_stub.db.tables import Category, Listing, ListingStaff, Staff
from backend_stub.errors import ConflictError, InvalidInputError, NotFoundError
from backend_stub.features.listings.content import current_content, published_content
from backend_stub.features.listings.rows import scopes_of, vendor_listing_documents
from backend_stub.ports.uploads import UploadsPort
from backend_stub.security.caller import ADMIN_SCOPE, CATALOGUE_SCOPE, vendor_scope
from backend_stub.security.context import WritingContext
from contracts.errors import ErrorCode
from contracts.events import EventName
from contracts.listings import ListingStatus
from contracts.permissions import Permission
from contracts.rows import ListingContentDoc, PhotoDoc
from contracts.vocabulary import Entity


class ListingDesk:
    """One change of one listing: `open` it, change it, `close` it."""

    def __init__(self, writing: WritingContext, uploads: UploadsPort) -> None:
        self._writing = writing
        self._uploads = uploads
        self._before: frozenset[str] = frozenset()
        self._was_published = False

    async def open(self, listing_id: UUID, permission: Permission) -> Listing:
        """The listing, if it is the caller's (or the caller reviews) and in the version that they saw."""
        writing = self._writing
        query = select(Listing).where(Listing.id == listing_id).with_for_update()
        listing = await writing.session.scalar(query)
        caller = writing.caller
        if listing is None or not (caller.is_admin or listing.vendor_id in caller.vendor_ids):
            raise NotFoundError
        caller.require(permission)
        if permission is Permission.LISTINGS_MANAGE and listing.vendor_id not in caller.vendor_ids:
            raise NotFoundError
        [current] = await vendor_listing_documents(writing.session, [listing])
        writing.expect(listing.edits, lambda: current)
        self._before = scopes_of(listing)
        self._was_published = listing.status == ListingStatus.PUBLISHED
        return listing

    async def givers(self, listing: Listing) -> list[UUID]:
        """Who gives the listing that customers see."""
        query = (
            select(ListingStaff.staff_id)
            .join(Staff, Staff.id == ListingStaff.staff_id)
            .where(ListingStaff.listing_id == listing.id)
            .order_by(Staff.name, Staff.id)
        )
        return list(await self._writing.session.scalars(query))

    async def content(self, listing: Listing) -> ListingContentDoc:
        """What its vendor last said."""
        return current_content(listing, await self.givers(listing))

    async def published(self, listing: Listing) -> ListingContentDoc:
        """What customers see."""
        return published_content(listing, await self.givers(listing))

    async def check(self, listing: Listing, content: ListingContentDoc) -> None:
        """422 for what a vendor can't say: categories and people that are not there, ids used twice."""
        session = self._writing.session
        category = await session.get(Category, UUID(content["category_id"]))
        if category is None:
            raise InvalidInputError.field("category_id", "unknown_category", "There is no such category.")
        staff = await session.scalars(select(Staff.id).where(Staff.vendor_id == listing.vendor_id))
        unknown = {UUID(id) for id in content["staff_ids"]} - set(staff)
        if unknown:
            raise InvalidInputError.field("staff_ids", "unknown_staff", "Nobody of that id works there.")
        named: tuple[tuple[str, list[str]], ...] = (
            ("places", content["places"]),
            ("staff_ids", content["staff_ids"]),
            ("variants", [part["id"] for part in content["variants"]]),
            ("extras", [part["id"] for part in content["extras"]]),
            ("questions", [part["id"] for part in content["questions"]]),
            ("photos", [part["file_id"] for part in content["photos"]]),
        )
        for field, names in named:
            if len(set(names)) < len(names):
                raise InvalidInputError.field(field, "repeated", "Give each of them once.")

    async def show_photos(self, listing: Listing) -> None:
        """Have everybody see the photos of a published listing, and its vendor those of its draft."""
        writing, session = self._writing, self._writing.session
        own = {ADMIN_SCOPE, vendor_scope(listing.vendor_id)}
        current = _files((await self.content(listing))["photos"])
        public = _files((listing.details or {}).get("photos", []))
        await self._uploads.detach(session, listing.id, {*current, *public})
        await self._uploads.attach(session, writing.caller, current, own, listing.id)
        if listing.status == ListingStatus.PUBLISHED and public:
            await self._uploads.attach(session, writing.caller, public, own | {CATALOGUE_SCOPE}, listing.id)
        elif public:
            await self._uploads.attach(session, writing.caller, public, own, listing.id)

    async def set_givers(self, listing: Listing, staff_ids: Sequence[str]) -> None:
        """Have these people give the listing; what they give stands in their rows too."""
        writing, session = self._writing, self._writing.session
        before, after = set(await self.givers(listing)), {UUID(id) for id in staff_ids}
        if before == after:
            return
        await session.execute(delete(ListingStaff).where(ListingStaff.listing_id == listing.id))
        if after:
            rows = [{"listing_id": listing.id, "staff_id": staff_id} for staff_id in after]
            await session.execute(insert(ListingStaff), rows)
        changed = (
            update(Staff)
            .where(Staff.id.in_(before ^ after))
            .values(version=Staff.version + 1)
            .returning(Staff.id, Staff.version)
        )
        scopes = {CATALOGUE_SCOPE, ADMIN_SCOPE, vendor_scope(listing.vendor_id)}
        for staff_id, version in (await session.execute(changed)).all():
            writing.uow.record_change(Entity.STAFF, staff_id, version, before=scopes, after=scopes)

    async def close(self, listing: Listing, *, shows: bool = False) -> dict[str, Any]:
        """Write it down and tell the feed; with `shows` what customers see changed too."""
        writing = self._writing
        listing.edits += 1
        listing.updated_at = writing.now
        is_published = listing.status == ListingStatus.PUBLISHED
        if shows or is_published != self._was_published:
            listing.version += 1
            seen = [[CATALOGUE_SCOPE] if flag else [] for flag in (self._was_published, is_published)]
            writing.uow.record_change(
                Entity.LISTING, listing.id, listing.version, before=seen[0], after=seen[1]
            )
            writing.uow.emit(EventName.LISTING_CHANGED, {"listing_id": str(listing.id)})
        await writing.session.flush()
        writing.uow.record_change(
            Entity.VENDOR_LISTING, listing.id, listing.edits, before=self._before, after=scopes_of(listing)
        )
        [document] = await vendor_listing_documents(writing.session, [listing])
        return document


def _files(photos: Sequence[PhotoDoc]) -> list[UUID]:
    return [UUID(photo["file_id"]) for photo in photos]


def wrong_state(detail: str) -> ConflictError:
    """409: not in this state."""
    return ConflictError(ErrorCode.INVALID_TRANSITION, detail)

"""Rooms, vans and machines, and which services need them."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.tables import Listing, ListingNeed, ListingSetup, Resource
from backend_stub.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from backend_stub.features.availability.rows import SETUPS, resource_document, setup_documents
from backend_stub.features.availability.rules import require_own_vendor
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.security.caller import Caller, vendor_scope
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.availability import ListingSetupPut, ResourceCreate, ResourcePatch
from contracts.errors import ErrorCode
from contracts.permissions import Permission
from contracts.vocabulary import Entity

_ORDERS = {"name": Order(Resource.name, str, Resource.id)}


class ResourceBook:
    """Resources of the caller's vendors."""

    async def page(
        self, reading: ReadingContext, vendor_id: UUID | None, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """One page of resources."""
        reading.caller.require(Permission.AVAILABILITY_MANAGE)
        query = select(Resource).where(Resource.vendor_id.in_(reading.caller.vendor_ids))
        if vendor_id is not None:
            query = query.where(Resource.vendor_id == vendor_id)
        rows = (await reading.session.scalars(page_of(query, _ORDERS, sort, cursor, limit))).all()
        shown = rows[:limit]
        following = write_cursor(sort, (shown[-1].name, shown[-1].id)) if len(rows) > limit else None
        return {"items": [resource_document(row) for row in shown], "next_cursor": following}

    async def create(self, writing: WritingContext, wish: ResourceCreate) -> dict[str, Any]:
        """One more resource."""
        await require_own_vendor(writing.session, writing.caller, wish.vendor_id)
        resource = Resource(**wish.model_dump(), version=1)
        try:
            async with writing.uow.savepoint():
                writing.session.add(resource)
                await writing.session.flush()
        except IntegrityError as error:
            if is_duplicate(error):
                raise ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.") from error
            raise
        document = resource_document(resource)
        writing.uow.record_change(Entity.RESOURCE, resource.id, 1, after=[vendor_scope(wish.vendor_id)])
        writing.audit("resource.added", "resource", resource.id, after=document)
        return document

    async def update(
        self, writing: WritingContext, resource_id: UUID, patch: ResourcePatch
    ) -> dict[str, Any]:
        """Change its name, or what it is."""
        changes = patch.model_dump(exclude_unset=True)
        for field, value in changes.items():
            if value is None:
                raise InvalidInputError.field(
                    field, "missing", "This can't be nothing; leave it out to keep it."
                )
        resource = await _own(writing, resource_id)
        before = resource_document(resource)
        for field, value in changes.items():
            setattr(resource, field, value)
        resource.version += 1
        document = resource_document(resource)
        scopes = [vendor_scope(resource.vendor_id)]
        writing.uow.record_change(Entity.RESOURCE, resource.id, resource.version, before=scopes, after=scopes)
        writing.audit("resource.changed", "resource", resource.id, before=before, after=document)
        return document

    async def delete(self, writing: WritingContext, resource_id: UUID) -> None:
        """It is no longer given out; what is booked keeps it."""
        resource = await _own(writing, resource_id)
        document, scopes = resource_document(resource), [vendor_scope(resource.vendor_id)]
        await writing.session.delete(resource)
        writing.uow.record_change(
            Entity.RESOURCE, resource.id, resource.version + 1, before=scopes, op="delete"
        )
        writing.audit("resource.removed", "resource", resource.id, before=document)


class ListingSetups:
    """What the services of the caller's vendors need."""

    async def one(self, reading: ReadingContext, listing_id: UUID) -> dict[str, Any]:
        """A listing's setup; without any, one at a time and nothing needed."""
        return await _setup(reading, listing_id)

    async def put(self, writing: WritingContext, listing_id: UUID, wish: ListingSetupPut) -> dict[str, Any]:
        """Another capacity, other needs; they count for new bookings."""
        session = writing.session
        await session.execute(select(Listing.id).where(Listing.id == listing_id).with_for_update())
        before = await _setup(writing, listing_id)
        writing.expect(before["version"], lambda: before)
        known = await session.get(ListingSetup, listing_id)
        if known is None:
            session.add(ListingSetup(listing_id=listing_id, version=2, capacity=wish.capacity))
        else:
            known.version, known.capacity = known.version + 1, wish.capacity
        await session.execute(delete(ListingNeed).where(ListingNeed.listing_id == listing_id))
        needs = [{"listing_id": listing_id, "kind": kind} for kind in sorted(set(wish.needs))]
        if needs:
            await session.execute(insert(ListingNeed), needs)
        await session.flush()
        after = await _setup(writing, listing_id)
        scopes = [vendor_scope(UUID(after["vendor_id"]))]
        writing.uow.record_change(
            Entity.LISTING_SETUP,
            listing_id,
            after["version"],
            before=() if known is None else scopes,
            after=scopes,
        )
        writing.audit("listing.setup_changed", "listing", listing_id, before=before, after=after)
        return after


async def _setup(context: ReadingContext | WritingContext, listing_id: UUID) -> dict[str, Any]:
    vendor_id = await context.session.scalar(select(Listing.vendor_id).where(Listing.id == listing_id))
    if vendor_id is None:
        raise NotFoundError
    _require_own(context.caller, vendor_id)
    found = await setup_documents(context.session, SETUPS.where(ListingSetup.listing_id == listing_id))
    none = {"id": str(listing_id), "version": 1, "vendor_id": str(vendor_id), "capacity": 1, "needs": []}
    return found[0] if found else none


def _require_own(caller: Caller, vendor_id: UUID) -> None:
    caller.require(Permission.AVAILABILITY_MANAGE)
    if vendor_id not in caller.vendor_ids:
        raise ForbiddenError


async def _own(writing: WritingContext, resource_id: UUID) -> Resource:
    resource = await writing.session.get(Resource, resource_id, with_for_update=True)
    if resource is None or resource.vendor_id not in writing.caller.vendor_ids:
        raise NotFoundError
    writing.caller.require(Permission.AVAILABILITY_MANAGE)
    writing.expect(resource.version, lambda: resource_document(resource))
    return resource

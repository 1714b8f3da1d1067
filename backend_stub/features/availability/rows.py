"""Rules, exceptions, resources and setups as their vendor sees them."""

from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from backend_stub.db.tables import (
    AvailabilityException,
    AvailabilityRules,
    Listing,
    ListingNeed,
    ListingSetup,
    Resource,
)
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import vendor_scope
from contracts.vocabulary import Entity

Document = dict[str, Any]


def rules_document(rules: AvailabilityRules) -> Document:
    """`contracts.availability.AvailabilityOut`."""
    return {
        "id": str(rules.vendor_id),
        "version": rules.version,
        "vendor_id": str(rules.vendor_id),
        "notice_minutes": rules.notice_minutes,
        "horizon_days": rules.horizon_days,
        "travel_minutes": rules.travel_minutes,
        "travel_kmh": rules.travel_kmh,
        "holiday_country": rules.holiday_country,
        "holiday_region": rules.holiday_region,
    }


def exception_document(each: AvailabilityException) -> Document:
    """`contracts.availability.ExceptionOut`."""
    return {
        "id": str(each.id),
        "version": each.version,
        "vendor_id": str(each.vendor_id),
        "staff_id": None if each.staff_id is None else str(each.staff_id),
        "kind": each.kind,
        "first_day": each.first_day.isoformat(),
        "last_day": each.last_day.isoformat(),
        "hours": [{"opens": wall_clock(opens), "closes": wall_clock(closes)} for opens, closes in each.hours],
        "title": each.title,
        "is_holiday": each.is_holiday,
    }


def wall_clock(minute: int) -> str:
    """A time of the wall clock; midnight at the end of a day is 00:00."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}:00"


def resource_document(resource: Resource) -> Document:
    """`contracts.availability.ResourceOut`."""
    return {
        "id": str(resource.id),
        "version": resource.version,
        "vendor_id": str(resource.vendor_id),
        "kind": resource.kind,
        "name": resource.name,
    }


async def setup_documents(session: AsyncSession, query: Select[ListingSetup, UUID]) -> list[Document]:
    """`contracts.availability.ListingSetupOut`s of setups with the vendors of their listings."""
    found = (await session.execute(query)).all()
    needs: dict[UUID, list[str]] = {}
    asked = (
        select(ListingNeed.listing_id, ListingNeed.kind)
        .where(ListingNeed.listing_id.in_([setup.listing_id for setup, _ in found]))
        .order_by(ListingNeed.kind)
    )
    for listing_id, kind in await session.execute(asked):
        needs.setdefault(listing_id, []).append(kind)
    return [
        {
            "id": str(setup.listing_id),
            "version": setup.version,
            "vendor_id": str(vendor_id),
            "capacity": setup.capacity,
            "needs": needs.get(setup.listing_id, []),
        }
        for setup, vendor_id in found
    ]


SETUPS: Select[ListingSetup, UUID] = select(ListingSetup, Listing.vendor_id).join(
    Listing, Listing.id == ListingSetup.listing_id
)


class VendorRows:
    """Shows one kind of a vendor's rows to the change feed (`ports.rows.RowReaderPort`)."""

    def __init__(
        self,
        entity: Entity,
        table: Any,
        id: InstrumentedAttribute[UUID],
        document: Callable[[Any], Document],
    ) -> None:
        self.entity = entity
        self._table, self._id, self._document = table, id, document

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These rows as they are now."""
        return self._rows(await session.scalars(select(self._table).where(self._id.in_(ids))))

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next rows of these vendors."""
        query = select(self._table).where(self._table.vendor_id.in_(vendors_in(scopes)))
        if after is not None:
            query = query.where(self._id > after)
        return self._rows(await session.scalars(query.order_by(self._id).limit(limit)))

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every row of a vendor."""
        query = select(self._id, self._table.version).where(self._table.vendor_id.in_(vendors_in([scope])))
        return [(id, version) for id, version in await session.execute(query)]

    def _rows(self, rows: Any) -> list[SyncRow]:
        return [_sync_row(self._document(row)) for row in rows]


class SetupReader:
    """Shows listings' setups to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.LISTING_SETUP

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These setups as they are now."""
        return await self._rows(session, SETUPS.where(ListingSetup.listing_id.in_(ids)))

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next setups of these vendors."""
        query = SETUPS.where(Listing.vendor_id.in_(vendors_in(scopes)))
        if after is not None:
            query = query.where(ListingSetup.listing_id > after)
        return await self._rows(session, query.order_by(ListingSetup.listing_id).limit(limit))

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every setup of a vendor."""
        query = (
            select(ListingSetup.listing_id, ListingSetup.version)
            .join(Listing, Listing.id == ListingSetup.listing_id)
            .where(Listing.vendor_id.in_(vendors_in([scope])))
        )
        return [(id, version) for id, version in await session.execute(query)]

    async def _rows(self, session: AsyncSession, query: Select[ListingSetup, UUID]) -> list[SyncRow]:
        return [_sync_row(document) for document in await setup_documents(session, query)]


def availability_readers() -> list[VendorRows | SetupReader]:
    """One for each kind of row."""
    rules, exceptions = AvailabilityRules, AvailabilityException
    return [
        VendorRows(Entity.AVAILABILITY, rules, rules.vendor_id, rules_document),
        VendorRows(Entity.EXCEPTION, exceptions, exceptions.id, exception_document),
        VendorRows(Entity.RESOURCE, Resource, Resource.id, resource_document),
        SetupReader(),
    ]


def vendors_in(scopes: Collection[str]) -> list[UUID]:
    """The vendors whose scopes these are."""
    return [UUID(scope.removeprefix("vendor:")) for scope in scopes if scope.startswith("vendor:")]


def _sync_row(document: Document) -> SyncRow:
    scopes = frozenset({vendor_scope(UUID(document["vendor_id"]))})
    return SyncRow(UUID(document["id"]), document["version"], scopes, lambda _shared: document)

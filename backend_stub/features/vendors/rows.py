"""Vendors and staff as the catalogue shows them, with working hours for those who plan with them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import ListingStaff, Staff, Vendor, WeeklyHours
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import ADMIN_SCOPE, CATALOGUE_SCOPE, vendor_scope
from contracts.vocabulary import Entity

_MIDNIGHT = 1440


def vendor_document(vendor: Vendor) -> dict[str, Any]:
    """`contracts.catalogue.VendorOut`."""
    return {
        "id": str(vendor.id),
        "version": vendor.version,
        "name": vendor.name,
        "about": vendor.about,
        "zone": vendor.zone,
        "street": vendor.street,
        "city": vendor.city,
        "latitude": vendor.latitude,
        "longitude": vendor.longitude,
        "answer_minutes": vendor.answer_minutes,
        "rating": vendor.rating,
        "rating_count": vendor.rating_count,
    }


def staff_scopes(vendor_id: UUID) -> frozenset[str]:
    """Everybody sees who works somewhere; their vendor and admins also see when."""
    return frozenset({CATALOGUE_SCOPE, ADMIN_SCOPE, vendor_scope(vendor_id)})


def staff_document(row: "StaffRow", scopes: Collection[str]) -> dict[str, Any]:
    """`contracts.catalogue.StaffOut` for these scopes; hours only for those who plan with them."""
    plans = ADMIN_SCOPE in scopes or vendor_scope(row.staff.vendor_id) in scopes
    return {
        "id": str(row.staff.id),
        "version": row.staff.version,
        "vendor_id": str(row.staff.vendor_id),
        "name": row.staff.name,
        "tint": row.staff.tint,
        "hours": row.hours if plans else [],
        "listing_ids": row.listing_ids,
    }


class StaffRow:
    """Somebody with their hours and what they give."""

    def __init__(self, staff: Staff) -> None:
        self.staff = staff
        self.hours: list[dict[str, Any]] = []
        self.listing_ids: list[str] = []

    def sync_row(self) -> SyncRow:
        """For the change feed."""
        scopes = staff_scopes(self.staff.vendor_id)
        return SyncRow(self.staff.id, self.staff.version, scopes, lambda shared: staff_document(self, shared))


async def staff_rows(session: AsyncSession, staff: Sequence[Staff]) -> list[StaffRow]:
    """These people with hours and listings, by two more queries."""
    rows = {person.id: StaffRow(person) for person in staff}
    hours = (
        select(WeeklyHours)
        .where(WeeklyHours.staff_id.in_(rows))
        .order_by(WeeklyHours.weekday, WeeklyHours.opens)
    )
    for item in await session.scalars(hours):
        stretch = {"weekday": item.weekday, "opens": _wall(item.opens), "closes": _wall(item.closes)}
        rows[item.staff_id].hours.append(stretch)
    given = select(ListingStaff.staff_id, ListingStaff.listing_id).where(ListingStaff.staff_id.in_(rows))
    for staff_id, listing_id in await session.execute(given.order_by(ListingStaff.listing_id)):
        rows[staff_id].listing_ids.append(str(listing_id))
    return list(rows.values())


def _wall(minute: int) -> str:
    """A wall clock time as the wire has it; midnight at the end of a day is 00:00."""
    return f"{minute % _MIDNIGHT // 60:02d}:{minute % 60:02d}:00"


class VendorReader:
    """Shows vendors to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.VENDOR

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These vendors as they are now."""
        return [_vendor_row(each) for each in await session.scalars(select(Vendor).where(Vendor.id.in_(ids)))]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next vendors; all of them are in the catalogue."""
        if CATALOGUE_SCOPE not in scopes:
            return []
        query = select(Vendor).order_by(Vendor.id).limit(limit)
        if after is not None:
            query = query.where(Vendor.id > after)
        return [_vendor_row(vendor) for vendor in await session.scalars(query)]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every vendor, in the catalogue."""
        if scope != CATALOGUE_SCOPE:
            return []
        return [(id, version) for id, version in await session.execute(select(Vendor.id, Vendor.version))]


def _vendor_row(vendor: Vendor) -> SyncRow:
    return SyncRow(
        vendor.id, vendor.version, frozenset({CATALOGUE_SCOPE}), lambda _shared: vendor_document(vendor)
    )


class StaffReader:
    """Shows staff to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.STAFF

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These people as they are now."""
        staff = (await session.scalars(select(Staff).where(Staff.id.in_(ids)))).all()
        return [row.sync_row() for row in await staff_rows(session, staff)]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next people that any of `scopes` sees."""
        query = _seen(select(Staff), scopes).order_by(Staff.id).limit(limit)
        if after is not None:
            query = query.where(Staff.id > after)
        staff = (await session.scalars(query)).all()
        return [row.sync_row() for row in await staff_rows(session, staff)]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of everybody whom `scope` sees."""
        query = _seen(select(Staff.id, Staff.version), [scope])
        return [(id, version) for id, version in await session.execute(query)]


def _seen(query: Any, scopes: Collection[str]) -> Any:
    if CATALOGUE_SCOPE in scopes or ADMIN_SCOPE in scopes:
        return query
    vendors = [UUID(scope.removeprefix("vendor:")) for scope in scopes if scope.startswith("vendor:")]
    return query.where(Staff.vendor_id.in_(vendors))

"""Answers who offers services, and who works for them."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from backend_stub.db.tables import Staff, Vendor, WeeklyHours
from backend_stub.errors import ForbiddenError, NotFoundError
from backend_stub.features.vendors.rows import staff_document, staff_rows, staff_scopes, vendor_document
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.availability import StaffHoursPatch
from contracts.permissions import Permission
from contracts.vocabulary import Entity

_VENDOR_ORDERS = {"name": Order(Vendor.name, str, Vendor.id)}
_STAFF_ORDERS = {"name": Order(Staff.name, str, Staff.id)}


class VendorService:
    """Vendors are part of the catalogue: every signed-in party may see them."""

    async def page(
        self, reading: ReadingContext, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """One page of vendors."""
        query = page_of(select(Vendor), _VENDOR_ORDERS, sort, cursor, limit)
        vendors = (await reading.session.scalars(query)).all()
        shown = vendors[:limit]
        following = write_cursor(sort, (shown[-1].name, shown[-1].id)) if len(vendors) > limit else None
        return {"items": [vendor_document(vendor) for vendor in shown], "next_cursor": following}

    async def one(self, reading: ReadingContext, vendor_id: UUID) -> dict[str, Any]:
        """A vendor."""
        vendor = await reading.session.get(Vendor, vendor_id)
        if vendor is None:
            raise NotFoundError
        return vendor_document(vendor)

    async def staff(
        self, reading: ReadingContext, vendor_id: UUID, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """Who works there; hours only for that vendor and admins."""
        await self.one(reading, vendor_id)
        query = page_of(select(Staff).where(Staff.vendor_id == vendor_id), _STAFF_ORDERS, sort, cursor, limit)
        people = (await reading.session.scalars(query)).all()
        shown = people[:limit]
        following = write_cursor(sort, (shown[-1].name, shown[-1].id)) if len(people) > limit else None
        rows = await staff_rows(reading.session, shown)
        items = [staff_document(row, reading.caller.scopes) for row in rows]
        return {"items": items, "next_cursor": following}

    async def change_hours(
        self, writing: WritingContext, staff_id: UUID, patch: StaffHoursPatch
    ) -> dict[str, Any]:
        """New weekly hours on some week days; bookings that are there stay."""
        session, caller = writing.session, writing.caller
        staff = await session.get(Staff, staff_id, with_for_update=True)
        if staff is None:
            raise NotFoundError
        caller.require(Permission.AVAILABILITY_MANAGE)
        if staff.vendor_id not in caller.vendor_ids:
            raise ForbiddenError
        before = staff_document((await staff_rows(session, [staff]))[0], caller.scopes)
        writing.expect(staff.version, lambda: before)
        days = [day.weekday for day in patch.days]
        await session.execute(
            delete(WeeklyHours).where(WeeklyHours.staff_id == staff_id, WeeklyHours.weekday.in_(days))
        )
        rows = [
            {"staff_id": staff_id, "weekday": day.weekday, "opens": opens, "closes": closes}
            for day in patch.days
            for opens, closes in (stretch.minutes for stretch in day.hours)
        ]
        if rows:
            await session.execute(insert(WeeklyHours), rows)
        staff.version += 1
        await session.flush()
        after = staff_document((await staff_rows(session, [staff]))[0], caller.scopes)
        scopes = staff_scopes(staff.vendor_id)
        writing.uow.record_change(Entity.STAFF, staff_id, staff.version, before=scopes, after=scopes)
        told = {"before": {"hours": before["hours"]}, "after": {"hours": after["hours"]}}
        writing.audit("availability.hours_changed", "staff", staff_id, **told)
        return after

"""Answers who offers services, and who works for them."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend_stub.db.tables import Staff, Vendor
from backend_stub.errors import NotFoundError
from backend_stub.features.vendors.rows import staff_document, staff_rows, vendor_document
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.security.context import ReadingContext

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

"""Coupons as their owners see them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from backend_stub.db.tables import Category, Coupon, Vendor
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import ADMIN_SCOPE, vendor_scope
from contracts.vocabulary import Entity
from contracts.wire import rfc3339

_Narrowed = aliased(Vendor)


def coupon_query() -> Select[*tuple[Any, ...]]:
    """Coupons with the names that stand beside their ids."""
    return (
        select(Coupon, Vendor.name, _Narrowed.name, Category.name)
        .outerjoin(Vendor, Vendor.id == Coupon.vendor_id)
        .outerjoin(_Narrowed, _Narrowed.id == Coupon.for_vendor_id)
        .outerjoin(Category, Category.id == Coupon.category_id)
        .execution_options(populate_existing=True)
    )


def coupon_document(
    coupon: Coupon, vendor: str | None, narrowed: str | None, category: str | None
) -> dict[str, Any]:
    """`contracts.coupons.CouponOut`."""
    is_percent = coupon.currency is None
    return {
        "id": str(coupon.id),
        "version": coupon.version,
        "code": coupon.code,
        "vendor_id": _text(coupon.vendor_id),
        "vendor_name": vendor,
        "kind": coupon.kind,
        "basis_points": coupon.value if is_percent else None,
        "amount": None if is_percent else {"amount": coupon.value, "currency": coupon.currency},
        "first_booking": coupon.first_booking,
        "for_vendor_id": _text(coupon.for_vendor_id),
        "for_vendor_name": narrowed,
        "category_id": _text(coupon.category_id),
        "category_name": category,
        "limit_total": coupon.limit_total,
        "limit_per_person": coupon.limit_per_person,
        "stacks": coupon.stacks,
        "starts_at": rfc3339(coupon.starts_at) if coupon.starts_at else None,
        "ends_at": rfc3339(coupon.ends_at) if coupon.ends_at else None,
        "status": coupon.status,
        "used": coupon.used,
        "created_at": rfc3339(coupon.created_at),
    }


def scopes_of(vendor_id: UUID | None) -> frozenset[str]:
    """Who sees a coupon: the admins, and the vendor that pays for it."""
    return frozenset({ADMIN_SCOPE} | ({vendor_scope(vendor_id)} if vendor_id else set()))


class CouponReader:
    """Shows coupons to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.COUPON

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These coupons as they are now."""
        rows = await session.execute(coupon_query().where(Coupon.id.in_(ids)))
        return [_sync_row(*row) for row in rows]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next coupons that any of `scopes` sees."""
        query = coupon_query().where(*_seen_by(scopes)).order_by(Coupon.id).limit(limit)
        if after is not None:
            query = query.where(Coupon.id > after)
        return [_sync_row(*row) for row in await session.execute(query)]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every coupon that `scope` sees."""
        query = select(Coupon.id, Coupon.version).where(*_seen_by([scope]))
        return [(id, version) for id, version in await session.execute(query)]


def _seen_by(scopes: Collection[str]) -> list[ColumnElement[bool]]:
    if ADMIN_SCOPE in scopes:
        return []
    vendors = [UUID(scope.removeprefix("vendor:")) for scope in scopes if scope.startswith("vendor:")]
    return [or_(false(), *(Coupon.vendor_id == vendor_id for vendor_id in vendors))]


def _sync_row(coupon: Coupon, vendor: str | None, narrowed: str | None, category: str | None) -> SyncRow:
    document = coupon_document(coupon, vendor, narrowed, category)
    return SyncRow(coupon.id, coupon.version, scopes_of(coupon.vendor_id), lambda _shared: document)


def _text(id: UUID | None) -> str | None:
    return None if id is None else str(id)

"""Vendors and admins keep coupons."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.tables import Category, Coupon, Vendor
from backend_stub.errors import ConflictError, ForbiddenError, NotFoundError
from backend_stub.features.coupons.rows import coupon_document, coupon_query, scopes_of
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.security.caller import Caller
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.coupons import CouponCreate
from contracts.errors import ErrorCode
from contracts.permissions import Permission
from contracts.vocabulary import CouponKind, CouponStatus, Entity

_ORDERS = {
    "code": Order(Coupon.code, str, Coupon.id),
    "created_at": Order(Coupon.created_at, datetime, Coupon.id),
    "used": Order(Coupon.used, int, Coupon.id),
}


class CouponService:
    """Coupons of the caller's vendors; of everybody for admins."""

    async def page(
        self,
        reading: ReadingContext,
        vendor_id: UUID | None,
        status: CouponStatus | None,
        q: str | None,
        sort: str,
        cursor: str | None,
        limit: int,
    ) -> dict[str, Any]:
        """One page of coupons."""
        query = page_of(coupon_query(), _ORDERS, sort, cursor, limit)
        caller = reading.caller
        caller.require(Permission.COUPONS_MANAGE)
        if not caller.is_admin:
            query = query.where(Coupon.vendor_id.in_(caller.vendor_ids))
        if vendor_id is not None:
            query = query.where(Coupon.vendor_id == vendor_id)
        if status is not None:
            query = query.where(Coupon.status == str(status))
        if words := (q or "").strip().lower():
            columns = (Coupon.code, Vendor.name)
            query = query.where(or_(*(func.lower(c).contains(words, autoescape=True) for c in columns)))
        rows = (await reading.session.execute(query)).all()
        shown = rows[:limit]
        following = None
        if len(rows) > limit:
            last = shown[-1][0]
            column = _ORDERS[sort.removeprefix("-")].column.key
            following = write_cursor(sort, (getattr(last, column), last.id))
        return {"items": [coupon_document(*row) for row in shown], "next_cursor": following}

    async def one(self, reading: ReadingContext, coupon_id: UUID) -> dict[str, Any]:
        """One coupon."""
        row = (await reading.session.execute(coupon_query().where(Coupon.id == coupon_id))).one_or_none()
        if row is None or not _sees(reading.caller, row[0].vendor_id):
            raise NotFoundError
        return coupon_document(*row)

    async def create(self, writing: WritingContext, wish: CouponCreate) -> dict[str, Any]:
        """A new coupon, at the cost of a vendor or of the platform."""
        await self._require_known(writing, wish)
        caller = writing.caller
        caller.require(Permission.COUPONS_MANAGE)
        if wish.vendor_id is None and not caller.is_admin:
            raise ForbiddenError("Coupons that the platform pays for are made by its admins.")
        if wish.vendor_id is not None and wish.vendor_id not in caller.vendor_ids:
            raise ForbiddenError("A vendor's coupons are made by the vendor, who pays for them.")
        coupon = _coupon(writing, wish)
        try:
            async with writing.uow.savepoint():
                writing.session.add(coupon)
                await writing.session.flush()
        except IntegrityError as error:
            if is_duplicate(error):
                raise await _refuse_duplicate(writing, wish) from error
            raise
        writing.uow.record_change(Entity.COUPON, coupon.id, 1, after=scopes_of(coupon.vendor_id))
        document = await self._document(writing, coupon.id)
        writing.audit("coupon.created", "coupon", coupon.id, after=document)
        return document

    async def set_status(
        self, writing: WritingContext, coupon_id: UUID, status: CouponStatus
    ) -> dict[str, Any]:
        """Pause or resume; what it is already changes nothing."""
        coupon = await writing.session.scalar(select(Coupon).where(Coupon.id == coupon_id).with_for_update())
        if coupon is None or not _sees(writing.caller, coupon.vendor_id):
            raise NotFoundError
        if coupon.status != status:
            changed = (
                update(Coupon)
                .where(Coupon.id == coupon_id)
                .values(status=str(status), version=Coupon.version + 1, updated_at=writing.now)
                .returning(Coupon.version)
            )
            version = (await writing.session.execute(changed)).scalar_one()
            scopes = scopes_of(coupon.vendor_id)
            writing.uow.record_change(Entity.COUPON, coupon_id, version, before=scopes, after=scopes)
            deed = "coupon.paused" if status is CouponStatus.PAUSED else "coupon.resumed"
            before, after = {"status": coupon.status}, {"status": str(status)}
            writing.audit(deed, "coupon", coupon_id, before=before, after=after)
        return await self._document(writing, coupon_id)

    async def _document(self, writing: WritingContext, coupon_id: UUID) -> dict[str, Any]:
        return coupon_document(
            *(await writing.session.execute(coupon_query().where(Coupon.id == coupon_id))).one()
        )

    async def _require_known(self, writing: WritingContext, wish: CouponCreate) -> None:
        for column, wanted in (
            (Vendor.id, wish.vendor_id),
            (Vendor.id, wish.for_vendor_id),
            (Category.id, wish.category_id),
        ):
            if wanted and await writing.session.scalar(select(column).where(column == wanted)) is None:
                raise NotFoundError


def _coupon(writing: WritingContext, wish: CouponCreate) -> Coupon:
    is_percent = wish.basis_points is not None
    return Coupon(
        id=wish.id,
        version=1,
        code=wish.code,
        vendor_id=wish.vendor_id,
        kind=str(CouponKind.PERCENT if is_percent else CouponKind.AMOUNT),
        value=wish.basis_points or (wish.amount.amount if wish.amount else 0),
        currency=wish.amount.currency if wish.amount else None,
        first_booking=wish.first_booking,
        for_vendor_id=wish.for_vendor_id or wish.vendor_id,
        category_id=wish.category_id,
        limit_total=wish.limit_total,
        limit_per_person=wish.limit_per_person,
        stacks=wish.stacks,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        status=str(CouponStatus.ACTIVE),
        used=0,
        created_at=writing.now,
        updated_at=writing.now,
    )


async def _refuse_duplicate(writing: WritingContext, wish: CouponCreate) -> ConflictError:
    if await writing.session.scalar(select(Coupon.id).where(Coupon.id == wish.id)) is not None:
        return ConflictError(ErrorCode.ID_TAKEN, "This id is in use; make a new one.")
    return ConflictError(ErrorCode.CODE_TAKEN, f"There is a coupon {wish.code} already; choose another code.")


def _sees(caller: Caller, vendor_id: UUID | None) -> bool:
    return caller.may(Permission.COUPONS_MANAGE) and (caller.is_admin or vendor_id in caller.vendor_ids)

"""`/coupons`."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.coupons.service import CouponService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import Door
from contracts.coupons import CouponCreate, CouponOut
from contracts.vocabulary import CouponStatus
from contracts.wire import Page


def coupons_routes(door: Door, service: CouponService) -> APIRouter:
    """A vendor's coupons; everybody's for admins."""
    router = door.router(tag="coupons")

    @router.get("/coupons", response_model=Page[CouponOut])
    async def list_coupons(
        reading: Reading,
        vendor_id: UUID | None = None,
        status: CouponStatus | None = None,
        q: Annotated[str | None, Query(max_length=200, description="Code or vendor.")] = None,
        sort: Annotated[str, Query(max_length=40)] = "-created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """Coupons of the caller's vendors; of all for admins."""
        return json_answer(await service.page(reading, vendor_id, status, q, sort, cursor, limit))

    @router.post("/coupons", status_code=201, response_model=CouponOut)
    async def create_coupon(writing: Writing, wish: CouponCreate) -> Response:
        """A new coupon; without `vendor_id` the platform pays for it, and admins alone make it."""
        return _one(await service.create(writing, wish), 201)

    @router.get("/coupons/{coupon_id}", response_model=CouponOut)
    async def get_coupon(reading: Reading, coupon_id: UUID) -> Response:
        """One coupon, and how often it is used."""
        return _one(await service.one(reading, coupon_id))

    @router.post("/coupons/{coupon_id}/pause", response_model=CouponOut)
    async def pause_coupon(writing: Writing, coupon_id: UUID) -> Response:
        """Nobody can use it until it is resumed."""
        return _one(await service.set_status(writing, coupon_id, CouponStatus.PAUSED))

    @router.post("/coupons/{coupon_id}/resume", response_model=CouponOut)
    async def resume_coupon(writing: Writing, coupon_id: UUID) -> Response:
        """It can be used again."""
        return _one(await service.set_status(writing, coupon_id, CouponStatus.ACTIVE))

    return router


def _one(document: dict[str, Any], status: int = 200) -> Response:
    return json_answer(document, status, version=document["version"])

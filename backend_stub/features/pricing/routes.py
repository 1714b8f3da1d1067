"""`/commission-rules` and `/tax-rates`."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer, nothing
from backend_stub.features.pricing.service import RateService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.pricing import CommissionRuleCreate, CommissionRuleOut, RatePatch, TaxRateOut
from contracts.wire import Page

Sort = Annotated[str, Query(max_length=40)]


def pricing_routes(door: Door, service: RateService) -> APIRouter:
    """The rates, for admins."""
    router = door.router(tag="pricing")

    @router.get("/commission-rules", response_model=Page[CommissionRuleOut])
    async def list_commission_rules(
        reading: Reading, sort: Sort = "rule", cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
    ) -> Response:
        """What the platform keeps, of whom."""
        return json_answer(await service.rules(reading, sort, cursor, limit))

    @router.post("/commission-rules", status_code=201, response_model=CommissionRuleOut)
    async def create_commission_rule(writing: Writing, wish: CommissionRuleCreate) -> Response:
        """A rule of its own for a vendor or a category."""
        return _one(await service.add_rule(writing, wish), 201)

    @router.patch("/commission-rules/{rule_id}", response_model=CommissionRuleOut, openapi_extra=VERSIONED)
    async def update_commission_rule(writing: Writing, rule_id: UUID, patch: RatePatch) -> Response:
        """Another rate, for what is booked from now on; needs If-Match."""
        return _one(await service.change_rule(writing, rule_id, patch))

    @router.delete("/commission-rules/{rule_id}", status_code=204, openapi_extra=VERSIONED)
    async def delete_commission_rule(writing: Writing, rule_id: UUID) -> Response:
        """Back to the next wider rule; needs If-Match."""
        await service.remove_rule(writing, rule_id)
        return nothing()

    @router.get("/tax-rates", response_model=Page[TaxRateOut])
    async def list_tax_rates(
        reading: Reading, sort: Sort = "rule", cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
    ) -> Response:
        """Tax in prices, by country."""
        return json_answer(await service.taxes(reading, sort, cursor, limit))

    @router.patch("/tax-rates/{rate_id}", response_model=TaxRateOut, openapi_extra=VERSIONED)
    async def update_tax_rate(writing: Writing, rate_id: UUID, patch: RatePatch) -> Response:
        """Another rate, for what is booked from now on; needs If-Match."""
        return _one(await service.change_tax(writing, rate_id, patch))

    return router


def _one(document: dict[str, Any], status: int = 200) -> Response:
    return json_answer(document, status, version=document["version"])

"""Admins keep the rates."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.tables import Category, CommissionRule, TaxRate, Vendor
from backend_stub.errors import ConflictError, NotFoundError
from backend_stub.paging import Order, page_of, write_cursor
from backend_stub.security.caller import Caller
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.errors import ErrorCode
from contracts.permissions import Permission
from contracts.pricing import CommissionRuleCreate, RatePatch

_RULES = {"rule": Order(CommissionRule.rule, str, CommissionRule.id)}
_TAXES = {"rule": Order(TaxRate.rule, str, TaxRate.id)}
_DEFAULT = "default"


class RateService:
    """Commission rules and tax rates, for admins alone."""

    async def rules(
        self, reading: ReadingContext, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """One page of commission rules."""
        query = page_of(_rules_query(), _RULES, sort, cursor, limit)
        reading.caller.require(Permission.RATES_MANAGE)
        rows = (await reading.session.execute(query)).all()
        return _page(rows, limit, sort, lambda row: _rule_document(*row))

    async def taxes(
        self, reading: ReadingContext, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """One page of tax rates."""
        query = page_of(select(TaxRate), _TAXES, sort, cursor, limit)
        reading.caller.require(Permission.RATES_MANAGE)
        rows = (await reading.session.execute(query)).all()
        return _page(rows, limit, sort, lambda row: _tax_document(row[0]))

    async def add_rule(self, writing: WritingContext, wish: CommissionRuleCreate) -> dict[str, Any]:
        """A rule for one vendor or category."""
        table = Vendor.id if wish.vendor_id else Category.id
        wanted = wish.vendor_id or wish.category_id
        if await writing.session.scalar(select(table).where(table == wanted)) is None:
            raise NotFoundError
        writing.caller.require(Permission.RATES_MANAGE)
        rule = CommissionRule(
            id=wish.id,
            version=1,
            rule=f"{'vendor' if wish.vendor_id else 'category'}:{wanted}",
            vendor_id=wish.vendor_id,
            category_id=wish.category_id,
            basis_points=wish.basis_points,
            updated_at=writing.now,
        )
        try:
            async with writing.uow.savepoint():
                writing.session.add(rule)
                await writing.session.flush()
        except IntegrityError as error:
            if is_duplicate(error):
                detail = "There is a rule for this already, or the id is in use."
                raise ConflictError(ErrorCode.ID_TAKEN, detail) from error
            raise
        document = await self._rule(writing, rule.id)
        writing.audit("commission.created", "commission_rule", rule.id, after=_told(rule))
        return document

    async def change_rule(self, writing: WritingContext, rule_id: UUID, patch: RatePatch) -> dict[str, Any]:
        """Another rate for what is booked from now on."""
        rule = await self._admit_rule(writing, rule_id)
        before = _told(rule)
        rule.basis_points = patch.basis_points
        rule.version += 1
        rule.updated_at = writing.now
        writing.audit("commission.changed", "commission_rule", rule.id, before=before, after=_told(rule))
        await writing.session.flush()
        return await self._rule(writing, rule_id)

    async def remove_rule(self, writing: WritingContext, rule_id: UUID) -> None:
        """The vendor or category goes by the next wider rule again."""
        rule = await self._admit_rule(writing, rule_id)
        if rule.rule == _DEFAULT:
            detail = "The rule for everything stays; change its rate."
            raise ConflictError(ErrorCode.INVALID_TRANSITION, detail)
        writing.audit("commission.removed", "commission_rule", rule.id, before=_told(rule))
        await writing.session.delete(rule)

    async def change_tax(self, writing: WritingContext, rate_id: UUID, patch: RatePatch) -> dict[str, Any]:
        """Another tax rate for what is booked from now on."""
        rate = await writing.session.scalar(select(TaxRate).where(TaxRate.id == rate_id).with_for_update())
        if rate is None or not _sees(writing.caller):
            raise NotFoundError
        writing.expect(rate.version, lambda: _tax_document(rate))
        before = {"rule": rate.rule, "basis_points": rate.basis_points}
        rate.basis_points = patch.basis_points
        rate.version += 1
        rate.updated_at = writing.now
        after = {"rule": rate.rule, "basis_points": rate.basis_points}
        writing.audit("tax_rate.changed", "tax_rate", rate.id, before=before, after=after)
        return _tax_document(rate)

    async def _admit_rule(self, writing: WritingContext, rule_id: UUID) -> CommissionRule:
        query = select(CommissionRule).where(CommissionRule.id == rule_id).with_for_update()
        rule = await writing.session.scalar(query)
        if rule is None or not _sees(writing.caller):
            raise NotFoundError
        current = await self._rule(writing, rule_id)
        writing.expect(rule.version, lambda: current)
        return rule

    async def _rule(self, writing: WritingContext, rule_id: UUID) -> dict[str, Any]:
        row = (await writing.session.execute(_rules_query().where(CommissionRule.id == rule_id))).one()
        return _rule_document(*row)


def _sees(caller: Caller) -> bool:
    return caller.may(Permission.RATES_MANAGE)


def _rules_query() -> Any:
    return (
        select(CommissionRule, Vendor.name, Category.name)
        .outerjoin(Vendor, Vendor.id == CommissionRule.vendor_id)
        .outerjoin(Category, Category.id == CommissionRule.category_id)
    )


def _page(rows: Any, limit: int, sort: str, document: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    shown = rows[:limit]
    following = write_cursor(sort, (shown[-1][0].rule, shown[-1][0].id)) if len(rows) > limit else None
    return {"items": [document(row) for row in shown], "next_cursor": following}


def _told(rule: CommissionRule) -> dict[str, Any]:
    return {"rule": rule.rule, "basis_points": rule.basis_points}


def _rule_document(rule: CommissionRule, vendor: str | None, category: str | None) -> dict[str, Any]:
    return {
        "id": str(rule.id),
        "version": rule.version,
        "vendor_id": str(rule.vendor_id) if rule.vendor_id else None,
        "vendor_name": vendor,
        "category_id": str(rule.category_id) if rule.category_id else None,
        "category_name": category,
        "basis_points": rule.basis_points,
    }


def _tax_document(rate: TaxRate) -> dict[str, Any]:
    return {
        "id": str(rate.id),
        "version": rate.version,
        "country": rate.country,
        "category_id": str(rate.category_id) if rate.category_id else None,
        "basis_points": rate.basis_points,
    }

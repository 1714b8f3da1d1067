"""Which rates apply, from the tables that admins keep."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from babel.core import get_global
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.kinds import load_kinds
from backend_stub.db.tables import CommissionRule, TaxRate, Vendor
from backend_stub.features.pricing.calculation import calculate
from backend_stub.ports.pricing import CouponOffer, LineRates, Priced, PriceLine


class RateBook:
    """Prices carts (`ports.pricing.PricingPort`)."""

    async def rates(self, session: AsyncSession, lines: Sequence[PriceLine]) -> Mapping[UUID, LineRates]:
        """A vendor's own commission goes before its category's, a category's before that of the one above."""
        kinds = await load_kinds(session)
        countries = await _countries(session, {line.vendor_id for line in lines})
        taxes = await _taxes(session, set(countries.values()))
        commissions = await _commissions(session)
        found = {}
        for line in lines:
            above, country = kinds.line(line.category_id), countries.get(line.vendor_id, "")
            tax_rules = [*(f"{country}:{category}" for category in above), country]
            rules = [f"vendor:{line.vendor_id}", *(f"category:{category}" for category in above), "default"]
            found[line.id] = LineRates(_first(taxes, tax_rules), _first(commissions, rules))
        return found

    async def price(
        self, session: AsyncSession, lines: Sequence[PriceLine], offers: Sequence[CouponOffer]
    ) -> Priced:
        """What these lines cost with these coupons."""
        return calculate(lines, offers, await self.rates(session, lines))


def _first(rates: Mapping[str, int], rules: Sequence[str]) -> int:
    return next((rates[rule] for rule in rules if rule in rates), 0)


async def _countries(session: AsyncSession, vendor_ids: Collection[UUID]) -> dict[UUID, str]:
    """A vendor is taxed where its clock is."""
    query = select(Vendor.id, Vendor.zone).where(Vendor.id.in_(vendor_ids))
    territories = get_global("zone_territories")
    return {id: str(territories.get(zone, "")) for id, zone in await session.execute(query)}


async def _taxes(session: AsyncSession, countries: Collection[str]) -> dict[str, int]:
    query = select(TaxRate.rule, TaxRate.basis_points).where(TaxRate.country.in_(countries))
    return {row.rule: row.basis_points for row in await session.execute(query)}


async def _commissions(session: AsyncSession) -> dict[str, int]:
    rows = await session.execute(select(CommissionRule.rule, CommissionRule.basis_points))
    return {row.rule: row.basis_points for row in rows}

"""What a cart costs: prices with tax in them, less coupons, and who gets what of the rest.

All amounts are integers in minor units. Prices include tax. How and when is rounded stands in ADR 26.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from contracts.vocabulary import CouponKind


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One thing that somebody wants to pay for; `amount` is its price with tax in it."""

    id: UUID
    vendor_id: UUID
    category_id: UUID
    amount: int


@dataclass(frozen=True, slots=True)
class CouponOffer:
    """What a coupon takes off: basis points or minor units, of which lines, at whose cost.

    `payer_id` is the vendor that bears it, None the platform. No `category_ids` are all categories.
    """

    id: UUID
    code: str
    kind: CouponKind
    value: int
    payer_id: UUID | None = None
    vendor_id: UUID | None = None
    category_ids: frozenset[UUID] = frozenset()

    def fits(self, line: PriceLine) -> bool:
        """Whether it takes something off this line."""
        return self.vendor_id in (None, line.vendor_id) and (
            not self.category_ids or line.category_id in self.category_ids
        )


@dataclass(frozen=True, slots=True)
class LineRates:
    """What applies to one line, in basis points: tax on top of its net, and commission."""

    tax: int
    commission: int


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with what coupons took off it, the tax in the rest, and the platform's commission.

    `total` is what the customer pays. Commission is on `amount - by_vendor`: what a coupon of the platform
    takes off, the platform pays to the vendor.
    """

    line: PriceLine
    by_vendor: int
    by_platform: int
    total: int
    tax_rate: int
    tax: int
    commission: int


@dataclass(frozen=True, slots=True)
class TaxGroup:
    """All that is taxed at one rate: `gross` is `net` and `tax`."""

    rate: int
    gross: int
    net: int
    tax: int


@dataclass(frozen=True, slots=True)
class Priced:
    """A cart with its prices; lines in the order in which they were asked for."""

    lines: tuple[PricedLine, ...]
    coupons: tuple[tuple[CouponOffer, int], ...]
    """What each coupon takes off in all, in the order of taking."""
    taxes: tuple[TaxGroup, ...]
    subtotal: int
    discount: int
    total: int
    commission: int

    def document(self, currency: str) -> dict[str, Any]:
        """The sums as `contracts.checkout.PriceOut` has them."""
        return {
            "subtotal": _money(self.subtotal, currency),
            "coupons": [
                {"code": offer.code, "amount": _money(amount, currency)} for offer, amount in self.coupons
            ],
            "discount": _money(self.discount, currency),
            "total": _money(self.total, currency),
            "taxes": [
                {
                    "basis_points": group.rate,
                    "gross": _money(group.gross, currency),
                    "net": _money(group.net, currency),
                    "tax": _money(group.tax, currency),
                }
                for group in self.taxes
            ],
        }


class PricingPort(Protocol):
    """Prices carts by the rates that hold now."""

    async def rates(self, session: AsyncSession, lines: Sequence[PriceLine]) -> Mapping[UUID, LineRates]:
        """The rates of each line, by its id."""
        ...

    async def price(
        self, session: AsyncSession, lines: Sequence[PriceLine], offers: Sequence[CouponOffer]
    ) -> Priced:
        """What these lines cost with these coupons; the same in whichever order they come."""
        ...


def _money(amount: int, currency: str) -> dict[str, Any]:
    return {"amount": amount, "currency": currency}

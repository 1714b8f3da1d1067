"""The one calculation of what a cart costs (ADR 26). Pure: amounts and rates in, amounts out."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from backend_stub.ports.pricing import CouponOffer, LineRates, Priced, PricedLine, PriceLine, TaxGroup
from contracts.money import included, share, split
from contracts.vocabulary import CouponKind


def calculate(
    lines: Sequence[PriceLine], offers: Sequence[CouponOffer], rates: Mapping[UUID, LineRates]
) -> Priced:
    """Coupons, then tax, then commission; the order of lines and coupons changes nothing but theirs here.

    Percentages come before amounts, each of what those before it left; among equals the code decides. What a
    coupon takes off is shared among the lines that it fits by what is left of them.
    """
    ordered = sorted(lines, key=lambda line: line.id)
    left = {line.id: line.amount for line in ordered}
    off = {line.id: [0, 0] for line in ordered}
    taken: list[tuple[CouponOffer, int]] = []
    for offer in sorted(offers, key=lambda offer: (offer.kind is not CouponKind.PERCENT, offer.code)):
        fitting = [line for line in ordered if offer.fits(line)]
        base = sum(left[line.id] for line in fitting)
        whole = share(base, offer.value) if offer.kind is CouponKind.PERCENT else min(base, offer.value)
        parts = split(whole, [left[line.id] for line in fitting]) if fitting else []
        for line, part in zip(fitting, parts, strict=True):
            left[line.id] -= part
            off[line.id][offer.payer_id is None] += part
        taken.append((offer, whole))
    taxes, tax_of = _taxes(ordered, left, rates)
    priced = {
        line.id: PricedLine(
            line=line,
            by_vendor=off[line.id][0],
            by_platform=off[line.id][1],
            total=left[line.id],
            tax_rate=rates[line.id].tax,
            tax=tax_of[line.id],
            commission=min(
                share(line.amount - off[line.id][0], rates[line.id].commission),
                line.amount - off[line.id][0] - tax_of[line.id],
            ),
        )
        for line in ordered
    }
    return Priced(
        lines=tuple(priced[line.id] for line in lines),
        coupons=tuple(taken),
        taxes=tuple(taxes),
        subtotal=sum(line.amount for line in lines),
        discount=sum(amount for _, amount in taken),
        total=sum(left.values()),
        commission=sum(line.commission for line in priced.values()),
    )


def _taxes(
    lines: Sequence[PriceLine], left: Mapping[UUID, int], rates: Mapping[UUID, LineRates]
) -> tuple[list[TaxGroup], dict[UUID, int]]:
    """Tax is rounded once for each rate, then shared out, so that lines add up to what the receipt says."""
    groups: list[TaxGroup] = []
    tax_of: dict[UUID, int] = {}
    for rate in sorted({rates[line.id].tax for line in lines}, reverse=True):
        members = [line for line in lines if rates[line.id].tax == rate]
        gross = sum(left[line.id] for line in members)
        tax = included(gross, rate)
        groups.append(TaxGroup(rate, gross, gross - tax, tax))
        parts = split(tax, [left[line.id] for line in members])
        tax_of.update(zip((line.id for line in members), parts, strict=True))
    return groups, tax_of

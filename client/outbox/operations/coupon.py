"""What vendors and admins do with coupons and commission rules; needs the network."""

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, Touch
from contracts.permissions import Permission

_COUPONS = frozenset({Permission.COUPONS_MANAGE})
_RATES = frozenset({Permission.RATES_MANAGE})


def create(wish: Document) -> Operation:
    """A new coupon: a `contracts.coupons.CouponCreate`."""
    return Operation("coupon.create", wish["id"], wish, (Touch("coupon", wish["id"]),))


def pause(coupon_id: str) -> Operation:
    """Nobody can use it until it is resumed."""
    return Operation("coupon.pause", coupon_id, {}, (Touch("coupon", coupon_id),))


def resume(coupon_id: str) -> Operation:
    """It can be used again."""
    return Operation("coupon.resume", coupon_id, {}, (Touch("coupon", coupon_id),))


def create_rule(wish: Document) -> Operation:
    """A commission of its own for a vendor or category: a `contracts.pricing.CommissionRuleCreate`."""
    return Operation("commission.create", wish["id"], wish, ())


def change_rule(rule: Document, basis_points: int) -> Operation:
    """Another rate for what is booked from now on."""
    args = {"basis_points": basis_points}
    return Operation("commission.change", rule["id"], args, (), if_match=rule["version"])


def remove_rule(rule: Document) -> Operation:
    """The next wider rule holds again."""
    return Operation("commission.remove", rule["id"], {}, (), if_match=rule["version"])


KINDS = (
    Kind("coupon.create", "POST", "/coupons", "contracts.coupons:CouponCreate", _COUPONS, answers="coupon"),
    Kind("coupon.pause", "POST", "/coupons/{target}/pause", None, _COUPONS, answers="coupon"),
    Kind("coupon.resume", "POST", "/coupons/{target}/resume", None, _COUPONS, answers="coupon"),
    Kind("commission.create", "POST", "/commission-rules", "contracts.pricing:CommissionRuleCreate", _RATES),
    Kind("commission.change", "PATCH", "/commission-rules/{target}", "contracts.pricing:RatePatch", _RATES),
    Kind("commission.remove", "DELETE", "/commission-rules/{target}", None, _RATES),
)

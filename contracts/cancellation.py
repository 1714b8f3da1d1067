"""What calling a booking off costs: one computation for the server's bill and the screen's warning.

A policy is a list of steps, the longest way ahead first: a step's share of the price is due while at least
so many minutes are left until the start. Once the time has come, the share for not coming is due. It is
frozen into a booking when that is made, so that nothing a vendor changes later touches it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypedDict

from contracts.money import WHOLE, share


class PolicyStepDoc(TypedDict):
    """One step: the share that is due while at least `minutes_before` are left."""

    minutes_before: int
    basis_points: int


class PolicyDoc(TypedDict):
    """`contracts.bookings.CancellationPolicy`."""

    steps: list[PolicyStepDoc]
    no_show_basis_points: int


DEFAULT_POLICY: Final[PolicyDoc] = {
    "steps": [
        {"minutes_before": 24 * 60, "basis_points": 0},
        {"minutes_before": 0, "basis_points": WHOLE // 2},
    ],
    "no_show_basis_points": WHOLE,
}
"""The platform's own: free until a day before, then half; all of it for who does not come."""


@dataclass(frozen=True, slots=True)
class FeeRule:
    """From when until when (half-open; None is without end) which share is due, and what that comes to."""

    since: datetime | None
    until: datetime | None
    basis_points: int
    fee: int

    def holds(self, now: datetime) -> bool:
        """Whether this is the rule at some moment."""
        return (self.since is None or self.since <= now) and (self.until is None or now < self.until)


def fee_rules(policy: PolicyDoc, starts_at: datetime, price: int) -> Sequence[FeeRule]:
    """The rules of one booking, one after the other, without gaps; the last one begins with the booking."""
    ends = [starts_at - timedelta(minutes=step["minutes_before"]) for step in policy["steps"]]
    shares = [step["basis_points"] for step in policy["steps"]]
    if not ends or ends[-1] < starts_at:
        # Between the last step and the start its share stays due.
        ends, shares = [*ends, starts_at], [*shares, shares[-1] if shares else 0]
    shares.append(policy["no_show_basis_points"])
    return [
        FeeRule(since, until, due, share(price, due))
        for since, until, due in zip([None, *ends], [*ends, None], shares, strict=True)
    ]


def rule_at(policy: PolicyDoc, starts_at: datetime, price: int, now: datetime) -> FeeRule:
    """The rule that holds at some moment."""
    return next(rule for rule in fee_rules(policy, starts_at, price) if rule.holds(now))


def no_show_fee(policy: PolicyDoc, price: int) -> int:
    """What not coming costs."""
    return share(price, policy["no_show_basis_points"])

"""What the pages of coupons and commission show, as ready words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class CouponRow:
    """One coupon. `tag` is its state (word, kind); `facts` are label and value, for the panel."""

    id: str
    code: str
    off: str
    fits: str
    payer: str
    uses: str
    used: int
    until: str
    ends_at: str
    state: str
    tag: tuple[str, str]
    can_pause: bool
    can_resume: bool
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CouponForm:
    """A coupon as it is typed; `kind` is percent or amount, texts stay as they were typed."""

    code: str = ""
    kind: str = "percent"
    value: str = ""
    category_id: str = ""
    limit_total: str = ""
    limit_per_person: str = "1"
    first_booking: bool = False
    stacks: bool = False
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose, by id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What the platform keeps: of whom, how much, and for whom it holds in a sentence."""

    id: str
    whom: str
    kind: str
    rate: str
    basis_points: int
    can_remove: bool = field(default=True)

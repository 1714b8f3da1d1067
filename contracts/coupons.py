"""Coupons: codes that take something off a cart, within limits that the database holds."""

from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field, model_validator

from contracts.vocabulary import CouponKind, CouponRefusal, CouponStatus
from contracts.wire import Instant, Money, Name, Version, WholeNumber, Wire, YesNo


def _upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) and len(value) <= 64 else value


CouponCode = Annotated[
    str, BeforeValidator(_upper), Field(min_length=3, max_length=24, pattern=r"^[A-Z0-9][A-Z0-9-]*$")
]
"""Letters, digits and hyphens; upper and lower case are the same."""

BasisPoints = Annotated[WholeNumber, Field(ge=1, le=10_000)]
"""1/100 of a percent."""

UseLimit = Annotated[WholeNumber, Field(ge=1, le=1_000_000)]


class CouponCreate(Wire):
    """A new coupon: of a vendor, which pays for it, or without `vendor_id` of the platform, which does then.

    Either `basis_points` or `amount` is taken off what it fits: all, or one category, or one vendor. A
    vendor's coupon fits that vendor only. Coupons that `stacks` go together; others stand alone.
    """

    id: UUID
    vendor_id: UUID | None = None
    code: CouponCode
    basis_points: BasisPoints | None = None
    amount: Money | None = None
    first_booking: YesNo = False
    for_vendor_id: UUID | None = None
    category_id: UUID | None = None
    limit_total: UseLimit | None = None
    limit_per_person: UseLimit | None = None
    stacks: YesNo = False
    starts_at: Instant | None = None
    ends_at: Instant | None = None

    @model_validator(mode="after")
    def _whole(self) -> "CouponCreate":
        if (self.basis_points is None) == (self.amount is None):
            raise ValueError("give basis_points or amount")
        if self.amount is not None and not 1 <= self.amount.amount <= 10**9:
            raise ValueError("amount must be from 1 to 1000000000 minor units")
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValueError("ends_at must be after starts_at")
        if self.vendor_id is not None and self.for_vendor_id not in (None, self.vendor_id):
            raise ValueError("a vendor's coupon is for that vendor")
        return self


class CouponOut(Wire):
    """A coupon as its owner sees it; `used` counts uses that stand. No `vendor_id`: the platform pays."""

    id: UUID
    version: Version
    code: str
    vendor_id: UUID | None
    vendor_name: Name | None
    kind: CouponKind
    basis_points: int | None
    amount: Money | None
    first_booking: bool
    for_vendor_id: UUID | None
    for_vendor_name: Name | None
    category_id: UUID | None
    category_name: str | None
    limit_total: int | None
    limit_per_person: int | None
    stacks: bool
    starts_at: Instant | None
    ends_at: Instant | None
    status: CouponStatus
    used: int
    created_at: Instant


class RefusedCoupon(Wire):
    """A code that takes nothing off, and why."""

    code: str
    reason: CouponRefusal
    detail: str

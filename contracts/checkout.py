"""Carts, and checkouts: all that is in a cart is booked, or nothing is charged."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from contracts.bookings import AnswerIn
from contracts.coupons import CouponCode, RefusedCoupon
from contracts.vocabulary import CheckoutState, ListingPlace, PaymentMethod
from contracts.wire import Instant, Money, Name, Note, Title, Version, Wire, Zone

CardToken = Annotated[str, Field(min_length=3, max_length=255, pattern=r"^[A-Za-z0-9_-]+$")]
"""The card as the gateway names it; numbers never come here."""

MOST_ITEMS = 20
"""What a cart holds at most."""


class CartItemCreate(Wire):
    """Put a time that the caller holds into their cart."""

    id: UUID
    hold_id: UUID
    answers: Annotated[tuple[AnswerIn, ...], Field(max_length=20)] = ()


class CartItemOut(Wire):
    """A held time; after `held_until` it is only kept as a wish, and has to be chosen again."""

    id: UUID
    version: Version
    hold_id: UUID
    listing_id: UUID
    listing_title: Title
    vendor_id: UUID
    vendor_name: Name
    staff_id: UUID
    starts_at: Instant
    ends_at: Instant
    zone: Zone
    place: ListingPlace
    art: str
    price: Money
    held_until: Instant
    can_extend: bool
    created_at: Instant


class TaxOut(Wire):
    """Tax in the total at one rate: `gross` is `net` and `tax`."""

    basis_points: int
    gross: Money
    net: Money
    tax: Money


class CouponOff(Wire):
    """What a coupon takes off in all."""

    code: str
    amount: Money


class PriceOut(Wire):
    """What a cart costs; `subtotal` less `discount` is `total`, and the taxes are in it."""

    subtotal: Money
    coupons: list[CouponOff]
    discount: Money
    total: Money
    taxes: list[TaxOut]


class CartOut(Wire):
    """A cart with its price; no `price` while nothing in it is held, or its currencies differ."""

    items: list[CartItemOut]
    price: PriceOut | None
    refused_coupons: list[RefusedCoupon]


class ItemNote(Wire):
    """What the vendor of one item should know."""

    item_id: UUID
    note: Note


class CheckoutCreate(Wire):
    """Book these items together. `total` is what the person saw: another price is 409 `price_changed`."""

    id: UUID
    item_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST_ITEMS)]
    coupons: Annotated[tuple[CouponCode, ...], Field(max_length=5)] = ()
    method: PaymentMethod
    token: CardToken | None = None
    total: Money
    address_id: UUID | None = None
    notes: Annotated[tuple[ItemNote, ...], Field(max_length=MOST_ITEMS)] = ()

    @model_validator(mode="after")
    def _whole(self) -> "CheckoutCreate":
        if len(set(self.item_ids)) < len(self.item_ids):
            raise ValueError("name each item once")
        if len(set(self.coupons)) < len(self.coupons):
            raise ValueError("name each coupon once")
        if (self.method is PaymentMethod.CARD and self.total.amount > 0) != (self.token is not None):
            raise ValueError("a card payment needs a token, and no other has one")
        return self


class CheckoutLineOut(Wire):
    """One booking with its part of the price."""

    booking_id: UUID
    listing_id: UUID
    title: Title
    amount: Money
    discount: Money
    total: Money


class CheckoutOut(Wire):
    """Bookings made together. Their payment has the checkout's id: `/payments/{id}` says how far it is.

    What is not paid by `pay_by` is `undone`: nothing is booked, nothing is charged.
    """

    id: UUID
    version: Version
    state: CheckoutState
    method: PaymentMethod
    lines: list[CheckoutLineOut]
    price: PriceOut
    pay_by: Instant
    created_at: Instant

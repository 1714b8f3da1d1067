"""What the cart shows, as ready words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CartRow:
    """One item; `lapsed` says that its time was let go, '' while it is held."""

    id: str
    listing_id: str
    title: str
    vendor: str
    when: str
    place: str
    place_icon: str
    art: str
    price: str
    lapsed: str
    fixed: bool = False
    """It is being paid, so that nothing of it can be changed."""


@dataclass(frozen=True, slots=True)
class CartPrice:
    """Lines of label, amount and tone; taxes of label and amount; `pay` is the button's label."""

    lines: tuple[tuple[str, str, str], ...]
    total: str
    taxes: tuple[tuple[str, str], ...]
    pay: str


@dataclass(frozen=True, slots=True)
class CartHold:
    """How long the first time that ends is still held."""

    share: float
    left: str
    words: str
    detail: str
    can_extend: bool

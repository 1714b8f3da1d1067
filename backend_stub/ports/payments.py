"""Paying: what checkout and bookings ask of the payments feature, inside their own transaction.

Nothing here talks to a gateway. A payment is written down as a wish; once that is committed, the payments
feature asks the gateway, as often as it takes, with keys that make repeats harmless, and writes down what
came of it. A webhook is only a hint to ask sooner, so a lost, doubled or late one costs time and no money.

    begin -> pending -> action_needed -> captured -> (refunds)
                  |-----------|--------> declined -> retry (another card) -> pending
                  |-----------|--------> cancelled   (given up, or not paid by `pay_by`)
    begin (on site) -> due -> captured when the booking is completed, cancelled when it does not take place

Outcomes are events: `payment.captured`, `payment.declined`, `payment.action_needed`, `payment.cancelled`,
`payment.refunded`, each with `{"payment_id", "booking_ids"}`. Exactly one of captured and cancelled comes in
the end. A booking that is declined, expires or is cancelled is refunded by the payments feature on its own
(less the `fee` in the event, in minor units), so callers need not refund what bookings end as.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.unit_of_work import UnitOfWork
from contracts.vocabulary import PaymentMethod, PaymentState


@dataclass(frozen=True, slots=True)
class PaidItem:
    """What a part is for, as the receipt and the refund sheet list it: `Repair, 1 h 30`, 5700."""

    label: str
    amount: int


@dataclass(frozen=True, slots=True)
class PaymentPart:
    """One booking's part of a payment, in minor units; who gets what of it.

    `total` is what the customer pays. Of it, `tax` goes to the tax office, `commission` and `fee` (the
    booking fee) to the platform, and the rest to the vendor. `promotion` is what the platform adds for a
    coupon of its own; a vendor's coupon only makes `total` smaller. So vendor = total + promotion - tax -
    commission - fee, which must not be negative. `items` add up to `total`; a discount is an item of its own,
    below zero.
    """

    booking_id: UUID
    vendor_id: UUID
    total: int
    tax: int = 0
    commission: int = 0
    fee: int = 0
    promotion: int = 0
    items: Sequence[PaidItem] = ()

    @property
    def vendor_share(self) -> int:
        """What the vendor earns with it."""
        return self.total + self.promotion - self.tax - self.commission - self.fee


@dataclass(frozen=True, slots=True)
class PaymentWish:
    """A payment to begin. The bookings are already written down, in this transaction or before."""

    id: UUID
    """Made by the client; it is also the idempotency key towards the gateway."""

    customer_id: UUID | None
    method: PaymentMethod
    currency: str
    parts: Sequence[PaymentPart]
    pay_by: datetime
    """Not captured by then: it is cancelled at the gateway, and then here. No meaning on site."""

    token: str | None = None
    """The card as the gateway knows it (`pm_card_visa`, `tok_…`); numbers never come to this server."""


@dataclass(frozen=True, slots=True)
class PaymentView:
    """A payment as it stands."""

    id: UUID
    version: int
    state: PaymentState
    method: PaymentMethod
    amount: int
    refunded: int
    currency: str
    booking_ids: Sequence[UUID]
    action_url: str | None
    """Where the customer proves to the bank that it is them; only in state `action_needed`."""

    problem: str | None
    """Why it was declined: the gateway's code, such as `card_declined` or `insufficient_funds`."""


class PaymentsPort(Protocol):
    """Begins, follows and gives back payments; every call is repeatable."""

    async def begin(self, uow: UnitOfWork, wish: PaymentWish) -> PaymentView:
        """Write a payment down; the gateway is asked right after the commit. The same id again: as it stands.

        A total of 0 is captured at once. 422 for parts that don't add up, or a card payment without a token.
        """
        ...

    async def retry(self, uow: UnitOfWork, payment_id: UUID, token: str) -> PaymentView:
        """Try another card for a declined payment; 409 in any other state."""
        ...

    async def give_up(self, uow: UnitOfWork, payment_id: UUID) -> PaymentView:
        """The order is off. Authorised money is let go, captured money goes back in full."""
        ...

    async def refund(
        self, uow: UnitOfWork, refund_id: UUID, booking_id: UUID, amount: int | None, reason: str
    ) -> int:
        """Give back so much of what was paid for a booking, all that is left by default; answers how much.

        Repeatable by `refund_id`. Nothing was paid, or it is on site: 0. More than is left: 409.
        """
        ...

    async def find(self, session: AsyncSession, payment_id: UUID) -> PaymentView | None:
        """A payment as it stands."""
        ...

    async def find_of_booking(self, session: AsyncSession, booking_id: UUID) -> PaymentView | None:
        """The payment that a booking is part of."""
        ...

"""Payments, refunds, the ledger and payouts."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from contracts.vocabulary import (
    LedgerAccount,
    LedgerKind,
    PaymentMethod,
    PaymentState,
    PayoutState,
    RefundState,
)
from contracts.wire import Instant, Money, Name, Version, WholeNumber, Wire

Code = Annotated[str, Field(min_length=1, max_length=64)]
"""A gateway's word for what went wrong, such as `insufficient_funds`."""

Text = Annotated[str, Field(max_length=200)]
Reference = Annotated[str, Field(max_length=40)]
Amount = Annotated[WholeNumber, Field(ge=1, le=10**12)]
Sum = Annotated[int, Field(ge=-(10**15), le=10**15)]
"""Minor units of many payments together."""


class PaymentOut(Wire):
    """A payment as its customer sees it. `action`: `code` asks for the bank's code, a URL leads there."""

    id: UUID
    version: Version
    state: PaymentState
    method: PaymentMethod
    amount: Money
    refunded: Money
    card: Annotated[str, Field(max_length=64)] | None
    action: Annotated[str, Field(max_length=4096)] | None
    problem: Code | None
    customer: Annotated[str, Field(max_length=120)] | None
    booking_ids: Annotated[list[UUID], Field(max_length=200)]
    created_at: Instant
    captured_at: Instant | None
    pay_by: Instant


class ChallengeIn(Wire):
    """What the customer's bank sent them."""

    code: Annotated[str, Field(min_length=1, max_length=16)]


class RetryIn(Wire):
    """Another card, as the gateway names it."""

    token: Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[A-Za-z0-9_]+$")]


class RefundCreate(Wire):
    """Give back so much of what was paid for a booking; the customer reads the reason."""

    id: UUID
    booking_id: UUID
    amount: Amount
    reason: Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]


class RefundOut(Wire):
    """A refund and what became of it so far."""

    id: UUID
    payment_id: UUID
    booking_id: UUID
    amount: Money
    state: RefundState
    reason: Annotated[str, Field(max_length=500)]
    created_at: Instant
    updated_at: Instant


class BookingRef(Wire):
    """The booking that a line is about."""

    id: UUID
    reference: Reference
    title: Text


class PartItem(Wire):
    """One thing that was paid for."""

    label: Text
    amount: Sum


class PartOut(Wire):
    """A booking's part of a payment with its shares: what a refund is computed from (`contracts.ledger`)."""

    booking: BookingRef
    vendor_id: UUID
    vendor_name: Name
    total: Sum
    tax: Sum
    commission: Sum
    fee: Sum
    promotion: Sum
    refunded: Sum
    items: Annotated[list[PartItem], Field(max_length=200)]


class EntryOut(Wire):
    """One line of the ledger; debits are positive."""

    account: LedgerAccount
    party: Annotated[str, Field(max_length=120)] | None
    amount: Sum


class TransactionOut(Wire):
    """A ledger transaction; its entries add up to `sum`, which is 0."""

    id: UUID
    number: Annotated[int, Field(ge=1)]
    kind: LedgerKind
    at: Instant
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    entries: Annotated[list[EntryOut], Field(max_length=200)]
    sum: Sum


class PaymentLedgerOut(Wire):
    """Everything that is known of a payment, for the refund sheet."""

    payment: PaymentOut
    parts: Annotated[list[PartOut], Field(max_length=200)]
    refunds: Annotated[list[RefundOut], Field(max_length=1000)]
    transactions: Annotated[list[TransactionOut], Field(max_length=2000)]


class BalanceOut(Wire):
    """The whole ledger, or a vendor's part of it, in one currency: both sides are the same."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    debits: Sum
    credits: Sum
    difference: Sum
    held: Sum
    available: Sum
    paid_out: Sum


class BalancesOut(Wire):
    """One balance a currency."""

    items: Annotated[list[BalanceOut], Field(max_length=200)]


class EarningOut(Wire):
    """A line of what a vendor earns. `held` until its booking is over; `payout_id` once it was paid out."""

    id: UUID
    at: Instant
    kind: LedgerKind
    booking: BookingRef | None
    amount: Money
    held: bool
    payout_id: UUID | None


class PayoutCreate(Wire):
    """Pay a vendor everything that is available in a currency; `amount` is what the admin saw."""

    id: UUID
    vendor_id: UUID
    amount: Amount
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class PayoutReturn(Wire):
    """The bank sent a payout back."""

    reason: Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]


class PayoutOut(Wire):
    """Money sent to a vendor."""

    id: UUID
    version: Version
    reference: Reference
    vendor_id: UUID
    vendor_name: Name
    amount: Money
    state: PayoutState
    since: Instant
    until: Instant
    line_count: Annotated[int, Field(ge=0)]
    created_at: Instant


class DuePayout(Wire):
    """What could be paid to a vendor now, and what waits for its bookings."""

    vendor_id: UUID
    vendor_name: Name
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    available: Sum
    held: Sum


class DuePayouts(Wire):
    """All vendors that are owed anything."""

    items: Annotated[list[DuePayout], Field(max_length=10_000)]

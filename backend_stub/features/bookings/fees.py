"""What cancelling or not coming costs, by the policy that was frozen into the booking."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend_stub.errors import ConflictError
from backend_stub.features.bookings.policies import BookingState, hats, require_possible, require_right
from backend_stub.security.caller import Caller
from contracts.cancellation import fee_rules, no_show_fee, rule_at
from contracts.errors import ErrorCode
from contracts.vocabulary import BookingAction, BookingStatus, FeeReason, Role
from contracts.wire import rfc3339


@dataclass(frozen=True, slots=True)
class Charge:
    """What is due, and why."""

    because: FeeReason
    basis_points: int
    fee: int


def cancellation_charge(caller: Caller, state: BookingState, now: datetime) -> Charge:
    """What it costs the caller to cancel now: nothing but for a customer whose booking was agreed on."""
    if not hats(caller, state).isdisjoint({Role.VENDOR, Role.ADMIN}):
        return Charge(FeeReason.BY_VENDOR, 0, 0)
    if state.status is BookingStatus.REQUESTED:
        return Charge(FeeReason.NOT_CONFIRMED, 0, 0)
    rule = rule_at(state.policy, state.starts_at, state.price_amount, now)
    return Charge(FeeReason.POLICY, rule.basis_points, rule.fee)


def quote_cancellation(caller: Caller, state: BookingState, now: datetime) -> dict[str, Any]:
    """`contracts.bookings.CancellationOut`; 403 and 409 as cancelling itself would answer."""
    require_right(BookingAction.CANCEL, caller, state)
    require_possible(BookingAction.CANCEL, state, now)
    charge = cancellation_charge(caller, state, now)
    currency = state.price_currency

    def money(amount: int) -> dict[str, Any]:
        return {"amount": amount, "currency": currency}

    return {
        "booking_id": str(state.id),
        "version": state.version,
        "now": rfc3339(now),
        "because": str(charge.because),
        "basis_points": charge.basis_points,
        "price": money(state.price_amount),
        "fee": money(charge.fee),
        "refund": money(state.price_amount - charge.fee),
        "rules": [
            {
                "since": None if rule.since is None else rfc3339(rule.since),
                "until": None if rule.until is None else rfc3339(rule.until),
                "basis_points": rule.basis_points,
                "fee": money(rule.fee),
            }
            for rule in fee_rules(state.policy, state.starts_at, state.price_amount)
        ],
        "no_show_fee": money(no_show_fee(state.policy, state.price_amount)),
    }


def due_for(
    action: BookingAction, caller: Caller, state: BookingState, now: datetime, agreed: int | None
) -> int | None:
    """The fee that an action brings; None for actions that can bring none.

    409 `fee_changed` with the quote where the caller agreed to less, perhaps hours ago and without a network.
    """
    if action is BookingAction.NO_SHOW:
        return no_show_fee(state.policy, state.price_amount)
    if action is not BookingAction.CANCEL:
        return None
    fee = cancellation_charge(caller, state, now).fee
    if agreed is not None and fee > agreed:
        raise ConflictError(
            ErrorCode.FEE_CHANGED,
            "Cancelling costs more by now than what was agreed to; nothing was cancelled.",
            quote=quote_cancellation(caller, state, now),
        )
    return fee


def told_of_fee(state: BookingState, fee: int | None) -> dict[str, Any]:
    """What an event says of money: what is due to the vendor, and what of the price is not."""
    if fee is None:
        return {}
    return {
        "fee_amount": fee,
        "refund_amount": state.price_amount - fee,
        "price_amount": state.price_amount,
        "currency": state.price_currency,
    }

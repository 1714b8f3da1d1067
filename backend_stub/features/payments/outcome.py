"""What becomes of payments and refunds, written down with their postings and events, each once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import update

from backend_stub.db.tables import Payment, PaymentPartRow, Refund
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.features.payments import records
from backend_stub.features.payments.posting import Posting, post
from backend_stub.features.payments.shares import (
    capture_lines,
    card_fee_lines,
    kept_lines,
    refund_lines,
    reversal_lines,
)
from backend_stub.ports.gateway import Charge, ChargeState, GatewayRefund, RefundOutcome
from contracts.events import EventName
from contracts.vocabulary import LedgerAccount, LedgerKind, PaymentState, RefundState

OPEN_STATES: Final = frozenset({PaymentState.PENDING, PaymentState.ACTION_NEEDED, PaymentState.DECLINED})
_PATIENCE: Final = (1, 2, 5, 15, 60, 300)
"""Seconds between two times that we ask about the same thing."""


def next_check(uow: UnitOfWork, row: Payment | Refund) -> None:
    """Ask again later, ever less often."""
    row.check_at = uow.now + timedelta(seconds=_PATIENCE[min(row.checks, len(_PATIENCE) - 1)])
    row.checks += 1


async def apply(uow: UnitOfWork, payment: Payment, charge: Charge) -> None:
    """The gateway said how far a charge is; a payment only ever goes forward by it."""
    if PaymentState(payment.state) not in OPEN_STATES:
        payment.check_at = None
        return
    parts = await records.parts_of(uow.session, payment.id)
    payment.card = charge.card or payment.card
    match charge.state:
        case ChargeState.CAPTURED:
            await capture(uow, payment, parts, charge.fee)
        case ChargeState.CANCELLED:
            await _cancelled(uow, payment, parts)
        case ChargeState.DECLINED if payment.confirmed >= payment.attempt:
            next_check(uow, payment)
            _move(uow, payment, parts, PaymentState.DECLINED, charge)
        case ChargeState.ACTION_NEEDED:
            next_check(uow, payment)
            _move(uow, payment, parts, PaymentState.ACTION_NEEDED, charge)
        case _:
            next_check(uow, payment)


_TOLD: Final = {
    PaymentState.DECLINED: EventName.PAYMENT_DECLINED,
    PaymentState.ACTION_NEEDED: EventName.PAYMENT_ACTION_NEEDED,
}


def _move(
    uow: UnitOfWork, payment: Payment, parts: Sequence[PaymentPartRow], state: PaymentState, charge: Charge
) -> None:
    if payment.state == state and payment.action_url == charge.action_url:
        return
    payment.state, payment.action_url, payment.problem = str(state), charge.action_url, charge.problem
    records.note_change(uow, payment)
    records.tell(uow, _TOLD[state], payment, [part.booking_id for part in parts], problem=charge.problem)


async def capture(uow: UnitOfWork, payment: Payment, parts: Sequence[PaymentPartRow], fee: int) -> None:
    """The money is in: post it, and give back what turned out not to be wanted meanwhile."""
    given_up = payment.wanted == "cancel"
    payment.state = str(PaymentState.CAPTURED)
    payment.action_url = payment.problem = payment.token = payment.check_at = None
    payment.captured_at = uow.now
    postings = [
        Posting(
            LedgerKind.CAPTURE,
            f"capture:{payment.id}:{part.booking_id}",
            payment.currency,
            capture_lines(records.part_of(part), LedgerAccount.CARD_CLEARING),
            payment.id,
        )
        for part in parts
    ]
    fees = card_fee_lines(fee)
    postings.append(
        Posting(LedgerKind.CARD_FEE, f"card_fee:{payment.id}", payment.currency, fees, payment.id)
    )
    await post(uow, *postings)
    for part in parts:
        part.captured_at = uow.now
    await uow.session.execute(
        update(Refund)
        .where(Refund.payment_id == payment.id, Refund.state == RefundState.PENDING)
        .values(check_at=uow.now)
    )
    records.note_change(uow, payment)
    name = EventName.PAYMENT_CANCELLED if given_up else EventName.PAYMENT_CAPTURED
    records.tell(uow, name, payment, [part.booking_id for part in parts])
    if given_up:
        await _give_back(uow, payment, parts)


async def _cancelled(uow: UnitOfWork, payment: Payment, parts: Sequence[PaymentPartRow]) -> None:
    payment.state = str(PaymentState.CANCELLED)
    payment.action_url = payment.token = payment.check_at = None
    payment.refunded = 0
    for part in parts:
        part.live, part.refunded = False, 0
    for refund in await records.refunds_of(uow.session, payment.id):
        refund.state, refund.check_at, refund.updated_at = str(RefundState.VOID), None, uow.now
    records.note_change(uow, payment)
    records.tell(uow, EventName.PAYMENT_CANCELLED, payment, [part.booking_id for part in parts])


async def give_up(uow: UnitOfWork, payment: Payment, parts: Sequence[PaymentPartRow]) -> None:
    """The order is off, wherever its payment is."""
    if payment.wanted == "cancel" or payment.state == PaymentState.CANCELLED:
        return
    payment.wanted = "cancel"
    match PaymentState(payment.state):
        case PaymentState.CAPTURED:
            await _give_back(uow, payment, parts)
        case PaymentState.DUE:
            await _cancelled(uow, payment, parts)
        case _:
            payment.checks, payment.check_at = 0, uow.now


async def _give_back(uow: UnitOfWork, payment: Payment, parts: Sequence[PaymentPartRow]) -> None:
    for part in parts:
        left = part.total - part.refunded
        if left:
            await promise(uow, payment, part, uuid5(payment.id, f"off:{part.booking_id}"), left, "", None)
        await unwind_free(uow, payment, part)


async def unwind_free(uow: UnitOfWork, payment: Payment, part: PaymentPartRow) -> None:
    """A booking that a coupon paid for in full costs the customer nothing, and us nothing any more."""
    if part.total or payment.state != PaymentState.CAPTURED:
        return
    lines = reversal_lines(capture_lines(records.part_of(part), LedgerAccount.CARD_CLEARING))
    source = f"unwound:{payment.id}:{part.booking_id}"
    await post(uow, Posting(LedgerKind.REVERSAL, source, payment.currency, lines, payment.id))


async def promise(
    uow: UnitOfWork,
    payment: Payment,
    part: PaymentPartRow,
    refund_id: UUID,
    amount: int,
    reason: str,
    actor_id: UUID | None,
) -> Refund:
    """Write down that so much is to go back; the gateway is asked after the commit."""
    part.refunded += amount
    payment.refunded += amount
    captured = payment.state == PaymentState.CAPTURED
    refund = Refund(
        id=refund_id,
        payment_id=payment.id,
        booking_id=part.booking_id,
        amount=amount,
        state=str(RefundState.PENDING),
        reason=reason,
        actor_id=actor_id,
        gateway_ref=None,
        checks=0,
        check_at=uow.now if captured else None,
        created_at=uow.now,
        updated_at=uow.now,
    )
    uow.session.add(refund)
    if not captured and payment.refunded == payment.amount:
        # Nothing of it is wanted any more, so it need not be captured to be given back.
        payment.wanted, payment.checks, payment.check_at = "cancel", 0, uow.now
    await uow.session.flush()
    records.note_change(uow, payment)
    return refund


async def refunded(uow: UnitOfWork, payment: Payment, refund: Refund, known: GatewayRefund) -> None:
    """The gateway said what became of a refund."""
    if refund.state != RefundState.PENDING:
        refund.check_at = None
        return
    refund.gateway_ref, refund.updated_at = known.ref, uow.now
    if known.outcome is RefundOutcome.PENDING:
        next_check(uow, refund)
        return
    (part,) = [
        row for row in await records.parts_of(uow.session, payment.id) if row.booking_id == refund.booking_id
    ]
    refund.check_at = None
    if known.outcome is RefundOutcome.FAILED:
        refund.state = str(RefundState.FAILED)
        part.refunded -= refund.amount
        payment.refunded -= refund.amount
        records.note_change(uow, payment)
        return
    lines = refund_lines(records.part_of(part), LedgerAccount.CARD_CLEARING, part.returned, refund.amount)
    await post(uow, Posting(LedgerKind.REFUND, f"refund:{refund.id}", payment.currency, lines, payment.id))
    part.returned += refund.amount
    refund.state = str(RefundState.PAID)
    records.note_change(uow, payment)
    told = {"refund_id": str(refund.id), "amount": refund.amount}
    records.tell(uow, EventName.PAYMENT_REFUNDED, payment, [refund.booking_id], **told)


async def paid_on_site(uow: UnitOfWork, payment: Payment, part: PaymentPartRow) -> None:
    """A booking took place, and its vendor has the cash."""
    if part.captured_at is not None or not part.live:
        return
    part.captured_at = uow.now
    ordered = records.part_of(part)
    source = f"{payment.id}:{part.booking_id}"
    cash = capture_lines(ordered, LedgerAccount.CASH_ON_SITE)
    await post(
        uow,
        Posting(LedgerKind.ON_SITE, f"on_site:{source}", payment.currency, cash, payment.id),
        Posting(LedgerKind.KEPT_ON_SITE, f"kept:{source}", payment.currency, kept_lines(ordered), payment.id),
    )
    await _settle_on_site(uow, payment)


async def drop_on_site(uow: UnitOfWork, payment: Payment, part: PaymentPartRow) -> None:
    """A booking that was to be paid on site does not take place."""
    if part.captured_at is not None or not part.live:
        return
    part.live = False
    await _settle_on_site(uow, payment)


async def _settle_on_site(uow: UnitOfWork, payment: Payment) -> None:
    await uow.session.flush()
    parts = await records.parts_of(uow.session, payment.id)
    if any(part.live and part.captured_at is None for part in parts):
        return
    paid = [part for part in parts if part.captured_at is not None]
    state = PaymentState.CAPTURED if paid else PaymentState.CANCELLED
    payment.state, payment.captured_at = str(state), uow.now if paid else None
    records.note_change(uow, payment)
    name = EventName.PAYMENT_CAPTURED if paid else EventName.PAYMENT_CANCELLED
    records.tell(uow, name, payment, [part.booking_id for part in parts])

"""Asks the gateways about everything that waits for them: new payments, webhooks' hints, lost webhooks alike.

Whatever is due is asked outside any transaction, with keys that make repeats harmless, and the answer is
written down in one. A crash in between, a second server, or a webhook that never comes cost another question.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import update

from backend_stub.db.database import Database
from backend_stub.db.tables import Payment, Refund
from backend_stub.features.payments import outcome, records
from backend_stub.features.payments.bell import Bell
from backend_stub.ports.clock import ClockPort
from backend_stub.ports.gateway import (
    Charge,
    ChargeState,
    GatewayPort,
    GatewayRefund,
    GatewayRefusedError,
    GatewayUnavailableError,
    RefundOutcome,
)
from contracts.vocabulary import PaymentState

log = logging.getLogger(__name__)

_AT_ONCE: Final = 20
_PAUSE: Final = 1.0
_OVER: Final = frozenset({ChargeState.CAPTURED, ChargeState.CANCELLED})


class PaymentFollower:
    """Brings payments and refunds to their end (`ports.job.JobPort`); this is the reconciliation, too."""

    name = "payments.follower"
    seconds = 0.0

    def __init__(
        self, database: Database, clock: ClockPort, gateways: Mapping[str, GatewayPort], bell: Bell
    ) -> None:
        self._database = database
        self._clock = clock
        self._gateways = gateways
        self._bell = bell
        database.on_commit(bell.on_commit)

    async def run(self) -> None:
        """Wait for the bell, a second at most, and ask about all that is due."""
        await self._bell.wait(_PAUSE)
        await self.sweep()

    async def sweep(self) -> int:
        """Ask about all that is due; how much that was."""
        async with self._database.read() as session:
            now = self._clock.now()
            payments = await records.due_ids(session, Payment, now, _AT_ONCE)
            refunds = await records.due_ids(session, Refund, now, _AT_ONCE)
        if payments or refunds:
            self._bell.heard()
        await asyncio.gather(*(self._payment(id) for id in payments), *(self._refund(id) for id in refunds))
        return len(payments) + len(refunds)

    async def _payment(self, payment_id: UUID) -> None:
        async with self._database.read() as session:
            payment = await records.find_payment(session, payment_id)
        if payment is None or payment.check_at is None:
            return
        charge: Charge | None = None
        gateway = self._gateways.get(payment.gateway)
        if gateway is None:
            log.error("payment %s waits for the gateway %s, which is not set up", payment_id, payment.gateway)
        elif PaymentState(payment.state) in outcome.OPEN_STATES:
            try:
                charge = await self._advance(gateway, payment)
            except GatewayUnavailableError as error:
                log.warning("payment %s has to wait: %s", payment_id, error)
        async with self._database.write() as uow:
            known = await records.find_payment(uow.session, payment_id, lock=True)
            if known is None or known.check_at is None:
                return
            if charge is None:
                outcome.next_check(uow, known)
            else:
                await outcome.apply(uow, known, charge)
        self._bell.want()

    async def _advance(self, gateway: GatewayPort, payment: Payment) -> Charge:
        """Everything that can be done for a payment now; the charge after it."""
        wanted = payment.wanted == "capture" and self._clock.now() < payment.pay_by
        try:
            charge = await self._charge(gateway, payment)
        except GatewayRefusedError as error:
            await self._note(payment.id, confirmed=payment.attempt)
            state = ChargeState.DECLINED if wanted else ChargeState.CANCELLED
            return Charge("", state, payment.amount, problem=str(error))
        if charge.state in _OVER:
            return charge
        key = str(payment.id)
        if not wanted:
            # Only now, as what was captured in time and is heard of late was paid all the same.
            await self._note(payment.id, wanted="cancel")
            try:
                return await gateway.cancel(charge.ref, f"{key}:cancel")
            except GatewayRefusedError:
                return await gateway.find(charge.ref)
        if charge.state in {ChargeState.OPEN, ChargeState.DECLINED} and payment.confirmed < payment.attempt:
            charge = await self._confirm(gateway, payment, charge)
        if charge.state is ChargeState.AUTHORISED:
            try:
                charge = await gateway.capture(charge.ref, f"{key}:capture")
            except GatewayRefusedError:
                charge = await gateway.find(charge.ref)
        return charge

    async def _charge(self, gateway: GatewayPort, payment: Payment) -> Charge:
        if payment.gateway_ref is not None:
            return await gateway.find(payment.gateway_ref)
        key = f"{payment.id}:create"
        charge = await gateway.create(payment.id, payment.amount, payment.currency, key)
        await self._note(payment.id, gateway_ref=charge.ref)
        return charge

    async def _confirm(self, gateway: GatewayPort, payment: Payment, charge: Charge) -> Charge:
        key = f"{payment.id}:confirm:{payment.attempt}"
        try:
            charge = await gateway.confirm(charge.ref, payment.token or "", key)
        except GatewayRefusedError as error:
            charge = Charge(charge.ref, ChargeState.DECLINED, payment.amount, problem=str(error))
        await self._note(payment.id, confirmed=payment.attempt)
        return charge

    async def _note(self, payment_id: UUID, **values: Any) -> None:
        """What has to be known even if the next step is never reached."""
        async with self._database.write() as uow:
            await uow.session.execute(update(Payment).where(Payment.id == payment_id).values(**values))

    async def _refund(self, refund_id: UUID) -> None:
        async with self._database.read() as session:
            refund = await session.get(Refund, refund_id)
            payment = await records.find_payment(session, refund.payment_id) if refund else None
        if refund is None or payment is None or refund.check_at is None:
            return
        answer: GatewayRefund | None = None
        gateway = self._gateways.get(payment.gateway)
        if gateway is not None and payment.gateway_ref is not None:
            answer = await self._ask_refund(gateway, payment.gateway_ref, refund)
        async with self._database.write() as uow:
            locked = await records.find_payment(uow.session, payment.id, lock=True)
            known = await uow.session.get(Refund, refund_id)
            if locked is None or known is None or known.check_at is None:
                return
            if answer is None:
                outcome.next_check(uow, known)
            else:
                await outcome.refunded(uow, locked, known, answer)

    async def _ask_refund(
        self, gateway: GatewayPort, charge_ref: str, refund: Refund
    ) -> GatewayRefund | None:
        try:
            if refund.gateway_ref is not None:
                return await gateway.find_refund(charge_ref, refund.gateway_ref)
            return await gateway.refund(charge_ref, refund.amount, str(refund.id))
        except GatewayRefusedError as error:
            log.warning("refund %s was refused: %s", refund.id, error)
            return GatewayRefund(refund.gateway_ref or "", RefundOutcome.FAILED)
        except GatewayUnavailableError as error:
            log.warning("refund %s has to wait: %s", refund.id, error)
            return None

"""A card gateway without money, for demos and tests: it declines, asks for codes, and dawdles as told to.

What a card does is in its token (Stripe's names where it has one): see `CARDS`. The gateway keeps its charges
in a table of its own, as a bank would, and sends signed webhooks, which `post` hands out in their order.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.adapters.webhook_signature import check, sign
from backend_stub.db.conflict import is_duplicate
from backend_stub.db.database import Database
from backend_stub.db.tables import SandboxCharge
from backend_stub.ports.clock import ClockPort
from backend_stub.ports.gateway import (
    IN_APP,
    BadSignatureError,
    Charge,
    ChargeState,
    GatewayRefund,
    GatewayRefusedError,
    Hint,
    RefundOutcome,
)
from contracts.money import share

CODE: Final = "123456"
"""What the customer's bank wants to hear."""

SLOW_SECONDS: Final = 3
_FEE_RATE, _FEE_FIXED = 140, 25


@dataclass(frozen=True, slots=True)
class Card:
    """How a test card behaves."""

    label: str
    problem: str | None = None
    asks_for_code: bool = False
    is_slow: bool = False
    refund: RefundOutcome = RefundOutcome.PAID


CARDS: Final = {
    "pm_card_visa": Card("visa 4242"),
    "pm_card_mastercard": Card("mastercard 4444"),
    "pm_card_chargeDeclined": Card("visa 0002", problem="card_declined"),
    "pm_card_chargeDeclinedInsufficientFunds": Card("visa 9995", problem="insufficient_funds"),
    "pm_card_chargeDeclinedExpiredCard": Card("visa 0069", problem="expired_card"),
    "pm_card_threeDSecureRequired": Card("visa 3220", asks_for_code=True),
    "pm_card_slow": Card("visa 1111", is_slow=True),
    "pm_card_refundFail": Card("visa 3519", refund=RefundOutcome.FAILED),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A signed webhook on its way."""

    body: bytes
    signature: str


class SandboxGateway:
    """`ports.gateway.GatewayPort`, on the server's own database."""

    name = "sandbox"

    def __init__(self, database: Database, clock: ClockPort, secret: bytes) -> None:
        self._database = database
        self._clock = clock
        self._secret = secret
        self.post: list[Letter] = []

    async def create(self, payment_id: UUID, amount: int, currency: str, key: str) -> Charge:
        """A charge; the same key finds the one there is."""
        document = {
            "payment_id": str(payment_id),
            "amount": amount,
            "currency": currency,
            "state": str(ChargeState.OPEN),
            "confirms": [],
            "refunds": {},
        }
        row = {"ref": f"ch_{uuid4().hex}", "key": key, "version": 1, "document": document}
        try:
            async with self._database.write() as uow:
                await uow.session.execute(insert(SandboxCharge), [row])
        except IntegrityError as error:
            if not is_duplicate(error):
                raise
        async with self._database.read() as session:
            found = await session.scalar(select(SandboxCharge).where(SandboxCharge.key == key))
        if found is None:
            raise GatewayRefusedError("no_such_charge")
        return self._shown(found)

    async def confirm(self, ref: str, token: str, key: str) -> Charge:
        """Try a card, once a key."""
        async with self._database.write() as uow:
            row = await _locked(uow.session, ref)
            document = row.document
            card = CARDS.get(token)
            if card is None:
                raise GatewayRefusedError("unknown_card")
            tries = {str(ChargeState.OPEN), str(ChargeState.DECLINED)}
            if key not in document["confirms"] and document["state"] in tries:
                document = {**document, "confirms": [*document["confirms"], key], "token": token}
                document |= {"card": card.label, "problem": card.problem}
                if card.is_slow:
                    document["ready_at"] = (self._clock.now() + timedelta(seconds=SLOW_SECONDS)).isoformat()
                document["state"] = str(_after_confirm(card))
                self._save(row, document)
        return self._shown(row)

    async def answer(self, session: AsyncSession, ref: str, code: str) -> bool:
        """The customer told the bank this code; False if no code was asked for. A wrong one declines."""
        row = await _locked(session, ref)
        if row.document["state"] != ChargeState.ACTION_NEEDED:
            return False
        right = code.strip() == CODE
        state = ChargeState.AUTHORISED if right else ChargeState.DECLINED
        problem = None if right else "authentication_failed"
        self._save(row, {**row.document, "state": str(state), "problem": problem})
        return True

    async def capture(self, ref: str, key: str) -> Charge:
        """Take the money; again: it is taken."""
        async with self._database.write() as uow:
            row = await _locked(uow.session, ref)
            if self._shown(row).state is ChargeState.AUTHORISED:
                fee = share(row.document["amount"], _FEE_RATE) + _FEE_FIXED
                self._save(row, {**row.document, "state": str(ChargeState.CAPTURED), "fee": fee})
            elif row.document["state"] != ChargeState.CAPTURED:
                raise GatewayRefusedError("not_authorised")
        return self._shown(row)

    async def cancel(self, ref: str, key: str) -> Charge:
        """Let the money go, if it was not taken."""
        async with self._database.write() as uow:
            row = await _locked(uow.session, ref)
            if row.document["state"] == ChargeState.CAPTURED:
                raise GatewayRefusedError("already_captured")
            if row.document["state"] != ChargeState.CANCELLED:
                self._save(row, {**row.document, "state": str(ChargeState.CANCELLED)})
        return self._shown(row)

    async def find(self, ref: str) -> Charge:
        """The charge as it is now."""
        async with self._database.read() as session:
            row = await session.get(SandboxCharge, ref)
        if row is None:
            raise GatewayRefusedError("no_such_charge")
        return self._shown(row)

    async def refund(self, ref: str, amount: int, key: str) -> GatewayRefund:
        """Give back, once a key, never more than was taken."""
        async with self._database.write() as uow:
            row = await _locked(uow.session, ref)
            refunds = row.document["refunds"]
            if key not in refunds:
                given = sum(item["amount"] for item in refunds.values() if item["outcome"] != "failed")
                if row.document["state"] != ChargeState.CAPTURED or given + amount > row.document["amount"]:
                    raise GatewayRefusedError("charge_already_refunded")
                told = CARDS[row.document["token"]].refund
                refunds = {**refunds, key: {"amount": amount, "outcome": str(told)}}
                self._save(row, {**row.document, "refunds": refunds})
        return GatewayRefund(key, RefundOutcome(refunds[key]["outcome"]))

    async def find_refund(self, charge_ref: str, ref: str) -> GatewayRefund:
        """A refund; its reference is the key."""
        async with self._database.read() as session:
            row = await session.get(SandboxCharge, charge_ref)
        if row is None or ref not in row.document["refunds"]:
            raise GatewayRefusedError("no_such_refund")
        return GatewayRefund(ref, RefundOutcome(row.document["refunds"][ref]["outcome"]))

    def read_webhook(self, body: bytes, signature: str, now: datetime) -> Hint:
        """A letter of ours."""
        check(body, signature, self._secret, now)
        try:
            told = json.loads(body)
            return Hint(event_id=str(told["id"]), charge_ref=str(told["charge"]))
        except (ValueError, TypeError, KeyError) as error:
            raise BadSignatureError("not a webhook") from error

    def _save(self, row: SandboxCharge, document: dict[str, Any]) -> None:
        row.document, row.version = document, row.version + 1
        told = {"id": f"evt_{uuid4().hex}", "type": f"charge.{document['state']}", "charge": row.ref}
        body = json.dumps(told).encode()
        self.post.append(Letter(body, sign(body, self._secret, self._clock.now())))

    def _shown(self, row: SandboxCharge) -> Charge:
        document = row.document
        state = ChargeState(document["state"])
        ready_at = document.get("ready_at")
        if (
            state is ChargeState.AUTHORISED
            and ready_at
            and self._clock.now() < datetime.fromisoformat(ready_at)
        ):
            state = ChargeState.OPEN
        return Charge(
            ref=row.ref,
            state=state,
            amount=document["amount"],
            fee=document.get("fee", 0),
            action_url=IN_APP if state is ChargeState.ACTION_NEEDED else None,
            problem=document.get("problem"),
            card=document.get("card"),
        )


def _after_confirm(card: Card) -> ChargeState:
    if card.problem:
        return ChargeState.DECLINED
    return ChargeState.ACTION_NEEDED if card.asks_for_code else ChargeState.AUTHORISED


async def _locked(session: AsyncSession, ref: str) -> SandboxCharge:
    row = await session.scalar(select(SandboxCharge).where(SandboxCharge.ref == ref).with_for_update())
    if row is None:
        raise GatewayRefusedError("no_such_charge")
    return row

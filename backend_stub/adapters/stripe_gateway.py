"""Stripe by its official library: PaymentIntents with manual capture, refunds, signed webhooks.

Stripe keeps idempotency keys for a day. So a step whose answer was lost is never merely repeated: what the
intent is comes first (`find`), and the key only covers the moments in between.
"""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import stripe

from backend_stub.ports.gateway import (
    BadSignatureError,
    Charge,
    ChargeState,
    GatewayRefund,
    GatewayRefusedError,
    GatewayUnavailableError,
    Hint,
    RefundOutcome,
)

TOLERANCE_SECONDS: Final = 300
_SECONDS: Final = 20
_EXPAND: Final = ["latest_charge.balance_transaction"]
_STATES: Final = {
    "requires_confirmation": ChargeState.OPEN,
    "processing": ChargeState.OPEN,
    "requires_action": ChargeState.ACTION_NEEDED,
    "requires_capture": ChargeState.AUTHORISED,
    "succeeded": ChargeState.CAPTURED,
    "canceled": ChargeState.CANCELLED,
}
_REFUNDS: Final = {
    "succeeded": RefundOutcome.PAID,
    "failed": RefundOutcome.FAILED,
    "canceled": RefundOutcome.FAILED,
}


class StripeGateway:
    """`ports.gateway.GatewayPort`, on Stripe or (`url`) on a server that speaks its API."""

    name = "stripe"

    def __init__(self, key: str, webhook_secret: str, return_url: str, url: str | None = None) -> None:
        self._http = http = stripe.HTTPXClient(timeout=_SECONDS, allow_sync_methods=False)
        addresses: Any = {"api": url} if url else {}
        self._client = stripe.StripeClient(
            key, http_client=http, base_addresses=addresses, max_network_retries=1
        )
        self._webhook_secret = webhook_secret
        self._return_url = return_url

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.close_async()  # type: ignore[no-untyped-call]  # the library says no types here

    async def create(self, payment_id: UUID, amount: int, currency: str, key: str) -> Charge:
        """An intent that is to be captured by a call of its own."""
        return await self._intent(
            self._client.v1.payment_intents.create_async(
                {
                    "amount": amount,
                    "currency": currency.lower(),
                    "capture_method": "manual",
                    "automatic_payment_methods": {"enabled": True},
                    "metadata": {"payment_id": str(payment_id)},
                },
                {"idempotency_key": key},
            )
        )

    async def confirm(self, ref: str, token: str, key: str) -> Charge:
        """Try this card; a decline is an answer, not an error."""
        return await self._intent(
            self._client.v1.payment_intents.confirm_async(
                ref,
                {"payment_method": token, "return_url": self._return_url, "expand": _EXPAND},
                {"idempotency_key": key},
            ),
            declined=ref,
        )

    async def capture(self, ref: str, key: str) -> Charge:
        """Take the authorised money."""
        return await self._intent(
            self._client.v1.payment_intents.capture_async(ref, {"expand": _EXPAND}, {"idempotency_key": key})
        )

    async def cancel(self, ref: str, key: str) -> Charge:
        """Let it go."""
        return await self._intent(
            self._client.v1.payment_intents.cancel_async(
                ref, {"cancellation_reason": "abandoned"}, {"idempotency_key": key}
            )
        )

    async def find(self, ref: str) -> Charge:
        """The intent as it is now."""
        return await self._intent(self._client.v1.payment_intents.retrieve_async(ref, {"expand": _EXPAND}))

    async def refund(self, ref: str, amount: int, key: str) -> GatewayRefund:
        """Give back so much."""
        return await self._refund(
            self._client.v1.refunds.create_async(
                {"payment_intent": ref, "amount": amount, "metadata": {"refund_id": key}},
                {"idempotency_key": key},
            )
        )

    async def find_refund(self, charge_ref: str, ref: str) -> GatewayRefund:
        """The refund as it is now."""
        return await self._refund(self._client.v1.refunds.retrieve_async(ref))

    def read_webhook(self, body: bytes, signature: str, now: datetime) -> Hint:
        """The library checks the signature and its age, by the system's clock."""
        try:
            event = stripe.Webhook.construct_event(
                body, signature, self._webhook_secret, tolerance=TOLERANCE_SECONDS
            )
        except (stripe.SignatureVerificationError, ValueError) as error:
            raise BadSignatureError(str(error)) from error
        told = event.data.object
        if event.type == "payout.paid":
            return Hint(
                event.id, settled=(str(told["id"]), int(told["amount"]), str(told["currency"]).upper())
            )
        if event.type.startswith("payment_intent."):
            return Hint(event.id, charge_ref=str(told["id"]))
        return Hint(event.id, charge_ref=_text(told, "payment_intent"))

    async def _intent(self, call: Any, declined: str | None = None) -> Charge:
        try:
            return _charge(await call)
        except stripe.CardError as error:
            if declined is None:
                raise GatewayRefusedError(error.code or "card_declined") from error
            code = error.decline_code if hasattr(error, "decline_code") else None
            return Charge(declined, ChargeState.DECLINED, 0, problem=code or error.code or "card_declined")
        except stripe.StripeError as error:
            raise _meaning(error) from error

    async def _refund(self, call: Any) -> GatewayRefund:
        try:
            refund = await call
        except stripe.StripeError as error:
            raise _meaning(error) from error
        return GatewayRefund(refund.id, _REFUNDS.get(refund.status or "", RefundOutcome.PENDING))


def _meaning(error: stripe.StripeError) -> Exception:
    """Refused for good, or to be asked again."""
    final = isinstance(error, stripe.InvalidRequestError | stripe.CardError)
    return GatewayRefusedError(error.code or "refused") if final else GatewayUnavailableError(str(error))


def _charge(intent: Any) -> Charge:
    problem = _text(_object(intent, "last_payment_error"), "code")
    state = _STATES.get(intent["status"])
    if state is None:
        state = ChargeState.DECLINED if problem else ChargeState.OPEN
    latest = _object(intent, "latest_charge")
    card = _object(_object(latest, "payment_method_details"), "card")
    brand, digits = _text(card, "brand"), _text(card, "last4")
    fee = _get(_object(latest, "balance_transaction"), "fee")
    return Charge(
        ref=intent["id"],
        state=state,
        amount=intent["amount"],
        fee=fee if isinstance(fee, int) else 0,
        action_url=_text(_object(_object(intent, "next_action"), "redirect_to_url"), "url"),
        problem=problem,
        card=f"{brand} {digits}" if brand and digits else None,
    )


def _get(thing: Any, name: str) -> Any:
    return None if thing is None or name not in thing else thing[name]


def _object(thing: Any, name: str) -> Any:
    """A member that is an object; not the mere id of one."""
    found = _get(thing, name)
    return None if isinstance(found, str) else found


def _text(thing: Any, name: str) -> str | None:
    found = _get(thing, name)
    return found if isinstance(found, str) else None

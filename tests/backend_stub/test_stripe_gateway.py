"""Stripe by its library: each call against the real stripe-mock, which refuses what Stripe would not take.

stripe-mock remembers nothing, so what an intent becomes is tested with intents as Stripe describes them.
"""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from backend_stub.adapters.stripe_gateway import StripeGateway, _charge
from backend_stub.adapters.webhook_signature import sign
from backend_stub.ports.gateway import (
    BadSignatureError,
    ChargeState,
    GatewayRefusedError,
    GatewayUnavailableError,
    RefundOutcome,
)

SECRET = "whsec_test"
KEY = "sk_test_123"
DECLINE = {"code": "card_declined"}


@pytest_asyncio.fixture
async def gateway(stripe_mock: str) -> AsyncIterator[StripeGateway]:
    """The adapter on stripe-mock."""
    built = StripeGateway(KEY, SECRET, "https://doorstep.invalid", stripe_mock)
    yield built
    await built.aclose()


@pytest.mark.slow
async def test_every_call_is_one_that_stripe_takes(gateway: StripeGateway) -> None:
    opened = await gateway.create(uuid4(), 9_449, "EUR", "key-1")
    assert opened.ref.startswith("pi_")
    for charge in (
        await gateway.confirm(opened.ref, "pm_card_visa", "key-2"),
        await gateway.capture(opened.ref, "key-3"),
        await gateway.cancel(opened.ref, "key-4"),
        await gateway.find(opened.ref),
    ):
        assert charge.ref.startswith("pi_")
    refund = await gateway.refund(opened.ref, 100, "key-5")
    assert (refund.ref[:3], refund.outcome) == ("re_", RefundOutcome.PAID)
    assert (await gateway.find_refund(opened.ref, refund.ref)).outcome is RefundOutcome.PAID


@pytest.mark.slow
async def test_what_stripe_refuses_is_refused_for_good(gateway: StripeGateway) -> None:
    with pytest.raises(GatewayRefusedError):
        await gateway.create(uuid4(), "much", "EUR", "key")  # type: ignore[arg-type]  # what a defect would send


async def test_a_server_that_is_not_there_is_asked_again_later() -> None:
    gateway = StripeGateway(KEY, SECRET, "https://doorstep.invalid", "http://127.0.0.1:9")
    with pytest.raises(GatewayUnavailableError):
        await gateway.find("pi_1")
    await gateway.aclose()


def intent(status: str, **more: Any) -> dict[str, Any]:
    return {"id": "pi_1", "status": status, "amount": 9_449, **more}


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (intent("requires_payment_method"), ChargeState.OPEN),
        (
            intent("requires_payment_method", last_payment_error={"code": "card_declined"}),
            ChargeState.DECLINED,
        ),
        (intent("requires_confirmation"), ChargeState.OPEN),
        (intent("processing"), ChargeState.OPEN),
        (intent("requires_action"), ChargeState.ACTION_NEEDED),
        (intent("requires_capture"), ChargeState.AUTHORISED),
        (intent("succeeded"), ChargeState.CAPTURED),
        (intent("canceled"), ChargeState.CANCELLED),
    ],
)
def test_intents_are_charges_of_ours(told: dict[str, Any], state: ChargeState) -> None:
    assert _charge(told).state is state


def test_a_charge_names_its_card_its_fee_and_where_to_go() -> None:
    latest = {
        "payment_method_details": {"card": {"brand": "visa", "last4": "4417"}},
        "balance_transaction": {"fee": 157},
    }
    action = {"redirect_to_url": {"url": "https://bank.invalid/3ds"}}
    charge = _charge(intent("requires_action", latest_charge=latest, next_action=action))
    assert (charge.card, charge.fee, charge.action_url) == ("visa 4417", 157, "https://bank.invalid/3ds")
    assert _charge(intent("succeeded", latest_charge="ch_1")).card is None


def event(kind: str, thing: dict[str, Any]) -> bytes:
    told = {"id": "evt_1", "object": "event", "type": kind, "data": {"object": thing}}
    return json.dumps(told).encode()


def test_webhooks_are_hints_if_stripe_signed_them_lately() -> None:
    gateway = StripeGateway(KEY, SECRET, "https://doorstep.invalid")
    now = datetime.now(UTC)
    body = event("payment_intent.succeeded", {"id": "pi_1", "object": "payment_intent"})
    assert gateway.read_webhook(body, sign(body, SECRET.encode(), now), now).charge_ref == "pi_1"
    refunded = event("charge.refunded", {"id": "ch_1", "object": "charge", "payment_intent": "pi_7"})
    assert gateway.read_webhook(refunded, sign(refunded, SECRET.encode(), now), now).charge_ref == "pi_7"
    sent = {"id": "po_1", "object": "payout", "amount": 9_292, "currency": "eur"}
    paid = event("payout.paid", sent)
    hint = gateway.read_webhook(paid, sign(paid, SECRET.encode(), now), now)
    assert hint.settled == ("po_1", 9_292, "EUR")
    for wrong in (
        "",
        "t=1,v1=2",
        sign(body, b"another", now),
        sign(body, SECRET.encode(), now - timedelta(minutes=6)),
    ):
        with pytest.raises(BadSignatureError):
            gateway.read_webhook(body, wrong, now)

"""Webhooks: only the gateway's own, not old ones, and whatever becomes of them the money is right."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend_stub.adapters.webhook_signature import sign
from backend_stub.db.database import Database
from backend_stub.security.keys import derive, load_secret
from tests.backend_stub.features.paying import Till
from tests.backend_stub.features.webhook_schedules import PlayedClock, play
from tests.backend_stub.features.world import Stage, problem
from tests.backend_stub.support.running import API

SCHEDULES = 40


async def test_whatever_becomes_of_webhooks_there_is_one_capture_or_a_refund(database_url: str) -> None:
    clock = PlayedClock()
    database = Database(database_url, clock)
    ends = await play(database, clock, SCHEDULES, 7)
    await database.close()
    assert sum(ends.values()) == SCHEDULES
    assert len(ends) == 3


async def send(stage: Stage, body: bytes, signature: str, gateway: str = "sandbox") -> httpx.Response:
    headers = {"Webhook-Signature": signature} if signature else {}
    return await stage.running.http.post(f"{API}/webhooks/{gateway}", content=body, headers=headers)


@pytest.fixture
def secret(stage: Stage, tmp_path: Any) -> bytes:
    """What the stage's sandbox signs with."""
    return derive(load_secret(tmp_path / "data"), "sandbox gateway")


async def test_only_what_the_gateway_signed_lately_is_heard(stage: Stage, clock: Any, secret: bytes) -> None:
    body = json.dumps({"id": "evt_1", "type": "charge.captured", "charge": "ch_unknown"}).encode()
    now = clock.now()
    good = sign(body, secret, now)
    for wrong in (
        "",
        "t=1",
        "v1=abc",
        good.replace("v1=", "v1=0"),
        f"t=x,{good.partition(',')[2]}",
        sign(body, b"another", now),
        sign(body + b" ", secret, now),
        sign(body, secret, now - timedelta(minutes=6)),
        sign(body, secret, now + timedelta(minutes=6)),
        f"{good},t=5",
        "t=-1,v1=",
        "," * 5_000,
    ):
        answer = await send(stage, body, wrong)
        assert problem(answer) == (401, "unauthenticated"), wrong
    assert problem(await send(stage, body, good, "another")) == (404, "not_found")
    assert [(await send(stage, body, good)).status_code for _ in range(2)] == [204, 204]
    for odd in (b"", b"[]", b"{}", b"\xff\x00", b'{"id": 1}'):
        answer = await send(stage, odd, sign(odd, secret, now))
        assert answer.status_code in {401, 422}, odd
    assert problem(await send(stage, b"x" * 2_000_000, good)) == (413, "too_large")


async def test_a_webhook_hurries_what_waits(stage: Stage, clock: Any, secret: bytes) -> None:
    till = Till(stage)
    payment = await till.pay(token="pm_card_threeDSecureRequired")
    await till.until(payment, "action_needed")
    body = json.dumps({"id": f"evt_{uuid4()}", "charge": await till.charge(payment)}).encode()
    before = await till.checks(payment)
    assert (await send(stage, body, sign(body, secret, clock.now()))).status_code == 204
    await till.until_asked(payment, before)

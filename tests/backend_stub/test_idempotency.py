"""PROTOCOL 1: every mutation may be repeated, and its effect happens once."""

import asyncio
import json
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import func, select

from backend_stub.db.tables import Category, EventOutbox, IdempotencyRecord
from contracts.vocabulary import Role
from tests.backend_stub.support.people import add_person
from tests.backend_stub.support.running import API, Client, Running


async def count(probe: Running, table: type) -> int:
    """Rows of a table."""
    async with probe.server.database.read() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


def row(**more: object) -> dict[str, object]:
    """A new probe."""
    return {"id": str(uuid4()), "name": "one", "scopes": ["admin"], **more}


async def test_missing_key_is_refused_before_the_input(ann: Client) -> None:
    answer = await ann.post("/probes", {"nonsense": 1}, key=None)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")


async def test_key_must_be_a_uuid(ann: Client) -> None:
    answer = await ann.post("/probes", row(), key=None, headers={"Idempotency-Key": "again"})
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")


async def test_no_token_is_told_before_the_key(probe: Running) -> None:
    answer = await probe.client().post("/probes", {"nonsense": 1}, key=None)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_repeat_gets_the_first_answer_and_no_second_effect(probe: Running, ann: Client) -> None:
    key, body = uuid4(), row()
    first = await ann.post("/probes", body, key=key)
    again = await ann.post("/probes", body, key=key)
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    for name in ("etag", "location", "content-type"):
        assert first.headers[name] == again.headers[name]
    assert await count(probe, Category) == 1
    assert await count(probe, EventOutbox) == 1


async def test_order_of_members_does_not_make_another_request(ann: Client) -> None:
    key, body = uuid4(), row()
    turned = dict(reversed(body.items()))
    assert (await ann.post("/probes", body, key=key)).status_code == 201
    assert (await ann.post("/probes", turned, key=key)).status_code == 201


@pytest.mark.parametrize("change", ["body", "path", "if-match"])
async def test_other_request_with_the_key_is_refused(ann: Client, change: str) -> None:
    body = row()
    await ann.post("/probes", body)
    path, key = f"/probes/{body['id']}", uuid4()
    first = await ann.call("PATCH", path, body, key=key, headers={"If-Match": '"1"'})
    assert first.status_code == 200
    other_body = {**body, "name": "two"} if change == "body" else body
    other_path = f"/probes/{uuid4()}" if change == "path" else path
    tag = '"2"' if change == "if-match" else '"1"'
    other = await ann.call("PATCH", other_path, other_body, key=key, headers={"If-Match": tag})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_refusal_is_remembered_and_undone(probe: Running, ann: Client) -> None:
    key, body = uuid4(), row(mode="conflict")
    first = await ann.post("/probes", body, key=key)
    again = await ann.post("/probes", body, key=key)
    assert first.status_code == again.status_code == 409
    assert first.json() == again.json()
    assert await count(probe, Category) == 0
    assert await count(probe, EventOutbox) == 0
    assert await count(probe, IdempotencyRecord) == 1


async def test_invalid_input_is_remembered(ann: Client) -> None:
    key = uuid4()
    first = await ann.post("/probes", {"id": "x"}, key=key)
    again = await ann.post("/probes", {"id": "x"}, key=key)
    mended = await ann.post("/probes", row(), key=key)
    assert first.status_code == again.status_code == 422
    assert first.json()["code"] == "invalid_input"
    assert mended.json()["code"] == "idempotency_key_reused"


async def test_broken_json_is_remembered_too(ann: Client) -> None:
    key = {"Idempotency-Key": str(uuid4()), "Authorization": f"Bearer {ann.token}"}
    json_type = {"Content-Type": "application/json"}
    answers = [
        await ann.http.post(f"{API}/probes", content=text, headers={**key, **json_type})
        for text in (b"{not json", b"{not json", json.dumps(row()).encode())
    ]
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert [a.json()["code"] for a in answers] == ["invalid_input", "invalid_input", "idempotency_key_reused"]


async def test_our_own_failure_is_not_remembered(probe: Running, ann: Client) -> None:
    key = uuid4()
    broken = await ann.post("/probes", row(mode="failure"), key=key)
    assert (broken.status_code, broken.json()["code"]) == (500, "internal")
    assert await count(probe, IdempotencyRecord) == await count(probe, Category) == 0
    assert (await ann.post("/probes", row(), key=key)).status_code == 201


async def test_key_belongs_to_its_user(probe: Running, ann: Client) -> None:
    await add_person(probe.server.database, "bob@test.example", Role.CUSTOMER)
    bob = await probe.sign_in("bob@test.example")
    key = uuid4()
    first, second = row(), row()
    assert (await ann.post("/probes", first, key=key)).json()["id"] == first["id"]
    assert (await bob.post("/probes", second, key=key)).json()["id"] == second["id"]


async def test_many_at_once_have_one_effect(probe: Running, ann: Client) -> None:
    key, body = uuid4(), row()
    answers = await asyncio.gather(*(ann.post("/probes", body, key=key) for _ in range(20)))
    made = [answer for answer in answers if answer.status_code == 201]
    waiting = [answer for answer in answers if answer.status_code == 409]
    assert made
    assert len(made) + len(waiting) == 20
    assert {answer.json()["code"] for answer in waiting} <= {"request_in_flight"}
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in waiting)
    assert len({answer.content for answer in made}) == 1
    assert await count(probe, Category) == await count(probe, EventOutbox) == 1


async def test_in_flight_answer_is_not_remembered(ann: Client) -> None:
    key, body = uuid4(), row()
    await asyncio.gather(*(ann.post("/probes", body, key=key) for _ in range(5)))
    assert (await ann.post("/probes", body, key=key)).status_code == 201


async def test_too_large_is_told(ann: Client) -> None:
    answer = await ann.post("/probes", row(name="x" * (1024 * 1024)))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_too_large_is_told_without_a_length(ann: Client) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 65536

    headers = {"Authorization": f"Bearer {ann.token}", "Idempotency-Key": str(uuid4())}
    answer: httpx.Response = await ann.http.post(f"{API}/probes", content=chunks(), headers=headers)
    assert answer.status_code == 413

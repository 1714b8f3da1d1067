"""PROTOCOL 6 and the calls of section 9 that it is about."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import jwt
import pytest
from sqlalchemy import select, update

from backend_stub.db.tables import Kiosk, Person, RefreshToken, Session
from backend_stub.security.keys import derive, load_secret
from contracts.vocabulary import Role
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.support.people import PASSWORD, add_kiosk, add_person, add_vendor
from tests.backend_stub.support.probe import build_probe
from tests.backend_stub.support.running import Client, Running, running_server


async def refresh(client: Client, token: str | None, attempt: object = None) -> httpx.Response:
    """Exchange a refresh token."""
    body = {"grant_type": "refresh_token", "refresh_token": token, "attempt_id": str(attempt or uuid4())}
    return await client.post("/auth/token", body, key=None)


async def sign_in(running: Running, email: str, password: str = PASSWORD) -> httpx.Response:
    """Try a password."""
    body = {"grant_type": "password", "email": email, "password": password, "device_name": "test"}
    return await running.client().post("/auth/token", body, key=None)


async def until_refused(client: Client) -> None:
    """Ask until the answer is 401, which has to come within 5 s."""
    answer = await client.get("/me")
    async with asyncio.timeout(5):
        while answer.status_code != 401:
            answer = await client.get("/me")


async def test_sign_in_and_me(probe: Running) -> None:
    me = await add_person(probe.server.database, "vera@test.example", Role.VENDOR, Role.CUSTOMER)
    vendor = await add_vendor(probe.server.database, me)
    answer = await sign_in(probe, " Vera@Test.example ")
    tokens = answer.json()
    assert sorted(tokens) == ["access_token", "expires_in", "refresh_token", "token_type"]
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 600)
    assert answer.headers["cache-control"] == "no-store"
    person = (await probe.client(tokens["access_token"]).get("/me")).json()
    assert person["id"] == str(me)
    assert person["roles"] == ["customer", "vendor"]
    assert person["vendors"] == [{"id": str(vendor), "name": "Bright Windows"}]
    assert {"bookings:manage", "bookings:change_own"} <= set(person["permissions"])


async def test_failures_are_alike_for_known_and_unknown(probe: Running) -> None:
    await add_person(probe.server.database, "ann@test.example", Role.ADMIN)
    async with probe.server.database.write() as uow:
        await uow.session.execute(update(Person).values(password_hash=None).where(Person.email == "none"))
    known, unknown = (
        await sign_in(probe, "ann@test.example", "no"),
        await sign_in(probe, "who@test.example", "no"),
    )
    assert known.status_code == unknown.status_code == 401
    assert known.json() == unknown.json()
    assert known.json()["code"] == "invalid_credentials"
    assert "www-authenticate" in known.headers


async def test_suspended_person_is_told_why_but_only_with_the_password(probe: Running) -> None:
    await add_person(probe.server.database, "carl@test.example", Role.CUSTOMER)
    async with probe.server.database.write() as uow:
        await uow.session.execute(update(Person).values(status="suspended", suspended_reason="Too loud."))
    right, wrong = await sign_in(probe, "carl@test.example"), await sign_in(probe, "carl@test.example", "no")
    assert (right.status_code, wrong.status_code) == (401, 401)
    assert right.json()["code"] == wrong.json()["code"] == "invalid_credentials"
    assert "Too loud." not in wrong.json()["detail"]
    assert "Too loud." in right.json()["detail"]


async def test_refresh_rotates(probe: Running, ann: Client) -> None:
    first = (await refresh(ann, ann.refresh_token)).json()
    second = (await refresh(ann, first["refresh_token"])).json()
    assert len({ann.refresh_token, first["refresh_token"], second["refresh_token"]}) == 3
    assert (await probe.client(second["access_token"]).get("/me")).status_code == 200


async def test_same_attempt_gets_the_same_successor(ann: Client, clock: MovableClock) -> None:
    attempt = uuid4()
    first = await refresh(ann, ann.refresh_token, attempt)
    clock.offset += timedelta(seconds=59)
    again = await refresh(ann, ann.refresh_token, attempt)
    assert again.status_code == 200
    assert first.json()["refresh_token"] == again.json()["refresh_token"]
    assert (await refresh(ann, again.json()["refresh_token"])).status_code == 200


@pytest.mark.parametrize("late", [False, True])
async def test_any_other_reuse_ends_the_family(
    probe: Running, ann: Client, clock: MovableClock, late: bool
) -> None:
    attempt = uuid4()
    successor = (await refresh(ann, ann.refresh_token, attempt)).json()
    if late:
        clock.offset += timedelta(seconds=61)
    reused = await refresh(ann, ann.refresh_token, attempt if late else uuid4())
    assert (reused.status_code, reused.json()["code"]) == (401, "invalid_grant")
    assert (await refresh(ann, successor["refresh_token"])).json()["code"] == "invalid_grant"
    assert (await probe.client(successor["access_token"]).get("/me")).status_code == 401


async def test_two_refreshes_at_once_of_one_attempt(ann: Client) -> None:
    attempt = uuid4()
    answers = await asyncio.gather(*(refresh(ann, ann.refresh_token, attempt) for _ in range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["refresh_token"] for answer in answers}) == 1


async def test_two_thieves_at_once_end_the_family(ann: Client) -> None:
    answers = await asyncio.gather(*(refresh(ann, ann.refresh_token) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401]
    won = next(answer for answer in answers if answer.status_code == 200)
    assert (await refresh(ann, won.json()["refresh_token"])).status_code == 401


@pytest.mark.parametrize("token", ["unknown", "x" * 1000])
async def test_unknown_refresh_token(ann: Client, token: str) -> None:
    answer = await refresh(ann, token)
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_grant")
    assert "www-authenticate" in answer.headers


async def test_session_ends_by_age(ann: Client, clock: MovableClock) -> None:
    clock.offset = timedelta(days=61)
    assert (await refresh(ann, ann.refresh_token)).json()["code"] == "invalid_grant"


async def test_access_token_lasts_ten_minutes(ann: Client, clock: MovableClock) -> None:
    clock.offset = timedelta(seconds=595)
    assert (await ann.get("/me")).status_code == 200
    clock.offset = timedelta(seconds=601)
    assert (await ann.get("/me")).status_code == 401


async def test_sign_out_ends_both_tokens_at_once(ann: Client) -> None:
    assert (await ann.get("/me")).status_code == 200
    assert (await ann.call("DELETE", "/auth/session", key=None)).status_code == 204
    assert (await ann.get("/me")).status_code == 401
    assert (await refresh(ann, ann.refresh_token)).json()["code"] == "invalid_grant"


async def test_sign_out_acts_at_another_server(
    tmp_path: Path, database_url: str, probe: Running, ann: Client
) -> None:
    async with running_server(tmp_path / "data", database_url, build=build_probe) as other:
        there = other.client(ann.token)
        assert (await there.get("/me")).status_code == 200
        await ann.call("DELETE", "/auth/session", key=None)
        await until_refused(there)


async def test_ban_ends_access_and_refresh(probe: Running, ann: Client) -> None:
    async with probe.server.database.write() as uow:
        await uow.session.execute(update(Person).values(status="suspended"))
    await until_refused(ann)
    assert (await refresh(ann, ann.refresh_token)).status_code == 401


async def test_kiosk_is_enrolled_by_its_code(probe: Running) -> None:
    kiosk = await add_kiosk(probe.server.database, "LOBBY-1")
    body = {"grant_type": "kiosk", "enrolment_code": "LOBBY-1"}
    tokens = (await probe.client().post("/auth/token", body, key=None)).json()
    device = Client(probe.http, tokens["access_token"], tokens["refresh_token"])
    me = (await device.get("/me")).json()
    assert (me["id"], me["roles"], me["vendors"]) == (str(kiosk), ["kiosk"], [])
    assert (await refresh(device, device.refresh_token)).status_code == 200
    wrong = await probe.client().post("/auth/token", {**body, "enrolment_code": "LOBBY-2"}, key=None)
    assert (wrong.status_code, wrong.json()["code"]) == (401, "invalid_credentials")
    async with probe.server.database.write() as uow:
        await uow.session.execute(update(Kiosk).values(disabled_at=uow.now))
        uow.grants_changed(kiosk)
    assert (await device.get("/me")).status_code == 401


async def test_too_many_failures_have_to_wait(tmp_path: Path, database_url: str) -> None:
    limits = {"sign_in_failures": "3 per 1 minute"}
    async with running_server(tmp_path / "data", database_url, build=build_probe, settings=limits) as running:
        await add_person(running.server.database, "ann@test.example", Role.ADMIN)
        for _ in range(3):
            assert (await sign_in(running, "ann@test.example", "no")).status_code == 401
        answer = await sign_in(running, "ann@test.example")
        assert (answer.status_code, answer.json()["code"]) == (429, "rate_limited")
        assert 1 <= int(answer.headers["retry-after"]) <= 60
        assert (await sign_in(running, "bob@test.example", "no")).status_code == 401


async def test_successes_are_not_counted(tmp_path: Path, database_url: str) -> None:
    limits = {"sign_in_failures": "3 per 1 minute"}
    async with running_server(tmp_path / "data", database_url, build=build_probe, settings=limits) as running:
        await add_person(running.server.database, "ann@test.example", Role.ADMIN)
        for _ in range(8):
            assert (await sign_in(running, "ann@test.example")).status_code == 200


async def test_nothing_secret_is_stored(probe: Running, ann: Client) -> None:
    successor = (await refresh(ann, ann.refresh_token)).json()["refresh_token"]
    async with probe.server.database.read() as session:
        kept = str((await session.execute(select(RefreshToken.__table__))).all())
        kept += str((await session.execute(select(Session.__table__))).all())
    assert str(ann.refresh_token) not in kept
    assert successor not in kept


@pytest.mark.parametrize(
    ("claims", "header", "algorithm"),
    [
        ({"aud": "other"}, {"typ": "at+jwt"}, "HS256"),
        ({"iss": "other"}, {"typ": "at+jwt"}, "HS256"),
        ({}, {"typ": "JWT"}, "HS256"),
        ({}, {"typ": "at+jwt"}, "HS384"),
        ({"exp": None}, {"typ": "at+jwt"}, "HS256"),
        ({"sid": "nobody"}, {"typ": "at+jwt"}, "HS256"),
    ],
)
async def test_tokens_signed_by_our_key_for_something_else(
    tmp_path: Path,
    probe: Running,
    ann: Client,
    claims: dict[str, object],
    header: dict[str, str],
    algorithm: str,
) -> None:
    key = derive(load_secret(tmp_path / "data"), "access")
    good = jwt.decode(ann.token or "", options={"verify_signature": False})
    forged = {name: value for name, value in {**good, **claims}.items() if value is not None}
    token = jwt.encode(forged, key, algorithm, header)
    assert (await probe.client(token).get("/me")).status_code == 401
    assert (
        await probe.client(jwt.encode(good, key, "HS256", {"typ": "at+jwt"})).get("/me")
    ).status_code == 200
    unsigned = jwt.encode(good, "", "none", {"typ": "at+jwt"})
    assert (await probe.client(unsigned).get("/me")).status_code == 401


def test_secret_is_made_once_and_for_its_owner(tmp_path: Path) -> None:
    secret = load_secret(tmp_path)
    assert load_secret(tmp_path) == secret
    assert len(secret) == 32
    assert [path.name for path in tmp_path.iterdir()] == ["server.key"]
    assert (tmp_path / "server.key").stat().st_mode & 0o777 == 0o600
    other = tmp_path / "other"
    other.mkdir()
    assert load_secret(other) != secret

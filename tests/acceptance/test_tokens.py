"""Signing in, refreshing, signing out."""

import time
from uuid import uuid4

import httpx
import pytest

from tests.acceptance.conftest import PASSWORD, Caller, Json, SignIn
from tests.acceptance.test_surface import check_problem

pytestmark = pytest.mark.slow


def token_request(email: str, password: str) -> Json:
    return {"grant_type": "password", "email": email, "password": password, "device_name": "acceptance"}


def test_a_token_says_what_it_is(anyone: Caller) -> None:
    answer = anyone.post("/auth/token", token_request("customer@demo.test", PASSWORD), key=None).json()
    assert set(answer) == {"access_token", "token_type", "expires_in", "refresh_token"}
    assert answer["token_type"] == "Bearer"
    assert answer["expires_in"] == 600


def test_a_failed_sign_in_does_not_say_whether_the_account_exists(anyone: Caller) -> None:
    known = anyone.post("/auth/token", token_request("customer@demo.test", "wrong"), key=None)
    unknown = anyone.post("/auth/token", token_request("nobody@demo.test", "wrong"), key=None)
    one, other = (
        check_problem(known, 401, "invalid_credentials"),
        check_problem(unknown, 401, "invalid_credentials"),
    )
    assert {**one, "instance": ""} == {**other, "instance": ""}


def test_a_refresh_rotates_and_a_lost_answer_is_replayed(anyone: Caller, sign_in: SignIn) -> None:
    first = sign_in("customer@demo.test")
    attempt = str(uuid4())
    body = {"grant_type": "refresh_token", "refresh_token": first.refresh_token, "attempt_id": attempt}
    once = anyone.post("/auth/token", body, key=None).json()
    again = anyone.post("/auth/token", body, key=None).json()
    assert once["refresh_token"] == again["refresh_token"] != first.refresh_token
    assert Caller(anyone.http, again["access_token"]).get("/me").status_code == httpx.codes.OK


def test_reuse_with_another_attempt_revokes_the_family(anyone: Caller, sign_in: SignIn) -> None:
    first = sign_in("customer@demo.test")
    body = {"grant_type": "refresh_token", "refresh_token": first.refresh_token}
    once = anyone.post("/auth/token", {**body, "attempt_id": str(uuid4())}, key=None).json()
    check_problem(
        anyone.post("/auth/token", {**body, "attempt_id": str(uuid4())}, key=None), 401, "invalid_grant"
    )
    successor = {
        "grant_type": "refresh_token",
        "refresh_token": once["refresh_token"],
        "attempt_id": str(uuid4()),
    }
    check_problem(anyone.post("/auth/token", successor, key=None), 401, "invalid_grant")
    assert ended(Caller(anyone.http, once["access_token"]))


def ended(caller: Caller) -> bool:
    """Whether the access token is refused within five seconds."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if caller.get("/me").status_code == httpx.codes.UNAUTHORIZED:
            return True
        time.sleep(0.1)
    return False


def test_garbage_instead_of_a_refresh_token(anyone: Caller) -> None:
    body = {"grant_type": "refresh_token", "refresh_token": "garbage", "attempt_id": str(uuid4())}
    check_problem(anyone.post("/auth/token", body, key=None), 401, "invalid_grant")


def test_signing_out_ends_the_session(sign_in: SignIn, anyone: Caller) -> None:
    caller = sign_in("customer@demo.test")
    assert caller.call("DELETE", "/auth/session", key=None).status_code in (200, 204)
    assert ended(caller)
    body = {"grant_type": "refresh_token", "refresh_token": caller.refresh_token, "attempt_id": str(uuid4())}
    check_problem(anyone.post("/auth/token", body, key=None), 401, "invalid_grant")


def test_me_says_who_and_what(customer: Caller, vendor: Caller, admin: Caller, kiosk: Caller) -> None:
    for caller, role in ((customer, "customer"), (vendor, "vendor"), (admin, "admin"), (kiosk, "kiosk")):
        me = caller.get("/me").json()
        assert {"id", "name", "roles", "permissions", "vendors"} <= set(me)
        assert role in me["roles"]
    assert len(vendor.get("/me").json()["vendors"]) == 1


def test_a_forged_token_is_refused(anyone: Caller, customer: Caller) -> None:
    assert customer.token is not None
    for token in ("x", "a.b.c", customer.token + "x", customer.token[:-4]):
        answer = Caller(anyone.http, None, extra={"Authorization": f"Bearer {token}"})
        check_problem(answer.get("/me"), 401, "unauthenticated")

"""PROTOCOL 9's manners, held by the one door: problems, order of checks, strict input."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.backend_stub.support.running import API, Client, Running
from tests.backend_stub.test_idempotency import row

MEMBERS = {"type", "title", "status", "detail", "code", "instance"}


def assert_problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The answer is a problem document of this kind."""
    problem: dict[str, Any] = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.status_code == problem["status"] == status
    assert problem["code"] == code
    assert set(problem) >= MEMBERS
    assert problem["instance"] == answer.request.url.path
    return problem


async def test_every_kind_of_refusal_is_a_problem(ann: Client) -> None:
    assert_problem(await ann.get("/nothing"), 404, "not_found")
    assert_problem(await ann.http.get("/elsewhere"), 404, "not_found")
    wrong = await ann.call("PUT", "/probes")
    assert_problem(wrong, 405, "method_not_allowed")
    assert wrong.headers["allow"] == "GET, HEAD, POST"
    assert_problem(await ann.post("/probes", row(mode="failure")), 500, "internal")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/probes/1", "DELETE, PATCH"),
        ("HEAD", "/probes/1", "DELETE, PATCH"),
        ("OPTIONS", "/probes", "GET, HEAD, POST"),
        ("DELETE", "/me", "GET, HEAD"),
        ("GET", "/auth/token", "POST"),
    ],
)
async def test_a_405_names_every_method_of_the_address(
    ann: Client, method: str, path: str, allowed: str
) -> None:
    answer = await ann.call(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == allowed


async def test_head_is_a_get_without_its_body(ann: Client) -> None:
    await ann.post("/probes", row())
    for path in ("/healthz", "/readyz", f"{API}/me", f"{API}/probes", f"{API}/probes?x=1", f"{API}/nothing"):
        signed = {"Authorization": f"Bearer {ann.token}"}
        whole = await ann.http.get(path, headers=signed)
        head = await ann.http.head(path, headers=signed)
        assert (head.status_code, head.content) == (whole.status_code, b""), path
        for name in ("content-type", "content-length"):
            assert head.headers[name] == whole.headers[name], path
    assert (await ann.http.head(f"{API}/me")).status_code == 401


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Basic YTpi", "bearer x.y.z", "Bearer " + "a" * 5000, "Bearer eyJhbGciOiJub25lIn0.e30."],
)
async def test_bad_authorization_is_401(probe: Running, header: str) -> None:
    answer = await probe.client().get("/me", headers={"Authorization": header})
    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_unknown_query_parameters_are_refused(ann: Client) -> None:
    problem = assert_problem(await ann.get("/probes?limit=1&colour=red&colour=blue&x"), 422, "invalid_input")
    assert [error["field"] for error in problem["errors"]] == ["colour", "x"]
    assert_problem(await ann.post("/probes?x=1", row()), 422, "invalid_input")


async def test_a_parameter_that_takes_one_value_is_given_once(ann: Client) -> None:
    assert (await ann.get("/probes?limit=1")).status_code == 200
    problem = assert_problem(await ann.get("/probes?limit=1&limit=1"), 422, "invalid_input")
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [("limit", "repeated")]


@pytest.mark.parametrize(
    ("since", "good"),
    [
        ("2026-11-22T10:00:00Z", True),
        ("2026-11-22T10:00:00%2B02:00", True),
        ("2026-11-22T10:00:00", False),
        ("2026-11-22", False),
        ("2026-11-22%2010:00:00Z", False),
        ("2026-11-22T10:00Z", False),
        ("2026-11-22T10:00:00%2B0200", False),
        ("1700000000", False),
        ("1700000000.5", False),
        ("0001-01-01T00:00:00%2B14:00", False),
        ("9999-12-31T23:59:59-14:00", False),
        ("tomorrow", False),
        ("", False),
    ],
)
async def test_instants_need_an_offset(ann: Client, since: str, good: bool) -> None:
    answer = await ann.get(f"/probes?since={since}")
    assert answer.status_code == (200 if good else 422), answer.text
    if not good:
        assert answer.json()["errors"][0]["field"] == "since"


async def test_fields_are_named_by_dotted_paths(ann: Client) -> None:
    body = {"id": "x", "scopes": ["admin", 5], "surplus": 1}
    problem = assert_problem(await ann.post("/probes", body), 422, "invalid_input")
    assert {error["field"] for error in problem["errors"]} == {"id", "name", "scopes.1", "surplus"}
    assert all(error["code"] and error["detail"] for error in problem["errors"])


@pytest.mark.parametrize("grant", [{"grant_type": "magic"}, {}, {"grant_type": None}, {"grant_type": 5}])
async def test_the_field_that_tells_which_grant_it_is_is_named(
    probe: Running, grant: dict[str, object]
) -> None:
    problem = assert_problem(await probe.client().post("/auth/token", grant, key=None), 422, "invalid_input")
    assert [error["field"] for error in problem["errors"]] == ["grant_type"]


@pytest.mark.parametrize("limit", [True, "1", 1.5, None])
async def test_numbers_of_a_body_are_json_numbers(ann: Client, limit: object) -> None:
    body = {"client_id": str(uuid4()), "limit": limit}
    problem = assert_problem(await ann.post("/sync/pull", body, key=None), 422, "invalid_input")
    assert [error["field"] for error in problem["errors"]] == ["limit"]


@pytest.mark.parametrize(
    "grant",
    [
        {"grant_type": "password", "password": "secret-word", "device_name": "d"},
        {"grant_type": "password", "email": "", "password": "secret-word", "device_name": "d"},
    ],
)
async def test_union_members_are_not_part_of_the_path(probe: Running, grant: dict[str, str]) -> None:
    answer = await probe.client().post("/auth/token", grant, key=None)
    problem = assert_problem(answer, 422, "invalid_input")
    assert [error["field"] for error in problem["errors"]] == ["email"]
    assert "secret-word" not in answer.text


@pytest.mark.parametrize("body", [b"{", b"", b"[1,", b"\xff\xfe", b"[" * 100_000, b'"text"', b"null", b"NaN"])
async def test_bodies_that_are_no_object(ann: Client, body: bytes) -> None:
    headers = {
        "Authorization": f"Bearer {ann.token}",
        "Idempotency-Key": str(uuid4()),
        "Content-Type": "application/json",
    }
    answer = await ann.http.post(f"{API}/probes", content=body, headers=headers)
    assert_problem(answer, 422, "invalid_input")
    del headers["Idempotency-Key"]
    assert_problem(
        await ann.http.post(f"{API}/sync/pull", content=body, headers=headers), 422, "invalid_input"
    )
    assert_problem(
        await ann.http.post(f"{API}/auth/token", content=body, headers=headers), 422, "invalid_input"
    )


async def test_nul_characters_are_an_input_error(ann: Client) -> None:
    problem = assert_problem(await ann.post("/probes", row(name="a\x00b")), 422, "invalid_input")
    assert [error["field"] for error in problem["errors"]] == ["name"]
    assert_problem(await ann.get("/probes?limit=%00"), 422, "invalid_input")
    kept = await ann.post("/probes", row(name="\\u0000 as text"))
    assert kept.status_code == 201


async def test_lone_surrogates_are_an_input_error(ann: Client) -> None:
    answer = await ann.post("/probes", row(name="\ud800"))
    assert_problem(answer, 422, "invalid_input")


async def test_precondition(ann: Client) -> None:
    body = row()
    await ann.post("/probes", body)
    path = f"/probes/{body['id']}"
    assert_problem(await ann.call("PATCH", path, body), 428, "precondition_required")
    stale = await ann.call("PATCH", path, body, headers={"If-Match": '"7"'})
    assert assert_problem(stale, 412, "version_stale")["current"] == {
        "id": body["id"],
        "version": 1,
        "name": "one",
    }
    weak = await ann.call("PATCH", path, body, headers={"If-Match": 'W/"1"'})
    assert_problem(weak, 412, "version_stale")
    for nonsense in ("1", '*, "1"', '"1', ""):
        bad = await ann.call("PATCH", path, body, headers={"If-Match": nonsense})
        assert_problem(bad, 422, "invalid_input")
    changed = await ann.call("PATCH", path, body, headers={"If-Match": '"9", "a,b",, "1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    whatever = await ann.call("PATCH", path, body, headers={"If-Match": "*"})
    assert (whatever.status_code, whatever.headers["etag"]) == (200, '"3"')
    absent = await ann.call("PATCH", f"/probes/{uuid4()}", body, headers={"If-Match": "*"})
    assert_problem(absent, 404, "not_found")


async def test_order_of_checks(probe: Running, ann: Client) -> None:
    nobody, path = probe.client(), f"/probes/{uuid4()}"
    assert (await nobody.call("PATCH", path, {"bad": 1}, key=None)).status_code == 401
    assert (await ann.call("PATCH", path, {"bad": 1}, key=None)).status_code == 400
    assert (await ann.call("PATCH", path, {"bad": 1})).status_code == 422
    assert (await ann.call("PATCH", path, row())).status_code == 404
    assert (await nobody.post("/sync/pull", {"bad": 1}, key=None)).status_code == 401
    assert (await nobody.call("DELETE", "/auth/session", key=None)).status_code == 401
    big = "x" * (2 * 1024 * 1024)
    assert (await nobody.post("/probes", {"name": big})).status_code == 401
    assert (await ann.post("/probes", {"name": big}, key=None)).status_code == 400
    assert (await ann.post("/sync/pull", {"name": big}, key=None)).status_code == 413
    assert (await nobody.post("/auth/token", {"name": big}, key=None)).status_code == 413

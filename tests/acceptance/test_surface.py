"""Problems, keys, order of checks, public and private operations."""

import re
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from tests.acceptance.conftest import Caller, Json, Slots, booking_for

pytestmark = pytest.mark.slow

METHODS = {"get", "post", "put", "patch", "delete"}
PUBLIC = {
    ("post", "/api/v1/auth/token"),
    ("get", "/api/v1/categories"),
    ("get", "/api/v1/listings"),
    ("get", "/api/v1/listings/{listing_id}"),
    ("get", "/api/v1/listings/{listing_id}/slots"),
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/api/v1/openapi.json"),
}
KEYLESS = ("/auth/", "/sync/pull")


def check_problem(answer: httpx.Response, status: int, code: str) -> Json:
    """An RFC 9457 problem with all members that PROTOCOL names."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem: Json = answer.json()
    assert problem["status"] == status
    assert problem["code"] == code, problem
    for member in ("type", "title", "detail", "instance"):
        assert isinstance(problem[member], str)
        assert problem[member]
    return problem


def operations(anyone: Caller) -> Iterator[tuple[str, str]]:
    document = anyone.get("/openapi.json").json()
    for path, item in document["paths"].items():
        for method in METHODS & item.keys():
            yield method, path


def filled(path: str) -> str:
    return re.sub(r"\{[^}]+\}", lambda _: str(uuid4()), path).removeprefix("/api/v1")


def test_every_operation_that_is_not_public_answers_401_first(anyone: Caller) -> None:
    walked = 0
    for method, path in operations(anyone):
        if (method, path) in PUBLIC or not path.startswith("/api/v1"):
            continue
        answer = anyone.call(
            method.upper(), filled(path), {"nonsense": 1} if method != "get" else None, key=None
        )
        problem = check_problem(answer, 401, "unauthenticated")
        assert answer.headers["www-authenticate"].startswith("Bearer"), problem
        walked += 1
    assert walked > 15


def test_every_effect_needs_a_key_before_anything_else_but_signing_in(anyone: Caller, admin: Caller) -> None:
    walked = 0
    for method, path in operations(anyone):
        if method == "get" or any(part in path for part in KEYLESS):
            continue
        answer = admin.call(method.upper(), filled(path), {"nonsense": 1}, key=None)
        check_problem(answer, 400, "idempotency_key_missing")
        walked += 1
    assert walked > 10


@pytest.mark.parametrize("path", ["/categories", "/listings", "/bookings", "/notifications"])
def test_an_unknown_query_parameter_is_refused(customer: Caller, path: str) -> None:
    check_problem(customer.get(path, nonsense="1"), 422, "invalid_input")


@pytest.mark.parametrize("path", ["/nothing-here", "/bookings/"])
def test_an_unknown_path_is_a_404_problem(customer: Caller, path: str) -> None:
    check_problem(customer.get(path), 404, "not_found")


def test_a_wrong_method_is_a_405_problem(customer: Caller) -> None:
    answer = customer.call("DELETE", "/listings")
    check_problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD"
    assert customer.call("DELETE", "/bookings").headers["allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/api/v1/categories", "/api/v1/openapi.json"])
def test_head_answers_as_get(http: httpx.Client, path: str) -> None:
    head, whole = http.head(path), http.get(path)
    assert (head.status_code, head.content) == (httpx.codes.OK, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_an_unknown_field_is_named(customer: Caller, listing: Json, slots: Slots) -> None:
    body = booking_for(listing, slots.take(), surprise=1)
    problem = check_problem(customer.post("/bookings", body), 422, "invalid_input")
    assert [error["field"] for error in problem["errors"]] == ["surprise"]
    assert all({"field", "code", "detail"} <= error.keys() for error in problem["errors"])


def test_a_nested_field_is_named_by_its_dotted_path(kiosk: Caller, listing: Json, slots: Slots) -> None:
    body = booking_for(listing, slots.take(), guest={"name": "Ada", "phone": "no"})
    problem = check_problem(kiosk.post("/bookings", body), 422, "invalid_input")
    assert [error["field"] for error in problem["errors"]] == ["guest.phone"]


@pytest.mark.parametrize(
    "moment",
    ["2027-01-04T09:00:00", "2027-01-04 09:00:00Z", 1799053200, "1799053200", "2027-01-04", "tomorrow"],
)
def test_an_instant_without_offset_is_refused(customer: Caller, listing: Json, moment: object) -> None:
    body = {"id": str(uuid4()), "listing_id": listing["id"], "starts_at": moment}
    check_problem(customer.post("/holds", body), 422, "invalid_input")


def test_a_body_that_is_no_json_is_a_problem(http: httpx.Client, customer: Caller) -> None:
    answer = http.post(
        "/api/v1/holds",
        content=b"{not json",
        headers={
            "Authorization": f"Bearer {customer.token}",
            "Idempotency-Key": str(uuid4()),
            "Content-Type": "application/json",
        },
    )
    check_problem(answer, 422, "invalid_input")


def test_a_body_over_one_mebibyte_is_refused(customer: Caller, listing: Json, slots: Slots) -> None:
    body = booking_for(listing, slots.take(), note="x" * (1 << 20))
    check_problem(customer.post("/bookings", body), 413, "too_large")


def test_limits_of_pages(customer: Caller) -> None:
    check_problem(customer.get("/listings", limit=201), 422, "invalid_input")
    check_problem(customer.get("/listings", limit=0), 422, "invalid_input")
    assert len(customer.get("/listings", limit=3).json()["items"]) == 3


def test_a_made_up_page_cursor_is_refused(customer: Caller) -> None:
    assert customer.get("/listings", cursor="nonsense").status_code == 422


def test_pages_follow_each_other_without_repeats(anyone: Caller) -> None:
    seen: list[str] = []
    cursor = None
    for _ in range(40):
        page = anyone.get("/listings", limit=50, **({"cursor": cursor} if cursor else {})).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen))
    assert len(seen) >= 400


def test_no_unhandled_garbage_in_the_path(customer: Caller) -> None:
    for path in ("/bookings/not-a-uuid", "/listings/%00", "/bookings/" + "9" * 300):
        assert customer.get(path).status_code in (404, 422)

"""The OpenAPI document of the whole server, and what each operation in it has to keep to."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from fastapi.routing import APIRoute

from contracts.vocabulary import BookingAction, ProposalAnswer, Role
from tests.backend_stub.support.people import add_person
from tests.backend_stub.support.running import API, Client, Running, running_server

PUBLIC = {
    ("post", f"{API}/auth/token"),
    ("get", f"{API}/categories"),
    ("get", f"{API}/listings"),
    ("get", f"{API}/listings/{{listing_id}}"),
    ("get", f"{API}/listings/{{listing_id}}/slots"),
    ("get", "/healthz"),
    ("get", "/readyz"),
}
FOR_WEB_PAGES = {
    f"{method} {path}"
    for method in ("GET", "POST")
    for path in ("/unsubscribe/{token}", "/subscriptions/confirm/{token}", "/subscriptions/end/{token}")
} | {"POST /subscriptions", "POST /webhooks/{gateway}"}
"""Open to everybody and not in the document: what stands in letters, forms, and what gateways call."""

EXEMPT = {
    ("post", f"{API}/auth/token"),
    ("delete", f"{API}/auth/session"),
    ("post", f"{API}/sync/pull"),
}
"""PROTOCOL 1: exempt from keys."""


@pytest_asyncio.fixture
async def whole(tmp_path: Path, database_url: str) -> AsyncIterator[Running]:
    """The server with all features."""
    async with running_server(tmp_path / "data", database_url) as running:
        yield running


async def describe(running: Running) -> dict[str, Any]:
    """The document."""
    answer = await running.http.get(f"{API}/openapi.json")
    assert answer.status_code == 200
    document: dict[str, Any] = answer.json()
    return document


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path, description."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def filled(path: str) -> str:
    """The path with some id for every parameter, without its prefix."""
    return re.sub(r"{[^}]+}", lambda _: str(uuid4()), path).removeprefix(API)


async def test_public_operations_are_exactly_these(whole: Running) -> None:
    document = await describe(whole)
    public = {(m, p) for m, p, operation in operations(document) if "security" not in operation}
    assert public == PUBLIC


async def test_what_the_document_leaves_out_is_exactly_this(whole: Running) -> None:
    shown = {f"{method.upper()} {path}" for method, path, _ in operations(await describe(whole))}
    hidden = {
        f"{method} {route.path.removeprefix(API)}"
        for route in whole.server.app.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
        if f"{method} {route.path}" not in shown
    }
    assert hidden == FOR_WEB_PAGES


async def test_every_other_operation_answers_401_first(whole: Running) -> None:
    document, nobody = await describe(whole), whole.client()
    for method, path, operation in operations(document):
        if "security" in operation:
            answer = await nobody.call(
                method.upper(), f"{filled(path)}?nonsense=1", {"nonsense": 1}, key=None
            )
            assert answer.status_code == 401, (method, path)
            assert answer.json()["code"] == "unauthenticated"
            assert answer.headers["www-authenticate"]


async def test_every_mutation_refuses_a_missing_key_before_its_input(whole: Running) -> None:
    await add_person(whole.server.database, "all@test.example", Role.ADMIN, Role.VENDOR, Role.CUSTOMER)
    client = await whole.sign_in("all@test.example")
    document, seen = await describe(whole), 0
    for method, path, operation in operations(document):
        if method == "get" or (method, path) in EXEMPT:
            continue
        seen += 1
        assert any(parameter["name"] == "Idempotency-Key" for parameter in operation["parameters"])
        answer = await client.call(method.upper(), filled(path), {"nonsense": 1}, key=None)
        assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing"), (method, path)
    assert seen >= 10


async def test_changes_of_what_others_may_change_ask_for_the_version(whole: Running) -> None:
    document = await describe(whole)
    asking = {
        f"{method} {path.removeprefix(API)}"
        for method, path, operation in operations(document)
        if any(parameter["name"] == "If-Match" for parameter in operation.get("parameters", ()))
    }
    actions = (action.replace("_", "-") for action in BookingAction)
    assert asking == {
        *(f"post /bookings/{{booking_id}}/{action}" for action in actions),
        "post /bookings/{booking_id}/proposals",
        "post /series/{series_id}/cancel",
        "post /series/{series_id}/reschedule",
        "post /waitlist/{entry_id}/leave",
        *(f"post /proposals/{{proposal_id}}/{answer}" for answer in ProposalAnswer),
        "put /announcements/{announcement_id}",
        "post /announcements/{announcement_id}/schedule",
        "post /announcements/{announcement_id}/cancel",
        "patch /staff/{staff_id}/hours",
        "patch /vendors/{vendor_id}/availability",
        "patch /exceptions/{exception_id}",
        "delete /exceptions/{exception_id}",
        "patch /resources/{resource_id}",
        "delete /resources/{resource_id}",
        "put /listings/{listing_id}/setup",
        "delete /blocks/{block_id}",
        "delete /commission-rules/{rule_id}",
        "patch /commission-rules/{rule_id}",
        "patch /tax-rates/{rate_id}",
        "patch /addresses/{address_id}",
        "delete /addresses/{address_id}",
        "patch /clients/{client_id}",
        "patch /categories/{category_id}",
        "delete /categories/{category_id}",
        "patch /vendor-listings/{listing_id}",
        "delete /vendor-listings/{listing_id}",
        *(
            f"post /vendor-listings/{{listing_id}}/{step}"
            for step in ("submit", "withdraw", "discard", "pause", "resume", "approve", "reject")
        ),
        "patch /reviews/{review_id}",
        "post /reviews/{review_id}/hide",
        "post /reviews/{review_id}/restore",
        "post /payouts/{payout_id}/return",
        "post /people/{person_id}/restore",
        "post /people/{person_id}/suspend",
        "put /people/{person_id}/roles",
    }


async def test_every_read_refuses_unknown_parameters(whole: Running) -> None:
    await add_person(whole.server.database, "all@test.example", Role.ADMIN, Role.VENDOR, Role.CUSTOMER)
    client = await whole.sign_in("all@test.example")
    for method, path, _ in operations(await describe(whole)):
        if method == "get" and path.startswith(API):
            answer = await client.get(f"{filled(path)}?nonsense=1")
            assert answer.status_code == 422, path
            assert {"nonsense"} <= {error["field"] for error in answer.json()["errors"]}


async def test_refusals_are_described_as_problems_and_references_resolve(whole: Running) -> None:
    document = await describe(whole)
    schemas = document["components"]["schemas"]
    for reference in re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(document)):
        assert reference in schemas
    assert "HTTPValidationError" not in schemas
    for _, path, operation in operations(document):
        if path.startswith(API):
            assert "application/problem+json" in operation["responses"]["4XX"]["content"]


async def test_kept_input_never_becomes_our_failure(whole: Running) -> None:
    """Odd but well-formed input to every operation gets an answer, never a 5xx."""
    await add_person(whole.server.database, "all@test.example", Role.ADMIN, Role.VENDOR, Role.CUSTOMER)
    client: Client = await whole.sign_in("all@test.example")
    odd: list[Any] = [
        None,
        [],
        "x",
        5,
        {},
        {"id": str(uuid4())},
        {"id": 10**40, "version": 10**40, "limit": 1e400},
    ]
    for method, path, _ in operations(await describe(whole)):
        if method == "get" or (method, path) == ("delete", f"{API}/auth/session"):
            continue
        for body in odd:
            answer = await client.call(method.upper(), filled(path), body, headers={"If-Match": '"1"'})
            assert answer.status_code < 500, (method, path, body, answer.text)


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "cursor=x", "sort=colour", "limit=9" + "9" * 40]
)
async def test_list_parameters_are_checked(whole: Running, query: str) -> None:
    await add_person(whole.server.database, "all@test.example", Role.ADMIN, Role.VENDOR, Role.CUSTOMER)
    client = await whole.sign_in("all@test.example")
    answer = await client.get(f"/bookings?{query}")
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] in {"invalid_input", "invalid_cursor"}

"""Foreign errors become ours, once; what did not come from our server counts as no answer."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from client.api.http import HttpClient
from client.errors import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RefusedError,
    ResyncRequiredError,
    ServerFailureError,
    SignInRequiredError,
    StaleError,
    UnreachableError,
)
from client.ports import ServerAddress, Socket
from client.reachability import Reachability


class Wire:
    """A network whose every answer is the one it was given."""

    def __init__(self, answer: httpx.Response | Exception) -> None:
        self.answer = answer
        self.requests: list[httpx.Request] = []

    def transport(self, *, secure: bool) -> httpx.AsyncBaseTransport:
        def handle(request: httpx.Request) -> httpx.Response:
            self.requests.append(request)
            if isinstance(self.answer, Exception):
                raise self.answer
            return self.answer

        return httpx.MockTransport(handle)

    async def connect(self, url: str, headers: Mapping[str, str]) -> Socket:
        raise UnreachableError


async def ask(answer: httpx.Response | Exception) -> tuple[Any, Reachability]:
    reachability = Reachability()
    client = HttpClient(Wire(answer), reachability)
    client.connect(ServerAddress("http://server", {}))
    try:
        return await client.request("GET", "/me"), reachability
    except Exception as error:  # noqa: BLE001 - the test looks at which one it is
        return error, reachability
    finally:
        await client.aclose()


def problem(status: int, code: str, **members: Any) -> httpx.Response:
    body = {
        "type": "about:blank",
        "title": "No",
        "status": status,
        "detail": "Not so.",
        "code": code,
        **members,
    }
    return httpx.Response(status, json=body, headers={"content-type": "application/problem+json"})


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, SignInRequiredError),
        (403, ForbiddenError),
        (404, NotFoundError),
        (409, ConflictError),
        (410, ResyncRequiredError),
        (412, StaleError),
        (422, InvalidInputError),
        (428, RefusedError),
    ],
)
async def test_problem_documents_become_typed_errors(status: int, kind: type[RefusedError]) -> None:
    error, reachability = await ask(problem(status, "some_code"))
    assert type(error) is kind
    assert (error.code, error.status, str(error)) == ("some_code", status, "Not so.")
    assert reachability.online is True


async def test_members_of_problems_are_at_hand() -> None:
    error, _ = await ask(problem(412, "version_stale", current={"version": 4}))
    assert error.current == {"version": 4}
    error, _ = await ask(problem(409, "slot_taken", alternatives=[{"starts_at": "x"}]))
    assert error.alternatives == ({"starts_at": "x"},)
    fields = [{"field": "guest.phone", "code": "string_too_short", "detail": "Too short."}]
    error, _ = await ask(problem(422, "invalid_input", errors=fields))
    assert [(item.field, item.detail) for item in error.errors] == [("guest.phone", "Too short.")]


@pytest.mark.parametrize("status", [408, 425, 429, 500, 503])
async def test_patience_and_failures_may_be_tried_again(status: int) -> None:
    answer = problem(status, "rate_limited")
    answer.headers["retry-after"] = "3"
    error, reachability = await ask(answer)
    assert type(error) is ServerFailureError
    assert (error.status, error.retry_after, reachability.online) == (status, 3.0, True)


async def test_a_request_in_flight_is_asked_again() -> None:
    error, _ = await ask(problem(409, "request_in_flight"))
    assert type(error) is ServerFailureError


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ConnectError("no route"),
        httpx.ReadError("cut"),
        httpx.RemoteProtocolError("half an answer"),
        httpx.Response(200, html="<h1>Welcome to the hotel</h1>"),
        httpx.Response(302, headers={"location": "http://hotel/"}),
        httpx.Response(403, html="blocked"),
        httpx.Response(404, json={"detail": "not ours"}),
        httpx.Response(502, html="bad gateway"),
        httpx.Response(200, text="{half", headers={"content-type": "application/json"}),
    ],
)
async def test_what_our_server_did_not_say_is_no_answer(answer: httpx.Response | Exception) -> None:
    error, reachability = await ask(answer)
    assert type(error) is UnreachableError
    assert reachability.online is False


async def test_good_answers() -> None:
    answer, _ = await ask(httpx.Response(201, json={"id": 1}, headers={"etag": '"3"'}))
    assert (answer.status, answer.body, answer.etag) == (201, {"id": 1}, '"3"')
    answer, _ = await ask(httpx.Response(204))
    assert (answer.status, answer.body) == (204, None)


async def test_without_an_address_nobody_is_asked() -> None:
    client = HttpClient(Wire(httpx.Response(204)), Reachability())
    with pytest.raises(UnreachableError):
        await client.request("GET", "/me")


async def test_addresses_stay_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        await ask(httpx.Response(204))
    assert "/api/v1/me" not in caplog.text

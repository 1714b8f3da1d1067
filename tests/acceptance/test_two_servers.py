"""Two server processes on one data folder: one truth, and each tells what the other did."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest

from tests.acceptance.conftest import (
    Caller,
    Json,
    Server,
    SignIn,
    Slots,
    booking_for,
    start_server,
    stop_server,
)
from tests.acceptance.test_surface import check_problem
from tests.acceptance.test_sync import frame_after, next_changes, open_socket, pull_all
from tests.acceptance.test_tokens import ended

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def other(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    second = start_server(server.data, tmp_path_factory.mktemp("other") / "log")
    yield second
    stop_server(second.process)


@pytest.fixture(scope="module")
def there(other: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=other.base, timeout=20) as client:
        yield client


async def test_a_write_at_one_reaches_the_sockets_of_the_other(
    other: Server, there: httpx.Client, customer: Caller, vendor: Caller, listing: Json, slots: Slots
) -> None:
    away = Caller(there, vendor.token)
    async with await open_socket(other, away) as socket:
        _, head = await asyncio.to_thread(pull_all, away)
        body = booking_for(listing, slots.take())
        made = await asyncio.to_thread(customer.post, "/bookings", body)
        assert made.status_code == httpx.codes.CREATED
        frame = await frame_after(socket, head["cursor"])
        while body["id"] not in {row["id"] for row in frame["upserts"].get("booking", [])}:
            frame = await next_changes(socket)


def test_a_time_held_at_one_is_taken_at_the_other(
    there: httpx.Client, customer: Caller, kiosk: Caller, listing: Json, slots: Slots
) -> None:
    slot = slots.take()
    assert customer.post("/holds", booking_for(listing, slot)).status_code == httpx.codes.CREATED
    guest = {"name": "Ada", "phone": "+352 20 915 44"}
    answer = Caller(there, kiosk.token).post("/bookings", booking_for(listing, slot, guest=guest))
    assert len(check_problem(answer, 409, "slot_taken")["alternatives"]) == 3


def test_an_answer_given_at_one_is_repeated_by_the_other(
    there: httpx.Client, customer: Caller, listing: Json, slots: Slots
) -> None:
    body, key = booking_for(listing, slots.take()), "0190a8e5-7c1b-7000-8000-00000000abcd"
    first = customer.post("/bookings", body, key=key)
    again = Caller(there, customer.token).post("/bookings", body, key=key)
    assert (first.status_code, first.json()) == (again.status_code, again.json())


def test_a_session_ended_at_one_is_refused_by_the_other(there: httpx.Client, sign_in: SignIn) -> None:
    caller = sign_in("customer@demo.test")
    assert Caller(there, caller.token).get("/me").status_code == httpx.codes.OK
    assert caller.call("DELETE", "/auth/session").status_code in (200, 204)
    assert ended(Caller(there, caller.token))

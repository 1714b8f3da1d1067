"""Pull and realtime over the wire: one cursor, no gap, nothing that a reader may not see."""

import asyncio
import hashlib
import json
from typing import Any
from uuid import uuid4

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.acceptance.conftest import Caller, Json, Server, SignIn, Slots, booking_for
from tests.acceptance.test_surface import check_problem

pytestmark = pytest.mark.slow


def pull(caller: Caller, cursor: str | None, limit: int = 1000) -> Json:
    body = {"client_id": str(uuid4()), "cursor": cursor, "limit": limit}
    answer = caller.post("/sync/pull", body, key=None)
    assert answer.status_code == httpx.codes.OK, answer.text
    page: Json = answer.json()
    return page


def pull_all(
    caller: Caller, cursor: str | None = None, limit: int = 1000
) -> tuple[dict[tuple[str, str], Json], Json]:
    rows: dict[tuple[str, str], Json] = {}
    while True:
        page = pull(caller, cursor, limit)
        for entity, found in page["upserts"].items():
            for row in found:
                rows[entity, row["id"]] = row
        for gone in page["forgets"] + page["tombstones"]:
            rows.pop((gone["entity"], gone["id"]), None)
        cursor = page["cursor"]
        if not page["has_more"]:
            return rows, page


def test_a_pull_has_the_members_and_singular_entities(vendor: Caller) -> None:
    page = pull(vendor, None, 5)
    members = {
        "epoch",
        "cursor",
        "upserts",
        "forgets",
        "tombstones",
        "purge_scopes",
        "grants_revision",
        "has_more",
    }
    assert members <= set(page)
    rows, _ = pull_all(vendor)
    assert {entity for entity, _ in rows} >= {"booking", "listing", "category", "notification"}


def test_rows_are_exactly_what_rest_shows(vendor: Caller) -> None:
    rows, _ = pull_all(vendor)
    bookings = [row for (entity, _), row in rows.items() if entity == "booking"]
    for row in bookings[:10]:
        assert vendor.get(f"/bookings/{row['id']}").json() == row
    listing = next(row for (entity, _), row in rows.items() if entity == "listing")
    rest = vendor.get(f"/listings/{listing['id']}").json()
    assert rest == listing


def test_the_digest_counts_and_hashes_each_scope(customer: Caller) -> None:
    rows, head = pull_all(customer)
    digest = head["digest"]
    assert digest
    total = sum(part["count"] for part in digest.values())
    assert total >= len(rows)
    if len(digest) == 1:
        lines = sorted(f"{entity}:{id}:{row['version']}\n".encode() for (entity, id), row in rows.items())
        assert next(iter(digest.values()))["sha256"] == hashlib.sha256(b"".join(lines)).hexdigest()


def test_small_pages_bring_the_same_rows(customer: Caller) -> None:
    all_at_once, _ = pull_all(customer)
    in_small_pages, _ = pull_all(customer, limit=37)
    assert in_small_pages == all_at_once


@pytest.mark.parametrize("cursor", ["nonsense", "", "e30=", "x" * 500])
def test_a_cursor_that_was_not_given_is_refused(customer: Caller, cursor: str) -> None:
    body = {"client_id": str(uuid4()), "cursor": cursor, "limit": 10}
    check_problem(customer.post("/sync/pull", body, key=None), 422, "invalid_cursor")


@pytest.mark.parametrize("limit", [0, 1001, -1])
def test_a_limit_out_of_bounds_is_refused(customer: Caller, limit: int) -> None:
    body = {"client_id": str(uuid4()), "cursor": None, "limit": limit}
    check_problem(customer.post("/sync/pull", body, key=None), 422, "invalid_input")


def test_one_reader_s_cursor_is_refused_to_another(customer: Caller, vendor: Caller) -> None:
    _, head = pull_all(customer)
    body = {"client_id": str(uuid4()), "cursor": head["cursor"], "limit": 10}
    assert vendor.post("/sync/pull", body, key=None).status_code in (410, 422)


def test_nobody_pulls_what_is_not_theirs(
    customer: Caller, vendor2: Caller, kiosk: Caller, admin: Caller
) -> None:
    mine = {row["id"] for (entity, _), row in pull_all(customer)[0].items() if entity == "booking"}
    theirs = {row["id"] for (entity, _), row in pull_all(vendor2)[0].items() if entity == "booking"}
    everything = {row["id"] for (entity, _), row in pull_all(admin)[0].items() if entity == "booking"}
    assert not mine & theirs
    assert mine | theirs <= everything
    assert {entity for entity, _ in pull_all(kiosk)[0]} <= {"category", "listing", "vendor", "staff"}


def address(server: Server) -> str:
    return f"{server.base.replace('http', 'ws', 1)}/api/v1/realtime"


async def open_socket(server: Server, caller: Caller) -> ClientConnection:
    return await connect(address(server), additional_headers={"Authorization": f"Bearer {caller.token}"})


async def next_changes(socket: ClientConnection) -> Json:
    while True:
        frame: Any = json.loads(await asyncio.wait_for(socket.recv(), 60))
        if frame["type"] == "ping":
            await socket.send(json.dumps({"type": "pong"}))
        elif frame["type"] == "changes":
            found: Json = frame
            return found


async def frame_after(socket: ClientConnection, cursor: str) -> Json:
    """The frame that continues the cursor; what an earlier test did may come before it."""
    while (frame := await next_changes(socket))["prev"] != cursor:
        continue
    return frame


async def receive_until_closed(socket: ClientConnection) -> None:
    while True:
        await socket.recv()


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nonsense"}])
async def test_no_socket_without_a_good_token(server: Server, headers: dict[str, str]) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await connect(address(server), additional_headers=headers)
    assert refused.value.response.status_code == 401


async def test_a_frame_continues_the_pull_s_cursor(
    server: Server, vendor: Caller, customer: Caller, listing: Json, slots: Slots
) -> None:
    async with await open_socket(server, vendor) as socket:
        _, head = await asyncio.to_thread(pull_all, vendor)
        body = booking_for(listing, slots.take())
        made = await asyncio.to_thread(customer.post, "/bookings", body)
        assert made.status_code == httpx.codes.CREATED
        frame = await frame_after(socket, head["cursor"])
        seen = dict(frame["upserts"])
        while body["id"] not in {row["id"] for row in seen.get("booking", [])}:
            after = await next_changes(socket)
            assert after["prev"] == frame["next"]
            frame = after
            seen = dict(frame["upserts"])
        rows, _ = await asyncio.to_thread(pull_all, vendor, head["cursor"])
        assert rows["booking", body["id"]] == made.json()


async def test_signing_out_closes_the_socket_with_3501(server: Server, sign_in: SignIn) -> None:
    caller = await asyncio.to_thread(sign_in, "customer@demo.test")
    async with await open_socket(server, caller) as socket:
        await asyncio.to_thread(caller.call, "DELETE", "/auth/session")
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(receive_until_closed(socket), 6)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 3501


async def test_another_customer_s_booking_makes_no_rows_appear(
    server: Server, vendor2: Caller, customer: Caller, listing: Json, slots: Slots
) -> None:
    async with await open_socket(server, vendor2) as socket:
        made = await asyncio.to_thread(customer.post, "/bookings", booking_for(listing, slots.take()))
        assert made.status_code == httpx.codes.CREATED
        try:
            while True:
                frame = await asyncio.wait_for(next_changes(socket), 1.5)
                assert "booking" not in frame["upserts"]
        except TimeoutError:
            return

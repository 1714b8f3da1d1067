"""PROTOCOL 3: the socket."""

import asyncio
import json
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import websockets
from sqlalchemy import delete, insert, update
from websockets.asyncio.client import ClientConnection

from backend_stub.db.tables import Person, RoleGrant
from contracts.vocabulary import CloseCode, Role
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.support.people import add_person
from tests.backend_stub.support.probe import build_probe, put
from tests.backend_stub.support.running import Client, Running, running_server, server_process
from tests.backend_stub.test_pull import customer, erase, ids, names, write


async def next_frame(socket: ClientConnection, seconds: float = 60) -> dict[str, Any]:
    """The next frame."""
    frame: dict[str, Any] = json.loads(await asyncio.wait_for(socket.recv(), seconds))
    return frame


async def close_code(socket: ClientConnection, seconds: float = 5) -> int:
    """The code that the server closes with."""
    async with asyncio.timeout(seconds):
        with suppress(websockets.ConnectionClosed):
            async for _ in socket:
                continue
        await socket.wait_closed()
    assert socket.close_code is not None
    return socket.close_code


@pytest.mark.parametrize("token", [None, "nonsense", "e30.e30.e30"])
async def test_no_good_token_is_401_before_the_upgrade(probe: Running, token: str | None) -> None:
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with probe.client(token).socket():
            pass
    response = refused.value.response
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert json.loads(response.body or b"")["code"] == "unauthenticated"


async def test_token_in_the_address_does_not_count(probe: Running, ann: Client) -> None:
    url = probe.url.replace("http", "ws", 1) + f"/api/v1/realtime?token={ann.token}&access_token={ann.token}"
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with websockets.connect(url):
            pass
    assert refused.value.response.status_code == 401


async def test_frame_follows_the_pull(probe: Running, ann: Client) -> None:
    async with ann.socket() as socket:
        head = (await ann.pull())["cursor"]
        first = await write(probe, "first", "admin")
        frame = await next_frame(socket)
        assert frame["type"] == "changes"
        assert frame["prev"] == head
        assert names(frame) == ["first"]
        assert frame["scopes"]["category"] == [["admin"]]
        assert frame["next"] == (await ann.pull(head))["cursor"]
        await erase(probe, first)
        gone = await next_frame(socket)
        assert gone["prev"] == frame["next"]
        assert ids(gone["tombstones"]) == {first}


async def test_what_a_reader_may_not_see_moves_nothing(probe: Running) -> None:
    me, carl = await customer(probe)
    async with carl.socket() as socket:
        head = (await carl.pull())["cursor"]
        hidden = await write(probe, "hidden", "admin")
        await write(probe, "hidden again", "admin", id=hidden)
        assert (await carl.pull(head))["cursor"] == head
        await write(probe, "mine", f"user:{me}")
        frame = await next_frame(socket)
        while not frame["upserts"]:
            assert frame["prev"] == head
            head = frame["next"]
            frame = await next_frame(socket)
        assert frame["prev"] == head
        assert names(frame) == ["mine"]


async def test_leaving_rows_are_forgotten_and_unseen_ones_not_spoken_of(probe: Running) -> None:
    me, carl = await customer(probe)
    moved = await write(probe, "moved", f"user:{me}")
    async with carl.socket() as socket:
        async with probe.server.database.write() as uow:
            await put(uow, moved, "moved", ["admin"])
            await put(uow, uuid4(), "the admin's", ["admin"])
            await put(uow, uuid4(), "mine", [f"user:{me}"])
        frame = await next_frame(socket)
        assert ids(frame["forgets"]) == {moved}
        assert frame["tombstones"] == []
        assert names(frame) == ["mine"]


async def test_frames_chain_under_many_writes(probe: Running, ann: Client) -> None:
    async with ann.socket() as socket:
        cursor = (await ann.pull())["cursor"]
        await asyncio.gather(*(write(probe, str(n), "admin") for n in range(60)))
        seen: set[str] = set()
        while len(seen) < 60:
            frame = await next_frame(socket)
            assert frame["prev"] == cursor
            cursor = frame["next"]
            seen.update(names(frame))
        assert (await ann.pull(cursor))["cursor"] == cursor


async def test_sign_out_closes_with_3501(probe: Running, ann: Client) -> None:
    async with ann.socket() as socket:
        answer = await ann.call("DELETE", "/auth/session", key=None)
        assert answer.status_code == 204
        assert await close_code(socket) == 3501


async def test_revoked_family_closes_with_3501(probe: Running, ann: Client) -> None:
    async with ann.socket() as socket:
        for attempt in (uuid4(), uuid4()):
            body = {
                "grant_type": "refresh_token",
                "refresh_token": ann.refresh_token,
                "attempt_id": str(attempt),
            }
            await ann.post("/auth/token", body, key=None)
        assert await close_code(socket) == 3501


async def test_ban_closes_for_good(probe: Running) -> None:
    me, carl = await customer(probe)
    async with carl.socket() as socket:
        async with probe.server.database.write() as uow:
            await uow.session.execute(update(Person).where(Person.id == me).values(status="suspended"))
        assert 3500 <= await close_code(socket) <= 3999


async def test_grant_change_reconnects(probe: Running) -> None:
    me, carl = await customer(probe)
    async with carl.socket() as socket:
        async with probe.server.database.write() as uow:
            grant = {"person_id": me, "role": "admin", "granted_at": uow.now}
            await uow.session.execute(insert(RoleGrant), [grant])
        assert await close_code(socket) == CloseCode.GRANTS_CHANGED
    async with carl.socket() as socket:
        async with probe.server.database.write() as uow:
            await uow.session.execute(delete(RoleGrant).where(RoleGrant.role == "admin"))
            uow.grants_changed(me)
        assert await close_code(socket) == CloseCode.GRANTS_CHANGED


async def test_expired_token_reconnects(ann: Client, clock: MovableClock) -> None:
    async with ann.socket() as socket:
        clock.offset = timedelta(minutes=11)
        assert await close_code(socket) == CloseCode.TOKEN_EXPIRED


async def test_draining_spreads_the_return(probe: Running, ann: Client) -> None:
    async with ann.socket() as socket:
        probe.server.hub.drain()
        frame = await next_frame(socket)
        assert frame["type"] == "draining"
        assert 0 < frame["retry_after"] <= 5
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await socket.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == CloseCode.DRAINING
        assert closed.value.rcvd.reason == f"retry-after={frame['retry_after']:.2f}"
    assert (await probe.http.get("/readyz")).status_code == 503
    assert (await probe.http.get("/healthz")).status_code == 200
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with ann.socket():
            pass
    assert refused.value.response.status_code == 503


async def test_ping_has_the_cursor_and_wants_an_answer(tmp_path: Path, database_url: str) -> None:
    times = {"socket_ping_seconds": 0.2, "socket_pong_seconds": 2.0}
    server = running_server(tmp_path / "data", database_url, build=build_probe, settings=times)
    async with server as probe:
        await add_person(probe.server.database, "ann@test.example", Role.ADMIN)
        ann = await probe.sign_in("ann@test.example")
        async with ann.socket() as socket:
            for _ in range(3):
                ping = await next_frame(socket)
                await socket.send('{"type":"pong"}')
                assert ping == {"type": "ping", "cursor": (await ann.pull())["cursor"]}
            assert await close_code(socket, 60) == CloseCode.PONG_MISSING


async def test_nonsense_from_a_client_does_no_harm(probe: Running, ann: Client) -> None:
    async with ann.socket() as socket:
        texts = ("", "{", "[]", '"pong"', "null", '{"type":"changes"}', '{"type":"pong"}', "[" * 60_000)
        for nonsense in (*texts, b"\xff\x00", b'{"type":"pong"}'):
            await socket.send(nonsense)
        await write(probe, "still here", "admin")
        assert names(await next_frame(socket)) == ["still here"]


@pytest.mark.slow
async def test_slow_reader_is_let_go_and_slows_nobody(probe: Running, ann: Client) -> None:
    async with ann.socket() as slow, ann.socket() as quick:
        slow.transport.pause_reading()
        sent = 0
        while probe.server.hub.connected == 2:
            assert sent < 400, "a socket with megabytes unsent is still kept"
            async with probe.server.database.write() as uow:
                for _ in range(10):
                    await put(uow, uuid4(), "pad:20000", ["admin"])
            sent += 1
            assert len(names(await next_frame(quick))) == 10
        slow.transport.resume_reading()
        await close_code(slow, 60)


async def test_write_at_one_server_reaches_the_socket_of_another(
    tmp_path: Path, database_url: str, probe: Running, ann: Client
) -> None:
    second = running_server(tmp_path / "data", database_url, build=build_probe)
    async with second as other, other.client(ann.token).socket() as socket:
        took: list[float] = []
        # A busy machine may hold one up; a server that looks too rarely is late with most of them.
        for number in range(5):
            head = (await ann.pull())["cursor"]
            await write(probe, f"from the first: {number}", "admin")
            written = time.monotonic()
            frame = await next_frame(socket)
            took.append(time.monotonic() - written)
            assert frame["prev"] == head
            assert names(frame) == [f"from the first: {number}"]
            page = await ann.pull(head)
            assert page["cursor"] == frame["next"], "servers of one database speak of one cursor"
        assert sorted(took)[2] < 1


async def test_sign_out_at_one_process_acts_at_another(
    tmp_path: Path, database_url: str, probe: Running, ann: Client
) -> None:
    with server_process(tmp_path / "data", database_url) as process:
        url = process.url.replace("http", "ws", 1) + "/api/v1/realtime"
        headers = {"Authorization": f"Bearer {ann.token}"}
        async with websockets.connect(url, additional_headers=headers) as socket:
            await ann.call("DELETE", "/auth/session", key=None)
            assert await close_code(socket) == 3501
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with websockets.connect(url, additional_headers=headers):
                pass
        assert refused.value.response.status_code == 401

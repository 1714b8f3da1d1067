"""The socket: pongs, silence, close codes, back-off, and reconnecting at once when the network is back."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Mapping
from random import Random
from typing import Any

import httpx
import pytest

from client.api.http import HttpClient
from client.errors import SignInRequiredError, UnreachableError
from client.ports import ServerAddress, SocketClosed, SocketRefused
from client.reachability import Reachability
from client.realtime import FIRST_SPREAD, Realtime
from client.retry_after import MOST
from client.tasks import Tasks
from tests.sim.loop import run_virtual


class Wire:
    """A server's side: opens sockets, or refuses by script."""

    def __init__(self) -> None:
        self.script: list[Exception] = []
        self.opened: list[float] = []
        self.headers: list[dict[str, str]] = []
        self.sockets: list[Line] = []

    def transport(self, *, secure: bool) -> httpx.AsyncBaseTransport:
        return httpx.MockTransport(lambda _request: httpx.Response(204))

    async def connect(self, url: str, headers: Mapping[str, str]) -> "Line":
        self.opened.append(asyncio.get_running_loop().time())
        self.headers.append(dict(headers))
        assert "token" not in url
        if self.script:
            raise self.script.pop(0)
        self.sockets.append(Line())
        return self.sockets[-1]


class Line:
    """One socket."""

    def __init__(self) -> None:
        self.frames: asyncio.Queue[str | SocketClosed] = asyncio.Queue()
        self.sent: list[str] = []
        self.closed: int | None = None

    async def recv(self) -> str:
        frame = await self.frames.get()
        if isinstance(frame, SocketClosed):
            raise frame
        return frame

    async def send(self, frame: str) -> None:
        self.sent.append(frame)

    async def close(self, code: int) -> None:
        self.closed = code


class Tokens:
    """Tokens t0, t1, …"""

    def __init__(self) -> None:
        self.number = 0
        self.ended = False

    async def token(self) -> str:
        if self.ended:
            raise SignInRequiredError({"status": 401})
        return f"t{self.number}"

    async def renew(self, stale: str | None) -> str:
        self.number += stale == f"t{self.number}"
        return await self.token()


class Feed:
    """What the socket hands on."""

    def __init__(self) -> None:
        self.live = False
        self.heard: list[Any] = []
        self.pokes = 0

    def frame(self, frame: Any) -> None:
        self.heard.append(frame)

    def saw_cursor(self, cursor: str) -> None:
        self.heard.append(cursor)

    def poke(self) -> None:
        self.pokes += 1


class Bench:
    """A socket's keeper with everything around it scripted."""

    def __init__(self) -> None:
        self.wire, self.tokens, self.feed, self.tasks = Wire(), Tokens(), Feed(), Tasks()
        self.reachability = Reachability()
        self.http = HttpClient(self.wire, self.reachability)
        self.refusals = 0
        self.realtime = Realtime(
            self.wire, self.http, self.tokens, self.feed, self.reachability, Random(3), self._refused
        )

    def _refused(self) -> None:
        self.refusals += 1


def bench(test: Callable[[Bench], Coroutine[Any, Any, None]]) -> None:
    async def main() -> None:
        it = Bench()
        it.http.connect(ServerAddress("http://server", {"X-Launch": "s"}))
        it.tasks.spawn(it.realtime.run(), "realtime")
        try:
            await asyncio.sleep(0.01)
            await test(it)
        finally:
            await it.tasks.aclose()

    run_virtual(main())


def test_the_token_travels_in_the_header_and_a_connection_pulls() -> None:
    async def test(it: Bench) -> None:
        assert it.wire.headers == [{"X-Launch": "s", "Authorization": "Bearer t0"}]
        assert (it.feed.live, it.feed.pokes, it.reachability.online) == (True, 1, True)

    bench(test)


def test_pings_are_answered_and_changes_handed_on() -> None:
    async def test(it: Bench) -> None:
        (line,) = it.wire.sockets
        for frame in (
            '{"type":"ping","cursor":"c7"}',
            "no json",
            "[]",
            '{"type":"presence"}',
            '{"type":"changes"}',
        ):
            line.frames.put_nowait(frame)
        await asyncio.sleep(0.01)
        assert [json.loads(frame) for frame in line.sent] == [{"type": "pong"}]
        assert it.feed.heard == ["c7", {"type": "changes"}]

    bench(test)


def test_silence_ends_the_connection() -> None:
    async def test(it: Bench) -> None:
        await asyncio.sleep(50)
        assert it.wire.sockets[0].closed is not None
        assert len(it.wire.sockets) == 2

    bench(test)


def test_codes_up_to_3499_reconnect_and_from_3500_do_not() -> None:
    async def test(it: Bench) -> None:
        it.wire.sockets[0].frames.put_nowait(SocketClosed(3000))
        await asyncio.sleep(6)
        assert len(it.wire.sockets) == 2
        it.wire.sockets[1].frames.put_nowait(SocketClosed(3501))
        await asyncio.sleep(3600)
        assert (len(it.wire.sockets), it.refusals, it.feed.live) == (2, 1, False)
        it.realtime.hurry()
        await asyncio.sleep(0.01)
        assert len(it.wire.sockets) == 3

    bench(test)


def test_the_first_reconnect_spreads_over_five_seconds_later_ones_to_thirty() -> None:
    async def test(it: Bench) -> None:
        it.wire.script = [UnreachableError()] * 1000
        it.wire.sockets[0].frames.put_nowait(SocketClosed(1006))
        await asyncio.sleep(600)
        waits = [
            after - before for before, after in zip(it.wire.opened[1:], it.wire.opened[2:], strict=False)
        ]
        assert it.wire.opened[1] <= 5.1
        assert all(wait <= 30.0 for wait in waits)
        assert len({round(wait, 3) for wait in waits}) > len(waits) // 2
        assert max(waits) > 5.0

    bench(test)


def test_a_draining_server_is_left_alone_as_long_as_it_asks() -> None:
    async def test(it: Bench) -> None:
        it.wire.sockets[0].frames.put_nowait(SocketClosed(3003, retry_after=20.0))
        await asyncio.sleep(19)
        assert len(it.wire.sockets) == 1
        await asyncio.sleep(7)
        assert len(it.wire.sockets) == 2

    bench(test)


def test_a_draining_frame_counts_where_the_close_says_nothing() -> None:
    async def test(it: Bench) -> None:
        it.wire.sockets[0].frames.put_nowait('{"type":"draining","retry_after":20.0}')
        it.wire.sockets[0].frames.put_nowait(SocketClosed(1006))
        await asyncio.sleep(19)
        assert len(it.wire.sockets) == 1
        await asyncio.sleep(7)
        assert len(it.wire.sockets) == 2
        it.wire.sockets[1].frames.put_nowait(SocketClosed(1006))
        await asyncio.sleep(6)
        assert len(it.wire.sockets) == 3, "what one server asked for does not count for the next"

    bench(test)


def test_nobody_pulls_or_connects_while_a_draining_server_wants_to_be_left_alone() -> None:
    """Else all clients come at once to the server that wanted to spread them."""

    async def test(it: Bench) -> None:
        pokes = it.feed.pokes
        it.wire.sockets[0].frames.put_nowait(SocketClosed(3003, retry_after=20.0))
        await asyncio.sleep(1)
        it.realtime.hurry()
        await asyncio.sleep(18)
        assert (len(it.wire.sockets), it.feed.pokes, it.feed.live) == (1, pokes, False)
        await asyncio.sleep(1.1)
        assert (len(it.wire.sockets), it.feed.live) == (2, True), "and then at once, as it was told to hurry"

    bench(test)


@pytest.mark.parametrize("asked", [b'"for ever"', b"null", b"1e999", b"{}", b"-5"])
def test_a_nonsensical_wish_of_a_draining_server_does_no_harm(asked: bytes) -> None:
    async def test(it: Bench) -> None:
        it.wire.sockets[0].frames.put_nowait(f'{{"type":"draining","retry_after":{asked.decode()}}}')
        it.wire.sockets[0].frames.put_nowait(SocketClosed(3003))
        await asyncio.sleep(MOST + FIRST_SPREAD + 1)
        assert len(it.wire.sockets) >= 2

    bench(test)


def test_the_network_coming_back_connects_at_once() -> None:
    async def test(it: Bench) -> None:
        it.wire.script = [UnreachableError()] * 1000
        it.wire.sockets[0].frames.put_nowait(SocketClosed(1006))
        await asyncio.sleep(40)
        it.wire.script.clear()
        before = len(it.wire.opened)
        it.realtime.hurry()
        await asyncio.sleep(0.01)
        assert len(it.wire.opened) == before + 1

    bench(test)


def test_a_refused_handshake_renews_the_token() -> None:
    async def test(it: Bench) -> None:
        it.wire.script = [SocketRefused(401)]
        it.wire.sockets[0].frames.put_nowait(SocketClosed(3000))
        await asyncio.sleep(20)
        assert it.wire.headers[-1]["Authorization"] == "Bearer t1"
        assert len(it.wire.sockets) == 2

    bench(test)


def test_an_ended_session_stops_trying() -> None:
    async def test(it: Bench) -> None:
        it.tokens.ended = True
        it.wire.sockets[0].frames.put_nowait(SocketClosed(3000))
        await asyncio.sleep(3600)
        assert len(it.wire.opened) == 1

    bench(test)

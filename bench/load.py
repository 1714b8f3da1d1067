"""Load on loopback: keep-alive connections that ask again and again, with next to no cost of their own."""

import asyncio
import functools
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length:"


class BadAnswerError(Exception):
    """The server answered something other than 200."""


class Asker(asyncio.Protocol):
    """One connection: the next request goes out when the last answer is complete."""

    def __init__(self, request: bytes, until: float, done: asyncio.Future[int]) -> None:
        self._request = request
        self._until = until
        self._done = done
        self._buffer = bytearray()
        self._answers = 0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head = self._buffer.find(HEAD_END)
        if head < 0 or len(self._buffer) < head + len(HEAD_END) + self._body_length(head):
            return
        if not self._buffer.startswith(b"HTTP/1.1 200"):
            self._fail(BadAnswerError(bytes(self._buffer[:1000]).decode(errors="replace")))
            return
        self._buffer.clear()
        assert self._transport is not None
        if time.perf_counter() < self._until:
            self._answers += 1
            self._transport.write(self._request)
        elif not self._done.done():
            self._done.set_result(self._answers)
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc or ConnectionError("the server closed the connection"))

    def _body_length(self, head: int) -> int:
        lower = bytes(self._buffer[:head]).lower()
        at = lower.find(LENGTH)
        return int(lower[at + len(LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0

    def _fail(self, problem: Exception) -> None:
        if not self._done.done():
            self._done.set_exception(problem)


async def ask(url: str, headers: Mapping[str, str], connections: int, seconds: float) -> float:
    """Answer how many requests a second were answered with 200."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    assert parts.port is not None
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    lines = [f"GET {target} HTTP/1.1", f"Host: {parts.netloc}", *(f"{k}: {v}" for k, v in headers.items())]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    waiting = []
    for _number in range(connections):
        done: asyncio.Future[int] = loop.create_future()
        waiting.append(done)
        asker = functools.partial(Asker, request, started + seconds, done)
        await loop.create_connection(asker, parts.hostname, parts.port)
    answers = await asyncio.gather(*waiting)
    return sum(answers) / (time.perf_counter() - started)

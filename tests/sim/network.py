"""A network that drops, delays, duplicates and reorders, and can be cut."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

import httpx

from client.errors import UnreachableError
from client.ports import SocketClosed, SocketRefused
from client.tasks import Tasks
from tests.sim.server import Line, SimServer

ABNORMAL = 1006


@dataclass(slots=True)
class Weather:
    """How bad it is; probabilities a request, seconds for delays."""

    drop: float = 0.0
    lose_answer: float = 0.0
    duplicate: float = 0.0
    delay: float = 0.05
    straggle: float = 0.0
    """How often a request takes longer than its sender waits, and then still arrives."""
    drop_frame: float = 0.0
    repeat_frame: float = 0.0
    """How often a frame comes a second time, seconds later and perhaps on the next socket."""
    shuffle: float = 0.0
    """How often a frame does not wait for those before it; no real socket is that bad."""


class SimNetwork:
    """One client's way to the server. Messages on their way outlive the client that sent them."""

    def __init__(self, server: SimServer, wires: Tasks, random: Random, weather: Weather) -> None:
        self._server = server
        self._wires = wires
        self._random = random
        self.weather = weather
        self.cut = False
        self.dead = False
        self._sockets: list[SimSocket] = []

    def transport(self, *, secure: bool) -> httpx.AsyncBaseTransport:
        """A transport through this weather."""
        return _SimTransport(self)

    async def connect(self, url: str, headers: Mapping[str, str]) -> "SimSocket":
        """Open the realtime socket."""
        await self.travel()
        self.may_pass()
        line = self._server.open(dict(headers))
        if line.refused is not None:
            raise SocketRefused(line.refused)
        if line.closed is not None and not line.out:
            raise UnreachableError
        await self.travel()
        socket = SimSocket(self, self._server, line)
        self._sockets = [other for other in self._sockets if not other.ended]
        self._sockets.append(socket)
        return socket

    async def exchange(self, request: httpx.Request) -> httpx.Response:
        """A request there and its answer back, or neither."""
        answer: asyncio.Future[httpx.Response] = asyncio.get_running_loop().create_future()
        weather, random = self.weather, self._random
        copies = 2 if random.random() < weather.duplicate else 1
        lost = random.random() < weather.drop
        for number in range(copies):
            self._wires.spawn(self._carry(request, answer, lost and number == 0), "wire")
        response = await answer
        self.alive()
        return response

    async def _carry(
        self, request: httpx.Request, answer: "asyncio.Future[httpx.Response]", lost: bool
    ) -> None:
        failure: Exception = httpx.ConnectError("the network is down")
        straggles = self._random.random() < self.weather.straggle
        await self.travel(self._random.uniform(15.0, 60.0) if straggles else 0.0)
        if not lost and self._is_whole():
            response = self._server.request(_copy(request))
            failure = httpx.ReadError("the answer was lost")
            await self.travel()
            if self._is_whole() and self._random.random() >= self.weather.lose_answer:
                _settle(answer, lambda: answer.set_result(response))
                return
        _settle(answer, lambda: answer.set_exception(failure))

    def _is_whole(self) -> bool:
        return not self.cut

    async def travel(self, extra: float = 0.0) -> None:
        """Some time on the way."""
        await asyncio.sleep(extra + self._random.uniform(0.0, self.weather.delay))

    def may_pass(self) -> None:
        """Raise where nobody answers."""
        self.alive()
        if self.cut or self._random.random() < self.weather.drop:
            raise UnreachableError

    def alive(self) -> None:
        """A machine without power takes no part any more."""
        if self.dead:
            raise asyncio.CancelledError

    def sever(self) -> None:
        """Cut everything that is open."""
        for socket in self._sockets:
            socket.break_off()
        self._sockets.clear()

    def random(self) -> float:
        """A throw of this network's dice."""
        return self._random.random()

    def repeat(self, frame: str) -> None:
        """The frame comes once more, on whichever socket is open then."""
        asyncio.get_running_loop().call_later(self._random.uniform(0.0, 8.0), self._again, frame)

    def _again(self, frame: str) -> None:
        if self._sockets and not self._sockets[-1].ended:
            self._sockets[-1].take(frame)

    def flush(self) -> None:
        """Send on what the server has put on open lines."""
        for socket in self._sockets:
            socket.flush()


class SimSocket:
    """An open socket: frames arrive in order, late, or not at all."""

    def __init__(self, network: SimNetwork, server: SimServer, line: Line) -> None:
        self._network = network
        self._server = server
        self._line = line
        self._inbox: asyncio.Queue[str | tuple[int, str]] = asyncio.Queue()
        self._last = 0.0
        self.ended = False

    def flush(self) -> None:
        """Put the server's frames on their way, each after the one before."""
        loop = asyncio.get_running_loop()
        frames, self._line.out = self._line.out, []
        for frame in frames:
            if frame and self._network.random() >= self._network.weather.drop_frame:
                self._arrive(loop, frame)
                if self._network.random() < self._network.weather.repeat_frame:
                    self._network.repeat(frame)
        if self._line.closed is not None and not self.ended:
            self.ended = True
            self._arrive(loop, self._line.closed)

    def _arrive(self, loop: asyncio.AbstractEventLoop, message: str | tuple[int, str]) -> None:
        delay = self._network.random() * self._network.weather.delay
        when = loop.time() + delay
        if self._network.random() >= self._network.weather.shuffle:
            self._last = when = max(self._last + 1e-6, when)
        loop.call_at(when, self._inbox.put_nowait, message)

    def take(self, frame: str) -> None:
        """A frame is there."""
        self._inbox.put_nowait(frame)

    async def recv(self) -> str:
        """The next frame."""
        message = await self._inbox.get()
        self._network.alive()
        if isinstance(message, tuple):
            self.ended = True
            raise SocketClosed(message[0])
        return message

    async def send(self, frame: str) -> None:
        """To the server."""
        await self._network.travel()
        if self.ended or self._network.cut:
            raise SocketClosed(ABNORMAL)
        self._server.say(self._line, frame)

    async def close(self, code: int) -> None:
        """Hang up."""
        if not self.ended:
            self.ended = True
            self._server.hang_up(self._line)

    def break_off(self) -> None:
        """The cable is cut: both sides notice."""
        if not self.ended:
            self.ended = True
            self._server.hang_up(self._line)
            self._inbox.put_nowait((ABNORMAL, ""))


class _SimTransport(httpx.AsyncBaseTransport):
    def __init__(self, network: SimNetwork) -> None:
        self._network = network

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        response = await self._network.exchange(request)
        return httpx.Response(response.status_code, headers=response.headers, content=response.content)


def _copy(request: httpx.Request) -> httpx.Request:
    return httpx.Request(request.method, request.url, headers=request.headers, content=request.content)


def _settle(answer: "asyncio.Future[httpx.Response]", end: Callable[[], None]) -> None:
    if not answer.done():
        end()

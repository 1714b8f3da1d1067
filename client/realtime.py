"""The socket: connect, answer pings, hand frames on, back off (PROTOCOL 3)."""

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any, Protocol

from client.api.http import BASE, HttpClient
from client.errors import LocalError, RefusedError, SignInRequiredError, UnreachableError
from client.outbox.backoff import full_jitter
from client.ports import Network, Socket, SocketClosed, SocketRefused
from client.reachability import Reachability
from client.retry_after import read_retry_after

SILENCE = 40.0
"""Seconds without a frame after which the connection counts as dead; the server pings every 25."""
FIRST_SPREAD = 5.0
CAP = 30.0
GOING_AWAY = 1001

_log = logging.getLogger(__name__)


class Tokens(Protocol):
    """Where access tokens come from."""

    async def token(self) -> str:
        """A token that should be good."""
        ...

    async def renew(self, stale: str | None) -> str:
        """Another one than this."""
        ...


class Feed(Protocol):
    """Where frames go."""

    live: bool

    def frame(self, frame: Any) -> None:
        """Rows changed."""
        ...

    def saw_cursor(self, cursor: str) -> None:
        """The server's head."""
        ...

    def poke(self) -> None:
        """Something may have been missed."""
        ...


class Realtime:
    """One for each open account; runs until it is cancelled."""

    def __init__(
        self,
        network: Network,
        http: HttpClient,
        tokens: Tokens,
        feed: Feed,
        reachability: Reachability,
        random: Random,
        on_refused: Callable[[], None],
    ) -> None:
        self._network = network
        self._http = http
        self._tokens = tokens
        self._feed = feed
        self._reachability = reachability
        self._random = random
        self._on_refused = on_refused
        self._hurry = asyncio.Event()
        self._tries = 0
        self._draining: float | None = None
        """What a server that is about to stop asked for, before it closed."""
        self._not_before = 0.0
        self._socket: Socket | None = None
        self.on_presence: Callable[[dict[str, Any]], None] = lambda _frame: None
        """What others do just now."""
        self.on_silence: Callable[[], None] = lambda: None
        """Nobody is heard any more."""

    async def say(self, frame: dict[str, Any]) -> None:
        """Send a frame that may get lost; nothing happens while there is no connection."""
        if self._socket is not None:
            with suppress(SocketClosed):
                await self._socket.send(json.dumps(frame))

    def hurry(self) -> None:
        """The network is back, or somebody signed in: connect at once."""
        self._hurry.set()

    async def run(self) -> None:
        """Stay connected for ever."""
        while True:
            self._hurry.clear()
            wait = await self._connect_and_listen()
            self._feed.live = False
            await self._leave_alone()
            self._feed.poke()
            await self._rest(wait)

    async def _leave_alone(self) -> None:
        """A server that asked for time gets it, however much we are told to hurry: so does everybody."""
        asked = self._not_before - asyncio.get_running_loop().time()
        if asked > 0:
            await asyncio.sleep(asked)

    async def _rest(self, seconds: float | None) -> None:
        """Wait that long, or for ever where the server wants us gone, unless told to hurry."""
        try:
            async with asyncio.timeout(seconds):
                await self._hurry.wait()
        except TimeoutError:
            return

    async def _connect_and_listen(self) -> float | None:
        """One connection's life; seconds to wait before the next, None for until somebody acts."""
        token: str | None = None
        try:
            token = await self._tokens.token()
            socket = await self._open(token)
        except SocketRefused as refusal:
            return await self._refused(token, refusal)
        except SignInRequiredError:
            return None
        except (UnreachableError, RefusedError, LocalError) as error:
            return self._backoff(getattr(error, "retry_after", None))
        self._socket = socket
        try:
            return await self._listen(socket)
        finally:
            self._socket = None
            self.on_silence()
            await _close(socket)

    async def _open(self, token: str) -> Socket:
        address = self._http.address
        url = f"{address.base_url.replace('http', 'ws', 1)}{BASE}/realtime"
        return await self._network.connect(url, {**address.headers, "Authorization": f"Bearer {token}"})

    async def _refused(self, token: str | None, refusal: SocketRefused) -> float | None:
        if refusal.status != 401:
            return self._backoff(refusal.retry_after)
        try:
            await self._tokens.renew(token)
        except SignInRequiredError:
            return None
        except (UnreachableError, RefusedError, LocalError):
            return self._backoff(None)
        return self._backoff(None)

    async def _listen(self, socket: Socket) -> float | None:
        # A socket starts at the head, so whatever came before is pulled.
        self._hurry.clear()
        self._draining = None
        self._feed.live = True
        self._feed.poke()
        self._reachability.saw(True)
        try:
            while True:
                async with asyncio.timeout(SILENCE):
                    text = await socket.recv()
                self._tries = 0
                self._reachability.saw(True)
                await self._handle(socket, text)
        except TimeoutError:
            return self._backoff(None)
        except SocketClosed as closed:
            if 3500 <= closed.code <= 3999:
                self._on_refused()
                return None
            return self._backoff(self._draining if closed.retry_after is None else closed.retry_after)

    async def _handle(self, socket: Socket, text: str) -> None:
        try:
            frame = json.loads(text)
            kind = frame["type"]
        except (ValueError, KeyError, TypeError):
            _log.warning("a frame that is no JSON object was passed over")
            return
        if kind == "ping":
            await socket.send('{"type":"pong"}')
            self._feed.saw_cursor(str(frame.get("cursor")))
        elif kind == "presence":
            self.on_presence(frame)
        elif kind == "changes":
            self._feed.frame(frame)
        elif kind == "draining":
            self._draining = read_retry_after(frame.get("retry_after"))

    def _backoff(self, retry_after: float | None) -> float:
        """Seconds to wait, beyond those that the server asked for."""
        self._tries += 1
        if self._tries == 1:
            wait = self._random.uniform(0.0, FIRST_SPREAD)
        else:
            wait = full_jitter(self._random, self._tries, base=1.0, cap=CAP)
        if retry_after is None:
            return wait
        self._not_before = asyncio.get_running_loop().time() + retry_after
        return max(0.0, wait - retry_after)


async def _close(socket: Socket) -> None:
    try:
        await socket.close(GOING_AWAY)
    except SocketClosed:
        return

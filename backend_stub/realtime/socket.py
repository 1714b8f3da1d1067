"""One open socket: what is on its way to it, whether it still answers, and why it ends."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Final

from pydantic_core import to_json
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from backend_stub.feed.position import Position
from backend_stub.realtime.presence import Pace
from backend_stub.security.caller import Caller
from contracts.vocabulary import CloseCode

log = logging.getLogger(__name__)

MAX_UNSENT_BYTES: Final = 1024 * 1024
_GOODBYE_SECONDS: Final = 2.0

Hear = Callable[["ReaderSocket", dict[str, Any]], Awaitable[None]]


class ReaderSocket:
    """A reader's socket. Frames are queued; a reader slower than `MAX_UNSENT_BYTES` is let go."""

    def __init__(
        self, websocket: WebSocket, caller: Caller, expires_at: datetime, position: Position
    ) -> None:
        self.caller = caller
        self.expires_at = expires_at
        self.position = position
        """The last change that the reader was told of, or could see when they connected."""
        self._websocket = websocket
        self._pace = Pace()
        self._frames: deque[bytes] = deque()
        self._unsent = 0
        self._more = asyncio.Event()
        self._pong = asyncio.Event()
        self._end: asyncio.Future[tuple[CloseCode, str]] = asyncio.get_running_loop().create_future()

    def offer(self, frame: Any) -> None:
        """Queue a frame; it goes out in order, as fast as the reader takes it."""
        if self._end.done():
            return
        data = to_json(frame)
        if self._unsent + len(data) > MAX_UNSENT_BYTES:
            self.end(CloseCode.SLOW_READER)
            return
        self._unsent += len(data)
        self._frames.append(data)
        self._more.set()

    def end(self, code: CloseCode, reason: str = "") -> None:
        """Close soon; what is queued and fits through is sent before."""
        if not self._end.done():
            self._end.set_result((code, reason or code.name.lower()))
            self._more.set()

    async def serve(self, ping_seconds: float, pong_seconds: float, ping: Any, hear: Hear) -> None:
        """Carry frames until one side ends it; `ping()` makes the next ping, `hear` is told of presence."""
        sending = asyncio.create_task(self._send())
        receiving = asyncio.create_task(self._receive(hear))
        watching = asyncio.create_task(self._watch(ping_seconds, pong_seconds, ping))
        work: list[asyncio.Future[Any]] = [sending, receiving, watching]
        try:
            await asyncio.wait([*work, self._end], return_when=asyncio.FIRST_COMPLETED)
            if self._end.done():
                await asyncio.wait([sending], timeout=_GOODBYE_SECONDS)
        finally:
            for task in work:
                task.cancel()
            for outcome in await asyncio.gather(*work, return_exceptions=True):
                if isinstance(outcome, Exception) and not isinstance(outcome, WebSocketDisconnect):
                    log.error("a socket failed", exc_info=outcome)
            await self._close()

    async def _send(self) -> None:
        while self._frames or not self._end.done():
            while self._frames:
                data = self._frames[0]
                await self._websocket.send_text(data.decode())
                self._frames.popleft()
                self._unsent -= len(data)
            self._more.clear()
            if not self._end.done():
                await self._more.wait()

    async def _receive(self, hear: Hear) -> None:
        while True:
            message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message["code"])
            try:
                frame = json.loads(message.get("text") or "")
            except (ValueError, RecursionError):
                continue
            if not isinstance(frame, dict):
                continue
            if frame.get("type") == "pong":
                self._pong.set()
            elif frame.get("type") == "presence" and self._pace.admits():
                await hear(self, frame)

    async def _watch(self, ping_seconds: float, pong_seconds: float, ping: Any) -> None:
        while True:
            await asyncio.sleep(ping_seconds)
            self._pong.clear()
            self.offer(ping())
            try:
                async with asyncio.timeout(pong_seconds):
                    await self._pong.wait()
            except TimeoutError:
                self.end(CloseCode.PONG_MISSING)
                return

    async def _close(self) -> None:
        if not self._end.done() or self._websocket.application_state is not WebSocketState.CONNECTED:
            return
        code, reason = self._end.result()
        try:
            # A reader that takes nothing takes no goodbye either.
            async with asyncio.timeout(_GOODBYE_SECONDS):
                await self._websocket.close(code, reason)
        except (TimeoutError, WebSocketDisconnect, RuntimeError):
            log.info("a socket went without a goodbye (%s)", reason)

"""The real server in its own thread: each delivery runs to its end before virtual time goes on."""

import asyncio
import shutil
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch
from uuid import UUID

import aiosqlite
import httpx
from starlette.responses import Response

from backend_stub.api import build_surface
from backend_stub.db import sqlite
from backend_stub.db.unit_of_work import Committed, UnitOfWork
from backend_stub.foundation import Foundation, Surface
from backend_stub.main import Server
from backend_stub.ports.job import JobPort
from backend_stub.security.idempotency import IdempotencyStore
from backend_stub.settings import Settings
from tests.sim.clock import SimClock

T = TypeVar("T")

_TURNS = 12
"""Turns of the server's loop after which a queued frame has left: each is handed on without waiting."""


class ForgetfulStore(IdempotencyStore):
    """Remembers no answer: what the checker must notice."""

    async def find(self, uow: UnitOfWork, subject_id: UUID, key: UUID, request_hash: str) -> Response | None:
        """Nothing was ever answered."""
        return None

    async def remember(
        self, uow: UnitOfWork, subject_id: UUID, key: UUID, request_hash: str, response: Response
    ) -> None:
        """Keep nothing."""


@dataclass(slots=True)
class Line:
    """One open socket, seen from the network: what the server sent, and how it ended."""

    out: list[str] = field(default_factory=list)
    closed: tuple[int, str] | None = None
    refused: int | None = None
    inbox: "asyncio.Queue[dict[str, Any]] | None" = None
    task: "asyncio.Task[None] | None" = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    """Set in the server's loop once the handshake is over."""


async def _inline(connection: aiosqlite.Connection, run: Callable[..., T], *values: Any, **named: Any) -> T:
    """A statement on the loop's own thread: nothing else happens meanwhile anyway, and it is quicker."""
    return run(*values, **named)


class ServerThread:
    """A thread with an event loop in which servers live; shared by all runs of a process."""

    def __init__(self) -> None:
        self._quicker = patch.object(aiosqlite.Connection, "_execute", _inline)
        self._quicker.start()
        self.loop = asyncio.new_event_loop()
        # What servers do in threads (letters into files) is as long-lived as this one, and is named so.
        self._workers = ThreadPoolExecutor(thread_name_prefix="sim-server")
        self.loop.set_default_executor(self._workers)
        self._thread = threading.Thread(target=self.loop.run_forever, name="sim-server", daemon=True)
        self._thread.start()

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        """Run `work` there to its end; the caller's time stands still meanwhile."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=60)

    def close(self) -> None:
        """End the thread."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self._workers.shutdown()
        self.loop.close()
        self._quicker.stop()


class SimServer:
    """One run's server on its own copy of the template."""

    def __init__(
        self, thread: ServerThread, template: Path, folder: Path, clock: SimClock, *, idempotent: bool
    ) -> None:
        self._thread = thread
        self._clock = clock
        self._idempotent = idempotent
        self._folder = folder
        self._jobs: list[JobPort] = []
        self._lines: list[Line] = []
        self._news = True
        folder.mkdir(parents=True)
        shutil.copy(template, self.path)
        self._server = self._built()

    @property
    def path(self) -> Path:
        """The database file."""
        return self._folder / "doorstep.db"

    @property
    def backup(self) -> Path:
        """Where the last backup is, if there is one."""
        return self._folder / "backup.db"

    def _built(self) -> Server:
        async def build() -> Server:
            settings = Settings(data_dir=self._folder, sign_in_failures="5000 per 5 minutes")
            server = Server(settings, clock=self._clock, build=self._surface)
            server.database.on_commit(self._hear)
            return server

        return self._thread.call(build())

    def _hear(self, _committed: Committed) -> None:
        self._news = True

    def _surface(self, foundation: Foundation) -> Surface:
        surface = build_surface(foundation)
        self._jobs = list(surface.jobs)
        if not self._idempotent:
            foundation.door._store = ForgetfulStore()
        return surface

    def request(self, request: httpx.Request) -> httpx.Response:
        """One request, from its first byte to its last, and everything that follows from it."""

        async def deliver() -> httpx.Response:
            transport = httpx.ASGITransport(self._server.app, raise_app_exceptions=False)
            response = await transport.handle_async_request(request)
            content = await response.aread()
            await self._follow_up()
            return httpx.Response(response.status_code, headers=response.headers, content=content)

        return self._thread.call(deliver())

    def open(self, headers: dict[str, str]) -> Line:
        """A WebSocket handshake; look at `refused` and `closed`."""
        line = Line()

        async def begin() -> None:
            line.inbox = asyncio.Queue()
            line.inbox.put_nowait({"type": "websocket.connect"})
            line.task = asyncio.get_running_loop().create_task(self._serve(line, headers))
            await line.answered.wait()
            await self._follow_up()

        self._thread.call(begin())
        self._lines.append(line)
        return line

    async def _serve(self, line: Line, headers: dict[str, str]) -> None:
        inbox = line.inbox
        assert inbox is not None

        async def send(message: Any) -> None:
            kind = message["type"]
            line.answered.set()
            if kind == "websocket.accept":
                line.out.append("")
            elif kind == "websocket.send":
                line.out.append(message["text"])
            elif kind == "websocket.close":
                line.closed = (message.get("code", 1000), message.get("reason", ""))
            elif kind == "websocket.http.response.start":
                line.refused = message["status"]

        scope = {
            "type": "websocket",
            "asgi": {"version": "3.0"},
            "scheme": "ws",
            "path": "/api/v1/realtime",
            "raw_path": b"/api/v1/realtime",
            "root_path": "",
            "query_string": b"",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("sim", 80),
            "subprotocols": [],
            "state": {},
            "extensions": {"websocket.http.response": {}},
        }
        await self._server.app(scope, inbox.get, send)
        line.answered.set()
        if line.closed is None:
            line.closed = (1006, "")

    def say(self, line: Line, text: str) -> None:
        """A text frame from the client."""
        self._put(line, {"type": "websocket.receive", "text": text})

    def hang_up(self, line: Line) -> None:
        """The client is gone."""
        self._put(line, {"type": "websocket.disconnect", "code": 1006})
        if line in self._lines:
            self._lines.remove(line)

    def _put(self, line: Line, message: dict[str, Any]) -> None:
        async def put() -> None:
            if line.inbox is not None:
                line.inbox.put_nowait(message)
            await self._turns()

        self._thread.call(put())

    def tick(self, *, ping: bool) -> None:
        """What the server does by itself as time passes."""

        async def work() -> None:
            for job in self._jobs:
                await job.run()
            hub = self._server.hub
            hub._check.set()
            await hub.check_sessions()
            if ping:
                for socket in list(hub._sockets):
                    socket.offer(hub._ping(socket))
            await self._follow_up()

        self._thread.call(work())

    async def _follow_up(self) -> None:
        """Events to their consumers, changes to the sockets, frames onto the wire."""
        while self._news:
            self._news = False
            while await self._server.relay.relay_once():
                continue
            while await self._server.hub.look() == 0.0:
                continue
        await self._turns()

    async def _turns(self) -> None:
        for _turn in range(_TURNS):
            await asyncio.sleep(0)

    def restart(self) -> None:
        """Die without a word and come back on the same file."""
        self.close()
        self._server = self._built()
        self._news = True

    def back_up(self) -> None:
        """Keep a copy of the file as it is now, beside it."""
        with closing(sqlite.connect(self.path)) as file, closing(sqlite.connect(self.backup)) as copy:
            file.backup(copy)

    def restore(self) -> None:
        """Die, lose the file and come back on the backup, as `serve --restored` does."""
        self.close()
        for name in (self.path.name, f"{self.path.name}-wal", f"{self.path.name}-shm"):
            self.path.with_name(name).unlink(missing_ok=True)
        shutil.copy(self.backup, self.path)
        self._server = self._built()
        self._thread.call(self._server.begin_epoch())
        self._news = True

    def close(self) -> None:
        """End all sockets and connections."""

        async def end() -> None:
            for line in self._lines:
                if line.task is not None:
                    line.task.cancel()
            await asyncio.gather(
                *(line.task for line in self._lines if line.task is not None), return_exceptions=True
            )
            self._server.passwords.close()
            await self._server.database.close()

        self._thread.call(end())
        for line in self._lines:
            line.closed = line.closed or (1006, "")
        self._lines.clear()

    def ask(self, question: Callable[[Server], Coroutine[Any, Any, T]]) -> T:
        """Look inside, for the checker."""
        return self._thread.call(question(self._server))

"""Servers to talk to: in this process over real sockets, and as processes of their own."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

import httpx
import uvicorn
import websockets
from websockets.asyncio.client import ClientConnection

from backend_stub.api import build_surface
from backend_stub.foundation import Foundation, Surface
from backend_stub.main import Server
from backend_stub.ports.clock import ClockPort
from backend_stub.settings import Settings
from tests.backend_stub.support.people import PASSWORD

API = "/api/v1"


@dataclass(slots=True)
class Client:
    """A signed-in (or nobody's) client of one server."""

    http: httpx.AsyncClient
    token: str | None = None
    refresh_token: str | None = None

    async def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: UUID | bool | None = True,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """One request; `key` True makes an idempotency key, None or False sends none."""
        sent = dict(headers or {})
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        if key and method != "GET":
            sent["Idempotency-Key"] = str(uuid4() if key is True else key)
        content = None if body is None else json.dumps(body)
        if content is not None:
            sent.setdefault("Content-Type", "application/json")
        return await self.http.request(method, f"{API}{path}", content=content, headers=sent)

    async def get(self, path: str, **options: Any) -> httpx.Response:
        """GET."""
        return await self.call("GET", path, **options)

    async def post(self, path: str, body: Any = None, **options: Any) -> httpx.Response:
        """POST."""
        return await self.call("POST", path, body, **options)

    async def pull(self, cursor: str | None = None, limit: int = 1000) -> dict[str, Any]:
        """One page of the feed."""
        body = {"client_id": str(uuid4()), "cursor": cursor, "limit": limit}
        answer = await self.post("/sync/pull", body, key=None)
        assert answer.status_code == 200, answer.text
        page: dict[str, Any] = answer.json()
        return page

    @asynccontextmanager
    async def socket(self) -> AsyncIterator[ClientConnection]:
        """The realtime socket."""
        url = f"{str(self.http.base_url).replace('http', 'ws', 1)}{API}/realtime".replace("//api", "/api")
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        async with websockets.connect(url, additional_headers=headers, compression=None) as socket:
            yield socket


@dataclass(slots=True)
class Running:
    """A server in this process, listening."""

    server: Server
    url: str
    http: httpx.AsyncClient

    def client(self, token: str | None = None) -> Client:
        """A client without or with a token."""
        return Client(self.http, token)

    async def sign_in(self, email: str, password: str = PASSWORD) -> Client:
        """A client that has signed in."""
        body = {"grant_type": "password", "email": email, "password": password, "device_name": "test"}
        answer = await self.client().post("/auth/token", body, key=None)
        assert answer.status_code == 200, answer.text
        return Client(self.http, answer.json()["access_token"], answer.json()["refresh_token"])


class _QuietServer(uvicorn.Server):
    """uvicorn without its tenths of seconds of waiting, which a suite of hundreds of servers would feel."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stop = asyncio.Event()

    async def main_loop(self) -> None:
        """Serve until told to stop."""
        await self.stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close everything, in uvicorn's order."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0)
        await self._wait_tasks_to_complete()
        await self.lifespan.shutdown()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The test runner's signals are not ours."""
        yield


@asynccontextmanager
async def running_server(
    data: Path,
    database_url: str,
    *,
    clock: ClockPort | None = None,
    launch_secret: str | None = None,
    build: Callable[[Foundation], Surface] = build_surface,
    settings: Mapping[str, Any] = MappingProxyType({}),
) -> AsyncIterator[Running]:
    """A server on a free loopback port, on this test's event loop."""
    await asyncio.to_thread(data.mkdir, parents=True, exist_ok=True)
    server = Server(
        Settings(data_dir=data, database_url=database_url, **settings),
        clock=clock,
        launch_secret=launch_secret,
        build=build,
    )
    config = uvicorn.Config(
        server.app,
        host="127.0.0.1",
        port=0,
        log_config=None,
        access_log=False,
        loop="none",
        ws_max_size=65536,
    )
    uvicorn_server = _QuietServer(config)
    serving = asyncio.create_task(uvicorn_server.serve())
    try:
        while not uvicorn_server.started:
            if serving.done():
                await serving
                raise AssertionError("the server did not start")
            await asyncio.sleep(0.005)
        port = uvicorn_server.servers[0].sockets[0].getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        limits = httpx.Limits(max_connections=600, max_keepalive_connections=600)
        async with httpx.AsyncClient(base_url=url, timeout=30, limits=limits) as http:
            yield Running(server, url, http)
    finally:
        server.hub.drain()
        await server.hub.wait_empty()
        uvicorn_server.stop.set()
        await serving


@dataclass(slots=True)
class ServerProcess:
    """A server as a process of its own."""

    process: subprocess.Popen[str]
    url: str

    def kill(self) -> None:
        """End it with -9."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def server_process(
    data: Path, database_url: str, *arguments: str, **environment: str
) -> Iterator[ServerProcess]:
    """`python -m backend_stub.serve`, up and listening."""
    env = {**os.environ, "DOORSTEP_DATABASE_URL": database_url, **environment}
    process = subprocess.Popen(
        [sys.executable, "-m", "backend_stub.serve", "--data", str(data), *arguments],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        env=env,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, "the server ended before it listened"
        yield ServerProcess(process, json.loads(line)["url"])
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        process.stdout.close()

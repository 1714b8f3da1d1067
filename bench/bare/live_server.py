"""A bare commit and broadcast: one row into SQLite, then its number to every WebSocket."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2
from websockets.asyncio.server import ServerConnection, broadcast, serve


class LiveServer:
    """Runs on a thread of its own; `commit` may be called from another."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "bare.db"
        self._loop = asyncio.new_event_loop()
        self._sockets: set[ServerConnection] = set()
        self.port = 0

    def commit(self, number: int) -> int:
        """Write and send a number; answer the monotonic nanosecond of its commit."""
        return asyncio.run_coroutine_threadsafe(self._commit(number), self._loop).result(timeout=10)

    async def _commit(self, number: int) -> int:
        self._database.execute("BEGIN IMMEDIATE")
        self._database.execute("INSERT INTO row VALUES (?, ?)", (number, "x" * 500))
        self._database.execute("COMMIT")
        committed = time.monotonic_ns()
        broadcast(self._sockets, str(number))
        return committed

    async def _keep(self, socket: ServerConnection) -> None:
        self._sockets.add(socket)
        try:
            await socket.wait_closed()
        finally:
            self._sockets.discard(socket)

    async def _serve(self, stop: asyncio.Event, started: threading.Event) -> None:
        self._database = dbapi2.connect(str(self._path), isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute("CREATE TABLE row (number INTEGER PRIMARY KEY, text TEXT)")
        async with serve(self._keep, "127.0.0.1", 0, compression=None) as server:
            self.port = next(iter(server.sockets)).getsockname()[1]
            started.set()
            await stop.wait()
        self._database.close()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Serve while the block runs."""
        stop, started = asyncio.Event(), threading.Event()
        thread = threading.Thread(
            target=self._loop.run_until_complete, args=(self._serve(stop, started),), name="bare-server"
        )
        thread.start()
        started.wait(timeout=10)
        try:
            yield
        finally:
            self._loop.call_soon_threadsafe(stop.set)
            thread.join()
            self._loop.close()

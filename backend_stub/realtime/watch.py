"""Notices what other servers commit to the same database, well within a second."""

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import Final

from backend_stub.db import sqlite
from backend_stub.db.database import Database
from backend_stub.db.postgresql import CHANNEL

log = logging.getLogger(__name__)

_POLL_SECONDS: Final = 0.05
_NOTIFY_WAIT: Final = 1.0
_RETRY_SECONDS: Final = 1.0


class CommitWatcher:
    """Calls `wake` on the event loop whenever anybody has committed; false alarms are cheap and allowed."""

    def __init__(self, database: Database, wake: Callable[[], None]) -> None:
        self._database = database
        self._wake = wake

    async def run(self) -> None:
        """Watch for ever."""
        if self._database.is_postgresql:
            await self._listen()
        else:
            await self._poll()

    async def _listen(self) -> None:
        """PostgreSQL tells; a wake every second makes up for what was told while nobody listened."""
        import psycopg  # a third of a second that an embedded server need not spend

        url = self._database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    while True:
                        self._wake()
                        async for _ in connection.notifies(timeout=_NOTIFY_WAIT, stop_after=1):
                            self._wake()
            except psycopg.Error as error:
                log.warning("not listening to the database: %s", error)
                await asyncio.sleep(_RETRY_SECONDS)

    async def _poll(self) -> None:
        """SQLite has no messages, but a counter that moves with every commit of another connection.

        A thread of its own reads it every 50 ms (some 10 µs each), so that the event loop has no part in it.
        """
        loop = asyncio.get_running_loop()
        stop = threading.Event()
        thread = threading.Thread(
            target=self._watch_counter, args=(loop, stop), name="commit-watcher", daemon=True
        )
        thread.start()
        try:
            await asyncio.Event().wait()
        finally:
            stop.set()
            await asyncio.to_thread(thread.join)

    def _watch_counter(self, loop: asyncio.AbstractEventLoop, stop: threading.Event) -> None:
        connection = sqlite.connect(self._database.path)
        try:
            seen: int | None = None
            while not stop.wait(_POLL_SECONDS):
                (counter,) = connection.execute("PRAGMA data_version").fetchone()
                if counter != seen:
                    seen = counter
                    loop.call_soon_threadsafe(self._wake)
        finally:
            connection.close()

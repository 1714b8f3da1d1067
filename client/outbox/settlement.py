"""Taking answered operations out, once the cache shows what was answered."""

import asyncio
from contextlib import suppress
from typing import Protocol

from client.db.cache_file import CacheFile
from client.db.cache_reader import CacheReader
from client.documents import Document
from client.errors import LocalError
from client.outbox.kinds import KINDS
from client.outbox.operation import PendingOperation, State
from client.outbox.queue import OutboxQueue

PATIENCE = 2.0
"""Seconds to wait for the realtime frame before a pull is asked for."""
LOST_AFTER = 2
"""Pulls after which an answered row that never came counts as gone, or out of sight."""
REWOUND_AFTER = 10
"""Pulls after which a row still older than the answer stays so: the server lost its latest history."""


class Rounds(Protocol):
    """How far pulling has come."""

    rounds: int
    reached: int

    def nudge(self) -> None:
        """Pull soon, unless pulling fails anyway."""
        ...


class Settlement:
    """Knows when each operation was answered, counted in pulls; those found at the start count from there."""

    def __init__(self, queue: OutboxQueue, cache: CacheFile, sync: Rounds) -> None:
        self._queue = queue
        self._cache = cache
        self._sync = sync
        self._answered_in: dict[str, int] = {}
        self._news = asyncio.Event()

    async def answered(self, item: PendingOperation) -> None:
        """An operation is done."""
        self._answered_in[item.id] = self._sync.rounds
        await self.settle()
        self._news.set()

    async def run(self) -> None:
        """Ask for pulls as long as something that is done has not settled."""
        while True:
            while self._unsettled():
                await asyncio.sleep(PATIENCE)
                if self._unsettled():
                    self._sync.nudge()
            self._news.clear()
            await self._news.wait()

    async def settle(self) -> None:
        """The cache has changed: take out what it now shows; where a file refuses, a later pull does it."""
        done = self._unsettled()
        if done:
            with suppress(LocalError):
                await self._take_out(done)

    async def _take_out(self, done: list[PendingOperation]) -> None:
        settled = await self._cache.read(
            lambda reader: [item.id for item in done if self._shows(reader, item)]
        )
        for operation_id in settled:
            self._answered_in.pop(operation_id, None)
        await self._queue.remove(settled)

    def _unsettled(self) -> list[PendingOperation]:
        return [item for item in self._queue.items if item.state is State.DONE and not _kept(item)]

    def _shows(self, reader: CacheReader, item: PendingOperation) -> bool:
        later = self._sync.reached - self._answered_in.get(item.id, 0)
        kind = KINDS.get(item.name)
        if kind is None or kind.answers is None or item.answer is None:
            return later > 0
        row: Document | None = reader.find(kind.answers, str(item.answer.get("id")))
        if row is None:
            return later >= LOST_AFTER
        return bool(row["version"] >= item.answer.get("version", 0)) or later >= REWOUND_AFTER


def _kept(item: PendingOperation) -> bool:
    """Whether a person must see its answer first."""
    kind = KINDS.get(item.name)
    return kind is not None and kind.keeps_answer

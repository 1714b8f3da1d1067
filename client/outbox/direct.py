"""Operations that are online only: sent at once, their key on disk until the answer is in."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random
from typing import TypeVar

from client.documents import Document
from client.errors import LocalError, RefusedError, UnreachableError
from client.outbox.backoff import full_jitter
from client.outbox.operation import Operation, PendingOperation, State
from client.outbox.queue import OutboxQueue
from client.outbox.sender import Calls

TRIES = 3

T = TypeVar("T")


class DirectCalls:
    """Performs operations while the person waits."""

    def __init__(
        self,
        queue: OutboxQueue,
        calls: Calls,
        random: Random,
        is_online: Callable[[], bool],
        on_done: Callable[[PendingOperation], Awaitable[None]],
    ) -> None:
        self._queue = queue
        self._calls = calls
        self._random = random
        self._is_online = is_online
        self._on_done = on_done

    async def perform(self, operation: Operation) -> Document:
        """Send until there is an answer, a few times at most.

        Raises `UnreachableError` before anything is written where there is no network, and after the last
        try, when the operation stays in the outbox to be asked again; a `RefusedError` takes it out.
        """
        if not self._is_online():
            raise UnreachableError("This needs the network.")
        item = await self._queue.append(operation, online_only=True)
        try:
            answer = await self._insist(item)
        except RefusedError:
            await self._noted(item.id, self._queue.remove([item.id]))
            raise
        except (UnreachableError, asyncio.CancelledError):
            await self._noted(item.id, self._queue.mark(item.id, State.QUEUED))
            raise
        if (done := await self._noted(item.id, self._queue.finish(item.id, answer))) is not None:
            await self._on_done(done)
        return answer or {}

    async def _noted(self, operation_id: str, change: Awaitable[T]) -> T | None:
        """The change, or None where the disk refuses it: then the sender asks the server again later."""
        try:
            return await change
        except LocalError:
            await self._queue.release(operation_id)
            return None

    async def _insist(self, item: PendingOperation) -> Document | None:
        for attempt in range(1, TRIES):
            try:
                return await self._calls.send(item)
            except UnreachableError as failure:
                wait = full_jitter(self._random, attempt, base=0.25, cap=2.0)
                await asyncio.sleep(max(wait, failure.retry_after or 0.0))
        return await self._calls.send(item)

"""Sends what waits in the outbox: unrelated operations in parallel, those on one row in order."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from random import Random
from typing import Protocol

from client.documents import Document
from client.errors import (
    ConflictError,
    DoorstepError,
    LocalError,
    RefusedError,
    ServerFailureError,
    SignInRequiredError,
    StaleError,
    UnreachableError,
)
from client.outbox.backoff import full_jitter
from client.outbox.kinds import KINDS
from client.outbox.operation import PendingOperation, State
from client.outbox.queue import OutboxQueue
from client.tasks import Tasks

PARALLEL = 4
QUARANTINE_AFTER = 8
"""Server failures of one operation while the server was otherwise healthy."""

_BASE, _CAP = 0.5, 30.0


class Calls(Protocol):
    """What the sender asks of the API."""

    async def send(self, item: PendingOperation) -> Document | None:
        """Make the operation's call; the answer's body, or None for none."""
        ...

    async def is_healthy(self) -> bool:
        """Whether the server says that it is ready."""
        ...

    def has_session(self) -> bool:
        """Whether somebody is signed in, as far as is known here."""
        ...


class Sender:
    """One for each open account; runs until it is cancelled."""

    def __init__(
        self,
        queue: OutboxQueue,
        calls: Calls,
        tasks: Tasks,
        random: Random,
        on_done: Callable[[PendingOperation], Awaitable[None]],
    ) -> None:
        self._queue = queue
        self._calls = calls
        self._tasks = tasks
        self._random = random
        self._on_done = on_done
        self._wake = asyncio.Event()
        self._flying: set[str] = set()
        self._due: dict[str, float] = {}
        self._delayed: set[str] = set()
        """Operations that have had their delay, so that `hurry` sends them."""
        self._unanswered = 0
        """Tries in a row that reached nobody. Until one is answered, one goes at a time, and not often: each
        is written down, and many that wait would keep the disk busy that a person's next tap waits for."""
        self._next_try = 0.0
        self.paused = False
        """The session has ended; everything waits until somebody signs in again."""

    def wake(self) -> None:
        """Something may be ready."""
        self._wake.set()

    def hurry(self) -> None:
        """The network is back, or somebody signed in: forget all waiting times."""
        self._due.clear()
        self._unanswered = 0
        self.paused = False
        self._wake.set()

    async def run(self) -> None:
        """Send for ever."""
        while True:
            self._wake.clear()
            pause = self._start_ready()
            try:
                async with asyncio.timeout(pause):
                    await self._wake.wait()
            except TimeoutError:
                continue

    def _start_ready(self) -> float | None:
        """Start what may go; seconds until the next one is due, None for whenever something changes."""
        if self.paused:
            return None
        now = asyncio.get_running_loop().time()
        pause: float | None = None
        for item in self._queue.runnable():
            if len(self._flying) >= (1 if self._unanswered else PARALLEL):
                return pause
            if item.id in self._flying:
                continue
            if item.operation.delay and item.id not in self._delayed:
                self._delayed.add(item.id)
                self._due[item.id] = now + item.operation.delay
            wait = self._due.get(item.id, now) - now
            if self._unanswered and item.attempts:
                wait = max(wait, self._next_try - now)
            if wait > 0:
                pause = wait if pause is None else min(pause, wait)
                continue
            self._flying.add(item.id)
            self._tasks.spawn(self._fly(item.id), f"send {item.name}")
        return pause

    async def _fly(self, operation_id: str) -> None:
        try:
            item = await self._queue.begin(operation_id)
            if item is not None:
                await self._attempt(item)
        except LocalError:
            # The disk refused to note the state. What was sent keeps its key, so trying again is safe.
            await self._queue.release(operation_id)
            self._later(operation_id, 1, None)
        finally:
            self._flying.discard(operation_id)
            self._wake.set()

    async def _attempt(self, item: PendingOperation) -> None:
        try:
            answer = await self._send(item)
        except SignInRequiredError:
            await self._queue.mark(item.id, State.QUEUED)
            if self._calls.has_session():
                # A late answer to the session before this one: the next try carries the new one's token.
                self._later(item.id, 1, None)
            else:
                self.paused = True
        except (ConflictError, StaleError) as refusal:
            await self._queue.mark(item.id, State.CONFLICT, problem=refusal.problem)
            await self._merge(item, refusal.problem)
        except RefusedError as refusal:
            await self._queue.mark(item.id, State.REJECTED, problem=refusal.problem)
        except UnreachableError as failure:
            await self._again(item, failure)
        else:
            self._due.pop(item.id, None)
            await self._on_done(await self._queue.finish(item.id, answer))

    async def _merge(self, item: PendingOperation, problem: Document) -> None:
        """Send it again over the row as it is, where nobody else changed what it changes."""
        kind, current = KINDS.get(item.name), problem.get("current")
        if kind is None or kind.merges is None or not isinstance(current, dict):
            return
        version = current.get("version")
        if isinstance(version, int) and kind.merges(item, current):
            await self._queue.renew(replace(item, operation=replace(item.operation, if_match=version)))

    async def _send(self, item: PendingOperation) -> Document | None:
        try:
            answer = await self._calls.send(item)
        except UnreachableError as failure:
            self._unanswered = 0 if isinstance(failure, ServerFailureError) else self._unanswered + 1
            wait = full_jitter(self._random, self._unanswered, base=_BASE, cap=_CAP)
            self._next_try = asyncio.get_running_loop().time() + wait
            raise
        except DoorstepError:
            self._unanswered = 0
            raise
        self._unanswered = 0
        return answer

    async def _again(self, item: PendingOperation, failure: UnreachableError) -> None:
        attempts, failures = item.attempts + 1, item.failures
        if isinstance(failure, ServerFailureError) and failure.status >= 500 and failure.status != 503:
            failures += await self._calls.is_healthy()
        self._later(item.id, attempts, failure.retry_after)
        state = State.QUARANTINED if failures >= QUARANTINE_AFTER else State.QUEUED
        problem = _words(failure) if state is State.QUARANTINED else None
        await self._queue.mark(item.id, state, attempts=attempts, failures=failures, problem=problem)

    def _later(self, operation_id: str, attempts: int, retry_after: float | None) -> None:
        wait = full_jitter(self._random, attempts, base=_BASE, cap=_CAP)
        self._due[operation_id] = asyncio.get_running_loop().time() + max(wait, retry_after or 0.0)


def _words(failure: DoorstepError) -> Document:
    return {"code": failure.code, "detail": str(failure)}

"""Keeping the cache equal to the server: pulls and frames, one at a time, by one cursor."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from random import Random
from typing import Any

from client.api.sync import SyncApi
from client.bus import EVERYTHING, Bus
from client.clock import Clock, from_wire, to_wire
from client.db.cache_file import CacheFile
from client.errors import (
    InvalidInputError,
    LocalError,
    RefusedError,
    ResyncRequiredError,
    SignInRequiredError,
    StorageDamagedError,
    UnreachableError,
)
from client.outbox.backoff import full_jitter
from client.sync.apply import Changes, apply
from client.sync.chain import arrange
from client.sync.digest import differing, digests

IDLE = 30.0
"""Seconds between pulls while no socket is open."""

_log = logging.getLogger(__name__)


class Sync:
    """One for each open account. `rounds` counts pulls that began, `reached` is the newest at the head."""

    def __init__(
        self,
        api: SyncApi,
        cache: CacheFile,
        bus: Bus,
        clock: Clock,
        random: Random,
        *,
        left_out: Collection[str] = (),
    ) -> None:
        self._api = api
        self._cache = cache
        self._bus = bus
        self._clock = clock
        self._random = random
        self._left_out = frozenset(left_out)
        self._turn = asyncio.Lock()
        self._wake = asyncio.Event()
        self._wanted = True
        self._frames: list[Any] = []
        self._cursor: str | None = None
        self._grants: str | None = None
        self._rebuilt_for: str | None = None
        self._failed = 0
        self._retry_after: float | None = None
        self.rounds = 0
        self.reached = 0
        self.pulling = False
        self.as_of: datetime | None = None
        """When the cache last agreed with the server."""
        self.live = False
        """A socket is open, so pulls are not needed to notice changes."""
        self.mismatches: list[str] = []
        """Scopes whose digest once differed from the server's; each led to a rebuilt cache."""
        self.on_applied: Callable[[], Awaitable[None]] = _nothing
        self.on_grants: Callable[[], Awaitable[None]] = _nothing

    async def open(self) -> None:
        """Read where the cache stands."""
        self._cursor = await self._cache.read(lambda reader: reader.meta("cursor"))
        self._grants = await self._cache.read(lambda reader: reader.meta("grants_revision"))
        as_of = await self._cache.read(lambda reader: reader.meta("as_of"))
        self.as_of = None if as_of is None else from_wire(as_of)

    @property
    def cursor(self) -> str | None:
        """How far the cache has come; None before the first pull."""
        return self._cursor

    def poke(self) -> None:
        """Pull as soon as possible."""
        self._wanted = True
        self._wake.set()

    def nudge(self) -> None:
        """Pull soon; where pulls fail, no sooner than they would be tried anyway."""
        if not self._failed:
            self.poke()

    def hurry(self) -> None:
        """The network is back: forget the waiting time."""
        self._failed = 0
        self.poke()

    def frame(self, frame: Any) -> None:
        """A `contracts.sync.ChangesFrame` came in."""
        self._frames.append(frame)
        self._wake.set()

    def saw_cursor(self, cursor: str) -> None:
        """The server said where its head is for us."""
        if cursor == self._cursor:
            self.as_of = self._clock.now()
        elif not self._frames:
            self.poke()

    async def run(self) -> None:
        """Pull now, then whenever something says so, for ever."""
        while True:
            self._wake.clear()
            await self._step()
            try:
                async with asyncio.timeout(self._pause()):
                    await self._wake.wait()
            except TimeoutError:
                self._wanted = True

    def _pause(self) -> float | None:
        if self._failed:
            wait = full_jitter(self._random, self._failed, base=1.0, cap=IDLE)
            return max(wait, self._retry_after or 0.0)
        return None if self.live else IDLE * self._random.uniform(0.8, 1.2)

    async def _step(self) -> None:
        try:
            if self._frames and not await self._apply_frames():
                self._wanted = True
            if self._wanted:
                await self.pull()
        except (UnreachableError, LocalError) as error:
            self._failed += 1
            self._retry_after = error.retry_after if isinstance(error, UnreachableError) else None
            _log.debug("sync waits: %s", error)
        except SignInRequiredError:
            self._wanted = False
        except RefusedError as error:
            self._failed += 1
            self._retry_after = None
            _log.warning("the server refuses to sync: %s", error.code)

    async def _apply_frames(self) -> bool:
        """Apply the frames that continue the cursor; whether none is left open."""
        async with self._turn:
            frames, self._frames = self._frames, []
            line, gap = arrange(frames, self._cursor)
            for frame in line:
                await self._apply(Changes.read(frame, frame["next"], self._stamp()))
        if line:
            await self.on_applied()
        return not gap

    async def pull(self) -> None:
        """Pull until the head. Raises `UnreachableError`, `LocalError` or a `RefusedError`."""
        async with self._turn:
            self._wanted = False
            self.pulling = True
            try:
                await self._pull_to_head()
            except BaseException:
                self._wanted = True
                raise
            finally:
                self.pulling = False
        self._failed = 0
        await self.on_applied()

    async def _pull_to_head(self) -> None:
        self.rounds += 1
        begun = self.rounds
        while True:
            try:
                page = await self._api.pull(self._cursor)
            except (ResyncRequiredError, InvalidInputError):
                if self._cursor is None:
                    raise
                await self._restart()
                continue
            await self._note_grants(page["grants_revision"])
            meta = {"epoch": page["epoch"], "grants_revision": page["grants_revision"]}
            if not page["has_more"]:
                meta |= self._stamp()
            await self._apply(Changes.read(page, page["cursor"], meta))
            if not page["has_more"] and await self._agrees(page):
                self.reached = begun
                return

    async def _apply(self, changes: Changes) -> None:
        try:
            await self._cache.write(lambda connection: apply(connection, changes, self._left_out))
        except StorageDamagedError:
            await self._make_anew()
            raise
        self._cursor = changes.cursor
        self._bus.publish(changes.touched, changes.rows)

    async def recreate(self) -> None:
        """The file can't be read: make a new one and pull everything.

        Where the disk refuses for now, a later pull makes it.
        """
        async with self._turn:
            try:
                await self._make_anew()
            except LocalError as error:
                _log.warning("the cache can't be made anew: %s", error)
        self.nudge()

    async def _make_anew(self) -> None:
        self._cursor = None
        await self._cache.recreate()
        self._bus.publish({EVERYTHING})

    async def _agrees(self, page: Any) -> bool:
        """Compare digests; where they differ, empty the cache (once for each cursor) and pull again."""
        theirs = page.get("digest")
        if theirs is None or self._left_out:
            return True
        ours = await self._cache.read(digests)
        wrong = differing(ours, theirs)
        if not wrong or self._rebuilt_for == page["cursor"]:
            return True
        _log.error("the cache differs from the server in %s; it is rebuilt", ", ".join(wrong))
        self.mismatches += wrong
        self._rebuilt_for = page["cursor"]
        await self._restart()
        return False

    async def _restart(self) -> None:
        await self._cache.empty()
        self._cursor = None
        self._bus.publish({EVERYTHING})

    async def _note_grants(self, revision: str) -> None:
        if revision != self._grants:
            await self.on_grants()
            self._grants = revision

    def _stamp(self) -> dict[str, str]:
        self.as_of = self._clock.now()
        return {"as_of": to_wire(self.as_of)}


async def _nothing() -> None:
    return None

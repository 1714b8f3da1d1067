"""Pulls and frames: one cursor, rebuilt caches, and nothing missed."""

import asyncio
import hashlib
from collections.abc import Callable, Coroutine
from random import Random
from typing import Any

from client.api.sync import SyncApi
from client.bus import Bus, Touched
from client.db.cache_file import CacheFile
from client.db.cache_reader import Where
from client.errors import ResyncRequiredError, ServerFailureError, SignInRequiredError, UnreachableError
from client.sync.sync import Sync
from client.tasks import Tasks
from tests.client.rows import booking, row_id
from tests.sim.clock import SimClock
from tests.sim.disk import SimDisk
from tests.sim.loop import run_virtual


class Feed(SyncApi):
    """A server's feed: rows by id, a head that counts, and scripted troubles."""

    def __init__(self) -> None:
        self.rows: dict[str, Any] = {}
        self.head = 0
        self.pulls: list[str | None] = []
        self.troubles: list[Exception] = []
        self.lie = 0
        self.grants = "g1"

    def put(self, row: Any) -> dict[str, Any]:
        """Change a row; the frame that says so."""
        before, self.head = self.head, self.head + 1
        self.rows[row["id"]] = row
        return {
            "type": "changes",
            "prev": str(before),
            "next": str(self.head),
            "upserts": {"booking": [row]},
            "scopes": {"booking": [["vendor:v"]]},
            "forgets": [],
            "tombstones": [],
        }

    async def pull(self, cursor: str | None) -> Any:
        self.pulls.append(cursor)
        await asyncio.sleep(0.1)
        if self.troubles:
            raise self.troubles.pop(0)
        rows = list(self.rows.values())
        lines = "".join(sorted(f"booking:{row['id']}:{row['version']}\n" for row in rows))
        count = len(rows) + (self.lie > 0)
        self.lie -= self.lie > 0
        return {
            "epoch": "e",
            "cursor": str(self.head),
            "upserts": {"booking": rows},
            "scopes": {"booking": [["vendor:v"]] * len(rows)},
            "forgets": [],
            "tombstones": [],
            "purge_scopes": [],
            "grants_revision": self.grants,
            "has_more": False,
            "digest": {"vendor:v": {"count": count, "sha256": hashlib.sha256(lines.encode()).hexdigest()}},
        }


class Bench:
    """A feed and a cache that follows it."""

    def __init__(self) -> None:
        self.feed = Feed()
        self.bus = Bus()
        self.tasks = Tasks()
        self.cache = CacheFile(SimDisk(Random(1)), None, None)
        clock = SimClock(asyncio.get_running_loop().time)
        self.sync = Sync(self.feed, self.cache, self.bus, clock, Random(2))

    async def ids(self) -> list[str]:
        rows = await self.cache.read(lambda reader: reader.rows("booking", Where()))
        return [row["id"] for row in rows]


def bench(test: Callable[[Bench], Coroutine[Any, Any, None]]) -> None:
    async def main() -> None:
        it = Bench()
        await it.cache.open()
        await it.sync.open()
        it.tasks.spawn(it.sync.run(), "sync")
        try:
            await test(it)
        finally:
            await it.tasks.aclose()
            await it.cache.aclose()

    run_virtual(main())


def test_frames_that_continue_the_cursor_cost_no_pull() -> None:
    async def test(it: Bench) -> None:
        it.sync.live = True
        await asyncio.sleep(1)
        for number in (1, 2, 3):
            it.sync.frame(it.feed.put(booking(number)))
            await asyncio.sleep(0.1)
        assert await it.ids() == [row_id(1), row_id(2), row_id(3)]
        assert it.feed.pulls == [None]

    bench(test)


def test_a_lost_frame_costs_a_pull_and_no_row() -> None:
    async def test(it: Bench) -> None:
        it.sync.live = True
        await asyncio.sleep(1)
        it.feed.put(booking(1))
        it.sync.frame(it.feed.put(booking(2)))
        await asyncio.sleep(1)
        assert await it.ids() == [row_id(1), row_id(2)]
        assert it.feed.pulls == [None, "0"]

    bench(test)


def test_frames_that_came_while_pulling_are_told_apart() -> None:
    async def test(it: Bench) -> None:
        it.sync.live = True
        await asyncio.sleep(1)
        it.sync.poke()
        await asyncio.sleep(0.05)
        old, new = it.feed.put(booking(1)), None
        await asyncio.sleep(0.06)
        new = it.feed.put(booking(2))
        it.sync.frame(old)
        it.sync.frame(new)
        await asyncio.sleep(1)
        assert await it.ids() == [row_id(1), row_id(2)]
        assert len(it.feed.pulls) == 2

    bench(test)


def test_a_ping_tells_of_what_was_missed() -> None:
    async def test(it: Bench) -> None:
        it.sync.live = True
        await asyncio.sleep(1)
        it.feed.put(booking(1))
        it.sync.saw_cursor("1")
        await asyncio.sleep(1)
        assert await it.ids() == [row_id(1)]
        it.sync.saw_cursor("1")
        await asyncio.sleep(1)
        assert len(it.feed.pulls) == 2

    bench(test)


def test_an_expired_cursor_starts_from_nothing() -> None:
    async def test(it: Bench) -> None:
        it.feed.put(booking(1))
        await asyncio.sleep(1)
        it.feed.rows.clear()
        it.feed.put(booking(2))
        it.feed.troubles.append(ResyncRequiredError({"status": 410, "code": "cursor_expired"}))
        it.sync.poke()
        await asyncio.sleep(1)
        assert await it.ids() == [row_id(2)]
        assert it.feed.pulls == [None, "1", None]

    bench(test)


def test_a_wrong_digest_rebuilds_the_cache_and_is_reported() -> None:
    async def test(it: Bench) -> None:
        it.feed.put(booking(1))
        it.feed.lie = 1
        await asyncio.sleep(1)
        assert it.sync.mismatches == ["vendor:v"]
        assert it.feed.pulls == [None, None]
        assert await it.ids() == [row_id(1)]

    bench(test)


def test_a_digest_that_stays_wrong_does_not_rebuild_for_ever() -> None:
    async def test(it: Bench) -> None:
        it.feed.put(booking(1))
        it.feed.lie = 1000
        await asyncio.sleep(20)
        assert it.feed.pulls == [None, None]

    bench(test)


def test_without_a_socket_it_pulls_now_and_then_and_after_failures() -> None:
    async def test(it: Bench) -> None:
        it.feed.troubles = [UnreachableError(), UnreachableError()]
        await asyncio.sleep(300)
        assert 8 <= len(it.feed.pulls) <= 14
        assert it.sync.as_of is not None

    bench(test)


def test_a_server_that_asks_for_time_gets_it() -> None:
    async def test(it: Bench) -> None:
        it.feed.troubles = [ServerFailureError(503, "about to stop", retry_after=100.0)]
        await asyncio.sleep(99)
        assert len(it.feed.pulls) == 1
        await asyncio.sleep(2)
        assert len(it.feed.pulls) == 2

    bench(test)


def test_after_the_session_ended_it_waits_to_be_told() -> None:
    async def test(it: Bench) -> None:
        it.sync.live = True
        it.feed.troubles = [SignInRequiredError({"status": 401})]
        await asyncio.sleep(300)
        assert len(it.feed.pulls) == 1
        it.sync.hurry()
        await asyncio.sleep(1)
        assert len(it.feed.pulls) == 2

    bench(test)


def test_changed_grants_are_asked_about_before_the_page_counts() -> None:
    async def test(it: Bench) -> None:
        asked: list[str] = []

        async def ask() -> None:
            asked.append(it.feed.grants)
            if len(asked) == 2:
                raise UnreachableError

        it.sync.on_grants = ask
        await asyncio.sleep(1)
        it.feed.grants = "g2"
        it.sync.poke()
        await asyncio.sleep(60)
        assert asked == ["g1", "g2", "g2"]

    bench(test)


def test_only_what_was_touched_is_published() -> None:
    async def test(it: Bench) -> None:
        it.sync.live = True
        await asyncio.sleep(1)
        heard: list[Touched] = []
        it.bus.subscribe({"booking"}, heard.append)
        it.bus.subscribe({"listing"}, lambda _touched: heard.append(Touched(frozenset({"wrong"}))))
        it.sync.frame(it.feed.put(booking(1)))
        await asyncio.sleep(1)
        assert [(touched.tags, touched.rows_of("booking")) for touched in heard] == [
            (frozenset({"booking"}), frozenset({row_id(1)}))
        ]

    bench(test)

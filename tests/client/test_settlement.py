"""When an answered operation leaves the outbox."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random

from client.bus import Bus
from client.db.cache_file import CacheFile
from client.db.outbox_file import OutboxFile
from client.ids import IdMaker
from client.outbox.operation import State
from client.outbox.operations.booking import accept
from client.outbox.queue import OutboxQueue
from client.outbox.settlement import LOST_AFTER, REWOUND_AFTER, Settlement
from client.sync.apply import Changes, apply
from client.tasks import Tasks
from tests.client.rows import booking
from tests.sim.clock import SimClock
from tests.sim.disk import SimDisk
from tests.sim.loop import run_virtual


class Rounds:
    """Pulls that all reach the head."""

    def __init__(self) -> None:
        self.rounds = self.reached = 0

    def nudge(self) -> None:
        self.rounds += 1
        self.reached = self.rounds


@dataclass(frozen=True)
class Desk:
    """An accept that waits in an outbox, beside an empty cache."""

    queue: OutboxQueue
    cache: CacheFile
    rounds: Rounds
    settlement: Settlement
    tasks: Tasks

    async def answer(self) -> None:
        """The server answers what waits, with version 5."""
        (item,) = self.queue.items
        await self.settlement.answered(await self.queue.finish(item.id, dict(booking(1, version=5))))


@asynccontextmanager
async def waiting() -> AsyncIterator[Desk]:
    disk, clock, tasks, rounds = SimDisk(Random(1)), SimClock(lambda: 0.0), Tasks(), Rounds()
    queue = OutboxQueue(OutboxFile(disk, None, None), Bus(), tasks, clock, IdMaker(clock, Random(1)), "a")
    cache = CacheFile(disk, None, None)
    await queue.open()
    await cache.open()
    await queue.append(accept(booking(1)))
    yield Desk(queue, cache, rounds, Settlement(queue, cache, rounds), tasks)
    await tasks.aclose()
    await queue.aclose()
    await cache.aclose()


async def _answered(version_there: int, pulls: int) -> list[State]:
    """An accept answered with version 5, so many pulls later, with the row at this version in the cache."""
    row = dict(booking(1, version=version_there))
    changes = Changes("c", {"booking": [row]}, {"booking": [["vendor:v"]]}, [])
    async with waiting() as desk:
        await desk.cache.write(lambda connection: apply(connection, changes))
        await desk.answer()
        for _pull in range(pulls):
            desk.rounds.nudge()
            await desk.settlement.settle()
        return [item.state for item in desk.queue.items]


def test_it_leaves_as_soon_as_the_cache_shows_it() -> None:
    assert run_virtual(_answered(version_there=5, pulls=0)) == []


def test_it_stays_while_the_row_is_older() -> None:
    assert run_virtual(_answered(version_there=4, pulls=3)) == [State.DONE]


def test_it_does_not_wait_for_ever_for_what_a_restored_server_has_forgotten() -> None:
    """Else it would show for ever what is not so, and ask for a pull every other second."""
    assert run_virtual(_answered(version_there=4, pulls=REWOUND_AFTER)) == []


def test_it_asks_for_pulls_until_then() -> None:
    async def main() -> None:
        async with waiting() as desk:
            desk.tasks.spawn(desk.settlement.run(), "settlement")
            await desk.answer()
            await asyncio.sleep(5)
            assert desk.rounds.rounds == 2

    run_virtual(main())


def test_a_cache_that_is_just_made_anew_only_delays_it() -> None:
    """The pull that meets it goes on, and a later one takes the operation out."""

    async def main() -> None:
        async with waiting() as desk:
            await desk.cache.aclose()
            await desk.answer()
            assert [left.state for left in desk.queue.items] == [State.DONE]
            await desk.cache.recreate()
            for _pull in range(LOST_AFTER):
                desk.rounds.nudge()
                await desk.settlement.settle()
            assert desk.queue.items == ()

    run_virtual(main())

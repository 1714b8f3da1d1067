"""When an answered operation leaves the outbox."""

import asyncio
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


async def _answered(version_there: int, pulls: int) -> list[State]:
    """An accept answered with version 5, so many pulls later, with the row at this version in the cache."""
    disk, clock, tasks, rounds = SimDisk(Random(1)), SimClock(lambda: 0.0), Tasks(), Rounds()
    file = OutboxFile(disk, None, None)
    queue = OutboxQueue(file, Bus(), tasks, clock, IdMaker(clock, Random(1)), "a")
    cache = CacheFile(disk, None, None)
    await queue.open()
    await cache.open()
    row = dict(booking(1, version=version_there))
    changes = Changes("c", {"booking": [row]}, {"booking": [["vendor:v"]]}, [])
    await cache.write(lambda connection: apply(connection, changes))
    settlement = Settlement(queue, cache, rounds)
    item = await queue.append(accept(booking(1)))
    await settlement.answered(await queue.finish(item.id, dict(booking(1, version=5))))
    for _pull in range(pulls):
        rounds.nudge()
        await settlement.settle()
    left = [item.state for item in queue.items]
    await tasks.aclose()
    await queue.aclose()
    await cache.aclose()
    return left


def test_it_leaves_as_soon_as_the_cache_shows_it() -> None:
    assert run_virtual(_answered(version_there=5, pulls=0)) == []


def test_it_stays_while_the_row_is_older() -> None:
    assert run_virtual(_answered(version_there=4, pulls=3)) == [State.DONE]


def test_it_does_not_wait_for_ever_for_what_a_restored_server_has_forgotten() -> None:
    """Else it would show for ever what is not so, and ask for a pull every other second."""
    assert run_virtual(_answered(version_there=4, pulls=REWOUND_AFTER)) == []


def test_it_asks_for_pulls_until_then() -> None:
    async def main() -> None:
        rounds, tasks = Rounds(), Tasks()
        disk, clock = SimDisk(Random(1)), SimClock(lambda: 0.0)
        queue = OutboxQueue(OutboxFile(disk, None, None), Bus(), tasks, clock, IdMaker(clock, Random(1)), "a")
        await queue.open()
        cache = CacheFile(disk, None, None)
        await cache.open()
        settlement = Settlement(queue, cache, rounds)
        tasks.spawn(settlement.run(), "settlement")
        item = await queue.append(accept(booking(1)))
        await settlement.answered(await queue.finish(item.id, dict(booking(1, version=5))))
        await asyncio.sleep(5)
        assert rounds.rounds == 2
        await tasks.aclose()
        await queue.aclose()
        await cache.aclose()

    run_virtual(main())


def test_a_cache_that_is_just_made_anew_only_delays_it() -> None:
    """The pull that meets it goes on, and a later one takes the operation out."""

    async def main() -> None:
        rounds, tasks = Rounds(), Tasks()
        disk, clock = SimDisk(Random(1)), SimClock(lambda: 0.0)
        queue = OutboxQueue(OutboxFile(disk, None, None), Bus(), tasks, clock, IdMaker(clock, Random(1)), "a")
        await queue.open()
        cache = CacheFile(disk, None, None)
        await cache.open()
        settlement = Settlement(queue, cache, rounds)
        item = await queue.append(accept(booking(1)))
        await cache.aclose()
        await settlement.answered(await queue.finish(item.id, dict(booking(1, version=5))))
        assert [left.state for left in queue.items] == [State.DONE]
        await cache.recreate()
        for _pull in range(LOST_AFTER):
            rounds.nudge()
            await settlement.settle()
        assert queue.items == ()
        await tasks.aclose()
        await queue.aclose()
        await cache.aclose()

    run_virtual(main())

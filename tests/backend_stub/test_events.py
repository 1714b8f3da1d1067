"""PROTOCOL 4: every event's effect exactly once; and the contract that every broker keeps."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from backend_stub.adapters.inprocess_broker import InProcessBroker
from backend_stub.db.database import Database
from backend_stub.db.tables import Category, ConsumedEvent, EventOutbox
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.feed.consumption import subscribe_all
from backend_stub.feed.relay import EventRelay
from backend_stub.ports.broker import BrokerPort, Event
from contracts.events import EventName
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.support.probe import put
from tests.backend_stub.test_database import change_and_fail


class Counting:
    """A consumer whose effect is a row per run; fails as often as it is told to."""

    name = "counting"
    events = frozenset({EventName.HOLD_CREATED})

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.runs = 0

    async def handle(self, event: Event, uow: UnitOfWork) -> None:
        self.runs += 1
        await put(uow, uuid4(), str(event.payload["n"]), ["admin"])
        if self.failures > 0:
            self.failures -= 1
            raise RuntimeError("not this time")


def relay_to(database: Database, clock: MovableClock, consumer: Counting) -> EventRelay:
    """A relay with one consumer."""
    broker = InProcessBroker()
    subscribe_all(broker, database, [consumer])
    return EventRelay(database, broker, clock)


async def emit(database: Database, n: int) -> None:
    """One event, in a transaction of its own."""
    async with database.write() as uow:
        uow.emit(EventName.HOLD_CREATED, {"n": n})
        uow.emit(EventName.HOLD_RELEASED, {"n": n})


async def effects(database: Database) -> list[str]:
    """What the consumer did."""
    async with database.read() as session:
        return sorted((await session.execute(select(Category.name))).scalars())


async def test_event_reaches_its_consumers_once(database: Database, clock: MovableClock) -> None:
    relay = relay_to(database, clock, Counting())
    for n in range(3):
        await emit(database, n)
    assert await relay.relay_once() == 6
    assert await relay.relay_once() == 0
    assert await effects(database) == ["0", "1", "2"]


async def test_undone_transaction_emits_nothing(database: Database, clock: MovableClock) -> None:
    relay = relay_to(database, clock, Counting())
    with pytest.raises(RuntimeError):
        await change_and_fail(database)
    clock.offset = timedelta(seconds=10)
    assert await relay.relay_once() == 0


async def test_failed_effect_is_undone_and_tried_again(database: Database, clock: MovableClock) -> None:
    consumer = Counting(failures=2)
    relay = relay_to(database, clock, consumer)
    await emit(database, 1)
    for _ in range(3):
        await relay.relay_once()
        clock.offset += timedelta(seconds=60)
    assert consumer.runs == 3
    assert await effects(database) == ["1"]


async def test_one_failing_event_does_not_hold_up_others(database: Database, clock: MovableClock) -> None:
    relay = relay_to(database, clock, Counting(failures=1))
    await emit(database, 1)
    await emit(database, 2)
    await relay.relay_once()
    assert await effects(database) == ["2"]
    clock.offset += timedelta(seconds=60)
    await relay.relay_once()
    assert await effects(database) == ["1", "2"]


async def test_hopeless_event_is_set_aside(database: Database, clock: MovableClock) -> None:
    consumer = Counting(failures=1000)
    relay = relay_to(database, clock, consumer)
    await emit(database, 1)
    for _ in range(20):
        await relay.relay_once()
        clock.offset += timedelta(hours=1)
    assert consumer.runs == 8
    async with database.read() as session:
        dead = (
            await session.execute(select(EventOutbox.name).where(EventOutbox.dead_at.is_not(None)))
        ).scalars()
        assert list(dead) == [EventName.HOLD_CREATED]


async def test_orphan_is_taken_over_by_another_server(database: Database, clock: MovableClock) -> None:
    await emit(database, 1)  # by a server that dies before it relays
    relay = relay_to(database, clock, Counting())
    assert await relay.relay_once() == 0, "not yet: its own server may be at it"
    clock.offset = timedelta(seconds=4)
    assert await relay.relay_once() == 2


async def test_two_relays_at_once_have_one_effect(
    database_url: str, database: Database, clock: MovableClock
) -> None:
    for n in range(5):
        await emit(database, n)
    clock.offset = timedelta(seconds=4)
    other = Database(database_url, clock)
    try:
        relays = [relay_to(database, clock, Counting()), relay_to(other, clock, Counting())]
        await asyncio.gather(*(relay.relay_once() for relay in relays))
    finally:
        await other.close()
    assert await effects(database) == ["0", "1", "2", "3", "4"]
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(ConsumedEvent)) == 5


@pytest.fixture(params=["inprocess"])
def broker(request: pytest.FixtureRequest) -> BrokerPort:
    """Every adapter of the broker's port."""
    return {"inprocess": InProcessBroker}[request.param]()


class Inbox:
    """A subscriber."""

    def __init__(self, broken: bool = False) -> None:
        self.got: list[Event] = []
        self.broken = broken

    async def deliver(self, event: Event) -> None:
        self.got.append(event)
        if self.broken:
            raise RuntimeError("broken")


def event(name: EventName) -> Event:
    """An event."""
    return Event(uuid4(), name, {"a": [1, "ü"]}, datetime.now(UTC))


async def test_broker_delivers_to_those_who_asked(broker: BrokerPort) -> None:
    holds, all_of_it = Inbox(), Inbox()
    broker.subscribe("holds", frozenset({EventName.HOLD_CREATED}), holds.deliver)
    broker.subscribe("all", frozenset(EventName), all_of_it.deliver)
    events = [event(EventName.HOLD_CREATED), event(EventName.LISTING_CHANGED)]
    for each in events:
        await broker.publish(each)
    assert holds.got == events[:1]
    assert all_of_it.got == events


async def test_broker_lets_no_failure_reach_others_and_reports_it(broker: BrokerPort) -> None:
    broken, fine = Inbox(broken=True), Inbox()
    broker.subscribe("broken", frozenset(EventName), broken.deliver)
    broker.subscribe("fine", frozenset(EventName), fine.deliver)
    with pytest.raises(ExceptionGroup):
        await broker.publish(event(EventName.HOLD_CREATED))
    assert len(fine.got) == len(broken.got) == 1


async def test_broker_has_one_queue_a_name(broker: BrokerPort) -> None:
    broker.subscribe("one", frozenset(EventName), Inbox().deliver)
    with pytest.raises(ValueError, match="one"):
        broker.subscribe("one", frozenset(EventName), Inbox().deliver)

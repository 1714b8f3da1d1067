"""Reading only what changed ends where reading everything does."""

import asyncio
import threading
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from client.bus import EVERYTHING, Bus, Touched
from client.db.cache_reader import CacheReader
from client.db.cache_tables import prepare
from client.db.connection import connect
from client.db.disk import ThreadDisk
from client.errors import LocalError
from client.outbox.operation import PendingOperation
from client.outbox.operations import booking as ops
from client.session.person import Person
from client.status import EngineStatus
from client.stores.base import LiveQuery, Query, Reread
from client.stores.booking import BookingCounts, BookingDetail, BookingList
from client.stores.view import View
from client.sync.apply import Changes, apply
from client.tasks import Tasks
from tests.client.rows import booking, row_id

ME = Person("p", "P", ("vendor",), frozenset(), ())
NUMBERS = st.integers(1, 30)
ROW = st.builds(
    lambda number, status, vendor, hour: booking(
        number, version=2, status=status, vendor_id=vendor, starts_at=f"2026-12-01T{hour:02}:00:00Z"
    ),
    NUMBERS,
    st.sampled_from(["requested", "confirmed", "cancelled"]),
    st.sampled_from(["v1", "v2"]),
    st.integers(0, 23),
)
QUERY = st.builds(
    BookingList,
    statuses=st.sampled_from([(), ("requested",), ("confirmed", "cancelled")]),
    vendor_ids=st.sampled_from([(), ("v1",)]),
    starts_from=st.sampled_from([None, "2026-12-01T10:00:00Z"]),
    words=st.sampled_from(["", "boiler", "d0007"]),
    descending=st.booleans(),
    limit=st.sampled_from([None, 2]),
)
CHANGE = st.one_of(
    st.tuples(st.just("put"), ROW),
    st.tuples(st.just("gone"), NUMBERS),
    st.tuples(st.sampled_from(["accept", "cancel", "decline"]), NUMBERS),
    st.tuples(st.just("settled"), NUMBERS),
)
ACTS = {"accept": ops.accept, "cancel": ops.cancel, "decline": ops.decline}


class Shop:
    """A cache and an outbox that change a step at a time; each step answers the ids that it touched."""

    def __init__(self, rows: list[Any]) -> None:
        self._connection = connect(None, None, durable=False)
        self._operations: list[PendingOperation] = []
        self._made = 0
        prepare(self._connection)
        self._apply(rows, [])

    def _apply(self, rows: list[Any], gone: list[tuple[str, str]]) -> None:
        apply(self._connection, Changes("c", {"booking": rows}, {"booking": [["s"]] * len(rows)}, gone))

    @property
    def view(self) -> View:
        """As it is now."""
        return View(CacheReader(self._connection), tuple(self._operations), ME)

    def change(self, kind: str, what: Any) -> str:
        """Take a step."""
        if kind == "put":
            self._apply([what], [])
            return str(what["id"])
        if kind == "gone":
            self._apply([], [("booking", row_id(what))])
        elif kind == "settled":
            self._operations = [item for item in self._operations if item.operation.target != row_id(what)]
        else:
            self._made += 1
            act = ACTS[kind](booking(what))
            self._operations.append(
                PendingOperation(row_id(500 + self._made), self._made, "a", act, 1, "2026-11-22T10:00:00Z")
            )
        return row_id(what)


@given(st.lists(ROW, max_size=25), QUERY, st.lists(st.lists(CHANGE, min_size=1, max_size=4), max_size=6))
def test_reading_what_changed_is_reading_everything(
    rows: list[Any], query: BookingList, rounds: list[list[Any]]
) -> None:
    shop = Shop(rows)
    value, watched = query.read(shop.view), BookingDetail(row_id(7))
    detail = watched.read(shop.view)
    for changes in rounds:
        ids = frozenset(shop.change(*change) for change in changes)
        before, value = value, query.reread(shop.view, value, ids)
        assert value == query.read(shop.view)
        if query.limit is None:
            kept = {item.row["id"]: item for item in before if item.row["id"] not in ids}
            assert all(kept.get(item.row["id"], item) is item for item in value)
        detail = watched.reread(shop.view, detail, ids)
        assert detail == watched.read(shop.view)


class Source:
    """Answers live queries from a shop and notes what was asked; `failing` reads fail."""

    def __init__(self, shop: Shop) -> None:
        self.bus, self.tasks, self.status = Bus(), Tasks(), EngineStatus()
        self.asked: list[str] = []
        self.failing = False
        self._shop = shop

    async def read(self, query: Query[Any]) -> Any:
        await asyncio.sleep(0)
        if self.failing:
            raise LocalError("no")
        self.asked.append(type(query).__name__)
        return query.read(self._shop.view)

    async def act(self, operation: Any) -> str:
        raise NotImplementedError


async def turns() -> None:
    for _turn in range(10):
        await asyncio.sleep(0)


async def test_a_live_query_reads_only_the_rows_that_the_writer_named() -> None:
    shop = Shop([booking(1), booking(2)])
    source = Source(shop)
    live = LiveQuery(BookingList(), source)
    await live.ready()

    def tell(*ids: str) -> None:
        source.bus.publish({"booking", "outbox"}, {"booking": ids})

    tell(shop.change("put", booking(3)))
    tell(shop.change("gone", 1))
    await turns()
    source.bus.publish({"outbox"}, {"block": ["b"]})
    await turns()
    assert source.asked == ["BookingList", "Reread"]
    assert [item.row["id"] for item in live.value] == [row_id(2), row_id(3)]

    source.failing = True
    tell(shop.change("gone", 2))
    await turns()
    source.failing = False
    tell(shop.change("put", booking(4)))
    await turns()
    assert source.asked[2:] == ["BookingList"]
    assert [item.row["id"] for item in live.value] == [row_id(3), row_id(4)]

    tell(*(row_id(number) for number in range(1000)))
    await turns()
    source.bus.publish({"booking"}, {"booking": [EVERYTHING]})
    await turns()
    source.bus.publish({"booking"})
    await turns()
    assert source.asked[3:] == ["BookingList"] * 3
    live.close()
    await source.tasks.aclose()


def test_the_newest_listener_is_told_first() -> None:
    bus, heard = Bus(), list[str]()
    for name in ("frame", "page"):
        bus.subscribe({"booking"}, lambda _touched, name=name: heard.append(name))  # type: ignore[misc] # bound
    bus.publish({"booking"})
    assert heard == ["page", "frame"]
    assert Touched(frozenset({"booking"})).rows_of("booking") is None


async def test_what_is_quick_is_read_where_it_is_asked_for_unless_something_else_is_read() -> None:
    disk, reading, go_on = ThreadDisk(), threading.Event(), threading.Event()

    def hold() -> str:
        reading.set()
        go_on.wait(timeout=10)
        return threading.current_thread().name

    here = threading.current_thread().name
    assert await disk.glance(lambda: threading.current_thread().name) == here
    held = asyncio.ensure_future(disk.read(hold))
    await asyncio.to_thread(reading.wait, 10)
    glanced = asyncio.ensure_future(disk.glance(lambda: threading.current_thread().name))
    await asyncio.sleep(0)
    go_on.set()
    assert await glanced == await held != here
    assert await disk.glance(lambda: threading.current_thread().name) == here
    await disk.aclose()


def test_only_a_few_rows_by_themselves_are_quick() -> None:
    few, many = frozenset({"a"}), frozenset(map(str, range(100)))
    assert Reread(BookingList(), (), few).is_quick()
    assert Reread(BookingDetail("a"), None, few).is_quick()
    assert not Reread(BookingList(), (), many).is_quick()
    assert not Reread(BookingList(limit=3), (), few).is_quick()
    assert not Reread(BookingCounts(), {}, few).is_quick()
    assert not BookingList().is_quick()

"""Queries, live queries and the small parts beside them."""

import asyncio
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.bus import EVERYTHING, Bus
from client.db import cache_tables
from client.db.cache_reader import CacheReader
from client.db.connection import connect
from client.db.disk import ThreadDisk
from client.errors import LocalError
from client.freshness import TABLE, Mode
from client.ids import IdMaker
from client.outbox.kinds import KINDS
from client.outbox.operation import PendingOperation
from client.outbox.operations import booking as ops
from client.profile_file import ProfileFile
from client.routes import ROUTES, allowed
from client.session.person import Person
from client.status import EngineStatus
from client.stores.base import LiveQuery, Query
from client.stores.booking import BookingCounts, BookingList
from client.stores.preference import PreferenceStore
from client.stores.search import ListingSearch
from client.stores.view import View
from client.sync.apply import Changes, apply
from client.tasks import Tasks
from contracts.permissions import MATRIX
from contracts.vocabulary import Entity
from tests.client.rows import booking, listing, row_id
from tests.sim.clock import SimClock

ME = Person("p", "P", ("vendor",), frozenset(), ())
NOW = "2026-11-22T10:00:00Z"


def view(rows: dict[str, list[Any]], *pending: PendingOperation) -> View:
    connection = connect(None, None, durable=False)
    cache_tables.prepare(connection)
    scopes = {entity: [["s"]] * len(found) for entity, found in rows.items()}
    apply(connection, Changes("c", rows, scopes, []))
    return View(CacheReader(connection), pending, ME)


ROW = st.builds(
    lambda number, status, vendor: booking(number, status=status, vendor_id=vendor),
    st.integers(1, 40),
    st.sampled_from(["requested", "confirmed", "cancelled"]),
    st.sampled_from(["v1", "v2"]),
)
QUERY = st.builds(
    BookingList,
    statuses=st.sampled_from([(), ("requested",), ("confirmed", "cancelled")]),
    vendor_ids=st.sampled_from([(), ("v1",)]),
    starts_from=st.sampled_from([None, "2026-12-01T10:00:00Z"]),
    starts_to=st.sampled_from([None, "2026-12-02T03:00:00Z"]),
    descending=st.booleans(),
    limit=st.sampled_from([None, 1, 3]),
)
ACT = st.tuples(st.integers(1, 40), st.sampled_from([ops.accept, ops.cancel, ops.decline]))


@given(st.lists(ROW, max_size=25), st.lists(ACT, max_size=6), QUERY)
def test_a_list_is_the_folded_rows_filtered_sorted_and_cut(
    rows: list[Any], acts: list[Any], query: BookingList
) -> None:
    known = {row["id"]: row for row in rows}
    pending = [
        PendingOperation(row_id(500 + n), n, "a", act(booking(number)), 1, NOW)
        for n, (number, act) in enumerate(acts)
    ]
    everything = BookingList().read(view({"booking": list(known.values())}, *pending))
    expected = [item for item in everything if query._matches(item.row)]
    expected.sort(key=lambda item: (item.row["starts_at"], item.row["id"]), reverse=query.descending)
    found = query.read(view({"booking": list(known.values())}, *pending))
    assert found == tuple(expected[: query.limit])
    counts = BookingCounts(query.vendor_ids).read(view({"booking": list(known.values())}, *pending))
    mine = [item for item in everything if not query.vendor_ids or item.row["vendor_id"] in query.vendor_ids]
    assert counts == {
        status: sum(item.row["status"] == status for item in mine)
        for status in {item.row["status"] for item in mine}
    }


def test_words_find_people_and_references() -> None:
    rows = [booking(1), booking(2, customer=None, guest={"name": "Zoë Quint", "phone": "+49 30 555"})]
    found = BookingList(words="zoë 555").read(view({"booking": rows}))
    assert [item.row["id"] for item in found] == [row_id(2)]
    assert len(BookingList(words="boiler").read(view({"booking": rows}))) == 2
    assert BookingList(words="nobody").read(view({"booking": rows})) == ()


def test_cached_search_filters_sorts_and_counts() -> None:
    rows = [
        listing(1),
        listing(
            2,
            title="Deep clean",
            description="Windows too.",
            category_id=row_id(6002),
            category_name="Cleaning",
            price={"amount": 3000, "currency": "EUR"},
        ),
        listing(3, title="Boiler repair", rating=None, latitude=53.5),
    ]
    shop = view({"listing": rows})

    def titles(**query: Any) -> list[str]:
        return [row["title"] for row in ListingSearch(**query).read(shop).items]

    assert titles(words="boiler") == ["Boiler service", "Boiler repair"]
    assert titles(sort="price")[0] == "Deep clean"
    assert titles(price_max=5000) == ["Deep clean"]
    assert titles(rating_min=4.0) == ["Boiler service", "Deep clean"]
    assert titles(near=(52.5, 13.4), radius_m=1000, sort="distance") == ["Boiler service", "Deep clean"]
    found = ListingSearch(category_id=row_id(6002)).read(shop)
    assert {facet.label: facet.count for facet in found.facets["category"]} == {"Heating": 2, "Cleaning": 1}


class Source:
    """Answers queries from a list of values; the last one for ever."""

    def __init__(self, values: list[Any]) -> None:
        self.bus, self.tasks, self.status = Bus(), Tasks(), EngineStatus()
        self.values = values
        self.reads = 0

    async def read(self, query: Query[Any]) -> Any:
        self.reads += 1
        await asyncio.sleep(0)
        value = self.values.pop(0) if len(self.values) > 1 else self.values[0]
        if isinstance(value, Exception):
            raise value
        return value

    async def act(self, operation: Any) -> str:
        raise NotImplementedError


async def turns() -> None:
    for _turn in range(10):
        await asyncio.sleep(0)


async def test_a_live_query_reads_again_when_its_rows_changed_and_never_sooner() -> None:
    source = Source([("a",), ("b",), ("b",)])
    live: LiveQuery[Any] = LiveQuery(BookingList(), source)
    heard: list[Any] = []
    live.subscribe(lambda: heard.append(live.value))
    assert (live.value, live.loaded) == ((), False)
    await live.ready()
    source.bus.publish({"listing"})
    await turns()
    source.bus.publish({"booking"})
    source.bus.publish({"booking"})
    await turns()
    source.bus.publish({EVERYTHING})
    await turns()
    assert heard == [("a",), ("b",)]
    assert source.reads == 3
    live.close()
    source.bus.publish({"booking"})
    await turns()
    assert source.reads == 3
    await source.tasks.aclose()


async def test_a_problem_keeps_the_rows_and_goes_with_the_next_read() -> None:
    source = Source([("a",), LocalError("no"), ("c",)])
    live: LiveQuery[Any] = LiveQuery(BookingList(), source)
    await live.ready()
    live.refresh()
    await turns()
    assert (live.value, live.loaded, type(live.problem)) == (("a",), True, LocalError)
    live.refresh()
    await turns()
    assert (live.value, live.problem) == (("c",), None)
    live.close()
    await source.tasks.aclose()


async def test_rows_have_an_age_only_while_the_server_is_away() -> None:
    source = Source([()])
    live: LiveQuery[Any] = LiveQuery(BookingList(), source)
    clock = SimClock(lambda: 0.0)
    source.status.update(as_of=clock.now())
    assert live.as_of is None
    heard: list[bool] = []
    live.subscribe(lambda: heard.append(live.as_of is None))
    source.status.update(waiting=1)
    assert heard == []
    source.status.update(connecting=False)
    source.status.update(online=True)
    assert heard[:2] == [False, True]
    live.close()
    await turns()
    await source.tasks.aclose()


async def test_preferences_hold_at_once_and_survive(tmp_path: Path) -> None:
    disk, path = ThreadDisk(), tmp_path / "preferences.json"
    store = PreferenceStore(path, disk, Bus())
    heard: list[str] = []
    store.subscribe(lambda: heard.append(store.get("theme")))
    await store.set("theme", "dark")
    await store.set("theme", "dark")
    assert heard == ["dark"]
    assert PreferenceStore(path, disk, Bus()).get("theme") == "dark"
    assert PreferenceStore(None, disk, Bus()).get("theme", "light") == "light"
    await disk.aclose()


def test_a_profile_file_is_whole_or_as_before(tmp_path: Path) -> None:
    file = ProfileFile(tmp_path / "deep" / "a.json")
    assert file.load() is None
    file.save({"a": 1})
    with pytest.raises(TypeError):
        file.save({"a": object()})
    assert file.load() == {"a": 1}
    file.path.write_text("[1, 2")
    assert file.load() is None
    file.erase()
    file.erase()


def test_every_route_opens_for_exactly_those_who_hold_its_permission() -> None:
    for role, permissions in MATRIX.items():
        for route in ROUTES.values():
            fits = route.role in (None, role) and (
                route.permission is None or route.permission in permissions
            )
            assert allowed(route.id, [role], permissions) is fits
    assert {route_id.partition(".")[0] for route_id in ROUTES} == {
        "sign_in", "customer", "kiosk", "vendor", "admin"
    }  # fmt: skip


def test_the_freshness_table_names_every_synced_entity() -> None:
    assert {str(entity) for entity in Entity} <= TABLE.keys()
    assert all(TABLE[entity].mode is Mode.LIVE for entity in cache_tables.TABLES)
    assert {str(entity) for entity in Entity} == cache_tables.TABLES.keys()


def test_every_kind_has_a_permission_somebody_holds_and_complete_upcasts() -> None:
    granted = frozenset().union(*MATRIX.values())
    for kind in KINDS.values():
        assert kind.permissions
        assert kind.permissions <= granted
        assert set(kind.upcasts) == set(range(1, kind.args_version))


def test_ids_sort_by_their_making_also_when_the_clock_stands_still() -> None:
    make = IdMaker(SimClock(lambda: 0.0), Random(1))
    made = [make() for _ in range(200)]
    assert made == sorted(made)
    assert len(set(made)) == 200

"""The engine against the real server over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from client.clock import SystemClock, to_wire
from client.db.disk import ThreadDisk
from client.engine import Engine, EngineOptions, Ports
from client.errors import ConflictError, SignInRequiredError, UnreachableError
from client.network import SystemNetwork
from client.outbox.operations import booking as ops
from client.outbox.operations.imports import import_batch
from client.outbox.operations.notification import change_settings
from client.ports import ServerAddress
from client.session.session import SessionState
from client.session.sign_out import OperationsWaitError, SignOutChoice
from client.stores.base import LiveQuery
from client.stores.booking import BookingDetail, BookingList
from client.stores.catalogue import ListingList
from client.stores.notification import MySettings, NotificationList
from client.stores.outbox import OutboxList
from client.stores.search import ListingSearch
from client.stores.vendor import ImportBatches
from contracts.rows import ListingDoc
from tests.client.kept_vault import FileVault
from tests.client.serving import ServerProcess
from tests.sim.template import CUSTOMER, LISTING_IDS, PASSWORD, STAFF_IDS, VENDOR, VENDOR_ID

PATIENCE = 60.0


def day(ahead: int) -> str:
    """Midnight, so many days from now."""
    now = SystemClock().now().replace(hour=0, minute=0, second=0, microsecond=0)
    return to_wire(now + timedelta(days=ahead))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    process = ServerProcess(tmp_path_factory.mktemp("server"))
    process.start()
    yield process
    process.kill()


@asynccontextmanager
async def running(folder: Path, url: str | None, *, kiosk: bool = False) -> AsyncIterator[Engine]:
    await asyncio.to_thread(folder.mkdir, exist_ok=True)
    ports = Ports(SystemClock(), Random(), ThreadDisk(), SystemNetwork(), FileVault(folder / "vault.json"))
    engine = Engine(EngineOptions("test", folder, kiosk=kiosk), ports)
    await engine.start()
    if url is not None:
        engine.connect(ServerAddress(url, {}))
    try:
        yield engine
    finally:
        await engine.aclose()


async def until(live: LiveQuery[Any], holds: Callable[[], bool]) -> None:
    changed = asyncio.Event()
    leave = live.subscribe(changed.set)
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await changed.wait()
            changed.clear()
    leave()


async def first_free(engine: Engine, number: int = 0) -> tuple[str, str]:
    listing = str(LISTING_IDS[0])
    slots = await engine.catalogue.slots(listing, day(30), day(35))
    slot = slots.items[number]
    return slot["starts_at"], slot["staff_id"]


async def request(engine: Engine, number: int = 0) -> str:
    listings = engine.catalogue.observe(ListingList())
    await until(listings, lambda: bool(listings.value))
    starts_at, staff_id = await first_free(engine, number)
    booking_id = engine.bookings.new_id()
    await engine.bookings.act(ops.create_booking(booking_id, listings.value[0], starts_at, staff_id=staff_id))
    listings.close()
    return booking_id


async def test_a_request_and_its_answer_travel_both_ways(server: ServerProcess, tmp_path: Path) -> None:
    async with running(tmp_path / "c", server.url) as customer, running(tmp_path / "v", server.url) as vendor:
        await customer.sign_in(CUSTOMER, PASSWORD)
        await vendor.sign_in(VENDOR, PASSWORD)
        booking_id = await request(customer)
        seen = vendor.bookings.observe(BookingDetail(booking_id))
        await until(seen, lambda: seen.value is not None)
        assert seen.value is not None
        await vendor.bookings.act(ops.accept(seen.value.row))
        mine = customer.bookings.observe(BookingDetail(booking_id))
        await until(mine, lambda: mine.value is not None and mine.value.row["status"] == "confirmed")
        told = customer.notifications.observe(NotificationList())
        await until(told, lambda: any(item.row["booking_id"] == booking_id for item in told.value))
        history = await vendor.bookings.history(booking_id)
        assert [item["action"] for item in history] == [None, "accept"]
        left = vendor.outbox.observe(OutboxList())
        await until(left, lambda: left.loaded and left.value == ())
        for live in (seen, mine, told, left):
            live.close()


async def test_offline_acts_survive_a_restart_and_arrive_later(server: ServerProcess, tmp_path: Path) -> None:
    async with running(tmp_path / "c", server.url) as customer:
        await customer.sign_in(CUSTOMER, PASSWORD)
        booking_id = await request(customer, 4)
        mine = customer.bookings.observe(BookingDetail(booking_id))
        await until(mine, lambda: mine.value is not None and mine.value.row["version"] == 1)
        mine.close()
    async with running(tmp_path / "c", None) as offline:
        assert offline.session.state is SessionState.SIGNED_IN
        found = await offline.bookings.read(BookingDetail(booking_id))
        assert found is not None
        await offline.bookings.act(ops.cancel(found.row, "other plans"))
        found = await offline.bookings.read(BookingDetail(booking_id))
        assert found is not None
        assert (found.row["status"], len(found.pending)) == ("cancelled", 1)
        assert offline.status.waiting == 1
    async with running(tmp_path / "c", server.url) as again:
        assert again.status.waiting == 1
        mine = again.bookings.observe(BookingDetail(booking_id))
        await until(mine, lambda: mine.value is not None and mine.value.row["version"] == 2)
        assert mine.value is not None
        assert mine.value.row["status"] == "cancelled"
        mine.close()


async def test_wrong_credentials_and_no_server(server: ServerProcess, tmp_path: Path) -> None:
    async with running(tmp_path / "c", server.url) as engine:
        with pytest.raises(SignInRequiredError) as refused:
            await engine.sign_in(CUSTOMER, "wrong")
        assert refused.value.code == "invalid_credentials"
        engine.connect(ServerAddress("http://127.0.0.1:9", {}))
        with pytest.raises(UnreachableError):
            await engine.sign_in(CUSTOMER, PASSWORD)
        assert not engine.status.online


async def test_a_taken_time_comes_with_alternatives(server: ServerProcess, tmp_path: Path) -> None:
    async with running(tmp_path / "c", server.url) as engine:
        await engine.sign_in(CUSTOMER, PASSWORD)
        starts_at, staff_id = await first_free(engine, 9)
        await engine.holds.create(str(LISTING_IDS[0]), starts_at, staff_id)
        with pytest.raises(ConflictError) as taken:
            await engine.holds.create(str(LISTING_IDS[0]), starts_at, staff_id)
        assert taken.value.code == "slot_taken"
        assert len(taken.value.alternatives) == 3


async def test_search_and_slots_without_network(server: ServerProcess, tmp_path: Path) -> None:
    async with running(tmp_path / "c", server.url) as engine:
        await engine.sign_in(CUSTOMER, PASSWORD)
        listings = engine.catalogue.observe(ListingList())
        await until(listings, lambda: len(listings.value) == 2)
        listings.close()
        fresh = await engine.catalogue.slots(str(LISTING_IDS[0]), day(60), day(61))
        assert fresh.items
        assert fresh.as_of is None
        engine.connect(ServerAddress("http://127.0.0.1:9", {}))
        kept = await engine.catalogue.slots(str(LISTING_IDS[0]), day(60), day(61))
        assert kept.items == fresh.items
        assert kept.as_of is not None
        found = await engine.catalogue.search(ListingSearch(words="service 1"))
        assert [row["title"] for row in found.items] == ["Service 1"]
        assert found.as_of is not None
        with pytest.raises(UnreachableError):
            await engine.catalogue.slots(str(LISTING_IDS[0]), day(80), day(81))


async def test_signing_out_asks_what_becomes_of_what_waits(server: ServerProcess, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    async with running(folder, server.url) as engine:
        await engine.sign_in(CUSTOMER, PASSWORD)
        booking_id = await request(engine, 14)
        mine = engine.bookings.observe(BookingDetail(booking_id))
        await until(mine, lambda: mine.value is not None and mine.value.row["version"] == 1)
        engine.connect(ServerAddress("http://127.0.0.1:9", {}))
        assert mine.value is not None
        await engine.bookings.act(ops.cancel(mine.value.row))
        with pytest.raises(OperationsWaitError):
            await engine.sign_out(SignOutChoice.WAIT)
        await engine.sign_out(SignOutChoice.KEEP)
        assert engine.session.state is SessionState.SIGNED_OUT
        assert await engine.bookings.read(BookingList()) == ()
        mine.close()
    async with running(folder, server.url) as engine:
        assert engine.session.state is SessionState.SIGNED_OUT
        await engine.sign_in(CUSTOMER, PASSWORD)
        mine = engine.bookings.observe(BookingDetail(booking_id))
        await until(mine, lambda: mine.value is not None and mine.value.row["version"] == 2)
        mine.close()
        listing = await _listing(engine)
        engine.connect(ServerAddress("http://127.0.0.1:9", {}))
        await engine.bookings.act(ops.create_booking(engine.bookings.new_id(), listing, day(70)))
        await engine.sign_out(SignOutChoice.EXPORT, tmp_path / "export.json")
        assert "booking.create" in await asyncio.to_thread((tmp_path / "export.json").read_text)
        assert await asyncio.to_thread(lambda: [path.name for path in folder.rglob("*.db")]) == []


async def _listing(engine: Engine) -> ListingDoc:
    listings = engine.catalogue.observe(ListingList())
    await until(listings, lambda: bool(listings.value))
    listings.close()
    return listings.value[0]


async def test_an_import_answers_line_by_line(server: ServerProcess, tmp_path: Path) -> None:
    async with running(tmp_path / "v", server.url) as engine:
        await engine.sign_in(VENDOR, PASSWORD)
        block = {
            "kind": "block",
            "key": "uid-1",
            "staff_id": str(STAFF_IDS[0]),
            "starts_at": day(90),
            "ends_at": day(91),
            "zone": "Europe/Berlin",
            "title": "Dentist",
        }
        outcomes = []
        for _time in range(2):
            operation_id = await engine.vendor.act(
                import_batch(
                    engine.vendor.new_id(),
                    str(VENDOR_ID),
                    [block, {"kind": "client", "key": "c1", "name": "Ann"}],
                )
            )
            live = engine.vendor.observe(ImportBatches((operation_id,)))
            await until(live, lambda live=live: bool(live.value) and bool(live.value[0].results))  # type: ignore[misc] # bound at once
            outcomes.append([item["outcome"] for item in live.value[0].results])
            live.close()
            await engine.outbox.dismiss(operation_id)
        assert outcomes == [["created", "created"], ["unchanged", "unchanged"]]


async def test_how_one_is_told_is_changed_and_comes_back(tmp_path: Path, server: ServerProcess) -> None:
    async with running(tmp_path / "client", server.url) as engine:
        await engine.sign_in(CUSTOMER, PASSWORD)
        settings = engine.notifications.observe(MySettings())
        person = engine.session.person
        assert person is not None
        quiet = {"from_minute": 1320, "to_minute": 420}
        await engine.notifications.act(change_settings(person.id, quiet=quiet, zone="Europe/Berlin"))
        await engine.notifications.act(change_settings(person.id, grid={"message": {"mail": True}}))
        await until(settings, lambda: bool(settings.value and settings.value.row["version"] == 2))
        await engine.notifications.act(change_settings(person.id, quiet=None))
        await until(settings, lambda: bool(settings.value and settings.value.row["version"] == 3))
        assert settings.value is not None
        await until(settings, lambda: settings.value is not None and not settings.value.pending)
        assert settings.value.row["quiet"] is None
        assert settings.value.row["grid"]["message"]["mail"]
        settings.close()

"""A small town instead of a server: services, free times, holds and bookings, with and without network."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from client.clock import from_wire, to_wire
from client.documents import Document
from client.errors import ConflictError, DoorstepError, UnreachableError
from client.outbox.operation import Mark, Operation, PendingOperation, State
from client.status import EngineStatus
from client.stores.base import Folded
from client.stores.booking import BookingStore
from client.stores.catalogue import CatalogueStore, Slots
from client.stores.hold import HoldStore
from client.stores.outbox import OutboxStore
from client.stores.search import Found, ListingSearch
from client.tasks import Tasks
from contracts.rows import CategoryDoc, ListingDoc
from viewmodels.format import Format
from viewmodels.kernel.problems import describe_plainly
from viewmodels.kernel.view_model import Tools
from viewmodels.kiosk.rows import Step
from viewmodels.kiosk.session import KioskSession
from viewmodels.kiosk.wiring import KioskPlace, KioskStores, KioskTimes
from viewmodels.text import Texts

ZONE = "Europe/Berlin"
NOW = datetime(2026, 11, 22, 10, 36, tzinfo=UTC)
FREE = (*(f"2026-11-23T{hour:02}:00:00Z" for hour in (8, 9, 12, 13, 17)), "2026-11-24T09:00:00Z")


class StillClock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.instant = NOW

    def now(self) -> datetime:
        return self.instant


class FakeQuery:
    """A live query whose value the town changes."""

    def __init__(self, read: Callable[[], Any], town: Town) -> None:
        self._read, self._town = read, town
        self.loaded = True
        self._callbacks: list[Callable[[], None]] = []
        town.queries.append(self)

    @property
    def value(self) -> Any:
        return self._read()

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback) if callback in self._callbacks else None

    def close(self) -> None:
        self._callbacks.clear()
        if self in self._town.queries:
            self._town.queries.remove(self)

    def notify(self) -> None:
        for callback in tuple(self._callbacks):
            callback()


def make_listing(key: str = "cut", title: str = "Cut and finish", **changes: Any) -> ListingDoc:
    """A service of Studio Aino, 45 minutes for 46 euros."""
    row: dict[str, Any] = {
        "id": key, "version": 1, "title": title, "description": "", "included": [], "policy": "",
        "category_id": "hair", "category_name": "Hair", "vendor_id": "aino", "vendor_name": "Studio Aino",
        "zone": ZONE, "city": "Alderhaven", "latitude": 54.09, "longitude": 10.77, "place": "at_vendor",
        "price": {"amount": 4600, "currency": "EUR"}, "duration_minutes": 45, "buffer_before_minutes": 0,
        "buffer_after_minutes": 0, "rating": 4.8, "rating_count": 341, "art": "salon", "staff": [],
        "distance_m": 600, "next_free": [{"starts_at": FREE[0], "ends_at": FREE[0], "staff_id": "s"}],
    }  # fmt: skip
    return cast(ListingDoc, row | changes)


def make_category(key: str, art: str) -> CategoryDoc:
    return {
        "id": key, "version": 1, "name": art.title(), "art": art, "position": 0, "vendor_count": 2,
        "listing_count": 4,
    }  # fmt: skip


@dataclass
class Town:
    """Stands in for catalogue, holds, bookings and outbox at once."""

    status: EngineStatus = field(default_factory=EngineStatus)
    free: list[str] = field(default_factory=lambda: list(FREE))
    kept: set[str] = field(default_factory=set)
    holds: dict[str, str] = field(default_factory=dict)
    released: list[str] = field(default_factory=list)
    searched: list[ListingSearch] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    pending: list[PendingOperation] = field(default_factory=list)
    discarded: list[str] = field(default_factory=list)
    refusals: list[Document] = field(default_factory=list)
    rows: dict[str, Folded[Any]] = field(default_factory=dict)
    queries: list[FakeQuery] = field(default_factory=list)
    clock: StillClock = field(default_factory=StillClock)
    hold_seconds: float = 600.0
    answers: bool = True
    forgotten: int = 0
    did_you_mean: str | None = None
    hold_problem: DoorstepError | None = None

    def __post_init__(self) -> None:
        self.status.update(online=True, connecting=False)
        self.listings: list[ListingDoc] = [
            make_listing(),
            make_listing("walk", "Dog walk", vendor_id="ellis", vendor_name="Ellis", art="pets"),
        ]
        self.categories = (make_category("hair", "hair"), make_category("pets", "pets"))
        self._count = 0

    def go_offline(self) -> None:
        self.status.update(online=False, as_of=NOW - timedelta(minutes=16))

    def go_online(self) -> None:
        self.status.update(online=True)

    def stores(self) -> KioskStores:
        us: Any = self
        outbox = cast(OutboxStore, _Outbox(self))
        return KioskStores(
            cast(CatalogueStore, _Catalogue(self)),
            cast(HoldStore, _Holds(self)),
            cast(BookingStore, us),
            outbox,
            self.status,
        )

    # Bookings

    def new_id(self) -> str:
        self._count += 1
        return f"id-{self._count}"

    async def act(self, operation: Operation) -> str:
        self.operations.append(operation)
        mark = Mark(self.new_id(), operation.name, State.QUEUED, to_wire(NOW))
        self.rows[operation.target] = Folded(operation.preview, (mark,))
        if self.status.online and self.answers:
            self.answer(operation)
        return mark.operation_id

    def answer(self, operation: Operation) -> None:
        """Let the server's word arrive."""
        pending = self.rows[operation.target].pending[0]
        if self.refusals:
            problem = self.refusals.pop(0)
            mark = Mark(pending.operation_id, pending.name, State.REJECTED, pending.created_at, problem)
            self.rows[operation.target] = Folded(operation.preview, (mark,))
        else:
            row = {**(operation.preview or {}), "version": 1, "reference": "7KQ-M4TX"}
            self.rows[operation.target] = Folded(row, ())
        self.changed()

    def changed(self) -> None:
        for query in tuple(self.queries):
            query.notify()

    def observe(self, query: Any) -> FakeQuery:
        return FakeQuery(lambda: self.rows.get(query.booking_id), self)

    async def forget(self) -> None:
        self.forgotten += 1

    # Sessions

    def speak(self, language: str, tasks: Tasks) -> Tools:
        texts = Texts(language)
        return Tools(texts, Format(texts, self.clock, ZONE), tasks, describe_plainly)


class _Catalogue:
    def __init__(self, town: Town) -> None:
        self._town = town

    def observe(self, _query: object) -> FakeQuery:
        return FakeQuery(lambda: self._town.categories, self._town)

    async def search(self, query: ListingSearch) -> Found:
        town = self._town
        town.searched.append(query)
        if not town.status.online:
            return (await self.read(query)).aged(town.status.as_of)
        return await self.read(query)

    async def read(self, query: ListingSearch) -> Found:
        words = query.words.casefold()
        rows = tuple(row for row in self._town.listings if words in row["title"].casefold())
        return Found(rows, len(rows), {}, None if rows else self._town.did_you_mean)

    async def slots(self, listing_id: str, starts_from: str, starts_to: str) -> Slots:
        if not self._town.status.online:
            raise UnreachableError
        free = [start for start in self._town.free if starts_from <= start < starts_to]
        return Slots(tuple({"starts_at": start, "ends_at": start, "staff_id": "s"} for start in free))


class _Holds:
    def __init__(self, town: Town) -> None:
        self._town = town

    async def create(self, listing_id: str, starts_at: str) -> Document:
        town = self._town
        if town.hold_problem is not None:
            raise town.hold_problem
        if starts_at in town.kept or starts_at not in town.free:
            others = [start for start in town.free if start != starts_at and start not in town.kept][:3]
            slots = [{"starts_at": start, "ends_at": start, "staff_id": "s"} for start in others]
            problem = {"status": 409, "code": "slot_taken", "detail": "Taken.", "alternatives": slots}
            raise ConflictError(problem)
        hold_id = town.new_id()
        town.holds[hold_id] = starts_at
        ends = from_wire(starts_at) + timedelta(minutes=45)
        expires = town.clock.now() + timedelta(seconds=town.hold_seconds)
        return {
            "id": hold_id, "listing_id": listing_id, "staff_id": "s", "starts_at": starts_at,
            "ends_at": to_wire(ends), "zone": ZONE, "expires_at": to_wire(expires),
        }  # fmt: skip

    async def release(self, hold_id: str) -> None:
        self._town.released.append(hold_id)


class _Outbox:
    def __init__(self, town: Town) -> None:
        self._town = town

    async def discard(self, operation_id: str) -> tuple[str, ...]:
        self._town.discarded.append(operation_id)
        self._town.pending = [item for item in self._town.pending if item.id != operation_id]
        self._town.changed()
        return (operation_id,)

    def observe(self, _query: object) -> FakeQuery:
        return FakeQuery(lambda: tuple(self._town.pending), self._town)


def step_of(session: KioskSession) -> Step:
    """Where the person is now."""
    return session.step.value


QUICK = KioskTimes(quiet=0.15, asking=0.15, showing=0.2, answer=0.2, refresh=30.0, search=0.0)
PATIENT = KioskTimes(search=0.0)


@asynccontextmanager
async def open_kiosk(
    town: Town, times: KioskTimes = PATIENT, *, language: str = "en", pin: str = "4711"
) -> AsyncIterator[KioskSession]:
    """A kiosk over the town, closed at the end."""
    tasks = Tasks()
    session = KioskSession(
        lambda code: town.speak(code, tasks),
        town.stores(),
        KioskPlace("Harbour Library", (54.09, 10.77)),
        pin=pin,
        language=language,
        times=times,
        forget=town.forget,
    )
    try:
        yield session
    finally:
        session.close()
        await tasks.aclose()

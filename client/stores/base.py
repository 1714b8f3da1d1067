"""Live queries and stores: the surface that every viewmodel sees."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Generic, Protocol, TypeVar

from client.bus import Bus, Touched
from client.errors import DoorstepError
from client.listeners import Callback, Listeners, Unsubscribe
from client.outbox.operation import Mark, Operation
from client.status import EngineStatus
from client.stores.view import View
from client.tasks import Tasks

T = TypeVar("T")
D = TypeVar("D")

_NOTHING: frozenset[str] = frozenset()
_FEW = 200
"""Rows that are read one by one; of more, everything is read at once."""
_VERY_FEW = 8
"""Rows that are read where windows are drawn."""


@dataclass(frozen=True, slots=True)
class Folded(Generic[D]):
    """A row as a person sees it: what the server said with their own pending operations folded in."""

    row: D
    pending: tuple[Mark, ...] = ()


class Query(Generic[T]):
    """What to observe: a frozen dataclass that names its tags and reads itself from a view.

    Equal queries mean the same. `read` and `reread` are pure and run on a reader thread.
    """

    tags: ClassVar[frozenset[str]] = frozenset()
    entity: ClassVar[str] = ""
    """Where all that is read is rows of one entity with the operations on them folded in: that entity."""

    def empty(self) -> T:
        """The value before the first read, and where nobody is signed in."""
        raise NotImplementedError

    def read(self, view: View) -> T:
        """The value now."""
        raise NotImplementedError

    def reread(self, view: View, before: T, ids: frozenset[str]) -> T:
        """The value now, which was `before` until these rows of `entity` (and no others) changed."""
        return self.read(view)

    def is_quick(self) -> bool:
        """Whether it is answered in well under a millisecond, so that a thread is not worth its while."""
        return False

    def rereads(self) -> bool:
        """Whether `reread` looks at nothing but the rows that changed."""
        return False


@dataclass(frozen=True, slots=True)
class Reread(Query[T]):
    """A query that is answered from its value before."""

    query: Query[T]
    before: T
    ids: frozenset[str]

    def empty(self) -> T:
        """As empty as the query."""
        return self.query.empty()

    def read(self, view: View) -> T:
        """The value now."""
        return self.query.reread(view, self.before, self.ids)

    def is_quick(self) -> bool:
        """Of a few rows by themselves, yes."""
        return len(self.ids) <= _VERY_FEW and self.query.rereads()


class QuerySource(Protocol):
    """Where queries are answered; the engine gives the account that is open."""

    bus: Bus
    tasks: Tasks
    status: EngineStatus

    async def read(self, query: Query[T]) -> T:
        """Run the query on a reader thread."""
        ...

    async def act(self, operation: Operation) -> str:
        """Append to the outbox; returns the operation's id once it is on disk."""
        ...


class LiveQuery(Generic[T]):
    """A query that re-reads when the rows it touched changed, and never sooner: only those rows, where
    the writer named them.

    Callbacks run on the event loop's thread. Close it, or it keeps reading.
    """

    def __init__(self, query: Query[T], source: QuerySource) -> None:
        self.query = query
        self.value: T = query.empty()
        self.loaded = False
        self.problem: DoorstepError | None = None
        self._source = source
        self._listeners = Listeners()
        self._first = asyncio.Event()
        self._stale: frozenset[str] | None = frozenset()
        """Rows to read again; None for all."""
        self._behind = False
        """A read failed, so the value is not what it was before the rows that changed last."""
        self._reading = False
        self._closed = False
        self._leave_bus = source.bus.subscribe(query.tags, self._touched)
        self._leave_status = source.status.subscribe(self._status_changed)
        self._as_of = self.as_of
        self.refresh()

    @property
    def as_of(self) -> datetime | None:
        """When the rows last agreed with the server; None while they do, or while that is being found out."""
        status = self._source.status
        return None if status.online or status.connecting else status.as_of

    def subscribe(self, callback: Callback) -> Unsubscribe:
        """Call `callback` after each change of value, loading, age or problem."""
        return self._listeners.subscribe(callback)

    async def ready(self) -> None:
        """Wait for the first read; a failed one counts, and is in `problem`."""
        await self._first.wait()

    def refresh(self) -> None:
        """Read again, such as after a problem."""
        self._read_again(None)

    def close(self) -> None:
        """Stop reading and calling back."""
        self._closed = True
        self._leave_bus()
        self._leave_status()
        self._listeners.clear()
        self._first.set()

    def _status_changed(self) -> None:
        age = self.as_of
        if age != self._as_of:
            self._as_of = age
            self._listeners.notify()

    def _touched(self, touched: Touched) -> None:
        rows = touched.rows_of(self.query.entity) if self.query.entity else None
        if rows is None or rows:
            self._read_again(rows)

    def _read_again(self, rows: frozenset[str] | None) -> None:
        self._stale = None if rows is None or self._stale is None else self._stale | rows
        if not self._reading and not self._closed:
            self._reading = True
            self._source.tasks.spawn(self._read_until_clean(), f"query {type(self.query).__name__}")

    async def _read_until_clean(self) -> None:
        try:
            while self._stale != _NOTHING and not self._closed:
                rows, self._stale = self._stale, _NOTHING
                await self._read_once(rows)
        finally:
            self._reading = False

    async def _read_once(self, rows: frozenset[str] | None) -> None:
        query = self.query
        if rows is not None and self.loaded and not self._behind and len(rows) <= _FEW:
            query = Reread(query, self.value, rows)
        if self.loaded and not query.is_quick():
            # What is quick has been painted by then, and a thread has the processor to itself.
            await asyncio.sleep(0)
        try:
            value = await self._source.read(query)
        except DoorstepError as problem:
            self._behind = True
            self._publish(self.value, problem)
        else:
            self._behind = False
            self._publish(value, None)

    def _publish(self, value: T, problem: DoorstepError | None) -> None:
        changed = not self.loaded or problem is not self.problem or value != self.value
        self.value, self.problem = value, problem
        self.loaded = self.loaded or problem is None
        self._first.set()
        if changed and not self._closed:
            self._listeners.notify()


class Store:
    """Base of the stores: observe what is, append what a person did."""

    def __init__(self, source: QuerySource, new_id: Callable[[], str]) -> None:
        self._source = source
        self.new_id = new_id
        """Makes ids for rows that this side creates."""

    def observe(self, query: Query[T]) -> LiveQuery[T]:
        """A live query; whoever asks for it closes it."""
        return LiveQuery(query, self._source)

    async def read(self, query: Query[T]) -> T:
        """The query's value once."""
        return await self._source.read(query)

    async def act(self, operation: Operation) -> str:
        """Append to the outbox; return the operation's id once that is on disk. Never waits for the network.

        Raises `InvalidOperationError` with the fields to correct, or a `LocalError`: then nothing was
        written.
        """
        return await self._source.act(operation)

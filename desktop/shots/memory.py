"""An account in memory: the engine's own queries and folding over rows that are handed in. For pictures."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from client.bus import Bus
from client.clock import Clock, to_wire
from client.db.cache_reader import CacheReader
from client.db.cache_tables import TABLES, prepare
from client.db.connection import connect
from client.errors import DoorstepError, LocalError, UnreachableError
from client.outbox.operation import Operation, PendingOperation, State
from client.session.person import Person
from client.status import EngineStatus
from client.stores.base import Query
from client.stores.view import View
from client.tasks import Tasks

T = TypeVar("T")


class _Ended:
    """Stands for a task that has already ended."""

    def add_done_callback(self, callback: Callable[[Any], object]) -> None:
        """It is done."""
        callback(self)

    def cancel(self) -> bool:
        """There is nothing to cancel."""
        return False

    def cancelled(self) -> bool:
        """It ended by itself."""
        return False


class AtOnceTasks(Tasks):
    """Runs everything to its end on the spot: pictures have no event loop and nothing to wait for."""

    def spawn(self, work: Coroutine[Any, Any, T], name: str, **_options: object) -> Any:
        """Step through; only turns of the loop are waited for, anything else stays undone."""
        try:
            while True:
                if work.send(None) is not None:
                    work.close()
                    break
        except StopIteration:
            pass
        return _Ended()


class MemoryAccount:
    """A `QuerySource` with its outbox: what is done here stays pending, as without a network."""

    def __init__(
        self, person: Person, clock: Clock, rows: Mapping[str, Iterable[Any]], tasks: Tasks | None = None
    ) -> None:
        self.bus = Bus()
        self.tasks = tasks or AtOnceTasks()
        self.status = EngineStatus()
        self.operations: list[PendingOperation] = []
        self.histories: dict[str, list[dict[str, Any]]] = {}
        self.failing: DoorstepError | None = None
        """Raised by every read while it is set."""
        self.person, self._clock = person, clock
        self._connection = connect(None, None, durable=False)
        self._made = 0
        prepare(self._connection)
        for entity, docs in rows.items():
            self.put(entity, docs)

    def close(self) -> None:
        """Let the rows go."""
        self._connection.close()

    def put(self, entity: str, docs: Iterable[Any]) -> None:
        """The server said so."""
        table, docs = TABLES[entity], tuple(docs)
        self._connection.executemany(
            table.upsert,
            [
                (
                    doc["id"],
                    doc["version"],
                    "[]",
                    json.dumps(doc),
                    *(get(doc) for get in table.columns.values()),
                )
                for doc in docs
            ],
        )
        self.bus.publish({entity}, {entity: [doc["id"] for doc in docs]})

    def forget(self, entity: str, id: str) -> None:
        """The server said that this reader may no longer see it."""
        self._connection.execute(f"DELETE FROM {entity} WHERE id = ?", (id,))  # noqa: S608 - our own table's name
        self.bus.publish({entity}, {entity: [id]})

    def new_id(self) -> str:
        """Ids that are the same in every run."""
        self._made += 1
        return f"00000000-0000-7000-8000-{self._made:012}"

    async def read(self, query: Query[T]) -> T:
        """Run the query here and now."""
        if self.failing is not None:
            raise self.failing
        return query.read(View(CacheReader(self._connection), tuple(self.operations), self.person))

    async def act(self, operation: Operation) -> str:
        """Keep it as pending."""
        id = self.new_id()
        self.operations.append(
            PendingOperation(
                id=id,
                seq=len(self.operations) + 1,
                account=self.person.id,
                operation=operation,
                args_version=1,
                created_at=to_wire(self._clock.now()),
            )
        )
        self._touched(operation)
        return id

    def settle(self, operation_id: str, state: State, **changes: Any) -> None:
        """The server answered an operation, or refused it."""
        for place, item in enumerate(self.operations):
            if item.id == operation_id:
                self.operations[place] = replace(item, state=state, **changes)
                self._touched(item.operation)

    # What a person does with the outbox (`client.outbox.queue` by its users' names).

    async def discard(self, operation_id: str) -> tuple[str, ...]:
        """Give it up; what is done can't be."""
        item = next((item for item in self.operations if item.id == operation_id), None)
        if item is None or item.state in {State.SENDING, State.DONE}:
            raise LocalError("This operation is no longer in the outbox.")
        self.operations.remove(item)
        self._touched(item.operation)
        return (operation_id,)

    async def dismiss(self, operation_id: str) -> None:
        """Put an answer away."""
        self.operations = [item for item in self.operations if item.id != operation_id]
        self.bus.publish({"outbox"})

    async def edit(self, operation_id: str, args: dict[str, Any]) -> str:
        """Send other arguments instead."""
        item = next(item for item in self.operations if item.id == operation_id)
        self.settle(operation_id, State.QUEUED, operation=replace(item.operation, args=args), problem=None)
        return operation_id

    async def history(self, booking_id: str) -> Any:
        """The kept history, or nothing without a network."""
        if booking_id not in self.histories:
            raise UnreachableError("no network")
        return cast(Any, _Body({"items": self.histories[booking_id]}))

    def _touched(self, operation: Operation) -> None:
        waiting = sum(item.state is State.QUEUED for item in self.operations)
        self.status.update(waiting=waiting)
        rows: dict[str, set[str]] = {}
        for touch in operation.touches:
            rows.setdefault(touch.entity, set()).add(touch.id)
        self.bus.publish({"outbox", *rows}, rows)


class _Body:
    """An answer with a body."""

    def __init__(self, body: Any) -> None:
        self.body = body

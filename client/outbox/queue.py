"""The outbox in memory and on disk: every change is on disk before it shows."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from client.bus import Bus
from client.clock import Clock, to_wire
from client.db.outbox_file import OutboxFile
from client.documents import Document
from client.errors import LocalError
from client.outbox import order
from client.outbox.check import check
from client.outbox.kinds import KINDS
from client.outbox.lineage import Lineage
from client.outbox.operation import NEEDS_PERSON, UNANSWERED, Operation, PendingOperation, State
from client.tasks import Tasks

TAG = "outbox"

T = TypeVar("T")


class OutboxQueue:
    """Operations of one account, oldest first.

    Changes go one after the other, and each is carried through even where its caller is cancelled: memory
    and disk never differ. `forgetful` is a kiosk's: what is answered leaves the disk at once.
    """

    def __init__(
        self,
        file: OutboxFile,
        bus: Bus,
        tasks: Tasks,
        clock: Clock,
        new_id: Callable[[], str],
        account: str,
        *,
        forgetful: bool = False,
    ) -> None:
        self._file = file
        self._bus = bus
        self._tasks = tasks
        self._clock = clock
        self._new_id = new_id
        self._account = account
        self._forgetful = forgetful
        self._items: tuple[PendingOperation, ...] = ()
        self._lineage = Lineage()
        self._turn = asyncio.Lock()
        self.on_change: Callable[[], None] = lambda: None
        """Called after each change, when something may have become ready to send."""

    async def open(self) -> None:
        """Load what is on disk."""
        self._items = order.with_blocked(await self._file.open())

    @property
    def items(self) -> tuple[PendingOperation, ...]:
        """All operations, with `BLOCKED` derived."""
        return self._items

    @property
    def waiting(self) -> int:
        """How many are saved here and not answered."""
        return sum(item.state in UNANSWERED for item in self._items)

    @property
    def needs_you(self) -> int:
        """How many only a person can move on."""
        return sum(item.state in NEEDS_PERSON for item in self._items)

    def find(self, operation_id: str) -> PendingOperation | None:
        """The operation with this id, if it is still here."""
        return next((item for item in self._items if item.id == operation_id), None)

    def get(self, operation_id: str) -> PendingOperation:
        """The operation with this id. Raises `LocalError`."""
        found = self.find(operation_id)
        if found is None:
            raise LocalError("This operation is no longer in the outbox.")
        return found

    def runnable(self) -> list[PendingOperation]:
        """What may be sent now."""
        return order.runnable(self._items)

    async def append(self, operation: Operation, *, online_only: bool = False) -> PendingOperation:
        """Check, write, show. Raises `InvalidOperationError` or `LocalError`; then nothing was written."""
        check(KINDS[operation.name], operation)
        return await self._through(lambda: self._append(operation, online_only))

    async def _append(self, operation: Operation, online_only: bool) -> PendingOperation:
        item = self._lineage.current(
            PendingOperation(
                id=self._new_id(),
                seq=max((other.seq for other in self._items), default=0) + 1,
                account=self._account,
                operation=operation,
                args_version=KINDS[operation.name].args_version,
                created_at=to_wire(self._clock.now()),
                # The caller sends it itself, at once; after a crash the sender asks again.
                state=State.SENDING if online_only else State.QUEUED,
                online_only=online_only,
            )
        )
        await self._file.write([item])
        self._show([*self._items, item], item)
        return item

    async def mark(self, operation_id: str, state: State, **changes: Any) -> PendingOperation:
        """Move an operation to another state, with other fields. Raises `LocalError` where it is gone."""
        return await self._through(lambda: self._mark(operation_id, state, changes))

    async def _mark(self, operation_id: str, state: State, changes: dict[str, Any]) -> PendingOperation:
        changed = replace(self.get(operation_id), state=state, **changes)
        await self._file.write([changed])
        self._replace([changed])
        return changed

    async def begin(self, operation_id: str) -> PendingOperation | None:
        """Mark as being sent, unless it is gone or no longer ready."""
        return await self._through(lambda: self._begin(operation_id))

    async def _begin(self, operation_id: str) -> PendingOperation | None:
        item = self.find(operation_id)
        if item is None or item not in self.runnable():
            return None
        return await self._mark(operation_id, State.SENDING, {})

    async def release(self, operation_id: str) -> None:
        """The disk would not note how sending went: let it be sent again, as it would be after a restart."""
        await self._through(lambda: self._release(operation_id))

    async def _release(self, operation_id: str) -> None:
        item = self.find(operation_id)
        if item is not None and item.state is State.SENDING:
            # It may have arrived, so it no longer counts as never sent; the file says the same of `sending`.
            self._replace([replace(item, state=State.QUEUED, attempts=item.attempts + 1)])

    async def finish(self, operation_id: str, answer: Document | None) -> PendingOperation:
        """The server has answered: later operations on the same row now mean the version it made."""
        return await self._through(lambda: self._finish(operation_id, answer))

    async def _finish(self, operation_id: str, answer: Document | None) -> PendingOperation:
        done = replace(self.get(operation_id), state=State.DONE, answer=answer, problem=None)
        learnt = self._lineage.learn(done)
        try:
            followers = await self._write_answer(operation_id, done)
        except LocalError:
            self._lineage.forget(learnt)
            raise
        self._replace([done, *followers])
        return done

    async def _write_answer(self, operation_id: str, done: PendingOperation) -> list[PendingOperation]:
        followers = [
            moved
            for item in self._items
            if item.id != operation_id and (moved := self._lineage.current(item)) != item
        ]
        if self._forgetful:
            await self._file.write(_plain(followers), remove=[operation_id])
            await self._file.erase_traces()
        else:
            await self._file.write(_plain([done, *followers]))
        return followers

    async def remove(self, ids: Sequence[str]) -> None:
        """Take these out: they have settled."""
        await self._through(lambda: self._remove(frozenset(ids)))

    async def give_up(self, ids: Sequence[str]) -> None:
        """Take these out unanswered. Raises `LocalError` where one is just being sent; then all stay."""
        await self._through(lambda: self._give_up(frozenset(ids)))

    async def _give_up(self, ids: frozenset[str]) -> None:
        for item in self._items:
            if item.id in ids:
                _refuse_sending(item)
        await self._remove(ids)

    async def _remove(self, ids: frozenset[str]) -> None:
        gone = [item for item in self._items if item.id in ids]
        if not gone:
            return
        await self._file.write(remove=[item.id for item in gone])
        if self._forgetful:
            await self._file.erase_traces()
        self._show([item for item in self._items if item.id not in ids], *gone)

    async def renew(self, changed: PendingOperation) -> PendingOperation:
        """Queue this changed form of an operation under a new idempotency key; what depends on it follows.

        Raises `LocalError` where the old form is gone or just being sent.
        """
        return await self._through(lambda: self._renew(changed))

    async def _renew(self, changed: PendingOperation) -> PendingOperation:
        old = changed.id
        gone = self.get(old)
        _refuse_sending(gone)
        fresh = replace(changed, id=self._new_id(), state=State.QUEUED, attempts=0, failures=0, problem=None)
        followers = [_following(item, old, fresh.id) for item in self._items if _follows(item, old)]
        await self._file.write(_plain([fresh, *followers]), remove=[old])
        by_id = {old: fresh, **{item.id: item for item in followers}}
        self._show([by_id.get(item.id, item) for item in self._items], gone, *by_id.values())
        return fresh

    async def aclose(self) -> None:
        """Close the file."""
        await self._file.aclose()

    async def _through(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        return await asyncio.shield(self._tasks.spawn(self._alone(work), "outbox change", quiet=True))

    async def _alone(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        async with self._turn:
            return await work()

    def _replace(self, changed: Sequence[PendingOperation]) -> None:
        by_id = {item.id: item for item in changed}
        self._show([by_id.get(item.id, item) for item in self._items], *changed)

    def _show(self, items: Sequence[PendingOperation], *changed: PendingOperation) -> None:
        before = set(map(_state, self._items))
        self._items = order.with_blocked(sorted(_plain(items), key=lambda item: item.seq))
        # One that is refused or moved on blocks or frees others, whose rows then show it.
        moved = [item for item in self._items if _state(item) not in before]
        rows: dict[str, set[str]] = {}
        for item in (*changed, *moved):
            for touch in item.operation.touches:
                rows.setdefault(touch.entity, set()).add(touch.id)
        self._bus.publish({TAG, *rows}, rows)
        self.on_change()


def _state(item: PendingOperation) -> tuple[str, State]:
    return item.id, item.state


def _refuse_sending(item: PendingOperation) -> None:
    if item.state is State.SENDING:
        raise LocalError("This operation is being sent; it can't be called back.")


def _follows(item: PendingOperation, operation_id: str) -> bool:
    return operation_id in item.operation.depends_on


def _following(item: PendingOperation, old: str, new: str) -> PendingOperation:
    depends_on = tuple(new if key == old else key for key in item.operation.depends_on)
    return replace(item, operation=replace(item.operation, depends_on=depends_on))


def _plain(items: Sequence[PendingOperation]) -> list[PendingOperation]:
    """Without `BLOCKED`, which follows from the others and is never written."""
    return [replace(item, state=State.QUEUED) if item.state is State.BLOCKED else item for item in items]

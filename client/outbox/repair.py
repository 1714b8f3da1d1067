"""What a person can do about an operation that did not go through."""

from dataclasses import replace

from client.documents import Document
from client.errors import LocalError
from client.outbox import order
from client.outbox.check import check
from client.outbox.kinds import KINDS
from client.outbox.operation import NEEDS_PERSON, PendingOperation, State
from client.outbox.queue import OutboxQueue


class Repair:
    """Retry, edit, discard, dismiss."""

    def __init__(self, queue: OutboxQueue) -> None:
        self._queue = queue

    async def retry(self, operation_id: str) -> str:
        """Send it again, meaning the row as it is now; returns the id it goes by from now on.

        A refusal is stored under its key on the server, so what was refused goes out under a new one; what
        the server failed at keeps its key, because it may have taken effect.
        """
        item = self._queue.get(operation_id)
        if item.state in {State.CONFLICT, State.REJECTED}:
            return (await self._queue.renew(_over_current(item))).id
        if item.state is State.QUARANTINED:
            await self._queue.mark(operation_id, State.QUEUED, attempts=0, failures=0)
        return operation_id

    async def edit(self, operation_id: str, args: Document) -> str:
        """Send other arguments: for what the server has refused or never saw.

        Raises `InvalidOperationError`, or `LocalError` where it may have arrived already.
        """
        item = self._queue.get(operation_id)
        if item.state not in {State.CONFLICT, State.REJECTED} and not _never_sent(item):
            raise LocalError("This operation may already have arrived; it can't be edited now.")
        operation = replace(item.operation, args=args)
        check(KINDS[item.name], operation)
        return (await self._queue.renew(_over_current(replace(item, operation=operation)))).id

    async def discard(self, operation_id: str) -> tuple[str, ...]:
        """Give it up with what can't be without it; returns the ids of all that went."""
        item = self._queue.get(operation_id)
        kind = KINDS.get(item.name)
        creates = kind is not None and kind.answers is not None and "{target}" not in kind.path
        ids = (operation_id, *order.dependents(self._queue.items, item, creates))
        await self._queue.give_up(ids)
        return ids

    async def dismiss(self, operation_id: str) -> None:
        """Put away one that is done."""
        item = self._queue.get(operation_id)
        if item.state not in NEEDS_PERSON | {State.DONE}:
            raise LocalError("This operation is not done yet.")
        await self._queue.remove([operation_id])


def _never_sent(item: PendingOperation) -> bool:
    return item.state in {State.QUEUED, State.BLOCKED} and item.attempts == 0


def _over_current(item: PendingOperation) -> PendingOperation:
    """Meaning the version that the server showed when it refused."""
    current = (item.problem or {}).get("current")
    version = current.get("version") if isinstance(current, dict) else None
    if item.operation.if_match is None or not isinstance(version, int):
        return item
    return replace(item, operation=replace(item.operation, if_match=version))

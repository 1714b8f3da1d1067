"""The outbox as a person sees it, and what they can do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from client.documents import Document
from client.outbox.operation import NEEDS_PERSON, PendingOperation, State
from client.stores.base import Query, QuerySource, Store
from client.stores.view import View

if TYPE_CHECKING:
    from client.outbox.repair import Repair


@dataclass(frozen=True, slots=True)
class OutboxList(Query[tuple[PendingOperation, ...]]):
    """Operations without those that are done: what needs a person first, then by age."""

    tags: ClassVar[frozenset[str]] = frozenset({"outbox"})

    def empty(self) -> tuple[PendingOperation, ...]:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> tuple[PendingOperation, ...]:
        """The operations now."""
        waiting = [item for item in view.operations if item.state is not State.DONE]
        return tuple(sorted(waiting, key=lambda item: (item.state not in NEEDS_PERSON, item.seq)))


class OutboxStore(Store):
    """Retry, edit and discard; each acts on disk before it shows."""

    def __init__(
        self, source: QuerySource, new_id: Callable[[], str], repair: "Callable[[], Repair]"
    ) -> None:
        super().__init__(source, new_id)
        self._repair = repair

    async def retry(self, operation_id: str) -> str:
        """Send again what was refused, over the row as it is now; returns the operation's new id."""
        return await self._repair().retry(operation_id)

    async def edit(self, operation_id: str, args: Document) -> str:
        """Send other arguments instead; returns the operation's new id. Raises `InvalidOperationError`."""
        return await self._repair().edit(operation_id, args)

    async def discard(self, operation_id: str) -> tuple[str, ...]:
        """Give it up, with the operations that can't be without it; returns the ids of all that went.

        One that is being sent can't be called back: raises `LocalError`.
        """
        return await self._repair().discard(operation_id)

    async def dismiss(self, operation_id: str) -> None:
        """Put away the answer of one that is done, such as an import's."""
        await self._repair().dismiss(operation_id)

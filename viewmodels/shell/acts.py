"""Doing something with a way back: the act, the toast, and its undo."""

from __future__ import annotations

from collections.abc import Callable

from client.errors import LocalError
from client.outbox.operation import Operation
from client.stores.base import Store
from client.stores.outbox import OutboxStore
from viewmodels.shell.rows import Tone
from viewmodels.shell.toasts import Toasts
from viewmodels.text import Texts

Compensate = Callable[[], Operation | None]


class Acts:
    """Hands operations to the outbox and says so, with undo.

    Undo takes the operation back while it is still here; once it has gone out, `compensate` makes the one
    that brings things back as they were, from the row as it is then.
    """

    def __init__(self, outbox: OutboxStore, toasts: Toasts, texts: Texts) -> None:
        self._outbox = outbox
        self._toasts = toasts
        self._texts = texts

    async def do(
        self,
        store: Store,
        operation: Operation,
        said: str,
        *,
        compensate: Compensate | None = None,
        icon: str = "check",
    ) -> str:
        """Append `operation`, then say `said` (past tense); answers the operation's id. Raises as `act`."""
        id = await store.act(operation)

        async def undo() -> None:
            await self._undo(store, id, compensate)

        self._toasts.show(said, icon=icon, undo=undo)
        return id

    async def _undo(self, store: Store, id: str, compensate: Compensate | None) -> None:
        try:
            await self._outbox.discard(id)
        except LocalError:
            # It is being sent or has arrived: only another operation can bring it back.
            other = compensate() if compensate is not None else None
            if other is None:
                self._toasts.show(self._texts("shell.toast.too_late"), tone=Tone.WARN, icon="circle-alert")
                return
            await store.act(other)
            self._toasts.show(self._texts("shell.toast.undone"))
        else:
            self._toasts.show(self._texts("shell.toast.not_sent"))

"""Kinds of operation: how one is checked, sent, shown before it is answered, and read from an older file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from client.documents import Document
from client.outbox.operation import PendingOperation
from contracts.permissions import Permission

Reducer = Callable[[Document | None, PendingOperation], Document | None]
"""The row as it will look if the server agrees; None stays or becomes no row. Pure, and safe to repeat."""

Upcast = Callable[[Document], Document]


def unchanged(row: Document | None, _pending: PendingOperation) -> Document | None:
    """For operations that change no cached row."""
    return row


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of operation; `path` may name `{target}`."""

    name: str
    method: str
    path: str
    model: str | None
    """Contract model of the body as `module:Class`, imported when the first one is checked; None: no body."""
    permissions: frozenset[Permission]
    """Whoever holds one of these may do it; the server decides again."""
    reduce: Reducer = unchanged
    answers: str | None = None
    """The entity of the row in the answer."""
    args_version: int = 1
    upcasts: Mapping[int, Upcast] = field(default_factory=dict)
    """From an older `args_version` to the next."""
    reduces: str | None = None
    """The entity whose rows `reduce` changes, where others are touched too: those only show that it waits."""
    merges: Callable[[PendingOperation, Document], bool] | None = None
    """Whether it may go over a newer row without asking: nobody else changed what it changes."""
    versions: str | None = None
    """The entity whose version `if_match` names, where rows of others are touched too."""
    keeps_answer: bool = False
    """A person must see the answer; it stays until they put it away."""

    def upcast(self, args: Document, version: int) -> Document:
        """Arguments of any older version as today's."""
        for number in range(version, self.args_version):
            args = self.upcasts[number](args)
        return args

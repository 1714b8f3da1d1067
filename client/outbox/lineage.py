"""Which version a person's own answered operations made of the version they saw.

Two operations on one row, both made from version 3: when the first is answered with version 4, the second
means version 4, because its author saw the first one's effect. The server checked that 4 is 3 and the first
operation, and nothing else.
"""

from dataclasses import replace

from client.outbox.fold import answered_row
from client.outbox.kinds import KINDS
from client.outbox.operation import PendingOperation, Touch


class Lineage:
    """Successors of versions, for as long as the program runs."""

    def __init__(self) -> None:
        self._next: dict[tuple[Touch, int], int] = {}

    def learn(self, done: PendingOperation) -> list[tuple[Touch, int]]:
        """Note what an answered operation made of the version it named; a creation makes it of 0.

        Answers what is new, to `forget` where the answer could not be kept.
        """
        new: list[tuple[Touch, int]] = []
        for touch in done.operation.touches:
            row = answered_row(done, *touch)
            version = None if row is None else row.get("version")
            before = done.operation.if_match or 0
            if isinstance(version, int) and version > before:
                if (touch, before) not in self._next:
                    new.append((touch, before))
                self._next[touch, before] = version
        return new

    def forget(self, learnt: list[tuple[Touch, int]]) -> None:
        """As if it had not been learnt: an operation that is sent again is sent exactly as before."""
        for key in learnt:
            self._next.pop(key, None)

    def current(self, item: PendingOperation) -> PendingOperation:
        """The operation with the version that it means now."""
        version = item.operation.if_match
        if version is None:
            return item
        kind = KINDS.get(item.name)
        named = kind.versions if kind is not None else None
        for touch in item.operation.touches:
            if named not in {None, touch.entity}:
                continue
            while (touch, version) in self._next:
                version = self._next[touch, version]
        if version == item.operation.if_match:
            return item
        return replace(item, operation=replace(item.operation, if_match=version))

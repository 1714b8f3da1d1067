"""Which rows of a table are ticked: by id, so that they survive sorting and new rows."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from PySide6.QtCore import Qt


class Checks:
    """The ticked ids, and the row that a range starts from."""

    def __init__(self) -> None:
        self._ids: set[Hashable] = set()
        self._anchor: Hashable | None = None

    @property
    def ids(self) -> frozenset[Hashable]:
        """What is ticked now."""
        return frozenset(self._ids)

    def holds(self, id: Hashable) -> bool:
        """Whether this row is ticked."""
        return id in self._ids

    def toggle(self, id: Hashable) -> None:
        """Tick or untick one row, and start ranges from it."""
        self._ids ^= {id}
        self._anchor = id

    def tick_range(self, order: Sequence[Hashable], to: Hashable) -> None:
        """Tick everything from the last toggled row to this one."""
        if self._anchor not in order:
            self.toggle(to)
            return
        ends = sorted((order.index(self._anchor), order.index(to)))
        self._ids.update(order[ends[0] : ends[1] + 1])

    def toggle_all(self, order: Sequence[Hashable]) -> None:
        """Tick all, or none where all are ticked."""
        self._ids = set() if len(self._ids) == len(order) else set(order)

    def clear(self) -> None:
        """Tick nothing."""
        self._ids = set()

    def keep(self, present: Iterable[Hashable]) -> bool:
        """Forget rows that are gone; answers whether any was ticked."""
        if not self._ids:
            return False
        before = len(self._ids)
        self._ids.intersection_update(present)
        return len(self._ids) != before

    def state(self, count: int) -> Qt.CheckState:
        """The state of the box that stands for all of `count` rows."""
        if not self._ids:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if len(self._ids) >= count else Qt.CheckState.PartiallyChecked

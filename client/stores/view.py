"""One consistent look at cache and outbox, for queries on the reader thread."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from client.db.cache_reader import CacheReader, Where
from client.outbox.fold import FoldedRow, fold_row, fold_rows, touched_ids, touching
from client.outbox.operation import PendingOperation
from contracts.rows import PartyDoc

if TYPE_CHECKING:
    from client.session.person import Person

Matches = Callable[[Any], bool]
SortKey = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class View:
    """The cache's snapshot, the operations as they were when the read was asked for, and who looks."""

    cache: CacheReader
    operations: Sequence[PendingOperation]
    person: "Person"

    @property
    def me(self) -> PartyDoc:
        """Who looks, by id and name."""
        return {"id": self.person.id, "name": self.person.name}

    def find(self, entity: str, row_id: str) -> FoldedRow | None:
        """One row as the person sees it."""
        row, marks = fold_row(
            entity, row_id, self.cache.find(entity, row_id), touching(self.operations, entity)
        )
        return None if row is None else (row, marks)

    def some(self, entity: str, ids: Collection[str]) -> list[FoldedRow]:
        """The rows with these ids, as far as the person sees them."""
        mine = touching(self.operations, entity)
        cached = {row["id"]: row for row in self.cache.some(entity, tuple(ids))}
        folded = [fold_row(entity, row_id, cached.get(row_id), mine) for row_id in ids]
        return [item for item in folded if item[0] is not None]

    def rows(
        self,
        entity: str,
        where: Where,
        *,
        matches: Matches,
        key: SortKey,
        order: str,
        descending: bool = False,
        limit: int | None = None,
    ) -> list[FoldedRow]:
        """Rows as the person sees them, filtered and sorted after folding.

        `where` and `order` (hot columns) say the same as `matches` and `key`, and let the database read only
        what is needed: an operation can move a row into or out of the list, so both are asked.
        """
        mine = touching(self.operations, entity)
        direction = " DESC" if descending else ""
        ordered = ", ".join(f"{column.strip()}{direction}" for column in order.split(","))
        if not mine:
            return [(row, ()) for row in self.cache.rows(entity, where, ordered, limit)]
        moved = touched_ids(mine, entity)
        wanted = None if limit is None else limit + len(moved)
        base = self.cache.rows(entity, where, ordered, wanted)
        known = {row["id"] for row in base}
        base += self.cache.some(entity, [row_id for row_id in moved if row_id not in known])
        folded = [item for item in fold_rows(entity, base, mine) if matches(item[0])]
        folded.sort(key=lambda item: key(item[0]), reverse=descending)
        return folded[:limit]

    def counts(self, entity: str, column: str, where: Where, matches: Matches) -> dict[Any, int]:
        """How many rows hold each value of a hot column that is also a field, as the person sees them."""
        counts = self.cache.counts(entity, column, where)
        mine = touching(self.operations, entity)
        cached = {row["id"]: row for row in self.cache.some(entity, touched_ids(mine, entity))}
        for row_id in touched_ids(mine, entity):
            before = cached.get(row_id)
            after, _marks = fold_row(entity, row_id, before, mine)
            for row, step in ((before, -1), (after, 1)):
                if row is not None and matches(row):
                    counts[row[column]] = counts.get(row[column], 0) + step
        return counts

"""What a reader is told: rows to keep, rows to forget. The same for a pull's page and a realtime frame."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend_stub.feed.log import LoggedChange
from backend_stub.feed.readers import RowKey
from backend_stub.ports.rows import Document, SyncRow


@dataclass(slots=True)
class Bundle:
    """Rows by entity with the scopes that they share with the reader, and the ids of rows that are gone."""

    upserts: dict[str, list[Document]] = field(default_factory=dict)
    scopes: dict[str, list[list[str]]] = field(default_factory=dict)
    forgets: list[dict[str, str]] = field(default_factory=list)
    tombstones: list[dict[str, str]] = field(default_factory=list)

    def add(self, entity: str, row: SyncRow, via: frozenset[str]) -> None:
        """A row that the reader sees through the scopes `via`."""
        self.upserts.setdefault(entity, []).append(row.show(via))
        self.scopes.setdefault(entity, []).append(sorted(via))

    def drop(self, change: LoggedChange) -> None:
        """A row that the reader had and can't see any more: deleted, or out of their scopes."""
        ref = {"entity": str(change.entity), "id": str(change.id)}
        (self.tombstones if change.is_delete else self.forgets).append(ref)

    def members(self) -> dict[str, Any]:
        """As they stand in the answer."""
        return {
            "upserts": self.upserts,
            "scopes": self.scopes,
            "forgets": self.forgets,
            "tombstones": self.tombstones,
        }


def by_row(changes: Sequence[LoggedChange]) -> dict[RowKey, list[LoggedChange]]:
    """Changes grouped by row, in the order in which rows first changed."""
    groups: dict[RowKey, list[LoggedChange]] = {}
    for change in changes:
        groups.setdefault((change.entity, change.id), []).append(change)
    return groups


def shared(rows: Mapping[RowKey, SyncRow], key: RowKey, scopes: frozenset[str]) -> frozenset[str]:
    """The scopes through which a reader sees a row now; none if they don't, or it is gone."""
    row = rows.get(key)
    return row.scopes & scopes if row else frozenset()

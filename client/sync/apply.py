"""Writing what the server said into the cache: a page and its cursor in one transaction."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from client.db.cache_tables import TABLES, Table
from client.db.connection import Connection, SqlValue
from client.documents import Document

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


@dataclass(frozen=True, slots=True)
class Changes:
    """What a pull's page and a realtime frame have in common."""

    cursor: str
    upserts: dict[str, list[Document]]
    scopes: dict[str, list[list[str]]]
    gone: list[tuple[str, str]]
    """(entity, id) of what was forgotten or deleted."""
    purge_scopes: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    """Other values to keep with the cursor (`epoch`, `grants_revision`, `as_of`)."""

    @property
    def touched(self) -> set[str]:
        """Entities that may have changed."""
        if self.purge_scopes:
            return set(TABLES)
        return {entity for entity, rows in self.upserts.items() if rows} | {entity for entity, _ in self.gone}

    @property
    def rows(self) -> dict[str, set[str]] | None:
        """The rows that may have changed, by entity; None where a scope was purged."""
        if self.purge_scopes:
            return None
        found = {entity: {row["id"] for row in rows} for entity, rows in self.upserts.items()}
        for entity, row_id in self.gone:
            found.setdefault(entity, set()).add(row_id)
        return found

    @staticmethod
    def read(answer: Any, cursor: str, meta: dict[str, str]) -> "Changes":
        """From a `contracts.sync.PullPage` or `ChangesFrame` as it crossed the wire."""
        gone = [(ref["entity"], ref["id"]) for ref in (*answer["forgets"], *answer["tombstones"])]
        return Changes(
            cursor, answer["upserts"], answer["scopes"], gone, list(answer.get("purge_scopes", ())), meta
        )


def apply(connection: Connection, changes: Changes, left_out: Collection[str] = ()) -> None:
    """Write everything; rows of unknown entities and of those `left_out` are passed over.

    Applying the same changes again leaves the cache as it is.
    """
    for scope in changes.purge_scopes:
        purge(connection, scope)
    for entity, row_id in changes.gone:
        if entity in TABLES:
            connection.execute(f"DELETE FROM {entity} WHERE id = ?", (row_id,))  # noqa: S608 - our own names
    for entity, rows in changes.upserts.items():
        if rows and entity in TABLES and entity not in left_out:
            table = TABLES[entity]
            connection.executemany(table.upsert, _prepared(table, rows, changes.scopes[entity]))
    values = {**changes.meta, "cursor": changes.cursor}
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(values.items()))


def _prepared(
    table: Table, rows: Sequence[Document], scopes: Sequence[list[str]]
) -> Iterable[tuple[SqlValue, ...]]:
    extracts = tuple(table.columns.values())
    for row, row_scopes in zip(rows, scopes, strict=True):
        hot = [extract(row) for extract in extracts]
        yield (row["id"], row["version"], " ".join(row_scopes), _dumps(row), *hot)


def purge(connection: Connection, scope: str) -> None:
    """Take a scope from all rows, and delete those that were in no other."""
    for entity in TABLES:
        found = connection.execute(
            f"SELECT id, scopes FROM {entity} WHERE instr(scopes, ?)",  # noqa: S608 - our own names
            (scope,),
        ).fetchall()
        for row_id, scopes in found:
            left = [other for other in scopes.split() if other != scope]
            if not left:
                connection.execute(f"DELETE FROM {entity} WHERE id = ?", (row_id,))  # noqa: S608 - our own names
            else:
                connection.execute(
                    f"UPDATE {entity} SET scopes = ? WHERE id = ?",  # noqa: S608 - our own names
                    (" ".join(left), row_id),
                )

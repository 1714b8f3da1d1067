"""Reading cached rows; pure SQL on one snapshot, no models: this is the start-up path."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from client.db.cache_tables import TABLES
from client.db.connection import Connection, SqlValue


@dataclass(frozen=True, slots=True)
class Where:
    """A filter over hot columns: SQL with `?` marks, and its values."""

    sql: str = "1"
    values: tuple[SqlValue, ...] = ()

    def also(self, sql: str, *values: SqlValue) -> "Where":
        """Both filters."""
        return Where(f"({self.sql}) AND ({sql})", (*self.values, *values))

    def among(self, column: str, values: Iterable[str]) -> "Where":
        """The column holds one of `values`; no values filter nothing."""
        wanted = tuple(values)
        return self.also(f"{column} IN ({', '.join('?' * len(wanted))})", *wanted) if wanted else self


@dataclass(frozen=True, slots=True)
class Page:
    """The kept answer of a GET, and when it was fetched."""

    body: Any
    fetched_at: str
    etag: str | None = None


@dataclass(frozen=True, slots=True)
class CacheReader:
    """Reads one snapshot of the cache."""

    connection: Connection
    known: frozenset[str] = field(default=frozenset(TABLES))

    def rows(self, entity: str, where: Where, order: str = "id", limit: int | None = None) -> list[Any]:
        """Documents of an entity, ordered by hot columns."""
        self._check(entity)
        tail = "" if limit is None else f" LIMIT {int(limit)}"
        found = self.connection.execute(
            f"SELECT doc FROM {entity} WHERE {where.sql} ORDER BY {order}{tail}",  # noqa: S608 - our own names
            where.values,
        )
        return _documents([row[0] for row in found])

    def some(self, entity: str, ids: Sequence[str]) -> list[Any]:
        """Documents with these ids, as far as they are here."""
        return self.rows(entity, Where().among("id", ids)) if ids else []

    def find(self, entity: str, row_id: str) -> Any | None:
        """The document with this id."""
        found = self.rows(entity, Where("id = ?", (row_id,)))
        return found[0] if found else None

    def count(self, entity: str, where: Where) -> int:
        """How many rows match."""
        self._check(entity)
        found = self.connection.execute(
            f"SELECT count(*) FROM {entity} WHERE {where.sql}",  # noqa: S608 - our own names
            where.values,
        ).fetchone()
        return int(found[0]) if found else 0

    def counts(self, entity: str, column: str, where: Where) -> dict[Any, int]:
        """How many matching rows hold each value of a hot column."""
        self._check(entity)
        found = self.connection.execute(
            f"SELECT {column}, count(*) FROM {entity} WHERE {where.sql} GROUP BY 1",  # noqa: S608 - our own names
            where.values,
        )
        return {row[0]: int(row[1]) for row in found}

    def versions(self, entity: str) -> list[tuple[str, int, str]]:
        """Id, version and scopes of every row."""
        self._check(entity)
        found = self.connection.execute(f"SELECT id, version, scopes FROM {entity}")  # noqa: S608 - our own names
        return [(row[0], row[1], row[2]) for row in found]

    def page(self, key: str) -> Page | None:
        """What was fetched under this key."""
        found = self.connection.execute(
            "SELECT body, fetched_at, etag FROM page WHERE key = ?", (key,)
        ).fetchone()
        return None if found is None else Page(json.loads(found[0]), found[1], found[2])

    def meta(self, key: str) -> str | None:
        """A value that sync keeps beside the rows."""
        found = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if found is None else str(found[0])

    def _check(self, entity: str) -> None:
        if entity not in self.known:
            raise KeyError(entity)


def _documents(texts: list[str]) -> list[Any]:
    """One parse for all: half the time of one call a row."""
    return list(json.loads(f"[{','.join(texts)}]"))

"""Reads the audit log."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, select

from backend_stub.db.tables import AuditEntry, Person
from backend_stub.errors import InvalidInputError
from backend_stub.paging import read_cursor, write_cursor
from backend_stub.security.context import ReadingContext
from contracts.permissions import Permission
from contracts.wire import rfc3339

NEWEST_FIRST: Final = "-seq"
_SORTS: Final = frozenset({"seq", NEWEST_FIRST})


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries, from when until (without) when, in which order and on which page."""

    action: str | None
    entity: str | None
    entity_id: UUID | None
    actor_id: UUID | None
    since: datetime | None
    until: datetime | None
    sort: str
    cursor: str | None
    limit: int

    def conditions(self) -> list[ColumnElement[bool]]:
        """What an entry has to fulfil."""
        entry = AuditEntry
        equal = (
            (entry.action, self.action),
            (entry.entity, self.entity),
            (entry.entity_id, self.entity_id),
            (entry.actor_id, self.actor_id),
        )
        found: list[ColumnElement[bool]] = [column == value for column, value in equal if value is not None]
        if self.since is not None:
            found.append(entry.at >= self.since)
        if self.until is not None:
            found.append(entry.at < self.until)
        if self.cursor is not None:
            (seq,) = read_cursor(self.cursor, self.sort, (int,))
            found.append(entry.seq < seq if self.sort == NEWEST_FIRST else entry.seq > seq)
        return found


class AuditService:
    """For admins alone."""

    async def page(self, reading: ReadingContext, wanted: AuditFilter) -> dict[str, Any]:
        """One page of the log."""
        if wanted.sort not in _SORTS:
            raise InvalidInputError.field("sort", "unknown", "Sort by seq; with - for the newest first.")
        conditions = wanted.conditions()
        reading.caller.require(Permission.AUDIT_VIEW)
        order = AuditEntry.seq.desc() if wanted.sort == NEWEST_FIRST else AuditEntry.seq
        query = (
            select(AuditEntry, Person.name)
            .outerjoin(Person, Person.id == AuditEntry.actor_id)
            .where(*conditions)
            .order_by(order)
            .limit(wanted.limit + 1)
        )
        rows = (await reading.session.execute(query)).all()
        shown = rows[: wanted.limit]
        more = len(rows) > wanted.limit
        return {
            "items": [_document(entry, name) for entry, name in shown],
            "next_cursor": write_cursor(wanted.sort, [shown[-1][0].seq]) if more else None,
        }


def _document(entry: AuditEntry, name: str | None) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": rfc3339(entry.at),
        "actor": None if entry.actor_id is None else {"id": str(entry.actor_id), "name": name},
        "action": entry.action,
        "entity": entry.entity,
        "entity_id": str(entry.entity_id),
        "before": None if entry.before is None else json.loads(entry.before),
        "after": None if entry.after is None else json.loads(entry.after),
        "erased": entry.salt is None,
        "hash": entry.hash,
    }

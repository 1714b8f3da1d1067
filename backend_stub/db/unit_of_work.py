"""One transaction, and what it leaves behind for others: feed rows, events, changed grants, the audit log."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Insert, bindparam, insert, literal, literal_column, text
from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction

from backend_stub.db.audit_chain import Act, append
from backend_stub.db.postgresql import CHANNEL
from backend_stub.db.tables import Change, ChangeScope, EventOutbox
from contracts.events import EventName
from contracts.vocabulary import Entity

Op = Literal["upsert", "delete"]

_ZERO_XID: Final[ColumnElement[int]] = literal(0)
_CURRENT_XID: Final[ColumnElement[int]] = literal_column("pg_current_xact_id()::text::bigint")


@dataclass(frozen=True, slots=True)
class _Recorded:
    entity: Entity
    id: UUID
    op: Op
    version: int
    before: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Committed:
    """What others want to know of a transaction once it is committed."""

    changes: int
    events: frozenset[UUID]
    """Ids of the events that it emitted."""

    subjects: frozenset[UUID]
    """Whose grants changed."""


class UnitOfWork:
    """The transaction of one request or job; `now` is the one time at which all of it happens."""

    def __init__(self, session: AsyncSession, now: datetime) -> None:
        self.session = session
        self.now = now
        self._changes: list[_Recorded] = []
        self._events: list[dict[str, Any]] = []
        self._subjects: set[UUID] = set()
        self._acts: list[Act] = []

    def record_change(
        self,
        entity: Entity,
        id: UUID,
        version: int,
        *,
        before: Iterable[str] = (),
        after: Iterable[str] = (),
        op: Op = "upsert",
    ) -> None:
        """Tell the feed that a synced row changed.

        `before` and `after` are the scopes that saw the row until now and see it from now on; a new row has
        no `before`, a deleted one (`op="delete"`) no `after`.
        """
        scopes = frozenset(before), frozenset(after)
        self._changes.append(_Recorded(entity, id, op, version, *scopes))

    def emit(self, name: EventName, payload: Mapping[str, Any]) -> UUID:
        """Say that something happened; `payload` is JSON. Consumers hear of it after the commit."""
        event_id = uuid4()
        row = {"id": event_id, "name": str(name), "payload": dict(payload), "at": self.now}
        self._events.append(row)
        return event_id

    def grants_changed(self, subject_id: UUID) -> None:
        """Roles, membership, suspension or sessions of somebody changed: sockets and caches must hear."""
        self._subjects.add(subject_id)

    def audit(self, act: Act) -> None:
        """Enter an act in the audit log."""
        self._acts.append(act)

    def savepoint(self) -> AbstractAsyncContextManager[AsyncSessionTransaction]:
        """Around a statement that may be refused: `async with uow.savepoint():` undoes that part alone."""
        return self.session.begin_nested()

    async def write_records(self) -> Committed:
        """Write what was recorded; the last thing before the commit."""
        if self._changes:
            await self._write_changes()
        if self._events:
            await self.session.execute(insert(EventOutbox), self._events)
        if self._acts:
            await append(self.session, self._acts, self.now)
        committed = Committed(
            changes=len(self._changes),
            events=frozenset(event["id"] for event in self._events),
            subjects=frozenset(self._subjects),
        )
        if self.is_postgresql and (committed.changes or committed.events or committed.subjects):
            await self.session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})
        return committed

    @property
    def is_postgresql(self) -> bool:
        """Which of the two dialects this is."""
        return self.session.get_bind().dialect.name == "postgresql"

    async def _write_changes(self) -> None:
        xid = _CURRENT_XID if self.is_postgresql else _ZERO_XID
        rows = [
            {
                "entity": str(change.entity),
                "entity_id": change.id,
                "op": change.op,
                "version": change.version,
                "scopes_before": sorted(change.before),
                "scopes_after": sorted(change.after),
                "at": self.now,
            }
            for change in self._changes
        ]
        statement: Insert = insert(Change).values(xid=xid)
        # The scopes come back with their number: numbers in the order of rows cost SQLite a statement each.
        returning = statement.returning(Change.seq, Change.scopes_before, Change.scopes_after)
        index = [
            {"scope": scope, "seq_": seq}
            for seq, before, after in await self.session.execute(returning, rows)
            for scope in sorted({*before, *after})
        ]
        if index:
            await self.session.execute(
                insert(ChangeScope).values(scope=bindparam("scope"), seq=bindparam("seq_"), xid=xid), index
            )

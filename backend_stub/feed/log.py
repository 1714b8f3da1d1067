"""Reads the feed's tables, inside one snapshot.

On PostgreSQL only changes below the horizon (the oldest transaction still running) count: whatever is
below it is settled, so a position never skips a change that commits later.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, text, tuple_, union
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Change, ChangeFloor, ChangeScope, FeedEpoch
from backend_stub.feed.position import START, Position
from contracts.vocabulary import Entity

AnySelect = Select[*tuple[Any, ...]]
S = TypeVar("S", bound=AnySelect)

_HORIZON = text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One change, as the feed keeps it."""

    position: Position
    entity: Entity
    id: UUID
    is_delete: bool
    before: frozenset[str]
    after: frozenset[str]

    def concerns(self, scopes: frozenset[str]) -> bool:
        """Whether a reader with these scopes saw the row before or sees it after."""
        return not (scopes.isdisjoint(self.before) and scopes.isdisjoint(self.after))


class ChangeLog:
    """The feed in one snapshot."""

    def __init__(self, session: AsyncSession, horizon: int | None) -> None:
        self._session = session
        self._horizon = horizon

    @classmethod
    async def open(cls, session: AsyncSession) -> "ChangeLog":
        """The feed as this session's snapshot sees it."""
        horizon: int | None = None
        if session.get_bind().dialect.name == "postgresql":
            horizon = (await session.execute(_HORIZON)).scalar_one()
        return cls(session, horizon)

    async def epoch(self) -> UUID:
        """The epoch of this history."""
        return (await self._session.execute(select(FeedEpoch.epoch))).scalar_one()

    async def head(self) -> Position:
        """The last settled change, whoever may see it."""
        query = select(Change.xid, Change.seq).order_by(Change.xid.desc(), Change.seq.desc()).limit(1)
        row = (await self._session.execute(self._settled(query, Change.xid))).one_or_none()
        return Position(row.xid, row.seq) if row else START

    async def last(self, scopes: Collection[str]) -> dict[str, Position]:
        """The last settled change that each scope saw; scopes that never saw one are left out."""
        if not scopes:
            return {}
        newest = [
            self._settled(
                select(ChangeScope.scope, ChangeScope.xid, ChangeScope.seq)
                .where(ChangeScope.scope == scope)
                .order_by(ChangeScope.xid.desc(), ChangeScope.seq.desc())
                .limit(1),
                ChangeScope.xid,
            )
            for scope in sorted(scopes)
        ]
        found = await self.floors(scopes)
        for scope, xid, seq in await self._session.execute(_any_of(newest)):
            found[scope] = max(found.get(scope, START), Position(xid, seq))
        return found

    async def floors(self, scopes: Collection[str]) -> dict[str, Position]:
        """The last change that retention took from each scope."""
        query = select(ChangeFloor.scope, ChangeFloor.xid, ChangeFloor.seq).where(
            ChangeFloor.scope.in_(scopes)
        )
        return {scope: Position(xid, seq) for scope, xid, seq in await self._session.execute(query)}

    async def seen_by(self, scopes: Collection[str], after: Position, limit: int) -> Sequence[LoggedChange]:
        """The next settled changes that any of `scopes` saw, in order."""
        if not scopes:
            return []
        parts = [
            self._settled(
                select(ChangeScope.xid, ChangeScope.seq)
                .where(ChangeScope.scope == scope, _after(ChangeScope, after))
                .order_by(ChangeScope.xid, ChangeScope.seq)
                .limit(limit),
                ChangeScope.xid,
            )
            for scope in sorted(scopes)
        ]
        places = _any_of(parts).subquery()
        query = (
            select(*_COLUMNS)
            .join(places, places.c.seq == Change.seq)
            .order_by(Change.xid, Change.seq)
            .limit(limit)
        )
        return _logged(await self._session.execute(query))

    async def everything(self, after: Position, limit: int) -> Sequence[LoggedChange]:
        """The next settled changes, whoever saw them, in order."""
        query = select(*_COLUMNS).where(_after(Change, after)).order_by(Change.xid, Change.seq).limit(limit)
        return _logged(await self._session.execute(self._settled(query, Change.xid)))

    async def first_of(self, entity: Entity, id: UUID, after: Position) -> LoggedChange | None:
        """The first change of one row after a position."""
        query = (
            select(*_COLUMNS)
            .where(Change.entity == entity, Change.entity_id == id, _after(Change, after))
            .order_by(Change.xid, Change.seq)
            .limit(1)
        )
        return next(iter(_logged(await self._session.execute(query))), None)

    async def is_settled(self) -> bool:
        """Whether every change in this snapshot is below the horizon, so that rows and feed agree."""
        if self._horizon is None:
            return True
        query = select(Change.seq).where(Change.xid >= self._horizon).limit(1)
        return (await self._session.execute(query)).first() is None

    def _settled(self, query: S, xid: Any) -> S:
        return query if self._horizon is None else query.where(xid < self._horizon)


_COLUMNS = (
    Change.xid,
    Change.seq,
    Change.entity,
    Change.entity_id,
    Change.op,
    Change.scopes_before,
    Change.scopes_after,
)


def _after(table: type[Change] | type[ChangeScope], position: Position) -> ColumnElement[bool]:
    return tuple_(table.xid, table.seq) > tuple_(position.xid, position.seq)


def _any_of(selects: Sequence[AnySelect]) -> Any:
    """Each part keeps its own order and limit, which needs a subquery on SQLite."""
    return union(*(select(part.subquery()) for part in selects))


def _logged(rows: Any) -> list[LoggedChange]:
    return [
        LoggedChange(
            position=Position(row.xid, row.seq),
            entity=Entity(row.entity),
            id=row.entity_id,
            is_delete=row.op == "delete",
            before=frozenset(row.scopes_before),
            after=frozenset(row.scopes_after),
        )
        for row in rows
    ]

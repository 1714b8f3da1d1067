"""What is kept for how long: the feed 30 days, answers 90, relayed events 30, ended sessions 30."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.database import Database
from backend_stub.db.tables import (
    Change,
    ChangeFloor,
    ChangeScope,
    ConsumedEvent,
    EventOutbox,
    IdempotencyRecord,
    Session,
)
from backend_stub.feed.position import Position
from backend_stub.ports.clock import ClockPort

FEED_KEPT: Final = timedelta(days=30)
ANSWERS_KEPT: Final = timedelta(days=90)
EVENTS_KEPT: Final = timedelta(days=30)
SESSIONS_KEPT: Final = timedelta(days=30)
_BATCH: Final = 2_000


class Retention:
    """A job that removes what is past its time, a little at a time so that nobody waits for it."""

    name = "retention"
    seconds = 600.0

    def __init__(self, database: Database, clock: ClockPort) -> None:
        self._database = database
        self._clock = clock

    async def run(self) -> None:
        """Remove everything that is due."""
        now = self._clock.now()
        while await self._trim_feed(now - FEED_KEPT):
            pass
        async with self._database.read() as session:
            is_due = await self._is_due(session, now)
        if is_due:
            await self._trim_records(now)

    async def _is_due(self, session: AsyncSession, now: datetime) -> bool:
        oldest = (
            (IdempotencyRecord.created_at, ANSWERS_KEPT),
            (ConsumedEvent.at, EVENTS_KEPT),
            (EventOutbox.at, EVENTS_KEPT),
            (Session.ended_at, SESSIONS_KEPT),
        )
        for column, kept in oldest:
            first = await session.scalar(select(func.min(column)))
            if first is not None and first < now - kept:
                return True
        return False

    async def _trim_records(self, now: datetime) -> None:
        async with self._database.write() as uow:
            for statement in (
                delete(IdempotencyRecord).where(IdempotencyRecord.created_at < now - ANSWERS_KEPT),
                delete(ConsumedEvent).where(ConsumedEvent.at < now - EVENTS_KEPT),
                delete(EventOutbox).where(
                    EventOutbox.at < now - EVENTS_KEPT, EventOutbox.relayed_at.is_not(None)
                ),
                delete(Session).where(
                    or_(
                        Session.ended_at < now - SESSIONS_KEPT,
                        and_(Session.ended_at.is_(None), Session.expires_at < now - SESSIONS_KEPT),
                    )
                ),
            ):
                await uow.session.execute(statement)

    async def _trim_feed(self, before: datetime) -> bool:
        """Take the oldest changes away, and note per scope how far: cursors from before then are expired."""
        query = select(Change.xid, Change.seq, Change.at).order_by(Change.xid, Change.seq).limit(_BATCH)
        async with self._database.read() as session:
            oldest = (await session.execute(query)).all()
        due = [row for row in oldest if row.at < before]
        if not due:
            return False
        sequence = [row.seq for row in due]
        async with self._database.write() as uow:
            taken = delete(ChangeScope).where(ChangeScope.seq.in_(sequence))
            returned = taken.returning(ChangeScope.scope, ChangeScope.xid, ChangeScope.seq)
            last: dict[str, Position] = {}
            for scope, xid, seq in await uow.session.execute(returned):
                last[scope] = max(last.get(scope, Position(0, 0)), Position(xid, seq))
            for scope, position in last.items():
                await uow.session.merge(ChangeFloor(scope=scope, xid=position.xid, seq=position.seq))
            await uow.session.execute(delete(Change).where(Change.seq.in_(sequence)))
        return len(due) == len(oldest)

"""Takes events from the outbox table to the broker (PROTOCOL 4), at least once.

The server whose transaction emitted an event relays it right after the commit. An event that has been
waiting for `_ORPHANED` belonged to a server that died in between, and whoever sees it takes it over;
consumers deduplicate, so two that take it over at once do no harm.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_, select, update

from backend_stub.db.database import Database
from backend_stub.db.tables import EventOutbox
from backend_stub.db.unit_of_work import Committed
from backend_stub.ports.broker import BrokerPort, Event
from backend_stub.ports.clock import ClockPort
from contracts.events import EventName

log = logging.getLogger(__name__)

_ORPHANED: Final = timedelta(seconds=3)
_LOOK_EVERY: Final = 1.0
_BATCH: Final = 100
_MAX_ATTEMPTS: Final = 8


class EventRelay:
    """Relays until stopped. After `_MAX_ATTEMPTS` an event is set aside (`dead_at`) and logged."""

    def __init__(self, database: Database, broker: BrokerPort, clock: ClockPort) -> None:
        self._database = database
        self._broker = broker
        self._clock = clock
        self._own: set[UUID] = set()
        self._not_before: dict[UUID, datetime] = {}
        self._wake = asyncio.Event()
        database.on_commit(self._hear)

    async def run(self) -> None:
        """Relay for ever."""
        while True:
            self._wake.clear()
            relayed = await self.relay_once()
            if not relayed:
                with suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK_EVERY):
                        await self._wake.wait()

    async def relay_once(self) -> int:
        """Relay what is waiting, up to a batch; answers how many events went out."""
        waiting = [row for row in await self._waiting() if self._is_due(row.id)]
        done = [row.id for row in waiting if await self._publish(row)]
        if done:
            async with self._database.write() as uow:
                await uow.session.execute(
                    update(EventOutbox).where(EventOutbox.id.in_(done)).values(relayed_at=uow.now)
                )
        self._own.difference_update(done)
        return len(done)

    def _hear(self, committed: Committed) -> None:
        if committed.events:
            self._own |= committed.events
            self._wake.set()

    async def _waiting(self) -> Sequence[Any]:
        orphaned = EventOutbox.at < self._clock.now() - _ORPHANED
        own = EventOutbox.id.in_(list(self._own)[:_BATCH])
        query = (
            select(EventOutbox.id, EventOutbox.name, EventOutbox.payload, EventOutbox.at)
            .where(EventOutbox.relayed_at.is_(None), EventOutbox.dead_at.is_(None), or_(own, orphaned))
            .order_by(EventOutbox.seq)
            .limit(_BATCH)
        )
        async with self._database.read() as session:
            return (await session.execute(query)).all()

    def _is_due(self, id: UUID) -> bool:
        return self._not_before.get(id, self._clock.now()) <= self._clock.now()

    async def _publish(self, row: Any) -> bool:
        event = Event(row.id, EventName(row.name), row.payload, row.at)
        try:
            await self._broker.publish(event)
        except Exception:
            log.exception("event %s (%s) could not be delivered", row.id, row.name)
            await self._postpone(row.id)
            return False
        self._not_before.pop(row.id, None)
        return True

    async def _postpone(self, id: UUID) -> None:
        async with self._database.write() as uow:
            statement = (
                update(EventOutbox)
                .where(EventOutbox.id == id)
                .values(attempts=EventOutbox.attempts + 1)
                .returning(EventOutbox.attempts)
            )
            attempts = (await uow.session.execute(statement)).scalar_one()
            if attempts >= _MAX_ATTEMPTS:
                await uow.session.execute(
                    update(EventOutbox).where(EventOutbox.id == id).values(dead_at=uow.now)
                )
                self._own.discard(id)
                log.error("event %s was set aside after %d attempts", id, attempts)
        self._not_before[id] = self._clock.now() + timedelta(seconds=2**attempts / 4)

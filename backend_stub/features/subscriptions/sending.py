"""Announcements on their way: a letter for each subscriber, in batches, once whatever restarts."""

from typing import Final
from uuid import UUID

from sqlalchemy import func, or_, select

from backend_stub.db.audit_chain import Act
from backend_stub.db.database import Database
from backend_stub.db.tables import Announcement, Letter, Subscriber
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.features.subscriptions.announcements import note_change
from backend_stub.features.subscriptions.audience import belongs, is_active
from backend_stub.letters.queue import NewLetter, write_letters
from backend_stub.ports.clock import ClockPort
from contracts.letters import LetterState
from contracts.notices import Channel
from contracts.subscriptions import AnnouncementState, Segment

_BATCH: Final = 500
_OPEN: Final = {LetterState.WAITING, LetterState.SENDING}


class AnnouncementSender:
    """Moves announcements on (`ports.job.JobPort`): the letters of a batch and how far it is are one write.

    It goes to those who had confirmed when sending began: who joins meanwhile hears of the next one.
    """

    name = "subscriptions.announcements"
    seconds = 2.0

    def __init__(self, database: Database, clock: ClockPort, batch: int = _BATCH) -> None:
        self._database = database
        self._clock = clock
        self._batch = batch

    async def run(self) -> None:
        """Begin what is due, and write the next letters of what has begun."""
        due = (Announcement.state == "scheduled") & (Announcement.send_at <= self._clock.now())
        async with self._database.read() as session:
            query = select(Announcement.id).where(or_(due, Announcement.state == "sending"))
            ids = (await session.scalars(query)).all()
        for id in ids:
            while await self._step(id):
                pass

    async def _step(self, id: UUID) -> bool:
        """One batch; whether there may be another."""
        async with self._database.write() as uow:
            query = select(Announcement).where(Announcement.id == id).with_for_update(skip_locked=True)
            row = await uow.session.scalar(query)
            if row is None:
                return False  # another server is at it
            if row.state == AnnouncementState.SCHEDULED and row.send_at and row.send_at <= uow.now:
                row.state, row.started_at = str(AnnouncementState.SENDING), uow.now
                note_change(uow, row)
            if row.state != AnnouncementState.SENDING:
                return False
            if await self._write_batch(uow, row):
                return True
            await self._count(uow, row)
            return False

    async def _write_batch(self, uow: UnitOfWork, row: Announcement) -> bool:
        query = (
            select(Subscriber.id, Subscriber.email, Subscriber.language)
            .where(
                is_active(),
                Subscriber.confirmed_at <= row.started_at,
                belongs(Segment(row.segment), row.segment_value),
            )
            .order_by(Subscriber.id)
            .limit(self._batch)
        )
        if row.reached is not None:
            query = query.where(Subscriber.id > row.reached)
        subscribers = (await uow.session.execute(query)).all()
        letters = [
            NewLetter(
                source_id=row.id,
                recipient_id=subscriber.id,
                channel=Channel.MAIL,
                kind="announcement",
                language=subscriber.language,
                due_at=uow.now,
                address=subscriber.email,
                announcement_id=row.id,
            )
            for subscriber in subscribers
        ]
        if not letters:
            return False
        await write_letters(uow, letters)
        row.reached = subscribers[-1].id
        row.recipients += len(letters)
        note_change(uow, row)
        return True

    async def _count(self, uow: UnitOfWork, row: Announcement) -> None:
        query = (
            select(Letter.state, func.count()).where(Letter.announcement_id == row.id).group_by(Letter.state)
        )
        counts = {LetterState(state): count for state, count in await uow.session.execute(query)}
        sent = counts.get(LetterState.SENT, 0)
        failed = counts.get(LetterState.DEAD, 0) + counts.get(LetterState.DROPPED, 0)
        is_done = not any(counts.get(state) for state in _OPEN)
        if (sent, failed) == (row.sent, row.failed) and not is_done:
            return
        row.sent, row.failed = sent, failed
        if is_done:
            row.state, row.finished_at = str(AnnouncementState.SENT), uow.now
            after = {"recipients": row.recipients, "sent": sent, "failed": failed}
            uow.audit(Act("announcement.sent", "announcement", row.id, None, None, after))
        note_change(uow, row)

"""Reminders before a booking: rows that follow from it, each fired once whatever restarts."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from backend_stub.db.database import Database
from backend_stub.db.tables import Booking, NoticeSettings, Reminder
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.ports.broker import Event
from backend_stub.ports.clock import ClockPort
from contracts.events import EventName
from contracts.notices import REMINDER_MINUTES
from contracts.vocabulary import BookingStatus
from contracts.wire import rfc3339

_AT_ONCE: Final = 100


class ReminderPlanner:
    """Keeps a booking's reminders as it is (`ports.broker.ConsumerPort`)."""

    name = "notifications.reminders"
    events = frozenset(
        {
            EventName.BOOKING_ACCEPTED,
            EventName.BOOKING_CANCELLED,
            EventName.BOOKING_DECLINED,
            EventName.BOOKING_RESCHEDULED,
            EventName.BOOKING_STARTED,
            EventName.BOOKING_COMPLETED,
            EventName.BOOKING_NO_SHOW,
            EventName.BOOKING_EXPIRED,
        }
    )

    async def handle(self, event: Event, uow: UnitOfWork) -> None:
        """Plan anew, from the booking as it is now: the order of events does not matter."""
        booking = await uow.session.get(Booking, UUID(str(event.payload["booking_id"])))
        if booking is not None and booking.customer_id is not None:
            chosen = await uow.session.scalar(
                select(NoticeSettings.reminder_minutes).where(NoticeSettings.person_id == booking.customer_id)
            )
            await plan(uow, booking, booking.customer_id, REMINDER_MINUTES if chosen is None else chosen)


async def plan(uow: UnitOfWork, booking: Booking, person_id: UUID, minutes: Collection[int]) -> None:
    """The reminders of somebody's booking: those still to come wait, all others that waited are dropped."""
    is_on = booking.status == BookingStatus.CONFIRMED
    wanted = {
        each: fire_at
        for each in minutes
        if is_on and (fire_at := booking.starts_at - timedelta(minutes=each)) > uow.now
    }
    stale = (
        update(Reminder)
        .where(
            Reminder.booking_id == booking.id,
            Reminder.person_id == person_id,
            Reminder.state == "waiting",
        )
        .values(state="dropped")
    )
    await uow.session.execute(stale)
    insert = postgresql_insert if uow.is_postgresql else sqlite_insert
    rows = [
        {
            "booking_id": booking.id,
            "person_id": person_id,
            "starts_at": booking.starts_at,
            "minutes": each,
            "fire_at": fire_at,
            "state": "waiting",
        }
        for each, fire_at in wanted.items()
    ]
    if rows:
        statement = insert(Reminder)
        keys = [Reminder.booking_id, Reminder.person_id, Reminder.starts_at, Reminder.minutes]
        # What was fired for this very time stays fired.
        again = statement.on_conflict_do_update(
            index_elements=keys, set_={"state": "waiting"}, where=Reminder.state == "dropped"
        )
        await uow.session.execute(again, rows)


async def plan_all(uow: UnitOfWork, person_id: UUID, minutes: Collection[int]) -> None:
    """Plan for everything that somebody has coming up, after they chose other times."""
    query = select(Booking).where(
        Booking.customer_id == person_id,
        Booking.status == BookingStatus.CONFIRMED,
        Booking.starts_at > uow.now,
    )
    for booking in (await uow.session.scalars(query)).all():
        await plan(uow, booking, person_id, minutes)


class ReminderBell:
    """Fires what is due (`ports.job.JobPort`): the row's change and the event are one transaction."""

    name = "notifications.reminder_bell"
    seconds = 2.0

    def __init__(self, database: Database, clock: ClockPort) -> None:
        self._database = database
        self._clock = clock

    async def run(self) -> None:
        """Fire until nothing is due."""
        while await self._is_due(self._clock.now()):
            await self._fire()

    async def _is_due(self, now: datetime) -> bool:
        query = select(Reminder.minutes).where(Reminder.state == "waiting", Reminder.fire_at <= now).limit(1)
        async with self._database.read() as session:
            return await session.scalar(query) is not None

    async def _fire(self) -> None:
        async with self._database.write() as uow:
            query = (
                select(Reminder)
                .where(Reminder.state == "waiting", Reminder.fire_at <= uow.now)
                .order_by(Reminder.fire_at)
                .limit(_AT_ONCE)
                .with_for_update(skip_locked=True)
            )
            due = (await uow.session.scalars(query)).all()
            latest: dict[tuple[UUID, UUID], Reminder] = {}
            for reminder in due:
                reminder.state = "done"
                if reminder.starts_at > uow.now:
                    # After a long stop both of a booking's reminders may be due; one says it all.
                    latest[reminder.booking_id, reminder.person_id] = reminder
            for reminder in latest.values():
                uow.emit(
                    EventName.BOOKING_REMINDER_DUE,
                    {
                        "booking_id": str(reminder.booking_id),
                        "person_id": str(reminder.person_id),
                        "starts_at": rfc3339(reminder.starts_at),
                        "minutes": reminder.minutes,
                    },
                )

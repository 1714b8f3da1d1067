"""Requests lapse when their answer is overdue."""

from uuid import UUID

from backend_stub.db.database import Database
from backend_stub.db.occupying import vacate
from backend_stub.db.tables import OccupancySource
from backend_stub.features.bookings import repository
from backend_stub.features.bookings.proposals.repository import withdraw_open
from backend_stub.features.bookings.record import document_of, record_step
from backend_stub.ports.clock import ClockPort
from contracts.events import EventName
from contracts.vocabulary import BookingStatus

_AT_ONCE = 100


class RequestExpiry:
    """Lets overdue requests lapse and gives their time back (`ports.job.JobPort`)."""

    name = "bookings.expiry"
    seconds = 1.0

    def __init__(self, database: Database, clock: ClockPort) -> None:
        self._database = database
        self._clock = clock

    async def run(self) -> None:
        """One sweep; looks before it takes the write lock."""
        async with self._database.read() as session:
            overdue = await repository.overdue_ids(session, self._clock.now(), _AT_ONCE)
        for booking_id in overdue:
            await self._lapse(booking_id)

    async def _lapse(self, booking_id: UUID) -> None:
        async with self._database.write() as uow:
            state = await repository.find_state(uow.session, booking_id)
            if state is None or not state.overdue(uow.now):
                return
            await withdraw_open(uow, booking_id, None)
            before = await document_of(uow, booking_id)
            await repository.change(
                uow.session, booking_id, status=str(BookingStatus.EXPIRED), updated_at=uow.now
            )
            await vacate(uow.session, OccupancySource.BOOKING, booking_id)
            await record_step(uow, booking_id, None, None, EventName.BOOKING_EXPIRED, before=before)

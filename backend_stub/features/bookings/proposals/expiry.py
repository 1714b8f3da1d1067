"""Proposals lapse when nobody answers in time; the booking keeps its old time."""

from uuid import UUID

from backend_stub.db.database import Database
from backend_stub.features.bookings import repository as bookings
from backend_stub.features.bookings.proposals import repository
from backend_stub.ports.clock import ClockPort
from contracts.vocabulary import ProposalStatus

_AT_ONCE = 100


class ProposalExpiry:
    """Gives the time of overdue proposals back (`ports.job.JobPort`)."""

    name = "bookings.proposals"
    seconds = 1.0

    def __init__(self, database: Database, clock: ClockPort) -> None:
        self._database, self._clock = database, clock

    async def run(self) -> None:
        """One sweep; looks before it takes the write lock."""
        async with self._database.read() as session:
            overdue = await repository.overdue(session, self._clock.now(), _AT_ONCE)
        for proposal_id, booking_id in overdue:
            await self._lapse(proposal_id, booking_id)

    async def _lapse(self, proposal_id: UUID, booking_id: UUID) -> None:
        async with self._database.write() as uow:
            await bookings.find_state(uow.session, booking_id)
            proposal = await repository.lock(uow.session, proposal_id)
            is_open = proposal is not None and proposal.status == ProposalStatus.OPEN
            if proposal is not None and is_open and proposal.expires_at <= uow.now:
                await repository.end(uow, proposal, ProposalStatus.LAPSED, None)

"""Bundles what was gathered for somebody into one letter, at the time of day that they chose."""

from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import select

from backend_stub.db.database import Database
from backend_stub.db.tables import Letter
from backend_stub.letters.queue import NewLetter, write_letters
from backend_stub.ports.clock import ClockPort
from contracts.notices import Channel

_PEOPLE: Final = 100
_ITEMS: Final = 50


class DigestBundler:
    """Writes digests that are due (`ports.job.JobPort`): letters go in and the digest comes out at once."""

    name = "letters.digest"
    seconds = 5.0

    def __init__(self, database: Database, clock: ClockPort) -> None:
        self._database = database
        self._clock = clock

    async def run(self) -> None:
        """Bundle for everybody whose time has come."""
        async with self._database.read() as session:
            query = (
                select(Letter.recipient_id)
                .where(Letter.state == "gathered", Letter.due_at <= self._clock.now())
                .distinct()
                .limit(_PEOPLE)
            )
            people = (await session.scalars(query)).all()
        for person_id in people:
            await self._bundle(person_id)

    async def _bundle(self, person_id: UUID) -> None:
        async with self._database.write() as uow:
            query = (
                select(Letter)
                .where(Letter.recipient_id == person_id, Letter.state == "gathered", Letter.due_at <= uow.now)
                .order_by(Letter.created_at, Letter.id)
                .limit(_ITEMS)
                .with_for_update(skip_locked=True)
            )
            letters = (await uow.session.scalars(query)).all()
            if not letters:
                return  # another server was quicker
            for letter in letters:
                letter.state, letter.ended_at = "bundled", uow.now
            first = letters[0]
            digest = NewLetter(
                source_id=uuid5(person_id, f"digest {first.id}"),
                recipient_id=person_id,
                channel=Channel.MAIL,
                kind="digest",
                language=first.language,
                due_at=uow.now,
                content={"items": [{"kind": letter.kind, **letter.content} for letter in letters]},
                person_id=person_id,
            )
            await write_letters(uow, [digest])

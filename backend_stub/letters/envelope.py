"""Where a letter goes, as of the moment it is sent, and how its reader stops the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Announcement, Letter, NoticeSettings, Person, Subscriber, Suppression
from backend_stub.letters.links import UNSUBSCRIBE_DAYS, SignedLinks
from contracts.notices import TOPICS, Channel, Topic


@dataclass(frozen=True, slots=True)
class Envelope:
    """Address and name; `dropped` says why nobody is to be sent this any more."""

    address: str = ""
    name: str = ""
    why: str = "why.notice"
    unsubscribe_url: str | None = None
    dropped: str | None = None
    content: Mapping[str, Any] | None = None
    """What it says, where that stands beside the letter because many say the same."""


class LetterAddresses:
    """Finds out where letters go."""

    def __init__(self, links: SignedLinks, domain: str) -> None:
        self._links = links
        self.domain = domain
        """Right-hand side of Message-IDs."""

    async def find(self, session: AsyncSession, letter: Letter, now: datetime) -> Envelope:
        """The envelope of a letter."""
        if letter.person_id is not None:
            envelope = await self._of_person(session, letter, letter.person_id, now)
        elif letter.announcement_id is not None:
            envelope = await self._of_subscriber(session, letter, letter.announcement_id, now)
        else:
            envelope = Envelope(letter.address or "", "", "why.asked")
        if not envelope.address:
            return Envelope(dropped=envelope.dropped or "no_address")
        suppressed = select(Suppression.address).where(Suppression.address == envelope.address.lower())
        if await session.scalar(suppressed) is not None:
            return Envelope(dropped="suppressed")
        return envelope

    async def _of_subscriber(
        self, session: AsyncSession, letter: Letter, announcement_id: UUID, now: datetime
    ) -> Envelope:
        state = await session.scalar(select(Subscriber.state).where(Subscriber.id == letter.recipient_id))
        row = await session.get(Announcement, announcement_id)
        if state != "active" or row is None:
            return Envelope(dropped="unsubscribed")
        token = self._links.sign("newsletter", str(letter.recipient_id), now + UNSUBSCRIBE_DAYS)
        url = self._links.url("/subscriptions/end", token)
        content = {"subject": row.subject, "body": row.body}
        return Envelope(letter.address or "", "", "why.newsletter", url, content=content)

    async def _of_person(
        self, session: AsyncSession, letter: Letter, person_id: UUID, now: datetime
    ) -> Envelope:
        if letter.channel == Channel.SMS:
            phone = await session.scalar(
                select(NoticeSettings.phone).where(NoticeSettings.person_id == person_id)
            )
            return Envelope(phone or "", dropped=None if phone else "no_phone")
        row = (
            await session.execute(select(Person.email, Person.name).where(Person.id == person_id))
        ).one_or_none()
        if row is None:
            return Envelope(dropped="no_person")
        if letter.topic is not None and Channel.MAIL in TOPICS[Topic(letter.topic)].fixed:
            return Envelope(row.email, row.name, "why.account")
        subject = f"{person_id} {letter.topic or '*'}"
        token = self._links.sign("notices", subject, now + UNSUBSCRIBE_DAYS)
        return Envelope(row.email, row.name, "why.notice", self._links.url("/unsubscribe", token))

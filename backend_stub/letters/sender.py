"""Hands letters over: claims them, renders them, and notes what became of each.

A claim ends by itself, so that the letters of a server that died are sent by another. At least once: a copy
that this may cost carries the same Message-ID. What fails is tried again later and later, and set aside in
the end (`dead`), where admins see it.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select, update

from backend_stub.db.database import Database
from backend_stub.db.tables import Letter
from backend_stub.letters.envelope import Envelope, LetterAddresses
from backend_stub.letters.rendering import Footer, render_mail, render_sms
from backend_stub.ports.clock import ClockPort
from backend_stub.ports.delivery import RefusedError
from backend_stub.ports.mail import Mail, MailPort
from backend_stub.ports.sms import Sms, SmsPort
from contracts.notices import Channel

log = logging.getLogger(__name__)

MOST_ATTEMPTS: Final = 10
_AT_ONCE: Final = 10
_CLAIM: Final = timedelta(minutes=3)
_FIRST_PAUSE: Final = timedelta(seconds=30)
_LONGEST_PAUSE: Final = timedelta(hours=6)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    return min(_FIRST_PAUSE * (1 << min(attempts - 1, 20)), _LONGEST_PAUSE)


class LetterSender:
    """Sends what is due (`ports.job.JobPort`)."""

    name = "letters.sender"
    seconds = 1.0

    def __init__(
        self, database: Database, clock: ClockPort, mail: MailPort, sms: SmsPort, addresses: LetterAddresses
    ) -> None:
        self._database = database
        self._clock = clock
        self._mail = mail
        self._sms = sms
        self._addresses = addresses

    async def run(self) -> None:
        """Send until nothing is due."""
        while await self._round():
            pass

    async def _round(self) -> bool:
        async with self._database.read() as session:
            query = select(Letter.id).where(_is_due(self._clock.now())).limit(1)
            if await session.scalar(query) is None:
                return False
        claimed = await self._claim()
        await asyncio.gather(*(self._send(letter) for letter in claimed))
        return bool(claimed)

    async def _claim(self) -> Sequence[Letter]:
        async with self._database.write() as uow:
            query = (
                select(Letter)
                .where(_is_due(uow.now))
                .order_by(Letter.due_at, Letter.id)
                .limit(_AT_ONCE)
                .with_for_update(skip_locked=True)
            )
            letters = (await uow.session.scalars(query)).all()
            for letter in letters:
                letter.state = "sending"
                letter.claimed_until = uow.now + _CLAIM
                letter.attempts += 1
        return letters

    async def _send(self, letter: Letter) -> None:
        try:
            async with self._database.read() as session:
                envelope = await self._addresses.find(session, letter, self._clock.now())
            if envelope.dropped is not None:
                await self._note(letter, "dropped", envelope.dropped)
                return
            await self._hand_over(letter, envelope)
        except RefusedError as error:
            await self._note(letter, "dead", str(error))
        except Exception as error:  # noqa: BLE001 - a letter that breaks us must not keep the others
            if letter.attempts >= MOST_ATTEMPTS:
                log.warning("letter %s was set aside: %s", letter.id, type(error).__name__)
                await self._note(letter, "dead", _words(error))
            else:
                await self._note(letter, "waiting", _words(error))
        else:
            await self._note(letter, "sent", None)

    async def _hand_over(self, letter: Letter, envelope: Envelope) -> None:
        if letter.channel == Channel.SMS:
            text = render_sms(letter.kind, letter.language, letter.content)
            await self._sms.send(Sms(str(letter.id), envelope.address, text))
            return
        footer = Footer(envelope.unsubscribe_url, envelope.why)
        content = letter.content if envelope.content is None else envelope.content
        words = render_mail(letter.kind, letter.language, envelope.name, content, footer)
        await self._mail.send(
            Mail(
                message_id=f"{letter.id}@{self._addresses.domain}",
                to=envelope.address,
                to_name=envelope.name,
                subject=words.subject,
                text=words.text,
                html=words.html,
                language=letter.language,
                unsubscribe_url=envelope.unsubscribe_url,
            )
        )

    async def _note(self, letter: Letter, state: str, problem: str | None) -> None:
        """Unless another server has claimed it meanwhile."""
        async with self._database.write() as uow:
            values: dict[str, Any] = {
                "state": state,
                "claimed_until": None,
                "problem": problem and problem[:500],
            }
            if state == "waiting":
                values["due_at"] = uow.now + pause_after(letter.attempts)
            else:
                values["ended_at"] = uow.now
            mine = and_(Letter.id == letter.id, Letter.state == "sending", Letter.attempts == letter.attempts)
            await uow.session.execute(update(Letter).where(mine).values(**values))


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(Letter.state == "waiting", Letter.due_at <= now),
        and_(Letter.state == "sending", Letter.claimed_until <= now),
    )


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"

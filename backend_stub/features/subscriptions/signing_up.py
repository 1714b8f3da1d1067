"""Signing up and leaving, without an account: two steps in, one click out.

Nothing that we answer tells whether an address is known: every sign-up gets the same answer, and a mail goes
to the address alone.
"""

import hashlib
import hmac
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from backend_stub.db.database import Database
from backend_stub.db.tables import Subscriber
from backend_stub.errors import NotFoundError, ProblemError
from backend_stub.letters.links import SignedLinks
from backend_stub.letters.queue import NewLetter, write_letters
from backend_stub.ports.clock import ClockPort
from backend_stub.security.context import WritingContext
from contracts.errors import ErrorCode
from contracts.notices import Channel
from contracts.subscriptions import SubscribeIn, SubscriberState

CONFIRM: Final = "subscribe"
END: Final = "newsletter"
CONFIRM_WITHIN: Final = timedelta(hours=48)
_HOUR: Final = timedelta(hours=1)
_MAIL_PAUSE: Final = timedelta(minutes=10)


class SigningUp:
    """`per_hour` addresses may be signed up from one place."""

    def __init__(self, database: Database, clock: ClockPort, links: SignedLinks, per_hour: int) -> None:
        self._database = database
        self._clock = clock
        self._links = links
        self._per_hour = per_hour

    async def ask(self, writing: WritingContext, wish: SubscribeIn, host: str) -> None:
        """Send a link to confirm, unless the address has confirmed or was sent one just now."""
        session, now = writing.session, writing.now
        place = hmac.digest(self._links.key, host.encode(), hashlib.sha256).hex()[:32]
        recent = select(func.count()).where(Subscriber.asked_from == place, Subscriber.asked_at > now - _HOUR)
        if (await session.execute(recent)).scalar_one() >= self._per_hour:
            detail = "Too many sign-ups from here; try again in an hour."
            headers = {"Retry-After": str(int(_HOUR.total_seconds()))}
            raise ProblemError(429, ErrorCode.RATE_LIMITED, detail, headers=headers)
        email = wish.email.lower()
        insert = postgresql_insert if writing.uow.is_postgresql else sqlite_insert
        first = {
            "id": uuid4(),
            "email": email,
            "language": wish.language,
            "state": str(SubscriberState.PENDING),
            "asked_from": place,
            "asked_at": now,
            "created_at": now,
        }
        await session.execute(insert(Subscriber).on_conflict_do_nothing(), [first])
        query = select(Subscriber).where(Subscriber.email == email).with_for_update()
        row = (await session.scalars(query)).one()
        row.asked_from, row.asked_at = place, now
        if row.state == SubscriberState.ACTIVE or (row.mailed_at and row.mailed_at > now - _MAIL_PAUSE):
            return
        row.state, row.language, row.mailed_at = str(SubscriberState.PENDING), wish.language, now
        token = self._links.sign(CONFIRM, str(row.id), now + CONFIRM_WITHIN)
        letter = NewLetter(
            source_id=uuid4(),
            recipient_id=row.id,
            channel=Channel.MAIL,
            kind="subscribe_confirm",
            language=wish.language,
            due_at=now,
            content={"url": self._links.url("/subscriptions/confirm", token)},
            address=email,
        )
        await write_letters(writing.uow, [letter])

    def check(self, purpose: str, token: str) -> UUID:
        """Whose link this is; 404 for what is not ours, or too old."""
        subject = self._links.read(purpose, token, self._clock.now())
        if subject is None:
            raise NotFoundError("This link is not valid, or not any more.")
        return UUID(subject)

    async def confirm(self, token: str) -> None:
        """The owner of the address wants it; once more does no harm."""
        await self._turn(self.check(CONFIRM, token), SubscriberState.ACTIVE)

    async def end(self, token: str) -> None:
        """The owner of the address wants it no more; once more does no harm."""
        await self._turn(self.check(END, token), SubscriberState.ENDED)

    async def _turn(self, id: UUID, state: SubscriberState) -> None:
        async with self._database.write() as uow:
            is_on = state is SubscriberState.ACTIVE
            times = {"confirmed_at": uow.now, "ended_at": None} if is_on else {"ended_at": uow.now}
            statement = (
                update(Subscriber)
                .where(Subscriber.id == id, Subscriber.state != str(state))
                .values(state=str(state), **times)
            )
            await uow.session.execute(statement)

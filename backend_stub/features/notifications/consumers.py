"""Turns events into what people are told: rows under the bell, and letters."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend_stub.db.tables import NoticeSettings, Notification, Person
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.features.notifications.news import ACCOUNTS
from backend_stub.features.notifications.told import News
from backend_stub.features.notifications.wishes import Wishes
from backend_stub.letters.queue import NewLetter, write_letters
from backend_stub.ports.broker import Event
from backend_stub.security.caller import user_scope
from contracts.idents import uuid7
from contracts.notices import TOPIC_OF, Channel
from contracts.vocabulary import Entity
from contracts.wire import rfc3339


class Notifier:
    """Tells people (`ports.broker.ConsumerPort`); whoever did something is not told of it."""

    name = "notifications.bookings"
    events = frozenset(ACCOUNTS)

    async def handle(self, event: Event, uow: UnitOfWork) -> None:
        """Tell everybody whom the event concerns, by the channels they want."""
        news = await ACCOUNTS[event.name](uow.session, event)
        if news is None or not news.told:
            return
        people = await _load(uow, [person_id for person_id, _ in news.told])
        if news.once_until_read and news.subject is not None:
            for person_id in await _unread(uow, news.subject[1], list(people)):
                del people[person_id]
        letters: list[NewLetter] = []
        for number, (person_id, counterpart) in enumerate(news.told):
            if person_id in people:
                wishes = people[person_id]
                self._announce(event, uow, news, wishes, counterpart, number)
                letters += _letters(event.id, uow.now, news, wishes, counterpart)
        await write_letters(uow, letters)

    def _announce(
        self, event: Event, uow: UnitOfWork, news: News, wishes: Wishes, counterpart: str, number: int
    ) -> None:
        topic = TOPIC_OF[news.kind]
        listed, alerts = wishes.wants(topic, Channel.IN_APP), wishes.wants(topic, Channel.DESKTOP)
        if not (listed or alerts):
            return
        # From event and reader, so that a repeat would make the same row and not a second one.
        bits = (event.id.int ^ wishes.person_id.int ^ number) & ((1 << 74) - 1)
        row = Notification(
            id=uuid7(int(event.at.timestamp() * 1000), bits),
            version=1,
            person_id=wishes.person_id,
            kind=str(news.kind),
            booking_id=news.booking_id,
            subject_entity=news.subject and str(news.subject[0]),
            subject_id=news.subject and news.subject[1],
            listing_title=news.title[:200],
            counterpart=counterpart[:120],
            starts_at=news.starts_at,
            zone=news.zone,
            amount=news.amount and news.amount[0],
            currency=news.amount and news.amount[1],
            created_at=uow.now,
            read_at=None if listed else uow.now,
            alert_at=wishes.not_before(topic, uow.now, news.starts_at) if alerts else None,
            listed=listed,
        )
        uow.session.add(row)
        uow.record_change(Entity.NOTIFICATION, row.id, 1, after=[user_scope(wishes.person_id)])


async def _unread(uow: UnitOfWork, subject_id: UUID, ids: Sequence[UUID]) -> Sequence[UUID]:
    """Who of these has unread news of this subject."""
    query = select(Notification.person_id).where(
        Notification.person_id.in_(ids), Notification.subject_id == subject_id, Notification.read_at.is_(None)
    )
    return (await uow.session.scalars(query.distinct())).all()


async def _load(uow: UnitOfWork, ids: Sequence[UUID]) -> dict[UUID, Wishes]:
    query = (
        select(Person.id, NoticeSettings)
        .outerjoin(NoticeSettings, NoticeSettings.person_id == Person.id)
        .where(Person.id.in_(ids))
    )
    return {id: Wishes.of(id, settings) for id, settings in await uow.session.execute(query)}


def _letters(source_id: UUID, now: datetime, news: News, wishes: Wishes, counterpart: str) -> list[NewLetter]:
    topic = TOPIC_OF[news.kind]
    content: dict[str, Any] = {"title": news.title, "who": counterpart}
    if news.starts_at is not None:
        content |= {"starts_at": rfc3339(news.starts_at), "zone": news.zone}
    if news.amount is not None:
        content |= {"amount": news.amount[0], "currency": news.amount[1]}
    letters = []
    for channel in (Channel.MAIL, Channel.SMS):
        if not wishes.wants(topic, channel) or (channel is Channel.SMS and wishes.phone is None):
            continue
        digest_at = wishes.digest_at(topic, now, news.starts_at) if channel is Channel.MAIL else None
        letters.append(
            NewLetter(
                source_id=source_id,
                recipient_id=wishes.person_id,
                channel=channel,
                kind=str(news.kind),
                language=wishes.language,
                due_at=digest_at or wishes.not_before(topic, now, news.starts_at),
                content=content,
                topic=str(topic),
                person_id=wishes.person_id,
                is_gathered=digest_at is not None,
            )
        )
    return letters

"""Letters go out once from two servers, again after a failure, and are set aside in the end."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from backend_stub.db.database import Database
from backend_stub.db.tables import Letter, Suppression
from backend_stub.letters.digest import DigestBundler
from backend_stub.letters.envelope import LetterAddresses
from backend_stub.letters.links import SignedLinks
from backend_stub.letters.queue import NewLetter, write_letters
from backend_stub.letters.sender import MOST_ATTEMPTS, LetterSender
from backend_stub.ports.delivery import DeferredError, RefusedError
from backend_stub.ports.mail import Mail
from backend_stub.ports.sms import Sms
from contracts.notices import Channel
from contracts.vocabulary import Role
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.support.people import add_person

LINKS = SignedLinks(b"k" * 32, "https://doorstep.test")


class Postman:
    """Takes mail and text messages, unless told what goes wrong."""

    def __init__(self) -> None:
        self.mail: list[Mail] = []
        self.texts: list[Sms] = []
        self.wrong: Exception | None = None

    async def send(self, mail: Mail) -> None:
        """Take a mail."""
        await asyncio.sleep(0.001)
        if self.wrong is not None:
            raise self.wrong
        self.mail.append(mail)


class Messenger:
    """Takes text messages."""

    def __init__(self, postman: Postman) -> None:
        self._postman = postman

    async def send(self, sms: Sms) -> None:
        """Take a message."""
        self._postman.texts.append(sms)


def sender(database: Database, clock: MovableClock, postman: Postman) -> LetterSender:
    addresses = LetterAddresses(LINKS, "doorstep.test")
    return LetterSender(database, clock, postman, Messenger(postman), addresses)


def letter(person_id: UUID | None, clock: MovableClock, **more: Any) -> NewLetter:
    given: dict[str, Any] = {
        "source_id": uuid4(),
        "recipient_id": person_id or uuid4(),
        "channel": Channel.MAIL,
        "kind": "booking_accepted",
        "language": "en",
        "due_at": clock.now(),
        "content": {"title": "Deep clean", "who": "Northside"},
        "topic": "confirmed",
        "person_id": person_id,
    }
    return NewLetter(**(given | more))


async def put(database: Database, *letters: NewLetter) -> None:
    async with database.write() as uow:
        await write_letters(uow, letters)


async def states(database: Database) -> Counter[str]:
    async with database.read() as session:
        return Counter((await session.scalars(select(Letter.state))).all())


async def test_one_letter_for_an_event_a_person_and_a_channel(
    database: Database, clock: MovableClock
) -> None:
    ada = await add_person(database, "ada@test.example", Role.CUSTOMER)
    same = letter(ada, clock)
    await put(database, same, same)
    await put(database, same)
    assert await states(database) == {"waiting": 1}


async def test_two_servers_send_each_letter_once(database: Database, clock: MovableClock) -> None:
    ada = await add_person(database, "ada@test.example", Role.CUSTOMER)
    await put(database, *(letter(ada, clock) for _ in range(45)))
    postman = Postman()
    second = Database(str(database.url.render_as_string(hide_password=False)), clock)
    try:
        await asyncio.gather(
            sender(database, clock, postman).run(),
            sender(second, clock, postman).run(),
        )
    finally:
        await second.close()
    assert len(postman.mail) == 45
    assert len({mail.message_id for mail in postman.mail}) == 45
    assert await states(database) == {"sent": 45}
    assert {mail.to for mail in postman.mail} == {"ada@test.example"}


async def test_what_a_dead_server_claimed_goes_out_with_the_same_id(
    database: Database, clock: MovableClock
) -> None:
    ada = await add_person(database, "ada@test.example", Role.CUSTOMER)
    await put(database, letter(ada, clock))
    postman = Postman()
    await sender(database, clock, postman).run()
    # As if the server had died between handing it over and noting so.
    async with database.write() as uow:
        claim = {"state": "sending", "claimed_until": clock.now() + timedelta(minutes=3)}
        await uow.session.execute(update(Letter).values(**claim))
    await sender(database, clock, postman).run()
    assert len(postman.mail) == 1
    clock.offset += timedelta(minutes=4)
    await sender(database, clock, postman).run()
    first, again = postman.mail
    assert first.message_id == again.message_id
    assert await states(database) == {"sent": 1}


async def test_later_and_later_and_then_set_aside(database: Database, clock: MovableClock) -> None:
    ada = await add_person(database, "ada@test.example", Role.CUSTOMER)
    await put(database, letter(ada, clock), letter(ada, clock, kind="booking_cancelled"))
    postman = Postman()
    postman.wrong = DeferredError("The mail server is away")
    tries = 0
    while (await states(database))["waiting"]:
        await sender(database, clock, postman).run()
        tries += 1
        clock.offset += timedelta(hours=7)
    assert tries == MOST_ATTEMPTS
    assert await states(database) == {"dead": 2}
    async with database.read() as session:
        assert "away" in str(await session.scalar(select(Letter.problem)))


async def test_a_poisonous_letter_keeps_no_other(database: Database, clock: MovableClock) -> None:
    ada = await add_person(database, "ada@test.example", Role.CUSTOMER)
    await put(database, letter(ada, clock, kind="no such kind"), letter(ada, clock))
    postman = Postman()
    await sender(database, clock, postman).run()
    assert await states(database) == {"waiting": 1, "sent": 1}
    for _ in range(MOST_ATTEMPTS):
        clock.offset += timedelta(hours=7)
        await sender(database, clock, postman).run()
    assert await states(database) == {"dead": 1, "sent": 1}


async def test_a_refused_letter_is_not_tried_again(database: Database, clock: MovableClock) -> None:
    ada = await add_person(database, "ada@test.example", Role.CUSTOMER)
    await put(database, letter(ada, clock))
    postman = Postman()
    postman.wrong = RefusedError("550 No such mailbox")
    await sender(database, clock, postman).run()
    assert await states(database) == {"dead": 1}


async def test_nothing_goes_where_nothing_may_go(database: Database, clock: MovableClock) -> None:
    ada = await add_person(database, "ada@test.example", Role.CUSTOMER)
    async with database.write() as uow:
        uow.session.add(Suppression(address="ada@test.example", reason="Bounced", created_at=uow.now))
    await put(database, letter(ada, clock), letter(ada, clock, channel=Channel.SMS))
    postman = Postman()
    await sender(database, clock, postman).run()
    assert await states(database) == {"dropped": 2}
    assert postman.mail == []
    assert postman.texts == []


async def test_what_is_not_due_waits(database: Database, clock: MovableClock) -> None:
    ada = await add_person(database, "ada@test.example", Role.CUSTOMER)
    await put(database, letter(ada, clock, due_at=clock.now() + timedelta(hours=9)))
    postman = Postman()
    await sender(database, clock, postman).run()
    assert postman.mail == []
    clock.offset += timedelta(hours=10)
    await sender(database, clock, postman).run()
    assert len(postman.mail) == 1


@pytest.mark.parametrize("servers", [1, 2])
async def test_a_digest_takes_everything_once(database: Database, clock: MovableClock, servers: int) -> None:
    ada = await add_person(database, "ada@test.example", Role.CUSTOMER)
    await put(database, *(letter(ada, clock, is_gathered=True) for _ in range(7)))
    await asyncio.gather(*(DigestBundler(database, clock).run() for _ in range(servers)))
    postman = Postman()
    await sender(database, clock, postman).run()
    (digest,) = postman.mail
    assert digest.subject == "Your day at Doorstep"
    assert digest.text.count("Deep clean with Northside is confirmed.") == 7
    assert await states(database) == {"bundled": 7, "sent": 1}

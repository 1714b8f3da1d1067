"""`/unsubscribe/{token}`: one click takes a topic's mail away (RFC 8058); looking at the page does not."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.responses import HTMLResponse

from backend_stub.db.database import Database
from backend_stub.db.tables import Person
from backend_stub.errors import NotFoundError
from backend_stub.features.notifications.settings import merged, note_change, settings_row
from backend_stub.letters.links import SignedLinks
from backend_stub.letters.pages import PAGE, page
from backend_stub.ports.clock import ClockPort
from backend_stub.security.door import Door
from contracts.notices import TOPICS, Channel, Topic

PURPOSE: Final = "notices"


class Unsubscribing:
    """Takes mail away from somebody who asks for it with a link of ours, signed in or not."""

    def __init__(self, database: Database, clock: ClockPort, links: SignedLinks) -> None:
        self._database = database
        self._clock = clock
        self._links = links

    def read(self, token: str) -> tuple[UUID, str]:
        """Whose mail of which topic; 404 for a link that is not ours, or too old."""
        subject = self._links.read(PURPOSE, token, self._clock.now())
        if subject is None:
            raise NotFoundError("This link is not valid, or not any more.")
        person_id, _, topic = subject.partition(" ")
        return UUID(person_id), topic

    async def end(self, token: str) -> None:
        """No more mail of this topic, or of any that may be left out; once more does no harm."""
        person_id, topic = self.read(token)
        topics = [Topic(topic)] if topic in set(Topic) else list(TOPICS)
        changes = {
            each: {Channel.MAIL: False}
            for each in topics
            if each in TOPICS and Channel.MAIL not in TOPICS[each].fixed
        }
        async with self._database.write() as uow:
            if await uow.session.get(Person, person_id) is None:
                raise NotFoundError("This link is not valid, or not any more.")
            row, is_new = await settings_row(uow, person_id)
            if topic == "*":
                row.digest_minute = None
            row.grid = merged(row.grid, changes)
            note_change(uow, row, is_new=is_new)


def unsubscribe_routes(door: Door, service: Unsubscribing) -> APIRouter:
    """The page, and what its button (or a mail program) sends."""
    router = door.link_router(tag="unsubscribe")

    @router.get("/unsubscribe/{token}", response_class=HTMLResponse, responses=PAGE)
    async def unsubscribe_page(request: Request, token: str) -> Response:
        """Asks whether to unsubscribe; programs that look at links ahead of people change nothing."""
        service.read(token)
        return page(request, "unsubscribe", button=True)

    @router.post("/unsubscribe/{token}", response_class=HTMLResponse, responses=PAGE)
    async def unsubscribe(request: Request, token: str) -> Response:
        """Unsubscribe, by one click; any body will do."""
        await service.end(token)
        return page(request, "unsubscribed", button=False)

    return router

"""`GET /listings/{id}/slots`."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.errors import InvalidInputError, NotFoundError
from backend_stub.features.availability.service import Availability
from backend_stub.security.context import Public
from backend_stub.security.door import Door
from contracts.catalogue import SlotList
from contracts.wire import Instant

LONGEST: Final = timedelta(days=31)


def availability_routes(door: Door, availability: Availability) -> APIRouter:
    """The public view of free time."""
    router = door.public_router(tag="availability")

    @router.get("/listings/{listing_id}/slots", response_model=SlotList)
    async def list_slots(
        public: Public,
        listing_id: UUID,
        since: Annotated[Instant, Query(alias="from", description="First instant.")],
        until: Annotated[Instant, Query(alias="to", description="Without this instant; at most 31 days on.")],
        staff_id: UUID | None = None,
    ) -> Response:
        """Free times that begin in the range, one for each person free then."""
        if until < since:
            raise InvalidInputError.field("to", "range", "This has to be after `from`.")
        if until - since > LONGEST:
            raise InvalidInputError.field("to", "range", "Ask for at most 31 days at a time.")
        terms = await availability.find_terms(public.session, listing_id)
        if terms is None:
            raise NotFoundError
        slots = await availability.slots(public.session, terms, staff_id, since, until, public.now)
        return json_answer({"items": [slot.document() for slot in slots], "next_cursor": None})

    return router

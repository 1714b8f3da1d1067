"""`GET /listings/{id}/slots`, `GET /first-free`."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import StringConstraints
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.errors import InvalidInputError, NotFoundError
from backend_stub.features.availability.service import Availability
from backend_stub.paging import DEFAULT_LIMIT, Limit
from backend_stub.parameters import WholeNumber
from backend_stub.ports.quotes import Chosen, QuotesPort
from backend_stub.security.context import Public, Reading
from backend_stub.security.door import Door
from contracts.availability import FirstFreeList
from contracts.bookings import ExtraChoice
from contracts.catalogue import SlotList
from contracts.wire import Instant

LONGEST: Final = timedelta(days=31)
_ID: Final = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_EXTRA: Final = f"{_ID}(:([1-9]|1[0-9]|20))?"
ExtrasText = Annotated[str, StringConstraints(pattern=f"^{_EXTRA}(,{_EXTRA}){{0,19}}$", max_length=800)]


def availability_routes(door: Door, availability: Availability, quotes: QuotesPort) -> APIRouter:
    """The public view of free time."""
    router = door.public_router(tag="availability")

    @router.get("/listings/{listing_id}/slots", response_model=SlotList)
    async def list_slots(
        public: Public,
        listing_id: UUID,
        since: Annotated[Instant, Query(alias="from", description="First instant.")],
        until: Annotated[Instant, Query(alias="to", description="Without this instant; at most 31 days on.")],
        staff_id: UUID | None = None,
        variant_id: UUID | None = None,
        extras: Annotated[
            ExtrasText | None, Query(description="Extras as `id` or `id:count`, with commas between.")
        ] = None,
    ) -> Response:
        """Free times that begin in the range, one for each person free then, long enough for the choice.

        `seats_left` stands where it is a class for several.
        """
        if until < since:
            raise InvalidInputError.field("to", "range", "This has to be after `from`.")
        if until - since > LONGEST:
            raise InvalidInputError.field("to", "range", "Ask for at most 31 days at a time.")
        diary = await availability.find_diary(public.session, listing_id, since, until, public.now)
        if diary is None:
            raise NotFoundError
        chosen = Chosen(variant_id, [_extra(text) for text in extras.split(",")] if extras else ())
        terms = (await quotes.quote(public.session, listing_id, chosen, asks=False)).terms(diary.terms)
        slots = diary.slots(terms, staff_id)
        return json_answer({"items": [slot.document() for slot in slots], "next_cursor": None})

    return router


def first_free_routes(door: Door, availability: Availability) -> APIRouter:
    """Who is free first."""
    router = door.router(tag="availability")

    @router.get("/first-free", response_model=FirstFreeList)
    async def list_first_free(
        reading: Reading,
        category: UUID | None = None,
        days: Annotated[WholeNumber, Query(ge=1, le=14, description="How far to look ahead.")] = 7,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """The first free time of each vendor (of up to 500), soonest first."""
        found = await availability.first_free(reading.session, category, reading.now, days, limit)
        items = [
            {
                "vendor_id": str(terms.vendor_id),
                "vendor_name": terms.vendor_name,
                "listing_id": str(terms.listing_id),
                "listing_title": terms.title,
                "zone": terms.zone,
                "slot": slot.document(),
            }
            for terms, slot in found
        ]
        return json_answer({"items": items, "next_cursor": None})

    return router


def _extra(text: str) -> ExtraChoice:
    id, _, count = text.partition(":")
    return ExtraChoice(id=UUID(id), count=int(count or 1))

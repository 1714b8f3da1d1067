"""`/bookings/{id}/proposals` and `/proposals`."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from backend_stub.answers import json_answer
from backend_stub.features.bookings.proposals.service import ProposalService
from backend_stub.paging import DEFAULT_LIMIT, Cursor, Limit
from backend_stub.security.context import Reading, Writing
from backend_stub.security.door import VERSIONED, Door
from contracts.proposals import ProposalAnswerIn, ProposalCreate, ProposalOut
from contracts.vocabulary import ProposalAnswer, ProposalStatus
from contracts.wire import Page

_SAYS = {
    ProposalAnswer.ACCEPT: "Agree: the booking moves to the proposed time. Needs If-Match.",
    ProposalAnswer.DECLINE: "Say no: the booking keeps its time. Needs If-Match.",
    ProposalAnswer.WITHDRAW: "Take one's own proposal back. Needs If-Match.",
}


def proposals_routes(door: Door, service: ProposalService) -> APIRouter:
    """Moving bookings by agreement."""
    router = door.router(tag="proposals")

    @router.post(
        "/bookings/{booking_id}/proposals",
        status_code=201,
        response_model=ProposalOut,
        openapi_extra=VERSIONED,
    )
    async def propose(writing: Writing, booking_id: UUID, wish: ProposalCreate) -> Response:
        """Propose another time, kept until it is answered; needs the booking's version as If-Match.

        A customer's within the free time of the policy is carried out at once: its `status` is `accepted`.
        """
        return _one(await service.propose(writing, booking_id, wish), 201)

    @router.get("/proposals", response_model=Page[ProposalOut])
    async def list_proposals(
        reading: Reading,
        status: Annotated[list[ProposalStatus] | None, Query()] = None,
        booking_id: UUID | None = None,
        sort: Annotated[str, Query(max_length=40)] = "-created_at",
        cursor: Cursor = None,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:
        """What the caller may see: their own, their vendor's, or all of them."""
        statuses = tuple(status or ())
        return json_answer(await service.page(reading, statuses, booking_id, sort, cursor, limit))

    @router.get("/proposals/{proposal_id}", response_model=ProposalOut)
    async def get_proposal(reading: Reading, proposal_id: UUID) -> Response:
        """One proposal; its ETag is the version to send as If-Match."""
        return _one(await service.one(reading, proposal_id))

    for answer in ProposalAnswer:
        path = f"/proposals/{{proposal_id}}/{answer}"
        route = router.post(
            path, response_model=ProposalOut, name=f"{answer}_proposal", openapi_extra=VERSIONED
        )
        route(_answer(answer, service))
    return router


def _answer(answer: ProposalAnswer, service: ProposalService) -> Callable[..., Any]:
    async def reply(writing: Writing, proposal_id: UUID, _body: ProposalAnswerIn | None = None) -> Response:
        return _one(await service.answer(writing, proposal_id, answer))

    reply.__name__ = f"{answer}_proposal"
    reply.__doc__ = _SAYS[answer]
    return reply


def _one(document: dict[str, Any], status: int = 200) -> Response:
    return json_answer(document, status, version=document["version"])

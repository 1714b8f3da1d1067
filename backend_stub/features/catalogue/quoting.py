"""Quotes of what is published."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Listing
from backend_stub.errors import InvalidInputError, NotFoundError
from backend_stub.ports.quotes import Chosen, Quoted
from contracts.listings import ListingStatus
from contracts.quotes import Choice, ChoiceError, Offer, check_answers, quote_of
from contracts.rows import QuestionDoc


class CatalogueQuotes:
    """Implements `ports.quotes.QuotesPort`."""

    async def quote(
        self, session: AsyncSession, listing_id: UUID, chosen: Chosen, *, asks: bool = True
    ) -> Quoted:
        """The quote of a choice."""
        query = select(
            Listing.title, Listing.price_amount, Listing.duration_minutes, Listing.details, Listing.status
        ).where(Listing.id == listing_id)
        row = (await session.execute(query)).one_or_none()
        if row is None or row.status != ListingStatus.PUBLISHED:
            raise NotFoundError
        details: dict[str, Any] = row.details or {}
        offer = Offer(
            row.title,
            row.price_amount,
            row.duration_minutes,
            details.get("variants", ()),
            details.get("extras", ()),
            details.get("questions", ()),
        )
        return replace(quoted(offer, chosen, asks=asks), cancellation=details.get("cancellation"))


def _optional(question: QuestionDoc) -> QuestionDoc:
    return {**question, "required": False}


def quoted(offer: Offer, chosen: Chosen, *, asks: bool) -> Quoted:
    """The quote of a choice; 422 for what can't be chosen, and where answers are missing or no answers."""
    extras: dict[str, int] = {}
    for extra in chosen.extras:
        extras[str(extra.id)] = extras.get(str(extra.id), 0) + extra.count
    variant_id = None if chosen.variant_id is None else str(chosen.variant_id)
    answers = {str(answer.question_id): answer.value for answer in chosen.answers}
    try:
        quote = quote_of(offer, Choice(variant_id, extras))
        # Where nobody could be asked, answers are taken but none is missed.
        questions = offer.questions if asks else [_optional(each) for each in offer.questions]
        return Quoted(quote, check_answers(questions, answers))
    except ChoiceError as error:
        raise InvalidInputError.field(error.field, error.code, error.detail) from None

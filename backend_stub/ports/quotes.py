"""What a choice of variant and extras comes to, as holds, bookings, slots and carts ask for it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.ports.slots import OfferTerms
from contracts.bookings import AnswerIn, ExtraChoice
from contracts.cancellation import PolicyDoc
from contracts.quotes import Quote


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a booking of a listing is made of, besides its time."""

    variant_id: UUID | None = None
    extras: Sequence[ExtraChoice] = ()
    answers: Sequence[AnswerIn] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quote of a choice with its checked answers; `frozen` is what the booking keeps."""

    quote: Quote
    answers: Sequence[dict[str, Any]] = field(default_factory=tuple)
    cancellation: PolicyDoc | None = None
    """The listing's own policy; None is the platform's."""

    def terms(self, terms: OfferTerms) -> OfferTerms:
        """The terms with this price, duration and policy."""
        policy = self.cancellation or terms.cancellation
        price, minutes = self.quote.price, self.quote.minutes
        return replace(terms, price_amount=price, duration_minutes=minutes, cancellation=policy)

    def frozen(self) -> str | None:
        """As a hold or booking keeps it; None where the listing has nothing to choose or to ask."""
        quote = self.quote
        if quote.variant_id is None and not quote.extras and not self.answers:
            return None
        document = {
            "variant_id": quote.variant_id,
            "extras": [{"id": id, "count": count} for id, count in quote.extras.items()],
            "lines": list(quote.lines),
            "answers": list(self.answers),
        }
        return json.dumps(document, separators=(",", ":"))


class QuotesPort(Protocol):
    """Says what something costs and takes, by the same computation as the screen's (`contracts.quotes`).

    404 for listings that can't be booked, 422 for what can't be chosen.
    """

    async def quote(
        self, session: AsyncSession, listing_id: UUID, chosen: Chosen, *, asks: bool = True
    ) -> Quoted:
        """The quote of a choice; with `asks` required questions have to be answered."""
        ...


def chosen_of(frozen: str | None) -> Chosen:
    """The choice that a hold or booking keeps, without its answers."""
    if frozen is None:
        return Chosen()
    document = json.loads(frozen)
    variant_id = document["variant_id"]
    extras = [ExtraChoice(id=UUID(extra["id"]), count=extra["count"]) for extra in document["extras"]]
    return Chosen(None if variant_id is None else UUID(variant_id), extras)

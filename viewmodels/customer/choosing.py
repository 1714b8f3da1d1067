"""What can be chosen of a listing, and what the choice comes to: variants, extras, questions."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.quotes import Choice, ChoiceError, Offer, Quote, cheapest, quote_of
from contracts.rows import ListingDoc
from viewmodels.format import Format


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One size, with its price."""

    id: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ExtraRow:
    """Something that can be added; `detail` is the time that it takes."""

    id: str
    name: str
    detail: str
    price: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """What the vendor wants to know."""

    id: str
    kind: str
    label: str
    required: bool
    options: tuple[str, ...]


def offer_of(listing: ListingDoc) -> Offer:
    """What can be chosen of a listing."""
    return Offer(
        listing["title"],
        listing["price"]["amount"],
        listing["duration_minutes"],
        listing.get("variants", []),
        listing.get("extras", []),
        listing.get("questions", []),
    )


def quote(listing: ListingDoc, choice: Choice) -> Quote:
    """What a choice comes to; of one that is no longer on offer, what the listing comes to without it."""
    try:
        return quote_of(offer_of(listing), choice)
    except ChoiceError:
        return quote_of(offer_of(listing), Choice())


class ChoiceWords:
    """Words for what can be chosen."""

    def __init__(self, formats: Format) -> None:
        self._format = formats

    def money(self, listing: ListingDoc, amount: int) -> str:
        """An amount in the listing's currency."""
        return self._format.money({"amount": amount, "currency": listing["price"]["currency"]})

    def variants(self, listing: ListingDoc, choice: Choice) -> tuple[VariantRow, ...]:
        """All sizes; the cheapest is chosen where nobody chose."""
        offered = listing.get("variants", [])
        default = cheapest(offered)
        chosen = choice.variant_id or (default["id"] if default else "")
        return tuple(
            VariantRow(row["id"], f"{row['name']}  {self.money(listing, row['price'])}", row["id"] == chosen)
            for row in offered
        )

    def extras(self, listing: ListingDoc, choice: Choice) -> tuple[ExtraRow, ...]:
        """All extras."""
        return tuple(
            ExtraRow(
                each["id"],
                each["name"],
                f"+{self._format.duration(each['minutes'])}" if each["minutes"] else "",
                self.money(listing, each["price"]),
                each["id"] in choice.extras,
            )
            for each in listing.get("extras", [])
        )

    def lines(self, listing: ListingDoc, choice: Choice) -> tuple[tuple[str, str], ...]:
        """The parts of the price."""
        parts = quote(listing, choice).lines
        return tuple((line["label"], self.money(listing, line["amount"])) for line in parts)


def questions_of(listing: ListingDoc) -> tuple[QuestionRow, ...]:
    """What is asked before booking."""
    return tuple(
        QuestionRow(each["id"], each["kind"], each["label"], each["required"], tuple(each["options"]))
        for each in listing.get("questions", [])
    )

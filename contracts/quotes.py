"""What a choice of variant and extras costs and takes: one computation for the server's bill and the screen.

No pydantic here: screens ask it on every click.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from contracts.rows import ExtraDoc, PriceLineDoc, QuestionDoc, VariantDoc

LONGEST_MINUTES: Final = 24 * 60
ANSWER_LENGTH: Final = 1_000
_NUMBER_LENGTH: Final = 18


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen of a listing; `price` and `minutes` are those without variants."""

    title: str
    price: int
    minutes: int
    variants: Sequence[VariantDoc] = ()
    extras: Sequence[ExtraDoc] = ()
    questions: Sequence[QuestionDoc] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants of it: no variant is the cheapest, extras by id with how many."""

    variant_id: str | None = None
    extras: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quote:
    """What that comes to."""

    variant_id: str | None
    variant_name: str | None
    extras: Mapping[str, int]
    minutes: int
    price: int
    lines: Sequence[PriceLineDoc]


class ChoiceError(Exception):
    """A choice or an answer that can't be; `field` is where, `code` what, and the words say what to do."""

    def __init__(self, field: str, code: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field
        self.code = code
        self.detail = detail


def cheapest(variants: Sequence[VariantDoc]) -> VariantDoc | None:
    """The variant that is meant where none is chosen; the first of equals."""
    return min(variants, key=lambda variant: variant["price"], default=None)


def quote_of(offer: Offer, choice: Choice) -> Quote:
    """Price, time and lines of a choice; `ChoiceError` for what is not on offer."""
    variant = _variant(offer, choice.variant_id)
    lines: list[PriceLineDoc] = []
    if variant is None:
        minutes, price = offer.minutes, offer.price
        lines.append({"kind": "service", "label": offer.title, "count": 1, "amount": price})
    else:
        minutes, price = variant["duration_minutes"], variant["price"]
        lines.append({"kind": "variant", "label": variant["name"], "count": 1, "amount": price})
    known = {extra["id"] for extra in offer.extras}
    for id in choice.extras:
        if id not in known:
            raise ChoiceError("extras", "unknown_extra", "This extra is not on offer any more.")
    wanted: dict[str, int] = {}
    for extra in offer.extras:
        count = choice.extras.get(extra["id"], 0)
        if count > extra["max_count"] or count < 0:
            detail = f"{extra['name']}: at most {extra['max_count']}."
            raise ChoiceError("extras", "too_many", detail)
        if count:
            wanted[extra["id"]] = count
            minutes += count * extra["minutes"]
            price += count * extra["price"]
            amount = count * extra["price"]
            lines.append({"kind": "extra", "label": extra["name"], "count": count, "amount": amount})
    if minutes > LONGEST_MINUTES:
        raise ChoiceError("extras", "too_long", "Together this takes more than a day; choose less.")
    if variant is None:
        return Quote(None, None, wanted, minutes, price, lines)
    return Quote(variant["id"], variant["name"], wanted, minutes, price, lines)


def _variant(offer: Offer, variant_id: str | None) -> VariantDoc | None:
    if variant_id is None:
        return cheapest(offer.variants)
    for variant in offer.variants:
        if variant["id"] == variant_id:
            return variant
    raise ChoiceError("variant_id", "unknown_variant", "This choice is not on offer any more.")


def check_answers(questions: Sequence[QuestionDoc], given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Answers as a booking keeps them, in the order of the questions; `ChoiceError` for the first bad one."""
    known = {question["id"]: question for question in questions}
    for id in given:
        if id not in known:
            raise ChoiceError("answers", "unknown_question", "This question is not asked any more.")
    kept: list[dict[str, Any]] = []
    for question in questions:
        value = given.get(question["id"], "").strip()
        if not value:
            if question["required"]:
                detail = f"Please answer: {question['label']}"
                raise ChoiceError("answers", "missing_answer", detail)
            continue
        _check_answer(question, value)
        kept.append({"question_id": question["id"], "label": question["label"], "value": value})
    return kept


def _check_answer(question: QuestionDoc, value: str) -> None:
    label = question["label"]
    match question["kind"]:
        case "choice":
            if value not in question["options"]:
                raise ChoiceError("answers", "not_an_option", f"{label}: choose one of the options.")
        case "yes_no":
            if value not in {"yes", "no"}:
                raise ChoiceError("answers", "not_yes_or_no", f"{label}: answer yes or no.")
        case "number":
            whole = value.removeprefix("-").replace(".", "", 1).replace(",", "", 1)
            if not (whole.isascii() and whole.isdigit()) or len(value) > _NUMBER_LENGTH:
                raise ChoiceError("answers", "not_a_number", f"{label}: give a number.")
        case _:
            if len(value) > ANSWER_LENGTH:
                detail = f"{label}: at most {ANSWER_LENGTH} characters."
                raise ChoiceError("answers", "too_long", detail)

"""What a listing needs before it goes to review, and how two versions of one differ.

One computation for the server, which refuses, and for the editor, which says so beforehand. No pydantic here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from contracts.quotes import cheapest
from contracts.rows import ListingContentDoc

FEWEST_PHOTOS: Final = 3
_FEWEST_OPTIONS: Final = 2


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """What is missing or wrong in one field; `code` names the sentence that says so."""

    field: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs; parts of lists are told one by one, such as `variants` and the variant's name."""

    field: str
    part: str | None
    before: Any
    after: Any


def lowest_price(content: ListingContentDoc) -> int:
    """What the cheapest booking costs."""
    variant = cheapest(content["variants"])
    return content["price"] if variant is None else variant["price"]


def shortcomings(content: ListingContentDoc) -> list[Shortcoming]:
    """All that stands between a listing and its review; nothing where it can go."""
    found: list[Shortcoming] = []

    def lacks(field: str, code: str, detail: str) -> None:
        found.append(Shortcoming(field, code, detail))

    if not content["title"].strip():
        lacks("title", "title_missing", "Give it a title.")
    if not content["description"].strip():
        lacks("description", "description_missing", "Say what is included.")
    if not content["staff_ids"]:
        lacks("staff_ids", "staff_missing", "Say who gives it.")
    if len(content["photos"]) < FEWEST_PHOTOS:
        lacks("photos", "photos_missing", f"Add photos until there are {FEWEST_PHOTOS}.")
    if lowest_price(content) <= 0:
        lacks("price", "price_missing", "Every variant needs a price.")
    if content["deposit"] > lowest_price(content):
        lacks("deposit", "deposit_too_high", "The deposit is more than the cheapest variant costs.")
    if "at_customer" in content["places"] and content["service_area"] is None:
        lacks("service_area", "area_missing", "Say how far you come.")
    for question in content["questions"]:
        if question["kind"] == "choice" and len(question["options"]) < _FEWEST_OPTIONS:
            lacks("questions", "options_missing", "A choice needs two options or more.")
            break
    return found


_PARTS: Final = {"variants": "name", "extras": "name", "questions": "label"}


def changes_of(before: ListingContentDoc, after: ListingContentDoc) -> list[FieldChange]:
    """Field by field, in the order in which the content has them; parts of lists by their ids."""
    found: list[FieldChange] = []
    old, new = cast("dict[str, Any]", before), cast("dict[str, Any]", after)
    for field, value in new.items():
        if field in _PARTS:
            found += _parts(field, _PARTS[field], old[field], value)
        elif old[field] != value:
            found.append(FieldChange(field, None, old[field], value))
    return found


def _parts(
    field: str, name: str, before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]
) -> list[FieldChange]:
    old = {part["id"]: part for part in before}
    new = {part["id"]: part for part in after}
    found = [
        FieldChange(field, part[name], old.get(id), part) for id, part in new.items() if old.get(id) != part
    ]
    found += [FieldChange(field, part[name], part, None) for id, part in old.items() if id not in new]
    if not found and [part["id"] for part in before] != [part["id"] for part in after]:
        found.append(FieldChange(field, None, [p[name] for p in before], [p[name] for p in after]))
    return found

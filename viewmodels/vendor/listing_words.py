"""What a vendor's listings show, as ready words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from contracts.cancellation import DEFAULT_POLICY, PolicyDoc
from contracts.listing_rules import FieldChange, lowest_price
from contracts.rows import ListingContentDoc, VendorListingDoc
from viewmodels.format import Format
from viewmodels.text import Texts

TONES: Final = {
    "draft": "neutral",
    "in_review": "warn",
    "rejected": "bad",
    "published": "good",
    "paused": "neutral",
}


def _policy(minutes: int, basis_points: int) -> PolicyDoc:
    return {
        "steps": [
            {"minutes_before": minutes, "basis_points": 0},
            {"minutes_before": 0, "basis_points": basis_points},
        ],
        "no_show_basis_points": 10_000,
    }


POLICIES: Final[Mapping[str, PolicyDoc]] = {
    "moderate": DEFAULT_POLICY,
    "flexible": _policy(120, 2500),
    "strict": _policy(72 * 60, 10_000),
}
"""The ways of calling off that the editor offers."""


@dataclass(frozen=True, slots=True)
class ListingTile:
    """A listing as a card; `state` is a tag with its tone, `waits` says that something is not sent yet."""

    id: str
    title: str
    category: str
    price: str
    length: str
    state: str
    tone: str
    note: str
    photo: str
    art: str
    waits: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A field as customers see it and as it shall be."""

    name: str
    before: str
    after: str


class ListingWords:
    """Words for listings."""

    def __init__(self, texts: Texts, formats: Format) -> None:
        self._texts, self._format = texts, formats

    def money(self, amount: int, currency: str = "EUR") -> str:
        """An amount in minor units."""
        return self._format.money({"amount": amount, "currency": currency})

    def price(self, content: ListingContentDoc) -> str:
        """`from €72.00`, without "from" where there is one price."""
        price = self.money(lowest_price(content), content["currency"])
        return self._texts("listings.from", price=price) if len(content["variants"]) > 1 else price

    def length(self, content: ListingContentDoc) -> str:
        """How long it takes, from the shortest to the longest variant."""
        minutes = [variant["duration_minutes"] for variant in content["variants"]]
        minutes = sorted(set(minutes or [content["duration_minutes"]]))
        shown = [self._format.duration(each) for each in (minutes[0], minutes[-1])]
        return shown[0] if len(minutes) == 1 else " – ".join(shown)

    def tile(self, row: VendorListingDoc, categories: Mapping[str, str], *, waits: bool) -> ListingTile:
        """A listing as a card."""
        content, texts = row["content"], self._texts
        note = ""
        if row["draft_status"] == "rejected":
            note = texts("listings.rejected", reason=row["reason"] or "")
        elif row["published"] is not None and row["draft_status"] is not None:
            note = texts(f"listings.changes.{row['draft_status']}")
        photos = content["photos"]
        return ListingTile(
            row["id"],
            content["title"] or texts("listings.untitled"),
            categories.get(content["category_id"], ""),
            self.price(content),
            self.length(content),
            texts(f"listings.state.{row['status']}"),
            TONES[row["status"]],
            note,
            photos[0]["file_id"] if photos else "",
            "",
            waits,
        )

    def change(self, change: FieldChange, names: Mapping[str, str]) -> ChangeLine:
        """One difference; `names` are those of categories and staff."""
        name = self._texts(f"listings.field.{change.field}")
        if change.part is not None:
            name = change.part
        return ChangeLine(
            name, *(self._value(change.field, each, names) for each in (change.before, change.after))
        )

    def _value(self, field: str, value: Any, names: Mapping[str, str]) -> str:
        texts = self._texts
        if value in (None, "", [], 0):
            return texts("listings.none")
        match field:
            case "price" | "deposit":
                return self.money(value)
            case "duration_minutes" | "buffer_before_minutes" | "buffer_after_minutes":
                return self._format.duration(value)
            case "category_id":
                return names.get(value, value)
            case "staff_ids":
                return ", ".join(names.get(id, "?") for id in value)
            case "photos":
                return texts.count("listings.photos", len(value))
            case "places":
                return ", ".join(texts(f"listings.place.{place}") for place in value)
            case "service_area":
                return self._format.distance(value["radius_m"])
            case "cancellation":
                return self.policy(value)
            case "variants" | "extras" if isinstance(value, dict):
                minutes = int(value.get("duration_minutes") or value.get("minutes") or 0)
                return f"{self.money(value['price'])}, {self._format.duration(minutes)}"
            case "questions" if isinstance(value, dict):
                return texts(f"listings.kind.{value['kind']}")
        return ", ".join(value) if isinstance(value, list) else str(value)

    def policy(self, policy: PolicyDoc | None) -> str:
        """A policy in a few words."""
        name = policy_name(policy)
        return self._texts(f"listings.policy.{name}")

    def names(self, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
        """Names by id."""
        return dict(pairs)


def policy_name(policy: PolicyDoc | None) -> str:
    """Which of the offered ones this is; `own` for any other."""
    if policy is None:
        return "moderate"
    return next((name for name, each in POLICIES.items() if each == policy), "own")

"""Searching listings: the query, what was found, and the search over cached rows."""

import math
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar

from client.answer import Answer
from client.db.cache_reader import Where
from client.stores.base import Query
from client.stores.view import View
from contracts.rows import ListingDoc

_EARTH_M = 6_371_000.0


@dataclass(frozen=True, slots=True)
class Facet:
    """How many listings one value would leave; its own filter is not counted in."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """Listings in order, with the counts of their facets (`category`, `price`, `rating`, `distance`, …)."""

    items: tuple[ListingDoc, ...] = ()
    total: int = 0
    facets: dict[str, tuple[Facet, ...]] = field(default_factory=dict)
    did_you_mean: str | None = None
    next_cursor: str | None = None
    as_of: datetime | None = None

    @staticmethod
    def from_answer(answer: Answer) -> "Found":
        """From the server's `ListingPage`."""
        body: Any = answer.body
        facets = {
            name: tuple(Facet(item["value"], item["label"], item["count"]) for item in items)
            for name, items in (body.get("facets") or {}).items()
        }
        total = body.get("total")
        return Found(
            tuple(body["items"]),
            len(body["items"]) if total is None else total,
            facets,
            body.get("did_you_mean"),
            body.get("next_cursor"),
            answer.as_of,
        )

    def only(self, ids: Collection[str]) -> "Found":
        """The same without what is not among these."""
        kept = tuple(row for row in self.items if row["id"] in ids)
        return replace(self, items=kept, total=self.total - (len(self.items) - len(kept)))

    def aged(self, as_of: datetime | None) -> "Found":
        """The same, found in rows of that age."""
        return replace(self, as_of=as_of)


@dataclass(frozen=True, slots=True)
class ListingSearch(Query[Found]):
    """What to look for. `observe` searches the cached rows; `CatalogueStore.search` asks the server."""

    words: str = ""
    category_id: str | None = None
    near: tuple[float, float] | None = None
    radius_m: int | None = None
    price_min: int | None = None
    price_max: int | None = None
    rating_min: float | None = None
    available_on: str | None = None
    """A day, `YYYY-MM-DD`; only the server can tell, so cached search leaves it out."""
    sort: str | None = None
    """`price`, `-price`, `-rating`, `distance`; None is by how well it fits."""
    cursor: str | None = None
    limit: int = 50
    next_free: bool = False
    """Ask for the next free times of each; only the server can tell."""

    tags: ClassVar[frozenset[str]] = frozenset({"listing", "category"})

    def empty(self) -> Found:
        """Nothing found yet."""
        return Found()

    def parameters(self) -> dict[str, str]:
        """As query parameters of `GET /listings`."""
        near = None if self.near is None else f"{self.near[0]},{self.near[1]}"
        values = {
            "q": self.words.strip() or None,
            "category": self.category_id,
            "near": near,
            "radius_m": self.radius_m,
            "price_min": self.price_min,
            "price_max": self.price_max,
            "rating_min": self.rating_min,
            "available_on": self.available_on,
            "sort": self.sort,
            "cursor": self.cursor,
            "limit": self.limit,
            "facets": "true",
            "include": "next_free" if self.next_free else None,
        }
        return {name: str(value) for name, value in values.items() if value is not None}

    def read(self, view: View) -> Found:
        """Search the cached rows: every word must stand in title, category, vendor or description."""
        everything = [self._placed(row) for row in view.cache.rows("listing", Where())]
        worded = [row for row in everything if self._score(row) > 0]
        kept = [row for row in worded if self._in_category(row) and self._within(row)]
        kept.sort(key=self._rank)
        return Found(tuple(kept[: self.limit]), len(kept), {"category": self._categories(worded)})

    def _placed(self, row: ListingDoc) -> ListingDoc:
        if self.near is None:
            return row
        return {**row, "distance_m": _distance(self.near, (row["latitude"], row["longitude"]))}

    def _score(self, row: ListingDoc) -> int:
        words = self.words.casefold().split()
        if not words:
            return 1
        title, rest = row["title"].casefold(), f"{row['category_name']} {row['vendor_name']}".casefold()
        text = row["description"].casefold()
        scores = [9 * (word in title) + 3 * (word in rest) + (word in text) for word in words]
        return sum(scores) if all(scores) else 0

    def _in_category(self, row: ListingDoc) -> bool:
        return self.category_id is None or row["category_id"] == self.category_id

    def _within(self, row: ListingDoc) -> bool:
        price, rating, distance = row["price"]["amount"], row["rating"], row["distance_m"]
        return (
            (self.price_min is None or price >= self.price_min)
            and (self.price_max is None or price <= self.price_max)
            and (self.rating_min is None or (rating is not None and rating >= self.rating_min))
            and (self.radius_m is None or distance is None or distance <= self.radius_m)
        )

    def _rank(self, row: ListingDoc) -> tuple[float, float, str]:
        rating = row["rating"] or 0.0
        by = {
            "price": float(row["price"]["amount"]),
            "-price": -float(row["price"]["amount"]),
            "-rating": -rating,
            "distance": float(row["distance_m"] or 0),
        }
        return by.get(self.sort or "", -float(self._score(row))), -rating, row["id"]

    def _categories(self, rows: list[ListingDoc]) -> tuple[Facet, ...]:
        counts: dict[tuple[str, str], int] = {}
        for row in rows:
            if self._within(row):
                key = (row["category_id"], row["category_name"])
                counts[key] = counts.get(key, 0) + 1
        return tuple(Facet(value, label, count) for (value, label), count in sorted(counts.items()))


def _distance(here: tuple[float, float], there: tuple[float, float]) -> int:
    """Great-circle distance in metres (haversine)."""
    phi1, phi2 = math.radians(here[0]), math.radians(there[0])
    d_phi, d_lambda = phi2 - phi1, math.radians(there[1] - here[1])
    a = math.sin(d_phi / 2) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(d_lambda / 2) ** 2
    return round(2 * _EARTH_M * math.asin(math.sqrt(a)))

"""Finding listings by words and by facts, in an engine inside the database or outside of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

PRICE_BAND = 1000
"""Minor units that a band of prices spans."""

RATING_STEPS = (4.0, 4.5, 4.8)
DISTANCE_STEPS = (1000, 2000, 5000, 10_000)


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What one listing is found, narrowed and ordered by; its texts the weightiest first."""

    id: UUID
    title: str
    category: str
    vendor: str
    body: str
    category_id: UUID
    price: int
    rating: float | None
    rating_count: int
    latitude: float
    longitude: float
    version: int = 1


@dataclass(frozen=True, slots=True)
class SearchWish:
    """Words, filters, order and page. Without `text` everything matches; None filters nothing.

    `only` leaves nothing but these listings. `near` is latitude and longitude. `after` is the position of the
    last hit of the page before.
    """

    text: str | None = None
    categories: Collection[UUID] | None = None
    price_min: int | None = None
    price_max: int | None = None
    rating_min: float | None = None
    near: tuple[float, float] | None = None
    radius_m: int | None = None
    only: Collection[UUID] | None = None
    sort: str = "relevance"
    after: tuple[Any, ...] | None = None
    limit: int = 50
    facets: bool = False
    names_only: bool = False
    """Only titles, categories and vendors are searched, and nothing is corrected."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A listing that was found; `position` is where it stands in the order."""

    id: UUID
    position: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Bucket:
    """So many matches that no facet tells apart; a step is how many of the steps' bounds are reached.

    `fits` names the facets whose own filter they pass: `category`, `price`, `rating`, `distance`.
    """

    category_id: UUID
    price_band: int
    rating_step: int
    distance_step: int
    fits: frozenset[str]
    count: int


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """One page, best first; `corrected` is what was searched instead, where nothing matched as typed."""

    hits: Sequence[Hit]
    total: int
    has_more: bool = False
    corrected: str | None = None
    buckets: Sequence[Bucket] = field(default_factory=tuple)

    @property
    def ids(self) -> list[UUID]:
        """Who was found."""
        return [hit.id for hit in self.hits]


class SearchPort(Protocol):
    """Every word has to match the beginning of a word, whatever its case, accents and ending, or a synonym.

    Titles weigh most, then categories, vendors, and the rest; of equals those that many rate well come first.
    Where nothing matches, words that nobody uses are taken for the nearest ones that somebody does, at most
    two slips away; words in double quotes are never touched. Where still nothing has all words, anything with
    some of them is found. Pages are stable: what comes and goes elsewhere never repeats or skips any.
    """

    async def put(self, session: AsyncSession, documents: Sequence[SearchDocument]) -> None:
        """Add or replace; engines inside the database do so in the session's transaction."""
        ...

    async def remove(self, session: AsyncSession, ids: Collection[UUID]) -> None:
        """Forget these listings."""
        ...

    async def search(self, session: AsyncSession, wish: SearchWish) -> SearchAnswer:
        """The listings that match; nothing for a text without a word."""
        ...

    async def complete(self, session: AsyncSession, text: str, limit: int) -> Sequence[str]:
        """The text with its last word completed to words in use, the commonest first.

        A last word that begins none is taken for a mistyped beginning.
        """
        ...

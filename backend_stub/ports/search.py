"""Finding listings by words, in an engine inside the database or outside of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """The words of one listing, the weightiest first."""

    id: UUID
    title: str
    category: str
    vendor: str
    body: str


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Ids, best first; `corrected` is what was searched instead, where nothing matched as typed."""

    ids: Sequence[UUID]
    corrected: str | None = None


class SearchPort(Protocol):
    """Every word has to match the beginning of a word, whatever its case and accents.

    Where nothing does, words that nobody uses are taken for the nearest ones that somebody does; words in
    double quotes are never touched. Where still nothing has all words, anything with some of them is found.
    """

    async def put(self, session: AsyncSession, documents: Sequence[SearchDocument]) -> None:
        """Add or replace; engines inside the database do so in the session's transaction."""
        ...

    async def remove(self, session: AsyncSession, ids: Collection[UUID]) -> None:
        """Forget these listings."""
        ...

    async def search(self, session: AsyncSession, text: str) -> SearchAnswer:
        """The listings that match a text; nothing for a text without a word."""
        ...

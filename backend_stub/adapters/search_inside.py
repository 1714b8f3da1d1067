"""What search engines inside the database have in common: the order in which a query is tried."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.adapters.words import Word, corrected, words_of
from backend_stub.ports.search import SearchAnswer, SearchDocument


class SearchInside(ABC):
    """Implements `ports.search.SearchPort` over two questions to a full-text index."""

    @abstractmethod
    async def put(self, session: AsyncSession, documents: Sequence[SearchDocument]) -> None:
        """Add or replace, in the session's transaction."""

    @abstractmethod
    async def remove(self, session: AsyncSession, ids: Collection[UUID]) -> None:
        """Forget these listings."""

    @abstractmethod
    async def _match(self, session: AsyncSession, words: Sequence[str], *, every: bool) -> list[UUID]:
        """Listings with every (or any) of these beginnings of words, best first."""

    @abstractmethod
    async def _vocabulary(self, session: AsyncSession) -> list[str]:
        """All words in the index."""

    async def search(self, session: AsyncSession, text: str) -> SearchAnswer:
        """As typed, then corrected, then anything that has some of the words."""
        words = words_of(text)
        if not words:
            return SearchAnswer(())
        found = await self._match(session, _folded(words), every=True)
        if found:
            return SearchAnswer(found)
        meant = corrected(words, await self._vocabulary(session))
        spelled = None if meant == words else " ".join(word.typed for word in meant)
        if spelled is not None:
            found = await self._match(session, _folded(meant), every=True)
        if not found and len(meant) > 1:
            found = await self._match(session, _folded(meant), every=False)
        return SearchAnswer(found, spelled if found else None)


def _folded(words: Sequence[Word]) -> list[str]:
    return [word.folded for word in words]

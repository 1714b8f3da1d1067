"""What search engines inside the database have in common: how a query is understood, narrowed and counted."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.adapters import index_rows, vocabulary
from backend_stub.adapters.index_filters import IndexFilters
from backend_stub.adapters.index_order import ListingOrder
from backend_stub.adapters.understanding import Term, said, terms_of
from backend_stub.adapters.words import Word, words_of
from backend_stub.db.tables import ListingIndex
from backend_stub.ports.search import Bucket, Hit, SearchAnswer, SearchDocument, SearchWish


@dataclass(frozen=True, slots=True)
class Matching:
    """How one query stands in SQL: where to read, what has to hold, and the score (less is better)."""

    source: FromClause
    holds: ColumnElement[bool]
    score: ColumnElement[float]


class SearchInside(ABC):
    """Implements `ports.search.SearchPort` over a full-text index beside `listing_index`."""

    @abstractmethod
    async def _put_words(
        self, session: AsyncSession, documents: Sequence[tuple[int, SearchDocument]]
    ) -> None:
        """Index the texts of these, by number; those that were indexed before have been taken out."""

    @abstractmethod
    async def _remove_words(self, session: AsyncSession, numbers: Sequence[int]) -> None:
        """Take these out of the full-text index."""

    @abstractmethod
    def _matching(self, terms: Sequence[Term], *, every: bool, names_only: bool) -> Matching:
        """A query for every (or any) of these terms."""

    async def put(self, session: AsyncSession, documents: Sequence[SearchDocument]) -> None:
        """Add or replace, in the session's transaction."""
        if not documents:
            return
        numbers, fresh = await index_rows.put(session, documents)
        await self._remove_words(session, [numbers[id] for id in numbers if id not in fresh])
        await self._put_words(session, [(numbers[document.id], document) for document in documents])

    async def remove(self, session: AsyncSession, ids: Collection[UUID]) -> None:
        """Forget these listings."""
        await self._remove_words(session, await index_rows.remove(session, ids))

    async def search(self, session: AsyncSession, wish: SearchWish) -> SearchAnswer:
        """As typed, then corrected, then anything that has some of the words."""
        if wish.text is None:
            return await self._page(session, wish, None)
        words = said(words_of(wish.text))
        if not words:
            return SearchAnswer((), 0)
        typed = self._matching(terms_of(words), every=True, names_only=wish.names_only)
        answer = await self._page(session, wish, typed)
        if answer.total or answer.buckets or wish.names_only or await self._any(session, typed):
            return answer
        meant, spelled = await self._understand(session, words)
        return SearchAnswer((), 0) if meant is None else await self._page(session, wish, meant, spelled)

    async def _page(
        self, session: AsyncSession, wish: SearchWish, matching: Matching | None, corrected: str | None = None
    ) -> SearchAnswer:
        needed = wish.facets or wish.categories is not None
        filters = IndexFilters(wish, await index_rows.category_ids(session) if needed else {})
        order = ListingOrder(wish, None if matching is None else matching.score)
        after = wish.after
        if after is not None and matching is not None and wish.sort == "relevance":
            after = await self._stand(session, matching, order, after)
        source: FromClause = ListingIndex.__table__ if matching is None else matching.source
        conditions = [] if matching is None else [matching.holds]
        page = order.page(
            select(ListingIndex.listing_id, *order.keys).select_from(source).where(*conditions, *filters.all),
            after,
            wish.limit,
        )
        found = (await session.execute(page)).all()
        hits = [Hit(row[0], (*row[1:], str(row[0]))) for row in found[: wish.limit]]
        more = len(found) > wish.limit
        buckets: Sequence[Bucket] = ()
        if wish.facets:
            buckets = await filters.buckets(session, source, conditions)
            total = sum(bucket.count for bucket in buckets if filters.passes(bucket))
        elif after is None and not more:
            total = len(hits)
        else:
            counted = select(func.count()).select_from(source).where(*conditions, *filters.all)
            total = await session.scalar(counted) or 0
        return SearchAnswer(hits, total, more, corrected, buckets)

    async def complete(self, session: AsyncSession, text: str, limit: int) -> Sequence[str]:
        """The text with its last word completed, the commonest first."""
        words = words_of(text)
        if not words or text[-1:].isspace():
            return []
        ends = await vocabulary.endings(session, words[-1], limit)
        before = " ".join(word.typed for word in words[:-1])
        return [f"{before} {end}".strip() for end in ends]

    async def _understand(
        self, session: AsyncSession, telling: Sequence[Word]
    ) -> tuple[Matching | None, str | None]:
        """What to search instead of words that nothing has."""
        meant = await vocabulary.corrections(session, telling)
        for right in meant:
            every = self._matching(terms_of(right), every=True, names_only=False)
            if await self._any(session, every):
                return every, _spelled(right)
        likeliest = meant[0] if meant else list(telling)
        spelled = _spelled(likeliest) if meant else None
        known = await vocabulary.known(session, likeliest)
        if known and (len(likeliest) > 1 or spelled):
            some = self._matching(terms_of(known), every=False, names_only=False)
            if await self._any(session, some):
                return some, spelled
        return None, None

    async def _any(self, session: AsyncSession, matching: Matching) -> bool:
        query = select(ListingIndex.number).select_from(matching.source).where(matching.holds).limit(1)
        return await session.scalar(query) is not None

    async def _stand(
        self, session: AsyncSession, matching: Matching, order: ListingOrder, after: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        """Where the last listing of the page before stands now: scores move when anything is indexed."""
        query: Select[Any] = (
            select(*order.keys)
            .select_from(matching.source)
            .where(matching.holds, ListingIndex.listing_id == UUID(after[-1]))
        )
        row = (await session.execute(query)).first()
        return after if row is None else (*row, after[-1])


def _spelled(words: Sequence[Word]) -> str:
    return " ".join(word.typed for word in words)

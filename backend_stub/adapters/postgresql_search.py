"""Search in PostgreSQL: a weighted `tsvector` per listing (see the second migration)."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.adapters.search_inside import SearchInside
from backend_stub.adapters.words import fold
from backend_stub.ports.search import SearchDocument

_MOST: Final = 5000
_PUT: Final = text(
    """
    INSERT INTO listing_search (listing_id, words) VALUES (
        :listing_id,
        setweight(to_tsvector('simple', :title), 'A') || setweight(to_tsvector('simple', :category), 'B')
        || setweight(to_tsvector('simple', :vendor), 'C') || setweight(to_tsvector('simple', :body), 'D')
    ) ON CONFLICT (listing_id) DO UPDATE SET words = excluded.words
    """
)
_MATCH: Final = text(
    """
    SELECT listing_id FROM listing_search, to_tsquery('simple', :query) AS wanted WHERE words @@ wanted
    ORDER BY ts_rank('{0.05, 0.4, 0.5, 1.0}', words, wanted) DESC, listing_id LIMIT :most
    """
)


class PostgresqlSearch(SearchInside):
    """`listing_search(listing_id, words)`."""

    async def put(self, session: AsyncSession, documents: Sequence[SearchDocument]) -> None:
        """Add or replace, in the session's transaction."""
        rows = [
            {
                "listing_id": document.id,
                "title": fold(document.title),
                "category": fold(document.category),
                "vendor": fold(document.vendor),
                "body": fold(document.body),
            }
            for document in documents
        ]
        if rows:
            await session.execute(_PUT, rows)

    async def remove(self, session: AsyncSession, ids: Collection[UUID]) -> None:
        """Forget these listings."""
        statement = text("DELETE FROM listing_search WHERE listing_id IN :ids")
        await session.execute(statement.bindparams(bindparam("ids", list(ids), expanding=True)))

    async def _match(self, session: AsyncSession, words: Sequence[str], *, every: bool) -> list[UUID]:
        query = (" & " if every else " | ").join(f"'{word}':*" for word in words)
        return list((await session.execute(_MATCH, {"query": query, "most": _MOST})).scalars())

    async def _vocabulary(self, session: AsyncSession) -> list[str]:
        statement = text("SELECT word FROM ts_stat('SELECT words FROM listing_search')")
        return list((await session.execute(statement)).scalars())

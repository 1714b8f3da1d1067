"""Search in SQLite: an FTS5 index beside the tables (see the second migration)."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.adapters.search_inside import SearchInside
from backend_stub.adapters.words import fold
from backend_stub.ports.search import SearchDocument

_MOST: Final = 5000
_MATCH: Final = text(
    """
    SELECT listing_id FROM listing_search WHERE listing_search MATCH :query
    ORDER BY bm25(listing_search, 0, 10, 5, 4, 1), listing_id LIMIT :most
    """
)


class Fts5Search(SearchInside):
    """`listing_search(listing_id, title, category, vendor, body)`."""

    async def put(self, session: AsyncSession, documents: Sequence[SearchDocument]) -> None:
        """Add or replace, in the session's transaction."""
        await self.remove(session, [document.id for document in documents])
        rows = [
            {
                "listing_id": str(document.id),
                "title": fold(document.title),
                "category": fold(document.category),
                "vendor": fold(document.vendor),
                "body": fold(document.body),
            }
            for document in documents
        ]
        if rows:
            statement = (
                "INSERT INTO listing_search (listing_id, title, category, vendor, body) "
                "VALUES (:listing_id, :title, :category, :vendor, :body)"
            )
            await session.execute(text(statement), rows)

    async def remove(self, session: AsyncSession, ids: Collection[UUID]) -> None:
        """Forget these listings."""
        statement = text("DELETE FROM listing_search WHERE listing_id IN :ids")
        given = [str(id) for id in ids]
        await session.execute(statement.bindparams(bindparam("ids", given, expanding=True)))

    async def _match(self, session: AsyncSession, words: Sequence[str], *, every: bool) -> list[UUID]:
        query = (" AND " if every else " OR ").join(f'"{word}"*' for word in words)
        found = await session.execute(_MATCH, {"query": query, "most": _MOST})
        return [UUID(listing_id) for listing_id in found.scalars()]

    async def _vocabulary(self, session: AsyncSession) -> list[str]:
        return list((await session.execute(text("SELECT term FROM listing_search_word"))).scalars())

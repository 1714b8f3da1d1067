"""Search in SQLite: an FTS5 index beside `listing_index`."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Float, bindparam, column, literal_column, table, text
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.adapters.search_inside import Matching, SearchInside
from backend_stub.adapters.understanding import Alternative, Term
from backend_stub.adapters.words import indexed
from backend_stub.db.tables import ListingIndex
from backend_stub.ports.search import SearchDocument

_INDEX: Final = table("listing_words", column("rowid"))
_PUT: Final = text(
    "INSERT INTO listing_words (rowid, title, category, vendor, body) "
    "VALUES (:number, :title, :category, :vendor, :body)"
)
_REMOVE: Final = text("DELETE FROM listing_words WHERE rowid IN :numbers")
_SCORE: Final = literal_column("bm25(listing_words, 10.0, 5.0, 4.0, 1.0)", Float)
_SOURCE: Final = _INDEX.join(ListingIndex.__table__, ListingIndex.number == _INDEX.c.rowid)


class Fts5Search(SearchInside):
    """`listing_words(title, category, vendor, body)`, its rowid the number of the listing."""

    async def _put_words(
        self, session: AsyncSession, documents: Sequence[tuple[int, SearchDocument]]
    ) -> None:
        rows = [_row(number, document) for number, document in documents]
        if rows:
            await session.execute(_PUT, rows)

    async def _remove_words(self, session: AsyncSession, numbers: Sequence[int]) -> None:
        if numbers:
            await session.execute(_REMOVE.bindparams(bindparam("numbers", numbers, expanding=True)))

    def _matching(self, terms: Sequence[Term], *, every: bool, names_only: bool) -> Matching:
        query = (" AND " if every else " OR ").join(_term(term) for term in terms)
        if names_only:
            query = f"{{title category vendor}} : ({query})"
        holds = literal_column("listing_words").op("MATCH")(bindparam("query", query, unique=True))
        return Matching(_SOURCE, holds, _SCORE * ListingIndex.boost)


def _row(number: int, document: SearchDocument) -> dict[str, Any]:
    return {
        "number": number,
        "title": indexed(document.title),
        "category": indexed(document.category),
        "vendor": indexed(document.vendor),
        "body": indexed(document.body),
    }


def _term(term: Term) -> str:
    return f"({' OR '.join(_alternative(each) for each in term)})"


def _alternative(alternative: Alternative) -> str:
    """Nothing but letters and digits is in a word, so nothing has to be quoted twice."""
    words = " AND ".join(f'"{word}"' for word in alternative.words)
    return f"{words}*" if alternative.is_beginning else f"({words})" if len(alternative.words) > 1 else words

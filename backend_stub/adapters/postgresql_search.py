"""Search in PostgreSQL: a weighted `tsvector` beside `listing_index`."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Float, bindparam, column, func, literal_column, table, text
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.adapters.search_inside import Matching, SearchInside
from backend_stub.adapters.understanding import Alternative, Term
from backend_stub.adapters.words import indexed
from backend_stub.db.tables import ListingIndex
from backend_stub.ports.search import SearchDocument

_INDEX: Final = table("listing_words", column("number"), column("words"))
_PUT: Final = text(
    """
    INSERT INTO listing_words (number, words) VALUES (:number,
        setweight(to_tsvector('simple', :title), 'A') || setweight(to_tsvector('simple', :category), 'B')
        || setweight(to_tsvector('simple', :vendor), 'C') || setweight(to_tsvector('simple', :body), 'D')
    ) ON CONFLICT (number) DO UPDATE SET words = excluded.words
    """
)
_SOURCE: Final = _INDEX.join(ListingIndex.__table__, ListingIndex.number == _INDEX.c.number)
_WEIGHTS: Final[ColumnElement[Any]] = literal_column("'{0.05, 0.4, 0.5, 1.0}'::float4[]")


class PostgresqlSearch(SearchInside):
    """`listing_words(number, words)`: a title weighs A, a category B, a vendor C, the rest D."""

    async def _put_words(
        self, session: AsyncSession, documents: Sequence[tuple[int, SearchDocument]]
    ) -> None:
        rows = [_row(number, document) for number, document in documents]
        if rows:
            await session.execute(_PUT, rows)

    async def _remove_words(self, session: AsyncSession, numbers: Sequence[int]) -> None:
        """They go with their row of `listing_index`, or are written over."""

    def _matching(self, terms: Sequence[Term], *, every: bool, names_only: bool) -> Matching:
        weights = "ABC" if names_only else ""
        query = (" & " if every else " | ").join(_term(term, weights) for term in terms)
        wanted = func.to_tsquery(literal_column("'simple'"), bindparam("query", query, unique=True))
        score = func.ts_rank(_WEIGHTS, _INDEX.c.words, wanted, type_=Float) * -1
        return Matching(_SOURCE, _INDEX.c.words.op("@@")(wanted), score * ListingIndex.boost)


def _row(number: int, document: SearchDocument) -> dict[str, Any]:
    return {
        "number": number,
        "title": indexed(document.title),
        "category": indexed(document.category),
        "vendor": indexed(document.vendor),
        "body": indexed(document.body),
    }


def _term(term: Term, weights: str) -> str:
    return f"({' | '.join(_alternative(each, weights) for each in term)})"


def _alternative(alternative: Alternative, weights: str) -> str:
    mark = f"{'*' if alternative.is_beginning else ''}{weights}"
    words = " & ".join(f"'{word}'{':' if mark else ''}{mark}" for word in alternative.words)
    return f"({words})" if len(alternative.words) > 1 else words

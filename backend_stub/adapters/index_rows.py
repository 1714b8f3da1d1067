"""Keeps `listing_index` and the words in use, for all engines inside the database."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.adapters import vocabulary
from backend_stub.adapters.index_filters import facet_of
from backend_stub.adapters.sphere import point
from backend_stub.adapters.words import spellings_of
from backend_stub.db.tables import ListingIndex, ListingTerms, SearchCategory
from backend_stub.ports.search import PRICE_BAND, SearchDocument

_AT_ONCE = 2000


async def put(
    session: AsyncSession, documents: Sequence[SearchDocument]
) -> tuple[dict[UUID, int], frozenset[UUID]]:
    """Write the rows; answers each listing's number, and which of them are new."""
    kept = await _kept(session, [document.id for document in documents])
    spellings: dict[str, str] = {}
    uses: Counter[str] = Counter()
    fresh: list[dict[str, Any]] = []
    terms: dict[UUID, str] = {}
    categories = await _category_numbers(session, {document.category_id for document in documents})
    for document in documents:
        found = spellings_of(f"{document.title} {document.category} {document.vendor} {document.body}")
        spellings |= {word: shown for word, shown in found.items() if word not in spellings}
        before = kept.get(document.id)
        uses.update(found.keys())
        values = _values(document, categories[document.category_id])
        terms[document.id] = " ".join(found)
        if before is None:
            fresh.append(values)
            continue
        uses.subtract(before[1].split())
        await session.execute(update(ListingIndex).where(ListingIndex.number == before[0]).values(**values))
    for begin in range(0, len(fresh), _AT_ONCE):
        await session.execute(insert(ListingIndex), fresh[begin : begin + _AT_ONCE])
    await vocabulary.change(session, uses, spellings)
    numbers = {id: row[0] for id, row in kept.items()}
    new = [values["listing_id"] for values in fresh]
    numbers |= await _numbers(session, new)
    await session.execute(
        delete(ListingTerms).where(ListingTerms.number.in_([row[0] for row in kept.values()]))
    )
    written = [{"number": numbers[id], "terms": text} for id, text in terms.items()]
    await session.execute(insert(ListingTerms), written)
    return numbers, frozenset(new)


async def remove(session: AsyncSession, ids: Collection[UUID]) -> list[int]:
    """Take the rows away; answers the numbers that they had."""
    kept = await _kept(session, list(ids))
    uses: Counter[str] = Counter()
    for _, terms in kept.values():
        uses.subtract(terms.split())
    await vocabulary.change(session, uses, {})
    numbers = [number for number, _ in kept.values()]
    await session.execute(delete(ListingTerms).where(ListingTerms.number.in_(numbers)))
    await session.execute(delete(ListingIndex).where(ListingIndex.number.in_(numbers)))
    return numbers


async def category_ids(session: AsyncSession) -> dict[int, UUID]:
    """Categories by the numbers that rows have them by."""
    rows = await session.execute(select(SearchCategory.number, SearchCategory.category_id))
    return dict(rows.all())


async def _category_numbers(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, int]:
    known = {id: number for number, id in (await category_ids(session)).items()}
    missing = [{"category_id": id} for id in sorted(ids) if id not in known]
    if missing:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        await session.execute(dialect.insert(SearchCategory).on_conflict_do_nothing(), missing)
        known = {id: number for number, id in (await category_ids(session)).items()}
    return known


async def _kept(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, tuple[int, str]]:
    """Number and words of those that are indexed; of two servers that index the same the second waits."""
    found: dict[UUID, tuple[int, str]] = {}
    for begin in range(0, len(ids), _AT_ONCE):
        query = (
            select(ListingIndex.listing_id, ListingIndex.number, ListingTerms.terms)
            .join(ListingTerms, ListingTerms.number == ListingIndex.number)
            .where(ListingIndex.listing_id.in_(ids[begin : begin + _AT_ONCE]))
            .with_for_update()
        )
        found |= {id: (number, terms) for id, number, terms in await session.execute(query)}
    return found


async def _numbers(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for begin in range(0, len(ids), _AT_ONCE):
        query = select(ListingIndex.listing_id, ListingIndex.number).where(
            ListingIndex.listing_id.in_(ids[begin : begin + _AT_ONCE])
        )
        found |= dict((await session.execute(query)).all())
    return found


def _values(document: SearchDocument, category: int) -> dict[str, Any]:
    x, y, z = point(document.latitude, document.longitude)
    # At most a few per cent: enough to order equals, too little to beat a better match.
    liked = max(0.0, (document.rating or 0) - 3.5) / 1.5
    return {
        "listing_id": document.id,
        "version": document.version,
        "category": category,
        "price": document.price,
        "rating": document.rating,
        "rating_count": document.rating_count,
        "facet": facet_of(category, document.price // PRICE_BAND, document.rating),
        "x": x,
        "y": y,
        "z": z,
        "boost": 1 + 0.05 * liked * min(1.0, math.log1p(document.rating_count) / 6),
    }

"""Keeps `listing_index` and the words in use, for all engines inside the database."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.adapters import vocabulary
from backend_stub.adapters.index_filters import bucket_of
from backend_stub.adapters.sphere import point
from backend_stub.adapters.words import spellings_of
from backend_stub.db.tables import ListingIndex
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
    for document in documents:
        found = spellings_of(f"{document.title} {document.category} {document.vendor} {document.body}")
        spellings |= {word: shown for word, shown in found.items() if word not in spellings}
        before = kept.get(document.id)
        uses.update(found.keys())
        values = _values(document, found)
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
    numbers |= {id: number for id, (number, _) in (await _kept(session, new)).items()}
    return numbers, frozenset(new)


async def remove(session: AsyncSession, ids: Collection[UUID]) -> list[int]:
    """Take the rows away; answers the numbers that they had."""
    kept = await _kept(session, list(ids))
    uses: Counter[str] = Counter()
    for _, terms in kept.values():
        uses.subtract(terms.split())
    await vocabulary.change(session, uses, {})
    numbers = [number for number, _ in kept.values()]
    await session.execute(delete(ListingIndex).where(ListingIndex.number.in_(numbers)))
    return numbers


async def _kept(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, tuple[int, str]]:
    found: dict[UUID, tuple[int, str]] = {}
    for begin in range(0, len(ids), _AT_ONCE):
        query = select(ListingIndex.listing_id, ListingIndex.number, ListingIndex.terms).where(
            ListingIndex.listing_id.in_(ids[begin : begin + _AT_ONCE])
        )
        # Of two servers that index the same listing the second waits for the first.
        rows = await session.execute(query.with_for_update())
        found |= {id: (number, terms) for id, number, terms in rows}
    return found


def _values(document: SearchDocument, words: Mapping[str, str]) -> dict[str, Any]:
    x, y, z = point(document.latitude, document.longitude)
    # At most a few per cent: enough to order equals, too little to beat a better match.
    liked = max(0.0, (document.rating or 0) - 3.5) / 1.5
    return {
        "listing_id": document.id,
        "version": document.version,
        "category_id": document.category_id,
        "price": document.price,
        "rating": document.rating,
        "rating_count": document.rating_count,
        "bucket": bucket_of(document.price // PRICE_BAND, document.rating),
        "x": x,
        "y": y,
        "z": z,
        "boost": 1 + 0.05 * liked * min(1.0, math.log1p(document.rating_count) / 6),
        "terms": " ".join(words),
    }

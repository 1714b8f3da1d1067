"""Finds listings."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.errors import NotFoundError
from backend_stub.features.catalogue import repository
from backend_stub.features.catalogue.facets import FacetCounter
from backend_stub.features.catalogue.ordering import page_of, sort_of
from backend_stub.features.catalogue.rows import category_documents, listing_documents
from backend_stub.features.catalogue.wish import Candidate, ListingWish
from backend_stub.paging import write_cursor
from backend_stub.ports.search import SearchPort
from backend_stub.ports.slots import SlotsPort
from contracts.wire import rfc3339

NEXT_FREE: Final = 3
_DAYS: Final = 8
"""Today and a week: a day more than is shown, because somewhere it is tomorrow already."""


class CatalogueService:
    """Everything here is for everybody."""

    def __init__(self, search: SearchPort, slots: SlotsPort) -> None:
        self._search = search
        self._slots = slots

    async def categories(self, session: AsyncSession) -> dict[str, Any]:
        """All categories."""
        return {"items": await category_documents(session), "next_cursor": None}

    async def page(self, session: AsyncSession, wish: ListingWish, now: datetime) -> dict[str, Any]:
        """`contracts.catalogue.ListingPage`."""
        sort = sort_of(wish)
        found, corrected = await self._find(session, wish)
        everything = await repository.candidates(session, wish, found)
        days = [now.date() + timedelta(days=number) for number in range(_DAYS)] if wish.facets else []
        counter = FacetCounter(wish, everything, await self._free_on(session, wish, everything, days, now))
        matching = counter.matching()
        shown, cursor = page_of(matching, sort, wish.cursor, wish.limit)
        facets = None
        if wish.facets:
            facets = counter.counts(await repository.category_names(session), days)
        return {
            "items": await self._documents(session, shown, now, next_free=wish.next_free),
            "next_cursor": cursor,
            "total": len(matching),
            "facets": facets,
            "did_you_mean": corrected,
        }

    async def one(
        self, session: AsyncSession, listing_id: UUID, now: datetime, *, next_free: bool
    ) -> dict[str, Any]:
        """A listing."""
        document = (await listing_documents(session, [listing_id])).get(listing_id)
        if document is None:
            raise NotFoundError
        if next_free:
            free = await self._slots.next_free(session, [listing_id], now, NEXT_FREE)
            document["next_free"] = [slot.document() for slot in free[listing_id]]
        return document

    async def reviews(
        self, session: AsyncSession, listing_id: UUID, sort: str, cursor: str | None, limit: int
    ) -> dict[str, Any]:
        """What customers said of a listing."""
        if not await repository.listing_exists(session, listing_id):
            raise NotFoundError
        rows = await repository.reviews(session, listing_id, sort, cursor, limit)
        shown = rows[:limit]
        following = None
        if len(rows) > limit:
            key = repository.REVIEW_ORDERS[sort.removeprefix("-")].column.key
            following = write_cursor(sort, (getattr(shown[-1], key), shown[-1].id))
        items = [
            {
                "id": str(row.id),
                "listing_id": str(row.listing_id),
                "author": row.author,
                "rating": row.rating,
                "text": row.text,
                "created_at": rfc3339(row.created_at),
            }
            for row in shown
        ]
        return {"items": items, "next_cursor": following}

    async def _find(
        self, session: AsyncSession, wish: ListingWish
    ) -> tuple[Sequence[UUID] | None, str | None]:
        if wish.q is None:
            return None, None
        answer = await self._search.search(session, wish.q)
        return answer.ids, answer.corrected

    async def _free_on(
        self,
        session: AsyncSession,
        wish: ListingWish,
        candidates: Sequence[Candidate],
        days: Sequence[date],
        now: datetime,
    ) -> Mapping[date, frozenset[UUID]]:
        """Who is free on the days of the facet, and on the day asked for, which may be far away."""
        ids = [each.id for each in candidates]
        free = dict(await self._slots.free_days(session, ids, days, now)) if days else {}
        if wish.available_on is not None and wish.available_on not in free:
            free |= await self._slots.free_days(session, ids, [wish.available_on], now)
        return free

    async def _documents(
        self, session: AsyncSession, shown: Sequence[Candidate], now: datetime, *, next_free: bool
    ) -> list[dict[str, Any]]:
        ids = [candidate.id for candidate in shown]
        documents = await listing_documents(session, ids)
        free = await self._slots.next_free(session, ids, now, NEXT_FREE) if next_free else {}
        for candidate in shown:
            documents[candidate.id]["distance_m"] = candidate.distance_m
            if next_free:
                documents[candidate.id]["next_free"] = [slot.document() for slot in free[candidate.id]]
        return [documents[id] for id in ids]

"""Finds listings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.errors import NotFoundError
from backend_stub.features.catalogue import repository
from backend_stub.features.catalogue.finding import ListingFinder
from backend_stub.features.catalogue.rows import category_documents, listing_documents
from backend_stub.features.catalogue.wish import ListingWish
from backend_stub.paging import write_cursor
from backend_stub.ports.search import SearchPort
from backend_stub.ports.slots import SlotsPort
from contracts.wire import rfc3339

NEXT_FREE: Final = 3


class CatalogueService:
    """Everything here is for everybody."""

    def __init__(self, search: SearchPort, slots: SlotsPort) -> None:
        self._finder = ListingFinder(search, slots)
        self._slots = slots

    async def categories(self, session: AsyncSession) -> dict[str, Any]:
        """All categories."""
        return {"items": await category_documents(session), "next_cursor": None}

    async def page(self, session: AsyncSession, wish: ListingWish, now: datetime) -> dict[str, Any]:
        """`contracts.catalogue.ListingPage`."""
        found = await self._finder.find(session, wish, now)
        return {
            "items": await self._documents(session, found.ids, wish, now),
            "next_cursor": found.next_cursor,
            "total": found.total,
            "facets": found.facets,
            "did_you_mean": found.corrected,
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
                "reply": row.reply,
                "reply_at": None if row.reply_at is None else rfc3339(row.reply_at),
            }
            for row in shown
        ]
        return {"items": items, "next_cursor": following}

    async def _documents(
        self, session: AsyncSession, ids: Sequence[UUID], wish: ListingWish, now: datetime
    ) -> list[dict[str, Any]]:
        documents = await listing_documents(session, ids)
        # Whatever went after the index was asked is gone at once.
        shown = [id for id in ids if id in documents]
        free = await self._slots.next_free(session, shown, now, NEXT_FREE) if wish.next_free else {}
        for id in shown:
            document = documents[id]
            if wish.near is not None:
                document["distance_m"] = wish.near.distance_m(document["latitude"], document["longitude"])
            if wish.next_free:
                document["next_free"] = [slot.document() for slot in free.get(id, ())]
        return [documents[id] for id in shown]

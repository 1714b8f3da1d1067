"""Puts right what the search index missed: after an upgrade, a restored backup, an event that was lost."""

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.database import Database
from backend_stub.db.tables import Listing, ListingIndex
from backend_stub.features.catalogue.repository import search_documents
from backend_stub.ports.search import SearchPort
from contracts.listings import ListingStatus

_AT_ONCE: Final = 500
_SHOWN: Final = Listing.status == ListingStatus.PUBLISHED


class IndexRepair:
    """Implements `ports.job.JobPort`."""

    name = "search index"
    seconds = 60.0

    def __init__(self, database: Database, search: SearchPort) -> None:
        self._database = database
        self._search = search

    async def run(self) -> None:
        """Index what is missing or older than its listing, and forget what is gone."""
        while True:
            async with self._database.read() as session:
                missed, gone = await _missed(session), await _gone(session)
            if not missed and not gone:
                return
            async with self._database.write() as uow:
                documents = await search_documents(uow.session, missed)
                await self._search.put(uow.session, documents)
                known = {document.id for document in documents}
                await self._search.remove(uow.session, [*gone, *(id for id in missed if id not in known)])
            if len(missed) < _AT_ONCE and len(gone) < _AT_ONCE:
                return


async def _missed(session: AsyncSession) -> list[UUID]:
    indexed = select(ListingIndex.number).where(
        ListingIndex.listing_id == Listing.id, ListingIndex.version == Listing.version
    )
    query = select(Listing.id).where(_SHOWN, ~indexed.exists()).order_by(Listing.id).limit(_AT_ONCE)
    return list((await session.scalars(query)).all())


async def _gone(session: AsyncSession) -> list[UUID]:
    kept = select(Listing.id).where(_SHOWN, Listing.id == ListingIndex.listing_id)
    query = select(ListingIndex.listing_id).where(~kept.exists()).limit(_AT_ONCE)
    return list((await session.scalars(query)).all())

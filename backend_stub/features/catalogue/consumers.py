"""Keeps the search index up to date."""

from uuid import UUID

from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.features.catalogue.repository import search_documents
from backend_stub.ports.broker import Event
from backend_stub.ports.search import SearchPort
from contracts.events import EventName


class ListingIndexer:
    """Indexes a listing again after it changed (`ports.broker.ConsumerPort`)."""

    name = "catalogue.search"
    events = frozenset({EventName.LISTING_CHANGED})

    def __init__(self, search: SearchPort) -> None:
        self._search = search

    async def handle(self, event: Event, uow: UnitOfWork) -> None:
        """Put the listing's words as they are now; forget one that is gone."""
        listing_id = UUID(str(event.payload["listing_id"]))
        documents = await search_documents(uow.session, [listing_id])
        if documents:
            await self._search.put(uow.session, documents)
        else:
            await self._search.remove(uow.session, [listing_id])

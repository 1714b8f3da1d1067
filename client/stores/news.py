"""Announcements, and who they reach."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from client.answer import Answer
from client.db.cache_reader import Where
from client.documents import Document
from client.outbox.operation import Operation
from client.stores.base import Query, QuerySource, Store
from client.stores.view import View
from contracts.rows import AnnouncementDoc

if TYPE_CHECKING:
    from client.api.news import NewsApi
    from client.outbox.direct import DirectCalls


@dataclass(frozen=True, slots=True)
class AnnouncementList(Query[tuple[AnnouncementDoc, ...]]):
    """Announcements, the newest first; those that were put away are left out."""

    tags: ClassVar[frozenset[str]] = frozenset({"announcement"})
    entity: ClassVar[str] = "announcement"

    def empty(self) -> tuple[AnnouncementDoc, ...]:
        """Nothing yet."""
        return ()

    def read(self, view: View) -> tuple[AnnouncementDoc, ...]:
        """The announcements now."""
        found = view.rows(
            "announcement",
            Where(),
            matches=lambda _row: True,
            key=lambda row: (row["created_at"], row["id"]),
            order="created_at, id",
            descending=True,
        )
        return tuple(row for row, _marks in found if row["state"] != "cancelled")


class NewsStore(Store):
    """Announcements are live, the rest is asked for. Changes need the network (`operations.news`)."""

    def __init__(
        self,
        source: QuerySource,
        new_id: Callable[[], str],
        api: "Callable[[], NewsApi]",
        direct: "Callable[[], DirectCalls]",
    ) -> None:
        super().__init__(source, new_id)
        self._api = api
        self._direct = direct

    async def page(self, what: str, *, state: str = "", q: str = "", cursor: str = "") -> Answer:
        """Subscribers, letters or suppressions; raises `UnreachableError`, or a `RefusedError`."""
        return await self._api().page(what, state=state, q=q, cursor=cursor)

    async def preview(self, announcement_id: str) -> Answer:
        """What a subscriber would read; raises `UnreachableError`, or a `RefusedError`."""
        return await self._api().preview(announcement_id)

    async def perform(self, operation: Operation) -> Document:
        """Do it now, over the network. Raises as `DirectCalls.perform`."""
        return await self._direct().perform(operation)

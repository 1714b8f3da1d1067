"""Who did what."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from client.answer import Answer
from client.stores.base import QuerySource, Store

if TYPE_CHECKING:
    from client.api.audit import AuditApi


class AuditStore(Store):
    """Read from the server page by page; what was read before is kept for when there is no network."""

    def __init__(self, source: QuerySource, new_id: Callable[[], str], api: "Callable[[], AuditApi]") -> None:
        super().__init__(source, new_id)
        self._api = api

    async def entries(self, entity: str = "", cursor: str = "") -> Answer:
        """`items` and `next_cursor` in `body`; `as_of` is set where it is a kept page.

        Raises `UnreachableError` where there is none, or a `RefusedError`.
        """
        return await self._api().entries(entity, cursor)

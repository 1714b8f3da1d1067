"""The admins' day in figures."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from client.answer import Answer
from client.stores.base import QuerySource, Store

if TYPE_CHECKING:
    from client.api.overview import OverviewApi


class OverviewStore(Store):
    """Computed on the server; the last answer is kept for when there is no network."""

    def __init__(
        self, source: QuerySource, new_id: Callable[[], str], api: "Callable[[], OverviewApi]"
    ) -> None:
        super().__init__(source, new_id)
        self._api = api

    async def overview(self, zone: str) -> Answer:
        """`contracts.people.OverviewOut` in `body`; `as_of` is set where it is a kept one.

        Raises `UnreachableError` where there is none, or a `RefusedError`.
        """
        return await self._api().get(zone)

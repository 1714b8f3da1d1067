"""The admins' overview."""

from client.answer import Answer
from client.sync.pages import PageCache


class OverviewApi:
    """`/admin/overview`."""

    def __init__(self, pages: PageCache) -> None:
        self._pages = pages

    async def get(self, zone: str) -> Answer:
        """A `contracts.people.OverviewOut` for days of this zone."""
        return await self._pages.get("overview", "/admin/overview", {"zone": zone})

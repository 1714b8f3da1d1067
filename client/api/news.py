"""Subscribers, letters and suppressed addresses, as admins look them up."""

from client.answer import Answer
from client.sync.pages import PageCache


class NewsApi:
    """`/subscribers`, `/letters`, `/suppressions`, and the preview of an announcement."""

    def __init__(self, pages: PageCache) -> None:
        self._pages = pages

    async def page(self, what: str, *, state: str = "", q: str = "", cursor: str = "") -> Answer:
        """A page of `what`: subscribers, letters or suppressions."""
        wanted = {"state": state, "q": q, "cursor": cursor, "limit": "100"}
        given = {name: text for name, text in wanted.items() if text}
        return await self._pages.get("news", f"/{what}", given)

    async def preview(self, announcement_id: str) -> Answer:
        """What a subscriber would read, and how many would."""
        return await self._pages.get("news", f"/announcements/{announcement_id}/preview", {})

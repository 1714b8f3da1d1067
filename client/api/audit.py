"""The audit log."""

from client.answer import Answer
from client.sync.pages import PageCache


class AuditApi:
    """`/audit`."""

    def __init__(self, pages: PageCache) -> None:
        self._pages = pages

    async def entries(self, entity: str = "", cursor: str = "") -> Answer:
        """A page of `contracts.audit.AuditEntryOut`, the newest first; of one kind of thing, or of all."""
        wanted = {"entity": entity, "cursor": cursor, "limit": "100"}
        return await self._pages.get("audit", "/audit", {name: text for name, text in wanted.items() if text})

"""Commission rules."""

from client.answer import Answer
from client.sync.pages import PageCache


class RatesApi:
    """`/commission-rules`."""

    def __init__(self, pages: PageCache) -> None:
        self._pages = pages

    async def rules(self) -> Answer:
        """All `contracts.pricing.CommissionRuleOut`; there are few."""
        return await self._pages.get("rates", "/commission-rules", {"limit": "200"})

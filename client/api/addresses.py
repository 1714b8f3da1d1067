"""What addresses need in each country."""

from client.answer import Answer
from client.sync.pages import PageCache


class AddressesApi:
    """`/address-forms`."""

    def __init__(self, pages: PageCache) -> None:
        self._pages = pages

    async def forms(self) -> Answer:
        """`contracts.addresses.AddressForm`s under `items`, by country."""
        return await self._pages.get("address_forms", "/address-forms")

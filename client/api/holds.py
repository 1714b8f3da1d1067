"""Holds: kept on the server alone, so they are asked for directly."""

from client.api.api_client import ApiClient
from client.documents import Document
from client.errors import UnreachableError
from contracts.quotes import Choice


class HoldsApi:
    """`/holds`."""

    def __init__(self, api: ApiClient) -> None:
        self._api = api

    async def create(
        self,
        hold_id: str,
        listing_id: str,
        starts_at: str,
        staff_id: str | None,
        choice: Choice | None = None,
    ) -> Document:
        """A `contracts.bookings.HoldOut`; a lost answer is asked for once more with the same key."""
        body: Document = {"id": hold_id, "listing_id": listing_id, "starts_at": starts_at}
        if staff_id is not None:
            body["staff_id"] = staff_id
        if choice is not None and choice.variant_id is not None:
            body["variant_id"] = choice.variant_id
        if choice is not None and choice.extras:
            body["extras"] = [{"id": id, "count": count} for id, count in choice.extras.items()]
        try:
            response = await self._api.write("POST", "/holds", body, key=hold_id)
        except UnreachableError:
            response = await self._api.write("POST", "/holds", body, key=hold_id)
        answer: Document = response.body
        return answer

    async def release(self, hold_id: str, key: str) -> None:
        """Give the time back before it runs out."""
        await self._api.write("DELETE", f"/holds/{hold_id}", None, key=key)

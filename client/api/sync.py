"""Pulling the change feed."""

from typing import Any

from client.api.api_client import ApiClient

LIMIT = 1000


class SyncApi:
    """`/sync/pull`."""

    def __init__(self, api: ApiClient, client_id: str) -> None:
        self._api = api
        self._client_id = client_id

    async def pull(self, cursor: str | None) -> Any:
        """A `contracts.sync.PullPage`. Raises `ResyncRequiredError` where the cursor is no longer good."""
        body = {"client_id": self._client_id, "cursor": cursor, "limit": LIMIT}
        return (await self._api.post("/sync/pull", body)).body

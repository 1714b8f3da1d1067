"""Incremental resources: answers of GETs, kept with ETag and age, and shown when there is no network."""

import json
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode

from client.answer import Answer
from client.api.api_client import ApiClient
from client.clock import Clock, from_wire, to_wire
from client.db.cache_file import CacheFile
from client.db.cache_reader import Page
from client.db.connection import Connection
from client.errors import LocalError, UnreachableError
from client.freshness import TABLE

KEPT = 500
"""Pages beyond this many, oldest first, are dropped."""


class PageCache:
    """Reads through: the cache while it is fresh enough, else the server, else the cache with its age."""

    def __init__(self, api: ApiClient, cache: CacheFile, clock: Clock) -> None:
        self._api = api
        self._cache = cache
        self._clock = clock

    async def get(self, resource: str, path: str, params: Mapping[str, str] | None = None) -> Answer:
        """The answer. Raises `UnreachableError` where it was never fetched, or a `RefusedError`."""
        key = f"{path}?{urlencode(sorted((params or {}).items()))}"
        kept = await self._cache.read(lambda reader: reader.page(key))
        if kept is not None and self._is_fresh(kept, TABLE[resource].max_age):
            return Answer(kept.body)
        try:
            response = await self._api.get(path, params, None if kept is None else kept.etag)
        except UnreachableError:
            if kept is None:
                raise
            return Answer(kept.body, from_wire(kept.fetched_at))
        body = kept.body if response.status == 304 and kept is not None else response.body
        await self._keep(key, body, response.etag)
        return Answer(body)

    def _is_fresh(self, page: Page, max_age: float) -> bool:
        age = self._clock.now() - from_wire(page.fetched_at)
        return timedelta(0) <= age < timedelta(seconds=max_age)

    async def _keep(self, key: str, body: object, etag: str | None) -> None:
        row = (key, etag, json.dumps(body), to_wire(self._clock.now()))

        def run(connection: Connection) -> None:
            connection.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)", row)
            connection.execute(
                "DELETE FROM page WHERE key IN "
                "(SELECT key FROM page ORDER BY fetched_at DESC LIMIT -1 OFFSET ?)",
                (KEPT,),
            )

        try:
            await self._cache.write(run)
        except LocalError:
            # A full disk must not hide an answer that is already here.
            return

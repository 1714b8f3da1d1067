"""What a vendor takes off the market goes from every device, searches that it keeps included."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from client.stores.catalogue import ListingList
from client.stores.search import ListingSearch
from tests.client.serving import ServerProcess
from tests.client.test_with_server import running, until
from tests.sim.template import CUSTOMER, LISTING_IDS, PASSWORD, VENDOR

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    process = ServerProcess(tmp_path / "server")
    process.start()
    yield process
    process.kill()


async def pause(url: str, listing_id: str) -> None:
    """As its vendor."""
    async with httpx.AsyncClient(base_url=f"{url}/api/v1", trust_env=False) as client:
        grant = {"grant_type": "password", "email": VENDOR, "password": PASSWORD, "device_name": "test"}
        token: Any = (await client.post("/auth/token", json=grant)).raise_for_status().json()
        headers = {"Authorization": f"Bearer {token['access_token']}", "Idempotency-Key": listing_id}
        seen = await client.get(f"/vendor-listings/{listing_id}", headers=headers)
        headers["If-Match"] = seen.raise_for_status().headers["etag"]
        answer = await client.post(f"/vendor-listings/{listing_id}/pause", json={}, headers=headers)
        answer.raise_for_status()


async def test_a_paused_listing_is_found_nowhere(server: ServerProcess, tmp_path: Path) -> None:
    gone, kept = (str(id) for id in LISTING_IDS[:2])
    async with running(tmp_path / "profile", server.url) as engine:
        await engine.sign_in(CUSTOMER, PASSWORD)
        listings = engine.catalogue.observe(ListingList())
        await until(listings, lambda: len(listings.value) == 2)
        asked = ListingSearch()
        assert {row["id"] for row in (await engine.catalogue.search(asked)).items} == {gone, kept}
        await pause(server.url, gone)
        await until(listings, lambda: [row["id"] for row in listings.value] == [kept])
        # This answer is still young enough to be taken from what was kept.
        found = await engine.catalogue.search(asked)
        assert ([row["id"] for row in found.items], found.total) == ([kept], 1)
        assert [row["id"] for row in (await engine.catalogue.read(asked)).items] == [kept]
        listings.close()
        await asyncio.to_thread(server.kill)
        found = await engine.catalogue.search(asked)
        assert [row["id"] for row in found.items] == [kept]

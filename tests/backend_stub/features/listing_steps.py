"""What vendors and admins do with listings, step by step."""

from typing import Any
from uuid import UUID, uuid4

import httpx

from tests.backend_stub.features.world import Stage
from tests.backend_stub.support.drawings import drawing
from tests.backend_stub.support.running import API, Client

AREA = {"latitude": 54.1, "longitude": 10.8, "radius_m": 9000}


async def photo(client: Client, color: str = "#2a7") -> dict[str, str]:
    """A photo, freshly sent."""
    id = str(uuid4())
    headers = {
        "Content-Type": "image/png",
        "Idempotency-Key": str(uuid4()),
        "Authorization": f"Bearer {client.token}",
    }
    answer = await client.http.post(f"{API}/files?id={id}", content=drawing(color=color), headers=headers)
    assert answer.status_code == 201, answer.text
    return {"file_id": id, "alt": f"A wall in {color}"}


async def photos(client: Client, count: int = 3) -> list[dict[str, str]]:
    """Some photos."""
    return [await photo(client, f"#{number}{number}a") for number in range(count)]


async def seen(stage: Stage, listing_id: UUID | str, name: str = "vendor") -> Any:
    """A listing as its vendor sees it."""
    answer = await stage[name].get(f"/vendor-listings/{listing_id}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def patch(stage: Stage, listing: Any, changes: Any, name: str = "vendor") -> httpx.Response:
    """Change fields of the version that was seen."""
    headers = {"If-Match": f'"{listing["version"]}"'}
    return await stage[name].call("PATCH", f"/vendor-listings/{listing['id']}", changes, headers=headers)


async def step(
    stage: Stage, listing: Any, action: str, name: str = "vendor", body: Any = None
) -> httpx.Response:
    """Do something to the version that was seen."""
    headers = {"If-Match": f'"{listing["version"]}"'}
    return await stage[name].post(f"/vendor-listings/{listing['id']}/{action}", body, headers=headers)


async def done(answer: httpx.Response) -> Any:
    """The listing after a step that was let through."""
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


async def change_ready(stage: Stage) -> dict[str, Any]:
    """A change of the window cleaning that could go to review."""
    listing = await seen(stage, stage.world.windows)
    wish = {
        "photos": await photos(stage["vendor"]),
        "service_area": AREA,
        "description": f"Clear panes, {uuid4()}.",
    }
    listing = await done(await patch(stage, listing, wish))
    return {"listing_id": listing["id"], "version": listing["version"]}


async def published(stage: Stage, changes: Any) -> Any:
    """The window cleaning with these changes, let through."""
    ids = await change_ready(stage)
    listing = await done(await patch(stage, {"id": ids["listing_id"], **ids}, changes))
    listing = await done(await step(stage, listing, "submit"))
    return await done(await step(stage, listing, "approve", "admin"))

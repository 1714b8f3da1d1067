"""Categories within categories."""

from typing import Any
from uuid import uuid4

from tests.backend_stub.features.world import Stage, problem


async def make(stage: Stage, name: str, parent_id: Any = None) -> Any:
    wish = {"id": str(uuid4()), "name": name, "parent_id": parent_id}
    answer = await stage["admin"].post("/categories", wish)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def change(stage: Stage, category: Any, patch: Any) -> Any:
    headers = {"If-Match": f'"{category["version"]}"'}
    return await stage["admin"].call("PATCH", f"/categories/{category['id']}", patch, headers=headers)


async def remove(stage: Stage, category: Any) -> Any:
    headers = {"If-Match": f'"{category["version"]}"'}
    return await stage["admin"].call("DELETE", f"/categories/{category['id']}", headers=headers)


async def test_a_category_is_never_within_itself(stage: Stage) -> None:
    top = await make(stage, "Home")
    middle = await make(stage, "Kitchen", top["id"])
    low = await make(stage, "Oven", middle["id"])
    assert low["parent_id"] == middle["id"]
    for parent in (top, middle, low):
        answer = await change(stage, top, {"parent_id": parent["id"]})
        assert answer.json()["errors"][0]["code"] == "cycle"
    moved = await change(stage, low, {"parent_id": None})
    assert moved.json()["parent_id"] is None


async def test_they_go_four_deep(stage: Stage) -> None:
    here: Any = None
    for number in range(4):
        here = await make(stage, f"Level {number}", here and here["id"])
    wish = {"id": str(uuid4()), "name": "Too deep", "parent_id": here["id"]}
    answer = await stage["admin"].post("/categories", wish)
    assert answer.json()["errors"][0]["code"] == "too_deep"
    unknown = await stage["admin"].post("/categories", {**wish, "parent_id": str(uuid4())})
    assert unknown.json()["errors"][0]["code"] == "unknown_category"


async def test_used_ones_stay(stage: Stage) -> None:
    known = (await stage["nobody"].get("/categories")).json()["items"]
    used = next(each for each in known if each["id"] == str(stage.world.cleaning))
    assert problem(await remove(stage, used)) == (409, "in_use")
    top = await make(stage, "Home")
    inner = await make(stage, "Kitchen", top["id"])
    assert problem(await remove(stage, top)) == (409, "in_use")
    first = await stage["customer"].pull()
    assert (await remove(stage, inner)).status_code == 204
    assert (await remove(stage, top)).status_code == 204
    page = await stage["customer"].pull(first["cursor"])
    assert {each["id"] for each in page["tombstones"]} == {top["id"], inner["id"]}


async def test_a_new_name_reaches_listings_and_search(stage: Stage) -> None:
    known = (await stage["nobody"].get("/categories")).json()["items"]
    category = next(each for each in known if each["id"] == str(stage.world.cleaning))
    first = await stage["customer"].pull()
    assert (await change(stage, category, {"name": "Housekeeping 🧹"})).status_code == 200
    assert problem(await change(stage, category, {"name": "Late"})) == (412, "version_stale")
    page = await stage["customer"].pull(first["cursor"])
    names = {row["category_name"] for row in page["upserts"]["listing"]}
    assert names == {"Housekeeping 🧹"}
    assert [row["name"] for row in page["upserts"]["category"]] == ["Housekeeping 🧹"]

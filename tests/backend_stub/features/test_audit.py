"""The audit log through the API."""

from tests.backend_stub.features.world import Stage, problem


async def test_what_admins_do_to_people_is_there_with_before_and_after(stage: Stage) -> None:
    admin = stage["admin"]
    person = (await admin.get("/people?q=stranger")).json()["items"][0]
    path, match = f"/people/{person['id']}", {"If-Match": f'"{person["version"]}"'}
    suspended = await admin.post(f"{path}/suspend", {"reason": "שלום 🧹"}, headers=match)
    assert suspended.status_code == 200
    match = {"If-Match": f'"{suspended.json()["version"]}"'}
    restored = (await admin.post(f"{path}/restore", {}, headers=match)).json()
    match = {"If-Match": f'"{restored["version"]}"'}
    roles = {"roles": ["customer", "vendor"]}
    assert (await admin.call("PUT", f"{path}/roles", roles, headers=match)).is_success

    page = (await admin.get(f"/audit?entity_id={person['id']}")).json()
    assert [entry["action"] for entry in page["items"]] == [
        "person.granted",
        "person.restored",
        "person.suspended",
    ]
    granted, _, first = page["items"]
    assert first["before"] == {"status": "active", "reason": None}
    assert first["after"] == {"status": "suspended", "reason": "שלום 🧹"}
    assert granted["after"] == {"roles": ["customer", "vendor"]}
    assert first["actor"] == {"id": str(stage.world.people["admin"]), "name": "Admin"}
    assert not first["erased"]


async def test_what_is_refused_is_not_there(stage: Stage) -> None:
    admin = stage["admin"]
    person = (await admin.get("/people?q=stranger")).json()["items"][0]
    path, stale = f"/people/{person['id']}/suspend", {"If-Match": '"99"'}
    assert (await admin.post(path, {"reason": "No"}, headers=stale)).status_code == 412
    assert (await admin.get("/audit")).json() == {"items": [], "next_cursor": None}


async def test_pages_filters_and_nonsense(stage: Stage) -> None:
    admin = stage["admin"]
    for name in ("stranger", "rival", "customer"):
        person = (await admin.get(f"/people?q={name}@")).json()["items"][0]
        match = {"If-Match": f'"{person["version"]}"'}
        answer = await admin.post(f"/people/{person['id']}/suspend", {"reason": name}, headers=match)
        assert answer.is_success
    first = (await admin.get("/audit?limit=2")).json()
    assert [entry["seq"] for entry in first["items"]] == [3, 2]
    rest = (await admin.get(f"/audit?limit=2&cursor={first['next_cursor']}")).json()
    assert [entry["seq"] for entry in rest["items"]] == [1]
    assert rest["next_cursor"] is None
    upwards = (await admin.get("/audit?sort=seq&limit=2")).json()
    assert [entry["seq"] for entry in upwards["items"]] == [1, 2]
    assert (await admin.get("/audit?action=person.granted")).json()["items"] == []
    assert (await admin.get("/audit?from=2999-01-01T00:00:00Z")).json()["items"] == []
    assert len((await admin.get("/audit?to=2999-01-01T00:00:00Z")).json()["items"]) == 3
    crossed = await admin.get(f"/audit?sort=seq&cursor={first['next_cursor']}")
    assert problem(crossed) == (422, "invalid_cursor")
    assert (await admin.get("/audit?sort=name")).status_code == 422
    assert (await admin.get("/audit?to=yesterday")).status_code == 422

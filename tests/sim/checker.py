"""After the healing: every saved act once, or refused with words; nothing doubled, all caches equal."""

import json
from collections import Counter
from typing import Any

import httpx

from client.db.cache_reader import CacheReader, Where
from client.db.cache_tables import TABLES
from client.outbox.operation import State
from client.sync.digest import differing, digests
from tests.sim.ledger import Entry
from tests.sim.machine import Machine
from tests.sim.template import PASSWORD
from tests.sim.truth import Truth, read_truth
from tests.sim.world import World


def check(world: World) -> list[str]:
    """Everything that is wrong; empty where nothing is."""
    truth = read_truth(world.server.path)
    faults = [*_acts(world, truth), *_overlaps(truth)]
    for machine in world.machines:
        faults += _machine(world, machine)
    return faults


def _overlaps(truth: Truth) -> list[str]:
    return [f"{truth.overlaps} pairs of bookings overlap"] if truth.overlaps else []


def _acts(world: World, truth: Truth) -> list[str]:
    """For each row and action: at least what was saved and not refused, at most what was tried."""
    least: Counter[tuple[str, str, str]] = Counter()
    most: Counter[tuple[str, str, str]] = Counter()
    refused = _refused(world)
    for entry in world.ledger.entries:
        key = _key(entry)
        if key is None:
            continue
        if entry.operation_id in refused or entry.discarded:
            continue
        most[key] += 1
        if entry.saved and not entry.rewound:
            least[key] += 1
    faults = []
    for key in sorted(most.keys() | {key for entry in world.ledger.entries if (key := _key(entry))}):
        count = truth.effect(*key)
        if not least[key] <= count <= most[key]:
            faults.append(f"{key}: {least[key]} to {most[key]} expected, {count} on the server")
    created = {
        entry.operation.target for entry in world.ledger.entries if entry.operation.name.endswith(".create")
    }
    faults += [f"{key} was made by nobody" for key in sorted(truth.ids - created)]
    return faults


def _refused(world: World) -> set[str | None]:
    """Operations that a person has been shown as not done."""
    return {
        item.id
        for machine in world.machines
        if machine.account is not None
        for item in machine.account.queue.items
        if item.problem is not None or item.state is State.BLOCKED
    }


def _key(entry: Entry) -> tuple[str, str, str] | None:
    entity, _, action = entry.operation.name.partition(".")
    return None if entity == "notification" else (entity, entry.operation.target, action)


def _machine(world: World, machine: Machine) -> list[str]:
    account = machine.account
    if account is None:
        return [f"{machine.name}: nobody is signed in"]
    faults = []
    mismatches = machine.mismatches + account.sync.mismatches
    if mismatches:
        faults.append(f"{machine.name}: digests differed in {sorted(set(mismatches))}")
    stuck = [item for item in account.queue.items if item.problem is None and item.state is not State.BLOCKED]
    if stuck:
        faults.append(f"{machine.name}: still waiting: {[(item.name, item.state.value) for item in stuck]}")
    pulled = _pull(world, machine)
    ours = world.run(account.cache.read(_everything))
    for entity in sorted(set(ours) | set(pulled["rows"])):
        faults += _differences(machine.name, entity, ours.get(entity, {}), pulled["rows"].get(entity, {}))
    wrong = differing(world.run(account.cache.read(digests)), pulled["digest"])
    if wrong:
        faults.append(f"{machine.name}: digests differ in {wrong}")
    return faults


def _differences(name: str, entity: str, ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    return [
        f"{name}: {entity} {key}: {json.dumps(ours.get(key))} here, {json.dumps(theirs.get(key))} there"
        for key in sorted(ours.keys() | theirs.keys())
        if ours.get(key) != theirs.get(key)
    ]


def _everything(reader: CacheReader) -> dict[str, dict[str, Any]]:
    return {entity: {row["id"]: row for row in reader.rows(entity, Where())} for entity in TABLES}


def _pull(world: World, machine: Machine) -> dict[str, Any]:
    """What a new device of the same person would be told."""
    body = {"grant_type": "password", "email": machine.email, "password": PASSWORD, "device_name": "checker"}
    token = _call(world, "/auth/token", body, {})["access_token"]
    rows: dict[str, dict[str, Any]] = {}
    cursor = None
    while True:
        page = _call(
            world,
            "/sync/pull",
            {"client_id": "019a0000-0000-7000-8000-000000000001", "cursor": cursor, "limit": 1000},
            {"Authorization": f"Bearer {token}"},
        )
        for entity, found in page["upserts"].items():
            rows.setdefault(entity, {}).update({row["id"]: row for row in found})
        cursor = page["cursor"]
        if not page["has_more"]:
            return {"rows": rows, "digest": page["digest"]}


def _call(world: World, path: str, body: dict[str, Any], headers: dict[str, str]) -> Any:
    request = httpx.Request("POST", f"http://sim/api/v1{path}", json=body, headers=headers)
    response = world.server.request(request)
    if response.status_code != 200:
        raise RuntimeError(f"the checker was refused: {response.status_code} {response.text}")
    return response.json()

"""PROTOCOL 2: the change feed as readers pull it."""

import hashlib
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, insert

from backend_stub.db.tables import RoleGrant
from backend_stub.feed.retention import Retention
from contracts.vocabulary import Role
from tests.backend_stub.conftest import MovableClock
from tests.backend_stub.support.people import add_person, add_vendor
from tests.backend_stub.support.probe import put, remove
from tests.backend_stub.support.running import Client, Running


async def write(probe: Running, name: str, *scopes: str, id: UUID | None = None) -> UUID:
    """One row in a transaction of its own."""
    id = id or uuid4()
    async with probe.server.database.write() as uow:
        await put(uow, id, name, scopes)
    return id


async def erase(probe: Running, id: UUID) -> None:
    """Delete one row."""
    async with probe.server.database.write() as uow:
        await remove(uow, id)


def names(page: dict[str, Any]) -> list[str]:
    """Names of the rows that a page brings."""
    return [row["name"] for row in page["upserts"].get("category", [])]


def ids(refs: Collection[dict[str, str]]) -> set[UUID]:
    """Ids of the rows that a page takes away."""
    return {UUID(ref["id"]) for ref in refs}


async def everything(client: Client, cursor: str | None, limit: int) -> list[dict[str, Any]]:
    """All pages to the head."""
    pages = [await client.pull(cursor, limit)]
    while pages[-1]["has_more"]:
        pages.append(await client.pull(pages[-1]["cursor"], limit))
    return pages


async def customer(probe: Running, email: str = "carl@test.example") -> tuple[UUID, Client]:
    """A signed-in customer with their id."""
    id = await add_person(probe.server.database, email, Role.CUSTOMER)
    return id, await probe.sign_in(email)


async def test_bootstrap_brings_what_the_reader_sees(probe: Running) -> None:
    me, carl = await customer(probe)
    await write(probe, "mine", f"user:{me}")
    await write(probe, "public", "catalogue")
    await write(probe, "theirs", f"user:{uuid4()}")
    await write(probe, "the admin's", "admin")
    page = await carl.pull()
    assert sorted(names(page)) == ["mine", "public"]
    assert page["has_more"] is False
    assert page["forgets"] == page["tombstones"] == page["purge_scopes"] == []
    scopes = dict(zip(names(page), page["scopes"]["category"], strict=True))
    assert scopes == {"mine": [f"user:{me}"], "public": ["catalogue"]}


async def test_digest_is_over_sorted_lines_by_scope(probe: Running) -> None:
    me, carl = await customer(probe)
    rows = [await write(probe, str(n), f"user:{me}") for n in range(5)]
    await write(probe, "again", f"user:{me}", id=rows[0])
    page = await carl.pull()
    lines = sorted(f"category:{id}:{2 if id == rows[0] else 1}\n".encode() for id in rows)
    expected = {"count": 5, "sha256": hashlib.sha256(b"".join(lines)).hexdigest()}
    assert page["digest"][f"user:{me}"] == expected
    assert page["digest"]["catalogue"] == {"count": 0, "sha256": hashlib.sha256(b"").hexdigest()}


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
async def test_pages_bring_everything_once_and_digest_comes_last(probe: Running, limit: int) -> None:
    _, carl = await customer(probe)
    for n in range(7):
        await write(probe, str(n), "catalogue")
    pages = await everything(carl, None, limit)
    brought = [name for page in pages for name in names(page)]
    assert sorted(brought) == [str(n) for n in range(7)]
    assert all(len(names(page)) <= limit for page in pages)
    assert ["digest" in page for page in pages] == [False] * (len(pages) - 1) + [True]


async def test_changes_after_the_cursor(probe: Running) -> None:
    me, carl = await customer(probe)
    first = await write(probe, "first", f"user:{me}")
    cursor = (await carl.pull())["cursor"]
    await write(probe, "first again", f"user:{me}", id=first)
    await write(probe, "second", f"user:{me}")
    page = await carl.pull(cursor)
    assert sorted(names(page)) == ["first again", "second"]
    assert names(await carl.pull(page["cursor"])) == []
    assert names(await carl.pull(cursor)) == names(page), "a pull may be repeated"


async def test_cursor_stays_while_nothing_visible_happens(probe: Running) -> None:
    _, carl = await customer(probe)
    cursor = (await carl.pull())["cursor"]
    await write(probe, "hidden", "admin")
    page = await carl.pull(cursor)
    assert page["cursor"] == cursor
    assert names(page) == []


async def test_leaving_a_scope_is_a_forget_and_deleting_a_tombstone(probe: Running) -> None:
    me, carl = await customer(probe)
    moved = await write(probe, "moved", f"user:{me}")
    gone = await write(probe, "gone", f"user:{me}")
    cursor = (await carl.pull())["cursor"]
    await write(probe, "moved", "admin", id=moved)
    await erase(probe, gone)
    page = await carl.pull(cursor)
    assert ids(page["forgets"]) == {moved}
    assert ids(page["tombstones"]) == {gone}
    assert {ref["entity"] for ref in page["forgets"] + page["tombstones"]} == {"category"}


@pytest.mark.parametrize("limit", [1, 2, 1000])
async def test_what_came_and_went_unseen_is_not_spoken_of(probe: Running, limit: int) -> None:
    me, carl = await customer(probe)
    cursor = (await carl.pull())["cursor"]
    brief = await write(probe, "brief", f"user:{me}")
    await write(probe, "stays", f"user:{me}")
    moved = await write(probe, "moved", f"user:{me}")
    await write(probe, "stays too", f"user:{me}")
    await erase(probe, brief)
    await write(probe, "moved", "admin", id=moved)
    never = await write(probe, "never", "admin")
    await erase(probe, never)
    pages = await everything(carl, cursor, limit)
    assert [name for page in pages for name in names(page)] == ["stays", "stays too"]
    assert not any(page["forgets"] or page["tombstones"] for page in pages)


async def test_what_left_between_two_pages_is_forgotten(probe: Running) -> None:
    me, carl = await customer(probe)
    cursor = (await carl.pull())["cursor"]
    row = await write(probe, "row", f"user:{me}")
    await write(probe, "other", f"user:{me}")
    first = await carl.pull(cursor, 1)
    assert names(first) == ["row"]
    await write(probe, "row", "admin", id=row)
    pages = await everything(carl, first["cursor"], 1)
    assert set().union(*(ids(page["forgets"]) for page in pages)) == {row}


@pytest.mark.parametrize("limit", [1, 1000])
async def test_lost_grant_purges_and_gained_one_fills_in(probe: Running, limit: int) -> None:
    database = probe.server.database
    me, carl = await customer(probe)
    await write(probe, "old admin row", "admin")
    both = await write(probe, "both", "admin", f"user:{me}")
    start = await carl.pull()
    assert names(start) == ["both"]

    async with database.write() as uow:
        grant = {"person_id": me, "role": "admin", "granted_at": uow.now}
        await uow.session.execute(insert(RoleGrant), [grant])
        uow.grants_changed(me)
    pages = await everything(carl, start["cursor"], limit)
    assert {"old admin row", "both"} <= {name for page in pages for name in names(page)}
    assert pages[-1]["grants_revision"] != start["grants_revision"]
    assert pages[-1]["digest"]["admin"]["count"] == 2

    async with database.write() as uow:
        await uow.session.execute(delete(RoleGrant).where(RoleGrant.role == "admin"))
        uow.grants_changed(me)
    await write(probe, "both again", "admin", f"user:{me}", id=both)
    await write(probe, "new admin row", "admin")
    lost = await carl.pull(pages[-1]["cursor"])
    assert lost["purge_scopes"] == ["admin", "support"]
    assert names(lost) == ["both again"]
    assert lost["scopes"]["category"] == [[f"user:{me}"]]
    assert "admin" not in lost["digest"]
    assert lost["grants_revision"] == start["grants_revision"]
    assert (await carl.pull(lost["cursor"]))["purge_scopes"] == []


async def test_vendor_scope_follows_membership(probe: Running) -> None:
    me = await add_person(probe.server.database, "vera@test.example", Role.VENDOR)
    vendor = await add_vendor(probe.server.database, me)
    vera = await probe.sign_in("vera@test.example")
    await write(probe, "ours", f"vendor:{vendor}")
    await write(probe, "theirs", f"vendor:{uuid4()}")
    assert names(await vera.pull()) == ["ours"]


@pytest.mark.parametrize("cursor", ["", "nonsense", "AAAA", "é", "x" * 4000])
async def test_cursor_that_we_did_not_give(ann: Client, cursor: str) -> None:
    body = {"client_id": str(uuid4()), "cursor": cursor, "limit": 10}
    answer = await ann.post("/sync/pull", body, key=None)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_cursor")


async def test_cursor_of_another_reader_or_changed(probe: Running, ann: Client) -> None:
    _, carl = await customer(probe)
    cursor = (await carl.pull())["cursor"]
    for client, text in ((ann, cursor), (carl, cursor[:-2] + "AA"), (carl, cursor[1:])):
        body = {"client_id": str(uuid4()), "cursor": text, "limit": 10}
        answer = await client.post("/sync/pull", body, key=None)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_cursor")


@pytest.mark.parametrize("limit", [0, 1001, -1])
async def test_limit_is_1_to_1000(ann: Client, limit: int) -> None:
    body = {"client_id": str(uuid4()), "cursor": None, "limit": limit}
    answer = await ann.post("/sync/pull", body, key=None)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "limit"


async def test_new_epoch_expires_cursors(probe: Running, ann: Client) -> None:
    page = await ann.pull()
    await probe.server.begin_epoch()
    body = {"client_id": str(uuid4()), "cursor": page["cursor"], "limit": 10}
    answer = await ann.post("/sync/pull", body, key=None)
    assert (answer.status_code, answer.json()["code"]) == (410, "cursor_expired")
    assert (await ann.pull())["epoch"] != page["epoch"]


async def test_feed_keeps_30_days(probe: Running, clock: MovableClock) -> None:
    me, carl = await customer(probe)
    _, dora = await customer(probe, "dora@test.example")
    await write(probe, "before", f"user:{me}")
    missed, idle = (await carl.pull())["cursor"], (await dora.pull())["cursor"]
    await write(probe, "missed", f"user:{me}")
    kept = (await carl.pull())["cursor"]
    clock.offset = timedelta(days=31)
    await Retention(probe.server.database, clock).run()
    carl, dora = await probe.sign_in("carl@test.example"), await probe.sign_in("dora@test.example")
    body = {"client_id": str(uuid4()), "cursor": missed, "limit": 10}
    answer = await carl.post("/sync/pull", body, key=None)
    assert (answer.status_code, answer.json()["code"]) == (410, "cursor_expired")
    page = await carl.pull(kept)
    assert page["cursor"] == kept, "who missed nothing may go on"
    assert (await dora.pull(idle))["cursor"] == idle
    assert sorted(names(await carl.pull())) == ["before", "missed"]


async def test_pull_needs_a_token_before_anything_else(probe: Running) -> None:
    answer = await probe.client().post("/sync/pull", {"nonsense": 1}, key=None)
    assert answer.status_code == 401

"""The engine as a whole: guards, lost keys, no keyring, a full disk, the kiosk."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from client.db.connection import Connection
from client.engine import Engine
from client.errors import (
    DiskFullError,
    ForbiddenError,
    InvalidOperationError,
    LocalError,
    StorageDamagedError,
)
from client.outbox.operation import State
from client.outbox.operations import booking as ops
from client.outbox.operations.people import suspend
from client.session.session import SessionState
from client.stores.base import LiveQuery
from client.stores.booking import BookingDetail, BookingList
from client.stores.outbox import OutboxList
from contracts.vocabulary import Role
from tests.client.desk import NoVault, Office, engine_at
from tests.client.kept_vault import FileVault
from tests.client.rows import booking, listing, row_id

PATIENCE = 60.0


async def until(live: LiveQuery[Any], holds: Callable[[], bool]) -> None:
    changed = asyncio.Event()
    leave = live.subscribe(changed.set)
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await changed.wait()
            changed.clear()
    leave()


async def filled(engine: Engine) -> None:
    await engine.sign_in("bo@example.test", "secret")
    live = engine.bookings.observe(BookingList())
    await until(live, lambda: bool(live.value))
    live.close()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.db"))


async def test_a_restart_without_network_shows_the_rows_at_once(tmp_path: Path) -> None:
    office, vault = Office(), FileVault(tmp_path / "vault.json")
    office.rows = {"booking": [booking(1), booking(2)]}
    async with engine_at(office, tmp_path, vault) as engine:
        await filled(engine)
    async with engine_at(office, tmp_path, vault, connected=False) as engine:
        assert engine.session.state is SessionState.SIGNED_IN
        rows = await engine.bookings.read(BookingList())
        assert [item.row["id"] for item in rows] == [row_id(1), row_id(2)]
        assert engine.status.as_of is not None


async def test_a_lost_key_is_told_and_the_outbox_is_kept_aside(tmp_path: Path) -> None:
    office, vault = Office(), FileVault(tmp_path / "vault.json")
    office.rows = {"booking": [booking(1)]}
    async with engine_at(office, tmp_path, vault) as engine:
        await filled(engine)
        office.down = True
        await engine.bookings.act(ops.accept(booking(1)))
    office.down = False
    await asyncio.to_thread((tmp_path / "vault.json").unlink)
    async with engine_at(office, tmp_path, vault) as engine:
        assert (engine.session.state, engine.status.notice) == (SessionState.SIGNED_OUT, "key_lost")
        await filled(engine)
        assert engine.status.notice == "key_lost"
        assert await engine.outbox.read(OutboxList()) == ()
    kept = await asyncio.to_thread(files, tmp_path)
    assert "outbox.kept-1.db" in kept


async def test_without_a_keyring_it_starts_says_so_and_keeps_nothing_secret(tmp_path: Path) -> None:
    office = Office()
    office.rows = {"booking": [booking(1)]}
    async with engine_at(office, tmp_path, NoVault()) as engine:
        await filled(engine)
        assert engine.status.notice == "vault_unavailable"
        office.down = True
        await engine.bookings.act(ops.accept(booking(1)))
        assert engine.status.waiting == 1
    assert await asyncio.to_thread(lambda: [path.name for path in tmp_path.iterdir()]) == []
    async with engine_at(office, tmp_path, NoVault()) as engine:
        assert engine.session.state is SessionState.SIGNED_OUT


async def test_what_a_role_may_not_do_is_refused_here_already(tmp_path: Path) -> None:
    office = Office(Role.CUSTOMER)
    office.rows = {"booking": [booking(1)]}
    async with engine_at(office, tmp_path, FileVault(tmp_path / "vault.json")) as engine:
        await filled(engine)
        with pytest.raises(ForbiddenError):
            await engine.bookings.act(ops.accept(booking(1)))
        assert engine.can_visit("customer.discover")
        assert not engine.can_visit("vendor.today")
        assert not engine.can_visit("no.such.page")


async def test_nobody_signed_in_sees_and_does_nothing(tmp_path: Path) -> None:
    async with engine_at(Office(), tmp_path, FileVault(tmp_path / "vault.json")) as engine:
        assert await engine.bookings.read(BookingList()) == ()
        assert engine.can_visit("sign_in")
        with pytest.raises(LocalError):
            await engine.bookings.act(ops.accept(booking(1)))


async def test_bad_arguments_are_told_by_field_and_not_written(tmp_path: Path) -> None:
    office = Office(Role.CUSTOMER)
    office.rows = {"booking": [booking(1)]}
    async with engine_at(office, tmp_path, FileVault(tmp_path / "vault.json")) as engine:
        await filled(engine)
        with pytest.raises(InvalidOperationError) as refused:
            await engine.bookings.act(
                ops.create_booking(
                    row_id(9), listing(), "2026-12-01T09:00:00Z", guest={"name": "", "phone": "12"}
                )
            )
        assert {error.field for error in refused.value.errors} == {"guest.name", "guest.phone"}
        assert engine.status.waiting == 0


async def test_a_disk_that_refuses_is_told_and_nothing_is_called_saved(tmp_path: Path) -> None:
    office = Office()
    office.rows = {"booking": [booking(1)]}
    async with engine_at(office, tmp_path, FileVault(tmp_path / "vault.json")) as engine:
        await filled(engine)
        office.down = True
        database = engine._accounts.get().outbox_file._database
        await database.maintain(lambda connection: connection.execute("PRAGMA query_only = ON"))
        with pytest.raises(LocalError):
            await engine.bookings.act(ops.accept(booking(1)))
        assert (str(engine.status.notice), engine.status.waiting) == ("not_saved", 0)
        await database.maintain(lambda connection: connection.execute("PRAGMA query_only = OFF"))
        await engine.bookings.act(ops.accept(booking(1)))
        assert (engine.status.value.notice, engine.status.waiting) == (None, 1)


async def test_a_full_disk_is_told_and_nothing_is_called_saved(tmp_path: Path) -> None:
    office = Office()
    office.rows = {"booking": [booking(1), booking(2)]}
    async with engine_at(office, tmp_path, FileVault(tmp_path / "vault.json")) as engine:
        await filled(engine)
        office.down = True
        database = engine._accounts.get().outbox_file._database

        def limit(connection: Connection) -> None:
            connection.execute("PRAGMA max_page_count = 1")

        def lift(connection: Connection) -> None:
            connection.execute("PRAGMA max_page_count = 1000000")

        await database.maintain(limit)
        with pytest.raises(DiskFullError):
            await _fill_up(engine)
        assert str(engine.status.notice) == "disk_full"
        saved = engine.status.waiting
        await database.maintain(lift)
        await engine.bookings.act(ops.decline(booking(2), "late"))
        assert (engine.status.notice, engine.status.waiting) == (None, saved + 1)


async def _fill_up(engine: Engine) -> None:
    for _time in range(60):
        await engine.bookings.act(ops.decline(booking(1), "x" * 490))


async def test_a_cache_that_breaks_while_running_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office()
    office.rows = {"booking": [booking(1)]}
    async with engine_at(office, tmp_path, FileVault(tmp_path / "vault.json")) as engine:
        await filled(engine)
        cache = engine._accounts.get().cache
        whole = cache.read

        async def broken(_job: object, *, quick: bool) -> None:
            monkeypatch.setattr(cache, "read", whole)
            raise StorageDamagedError

        monkeypatch.setattr(cache, "read", broken)
        with pytest.raises(StorageDamagedError):
            await engine.bookings.read(BookingList())
        live = engine.bookings.observe(BookingList())
        await until(live, lambda: bool(live.value))
        live.close()


async def test_an_online_only_call_needs_the_network_and_keeps_its_key(tmp_path: Path) -> None:
    person: Any = {
        "id": row_id(3), "version": 4, "name": "C", "email": "c@d.test", "roles": [], "vendors": [],
        "status": "active", "suspended_reason": None, "booking_count": 0,
        "created_at": "2026-01-01T00:00:00Z", "last_seen_at": None,
    }  # fmt: skip
    office = Office(Role.ADMIN)
    office.rows = {"booking": [booking(1)], "person": [person]}
    path = f"/people/{row_id(3)}/suspend"
    office.answers[path] = httpx.Response(200, json={**person, "version": 5, "status": "suspended"})
    async with engine_at(office, tmp_path, FileVault(tmp_path / "vault.json")) as engine:
        await filled(engine)
        answer = await engine.people.perform(suspend(person, "spam"))
        assert answer["status"] == "suspended"
        (request,) = [item for item in office.requests if item.url.path.endswith("/suspend")]
        assert request.headers["if-match"] == '"4"'
        assert json.loads(request.content) == {"reason": "spam"}
        office.answers[path] = httpx.Response(
            412,
            json={"code": "version_stale", "status": 412, "current": person},
            headers={"content-type": "application/problem+json"},
        )


async def test_a_kiosk_keeps_only_the_unsent_request_on_its_disk(tmp_path: Path) -> None:
    office, vault = Office(Role.KIOSK), FileVault(tmp_path / "vault.json")
    office.rows = {"listing": [listing(1)]}
    made = {**booking(1), "guest": {"name": "Zanzibar", "phone": "+49 123456"}}
    office.answers["/bookings"] = httpx.Response(201, json=made)
    request = ops.create_booking(
        row_id(1), listing(1), "2026-12-01T01:00:00Z", guest={"name": "Zanzibar", "phone": "+49 123456"}
    )
    async with engine_at(office, tmp_path, vault, kiosk=True) as engine:
        await engine.enrol_kiosk("CODE")
        office.down = True
        await engine.bookings.act(request)
    assert await asyncio.to_thread(files, tmp_path) == ["outbox.db"]
    async with engine_at(office, tmp_path, vault, kiosk=True) as engine:
        (waiting,) = await engine.outbox.read(OutboxList())
        assert waiting.operation.args["guest"] == {"name": "Zanzibar", "phone": "+49 123456"}
        office.down = False
        engine.network_changed()
        live = engine.bookings.observe(BookingDetail(row_id(1)))
        await until(live, lambda: live.value is not None and live.value.row["reference"] == "D0001")
        file = engine._accounts.get().outbox_file
        assert await file._database.read(
            lambda c: c.execute("SELECT count(*) FROM operation").fetchone()
        ) == (0,)
        await engine.wipe()
        await until(live, lambda: live.value is None)
        live.close()
    everything = await asyncio.to_thread(
        lambda: b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    )
    assert b"Zanzibar" not in everything


async def test_another_person_sees_nothing_of_the_one_before(tmp_path: Path) -> None:
    office, vault = Office(), FileVault(tmp_path / "vault.json")
    office.rows = {"booking": [booking(1)]}
    async with engine_at(office, tmp_path, vault) as engine:
        await filled(engine)
        office.down = True
        await engine.bookings.act(ops.accept(booking(1)))
        office.down = False
        office.me = {**office.me, "id": row_id(2), "name": "Cy"}
        office.rows = {"booking": [booking(5)]}
        await engine.sign_in("cy@example.test", "secret")
        live = engine.bookings.observe(BookingList())
        await until(live, lambda: bool(live.value))
        assert [item.row["id"] for item in live.value] == [row_id(5)]
        assert [item.state for item in await engine.outbox.read(OutboxList())] == list[State]()
        live.close()

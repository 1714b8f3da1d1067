"""Refreshing: one at a time, the attempt on disk first, a lost answer asked for again."""

import asyncio
from pathlib import Path

import pytest

from client.api.auth import AuthApi, Grant
from client.api.http import HttpClient
from client.db.disk import ThreadDisk
from client.errors import SignInRequiredError, UnreachableError
from client.network import SystemNetwork
from client.ports import Secrets
from client.profile_file import ProfileFile
from client.reachability import Reachability
from client.session.keychain import Keychain
from client.session.tokens import TokenKeeper
from tests.client.kept_vault import FileVault

KEY = bytes(32)


class Server(AuthApi):
    """Rotates refresh tokens as the protocol says; notes what was on disk when it was asked."""

    def __init__(self, attempt_file: Path) -> None:
        super().__init__(HttpClient(SystemNetwork(), Reachability()))
        self.attempt_file = ProfileFile(attempt_file)
        self.current = "r0"
        self.last: tuple[str, str] | None = None
        self.calls: list[str] = []
        self.lose = 0
        self.on_disk: list[object] = []

    async def refresh(self, refresh_token: str, attempt_id: str) -> Grant:
        self.calls.append(attempt_id)
        self.on_disk.append((self.attempt_file.load() or {}).get("attempt_id"))
        await asyncio.sleep(0.01)
        if refresh_token == self.current:
            self.last = (refresh_token, attempt_id)
            self.current = f"r{len(self.calls)}"
        elif self.last != (refresh_token, attempt_id):
            raise SignInRequiredError({"status": 401, "code": "invalid_grant"})
        if self.lose:
            self.lose -= 1
            raise UnreachableError
        return Grant(f"access-{self.current}", 600.0, self.current)


class Bench:
    """Keepers on one folder, as two processes would have."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.disk = ThreadDisk()
        self.vault = FileVault(folder / "vault.json")
        self.server = Server(folder / "refresh.json")
        self.ended = 0
        self._numbers = iter(range(1000))

    def keeper(self) -> TokenKeeper:
        def count() -> None:
            self.ended += 1

        return TokenKeeper(
            "a",
            Keychain(self.vault),
            self.server,
            self.disk,
            self.folder,
            lambda: f"attempt-{next(self._numbers)}",
            count,
        )


@pytest.fixture
async def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    await made.vault.save("a", Secrets(KEY, "r0"))
    return made


async def test_callers_share_one_refresh_and_the_attempt_is_on_disk_before_it(bench: Bench) -> None:
    keeper = bench.keeper()
    tokens = await asyncio.gather(*(keeper.token() for _ in range(5)))
    assert set(tokens) == {"access-r1"}
    assert bench.server.on_disk == ["attempt-0"]
    kept = await bench.vault.load("a")
    assert kept == Secrets(KEY, "r1")
    await bench.disk.aclose()


async def test_a_lost_answer_is_asked_for_with_the_same_attempt_also_after_a_crash(bench: Bench) -> None:
    bench.server.lose = 1
    with pytest.raises(UnreachableError):
        await bench.keeper().token()
    assert await bench.keeper().token() == "access-r1"
    assert bench.server.calls == ["attempt-0", "attempt-0"]
    await bench.disk.aclose()


async def test_a_successor_gets_an_attempt_of_its_own(bench: Bench) -> None:
    keeper = bench.keeper()
    first = await keeper.token()
    assert await keeper.renew(first) == "access-r2"
    assert await keeper.renew(first) == "access-r2"
    assert bench.server.calls == ["attempt-0", "attempt-1"]
    await bench.disk.aclose()


async def test_two_processes_take_turns_and_neither_reuses_a_token(bench: Bench) -> None:
    one, other = bench.keeper(), bench.keeper()
    tokens = await asyncio.gather(one.token(), other.token(), one.token(), other.token())
    assert sorted(set(tokens)) == ["access-r1", "access-r2"]
    assert bench.ended == 0
    await bench.disk.aclose()


async def test_an_ended_session_says_so_once_and_needs_a_new_sign_in(bench: Bench) -> None:
    bench.server.current = "somebody else's"
    keeper = bench.keeper()
    for _time in range(2):
        with pytest.raises(SignInRequiredError):
            await keeper.token()
    assert (bench.ended, len(bench.server.calls), keeper.ended) == (1, 1, True)
    keeper.accept(Grant("fresh", 600.0, "r9"))
    assert await keeper.token() == "fresh"
    await bench.disk.aclose()

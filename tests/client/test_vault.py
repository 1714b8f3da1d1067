"""The keyring: safe backends alone, one small entry, and a start without any."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.errors
import pytest

from client.errors import VaultUnavailableError
from client.ports import Secrets
from client.session.keychain import Keychain
from client.session.vault import KeyringVault

SECRET_SERVICE = "keyring.backends.SecretService.Keyring"
SECRETS = Secrets(bytes(range(32)), "t" * 64)


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # keyring leaves it so
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise keyring.errors.KeyringLocked
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ring]:
    """The keyring that somebody chose, so that no other one is looked for."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{__name__}.Ring")
    before, ours = keyring.get_keyring(), Ring()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


async def test_one_small_entry_an_account(ring: Ring) -> None:
    vault = KeyringVault()
    assert await vault.load("a") is None
    await vault.save("a", SECRETS)
    assert await vault.load("a") == SECRETS
    (entry,) = ring.entries.values()
    assert len(entry.encode()) < 2560 // 2  # Windows counts in UTF-16
    await vault.erase("a")
    await vault.erase("a")
    assert ring.entries == {}
    await vault.aclose()


async def test_a_broken_entry_counts_as_none(ring: Ring) -> None:
    vault = KeyringVault()
    ring.entries["Doorstep", "a"] = '{"key": "c2hvcnQ=", "token": null}'
    assert await vault.load("a") is None
    ring.entries["Doorstep", "a"] = "nonsense"
    assert await vault.load("a") is None
    await vault.aclose()


@pytest.mark.parametrize("module", ["keyrings.alt.file", "keyring.backends.null", "keyring.backends.fail"])
async def test_backends_that_keep_nothing_safely_are_refused(
    ring: Ring, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ring, "__module__", module)
    vault = KeyringVault()
    with pytest.raises(VaultUnavailableError):
        await vault.save("a", SECRETS)
    assert ring.entries == {}
    await vault.aclose()


async def test_a_locked_keyring_is_an_unavailable_one(ring: Ring) -> None:
    ring.locked = True
    vault = KeyringVault()
    with pytest.raises(VaultUnavailableError):
        await vault.load("a")
    await vault.aclose()


async def test_without_a_keyring_secrets_stay_in_memory(ring: Ring) -> None:
    ring.locked = True
    vault = KeyringVault()
    keychain = Keychain(vault)
    await keychain.save("a", SECRETS)
    assert not keychain.persistent
    assert await keychain.load("a") == SECRETS
    await keychain.erase("a")
    await vault.aclose()


async def test_what_was_expected_is_answered_once(ring: Ring) -> None:
    vault = KeyringVault()
    await vault.save("a", SECRETS)
    vault.expect("a")
    assert await vault.load("a") == SECRETS
    await vault.erase("a")
    assert await vault.load("a") is None
    await vault.aclose()


async def test_what_was_expected_is_nobody_elses(ring: Ring) -> None:
    vault = KeyringVault()
    await vault.save("a", SECRETS)
    vault.expect("a")
    assert await vault.load("b") is None
    assert await vault.load("a") == SECRETS
    await vault.aclose()


async def test_an_expected_answer_that_fails_is_told_to_whoever_asks(ring: Ring) -> None:
    ring.locked = True
    vault = KeyringVault()
    vault.expect("a")
    with pytest.raises(VaultUnavailableError):
        await vault.load("a")
    ring.locked = False
    assert await vault.load("a") is None
    await vault.aclose()


ASK = """
import asyncio
from client.errors import VaultUnavailableError
from client.session.vault import KeyringVault

async def main():
    vault = KeyringVault()
    for _time in range(2):
        try:
            print(await vault.load("a"))
        except VaultUnavailableError as error:
            print("unavailable:", error)
    await vault.aclose()

asyncio.run(main())
"""


@pytest.mark.parametrize(
    "told", [{}, {"KEYRING_PROPERTY_X": "1"}, {"PYTHON_KEYRING_BACKEND": SECRET_SERVICE}]
)
def test_a_message_bus_that_has_gone_is_no_keyring_and_no_end(tmp_path: Path, told: dict[str, str]) -> None:
    """As in a shell that kept the address of a session that is over."""
    plain = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    gone = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path / 'gone'}", "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**plain, **gone, **told}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == ["unavailable"] * 2

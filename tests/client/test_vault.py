"""The keyring: safe backends alone, one small entry, and a start without any."""

from collections.abc import Iterator

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.errors
import pytest

from client.errors import VaultUnavailableError
from client.ports import Secrets
from client.session.keychain import Keychain
from client.session.vault import KeyringVault

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

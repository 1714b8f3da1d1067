"""The Secret Service itself: a real one, in which keyring finds what we keep and we what keyring keeps."""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from keyring.backend import KeyringBackend
from keyring.backends.SecretService import Keyring

from client.errors import VaultUnavailableError
from client.ports import Secrets
from client.session.secret_service import SecretService, find_secret_service
from client.session.vault import KeyringVault
from tour import secret_service

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have other keyrings")

SECRETS = Secrets(bytes(range(32)), "t" * 64)


@pytest_asyncio.fixture
async def ring(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SecretService]:
    """On a message bus of its own, in a folder whose name is short enough for its sockets."""
    folder = Path(tempfile.mkdtemp(prefix="ring-"))
    daemons = secret_service.SecretService(folder)
    await daemons.start()
    for name, value in {**daemons.environment, "XDG_CONFIG_HOME": str(folder)}.items():
        monkeypatch.setenv(name, value)
    found = find_secret_service()
    assert found is not None
    yield found
    await daemons.aclose()
    shutil.rmtree(folder, ignore_errors=True)


async def test_it_keeps_replaces_and_forgets(ring: SecretService) -> None:
    assert ring.get_password("Doorstep", "a") is None
    ring.set_password("Doorstep", "a", "one")
    ring.set_password("Doorstep", "a", "two")
    ring.set_password("Doorstep", "b", "three")
    assert ring.get_password("Doorstep", "a") == "two"
    ring.delete_password("Doorstep", "a")
    assert ring.get_password("Doorstep", "a") is None
    assert ring.get_password("Doorstep", "b") == "three"


async def test_its_entries_are_those_of_keyring(ring: SecretService) -> None:
    theirs: KeyringBackend = Keyring()  # type: ignore[no-untyped-call] # keyring leaves it so
    theirs.set_password("Doorstep", "a", "one")
    assert ring.get_password("Doorstep", "a") == "one"
    ring.set_password("Doorstep", "a", "two")
    assert theirs.get_password("Doorstep", "a") == "two"
    ring.delete_password("Doorstep", "a")
    assert theirs.get_password("Doorstep", "a") is None


async def test_the_vault_takes_it_without_keyring(ring: SecretService) -> None:
    """In a process of its own: here keyring has been imported already."""
    vault = KeyringVault()
    await vault.save("a", SECRETS)
    await vault.aclose()
    work = """
import asyncio, sys
from client.session.vault import KeyringVault

async def main():
    vault = KeyringVault()
    vault.expect("a")
    kept = await vault.load("a")
    await vault.aclose()
    print(kept.refresh_token, "keyring" in sys.modules)

asyncio.run(main())
"""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", work, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    assert said.decode().split() == ["t" * 64, "False"]


async def test_a_service_that_has_gone_is_an_unavailable_one(
    ring: SecretService, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nothing'}")
    assert find_secret_service() is None
    with pytest.raises(VaultUnavailableError):
        ring.get_password("Doorstep", "a")

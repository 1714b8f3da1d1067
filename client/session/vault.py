"""The OS keyring: the only place that imports keyring, in a thread, when it is first needed."""

import asyncio
import base64
import contextlib
import functools
import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from client.errors import VaultUnavailableError
from client.ports import Secrets

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Doorstep"
_UNSAFE = ("keyrings.alt", "keyring.backends.fail", "keyring.backends.null")
"""Backends that keep nothing, or keep it in plain text."""

T = TypeVar("T")


class KeyringVault:
    """One entry an account. A locked keyring may ask the person; that happens on its own thread."""

    def __init__(self, service: str = SERVICE) -> None:
        self._service = service
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="doorstep-vault")

    async def load(self, account: str) -> Secrets | None:
        """What was kept, or None. Raises `VaultUnavailableError`."""
        text = await self._run(lambda ring: ring.get_password(self._service, account))
        return None if text is None else _unpacked(text)

    async def save(self, account: str, secrets: Secrets) -> None:
        """Keep these. Raises `VaultUnavailableError`."""
        text = _packed(secrets)
        await self._run(lambda ring: ring.set_password(self._service, account, text))

    async def erase(self, account: str) -> None:
        """Keep nothing any more. Raises `VaultUnavailableError`."""

        def run(ring: "KeyringBackend") -> None:
            if ring.get_password(self._service, account) is not None:
                ring.delete_password(self._service, account)

        await self._run(run)

    async def aclose(self) -> None:
        """End the thread."""
        await asyncio.get_running_loop().run_in_executor(self._thread, lambda: None)
        self._thread.shutdown()

    async def _run(self, job: "Callable[[KeyringBackend], T]") -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, _guarded, job)


def _guarded(job: "Callable[[KeyringBackend], T]") -> T:
    import keyring
    from keyring.errors import KeyringError

    _choose_backend()
    ring = keyring.get_keyring()
    if type(ring).__module__.startswith(_UNSAFE):
        raise VaultUnavailableError("This system has no keyring that keeps secrets safely.")
    try:
        return job(ring)
    except (KeyringError, RuntimeError, OSError) as error:
        raise VaultUnavailableError("The system's keyring can't be used now.") from error


@functools.cache
def _choose_backend() -> None:
    """Take the Secret Service at once where nothing was chosen: keyring would import every backend first."""
    import keyring
    from keyring.core import load_config, load_env, load_keyring

    if sys.platform != "linux" or load_env() is not None or load_config() is not None:
        return
    # Without a Secret Service this raises, and keyring looks for another one itself.
    with contextlib.suppress(RuntimeError):
        keyring.set_keyring(load_keyring("keyring.backends.SecretService.Keyring"))


def _packed(secrets: Secrets) -> str:
    """About 120 bytes: Windows takes up to 2,560."""
    return json.dumps({"key": base64.b64encode(secrets.key).decode(), "token": secrets.refresh_token})


def _unpacked(text: str) -> Secrets | None:
    try:
        value = json.loads(text)
        key = base64.b64decode(value["key"], validate=True)
        token = value["token"]
    except (ValueError, KeyError, TypeError):
        return None
    return Secrets(key, token if isinstance(token, str) else None) if len(key) == 32 else None

"""The system's keyring: imported in a thread, when it is first needed."""

import asyncio
import base64
import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol, TypeVar

from client.errors import VaultUnavailableError
from client.ports import Secrets

SERVICE = "Doorstep"
_BACKEND = "keyring.backends.SecretService.Keyring"
"""What `PYTHON_KEYRING_BACKEND` calls the Secret Service."""

T = TypeVar("T")


class Ring(Protocol):
    """What all keyrings can do."""

    def get_password(self, service: str, username: str, /) -> str | None: ...
    def set_password(self, service: str, username: str, password: str, /) -> None: ...
    def delete_password(self, service: str, username: str, /) -> None: ...


class KeyringVault:
    """One entry an account. A locked keyring may ask the person; that happens on its own thread."""

    def __init__(self, service: str = SERVICE) -> None:
        self._service = service
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="doorstep-vault")
        self._ring: Ring | None = None
        self._expected: tuple[str, Future[str | None]] | None = None

    def expect(self, account: str) -> None:
        """Begin to load this account's secrets, for which `load` will soon ask."""
        self._expected = account, self._thread.submit(self._guarded, self._get(account))

    async def load(self, account: str) -> Secrets | None:
        """What was kept, or None. Raises `VaultUnavailableError`."""
        expected, self._expected = self._expected, None
        if expected is not None and expected[0] == account:
            text = await asyncio.wrap_future(expected[1])
        else:
            text = await self._run(self._get(account))
        return None if text is None else _unpacked(text)

    async def save(self, account: str, secrets: Secrets) -> None:
        """Keep these. Raises `VaultUnavailableError`."""
        text = _packed(secrets)
        await self._run(lambda ring: ring.set_password(self._service, account, text))

    async def erase(self, account: str) -> None:
        """Keep nothing any more. Raises `VaultUnavailableError`."""

        def run(ring: Ring) -> None:
            if ring.get_password(self._service, account) is not None:
                ring.delete_password(self._service, account)

        await self._run(run)

    async def aclose(self) -> None:
        """End the thread."""
        await asyncio.get_running_loop().run_in_executor(self._thread, lambda: None)
        self._thread.shutdown()

    def _get(self, account: str) -> Callable[[Ring], str | None]:
        return lambda ring: ring.get_password(self._service, account)

    async def _run(self, job: Callable[[Ring], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._guarded, job)

    def _guarded(self, job: Callable[[Ring], T]) -> T:
        try:
            # Looking for a keyring asks the system too, and may fail in as many ways as using one.
            if self._ring is None:
                self._ring = _find_secret_service() or _choose_keyring()
            return job(self._ring)
        except (RuntimeError, OSError) as error:
            raise VaultUnavailableError("The system's keyring can't be used now.") from error


def _find_secret_service() -> Ring | None:
    """Where nothing else was chosen, Linux's own keyring is asked without keyring: see `secret_service`."""
    if sys.platform != "linux" or _something_was_chosen():
        return None
    from client.session.secret_service import find_secret_service

    return find_secret_service()


def _something_was_chosen() -> bool:
    """Whether keyring was told, in one of its own ways, which backend to take or how to use it."""
    chosen = os.environ.get("PYTHON_KEYRING_BACKEND") or _BACKEND
    settings = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return (
        chosen != _BACKEND
        or any(name.startswith("KEYRING_PROPERTY_") for name in os.environ)
        or Path(settings, "python_keyring", "keyringrc.cfg").exists()
    )


def _choose_keyring() -> Ring:
    from client.session.any_keyring import AnyKeyring

    return AnyKeyring()


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

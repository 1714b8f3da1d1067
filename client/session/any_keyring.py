"""Whatever keyring finds on this system: the only place that imports it."""

import keyring
from keyring.errors import KeyringError

from client.errors import VaultUnavailableError

_UNSAFE = ("keyrings.alt", "keyring.backends.fail", "keyring.backends.null")
"""Backends that keep nothing, or keep it in plain text."""


class AnyKeyring:
    """The backend that keyring prefers here, unless it keeps secrets badly."""

    def __init__(self) -> None:
        self._ring = keyring.get_keyring()
        if type(self._ring).__module__.startswith(_UNSAFE):
            raise VaultUnavailableError("This system has no keyring that keeps secrets safely.")

    def get_password(self, service: str, username: str) -> str | None:
        """What was kept, or None."""
        try:
            return self._ring.get_password(service, username)
        except KeyringError as error:
            raise _unavailable() from error

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep this in place of what was kept."""
        try:
            self._ring.set_password(service, username, password)
        except KeyringError as error:
            raise _unavailable() from error

    def delete_password(self, service: str, username: str) -> None:
        """Keep nothing any more."""
        try:
            self._ring.delete_password(service, username)
        except KeyringError as error:
            raise _unavailable() from error


def _unavailable() -> VaultUnavailableError:
    return VaultUnavailableError("The system's keyring can't be used now.")

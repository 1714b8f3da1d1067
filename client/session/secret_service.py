"""The Secret Service of Linux desktops, through the library that keyring itself uses for it.

On the way there keyring imports a web client, a mail parser and archives: 50 ms and 5 MiB of every start. The
entries are the ones that keyring makes, so that each finds what the other kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import secretstorage
from jeepney import DBusErrorResponse
from secretstorage.exceptions import SecretStorageException

from client.errors import VaultUnavailableError

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

_APPLICATION = "Python keyring library"


class SecretService:
    """The default collection; unlocking it may ask the person."""

    def get_password(self, service: str, username: str) -> str | None:
        """What was kept, or None."""
        with _unlocked() as collection:
            for item in collection.search_items(_query(service, username)):
                item.unlock()
                return item.get_secret().decode()
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep this in place of what was kept."""
        attributes = {**_query(service, username), "application": _APPLICATION}
        label = f"Password for '{username}' on '{service}'"
        with _unlocked() as collection:
            collection.create_item(label, attributes, password.encode(), replace=True)

    def delete_password(self, service: str, username: str) -> None:
        """Keep nothing any more."""
        with _unlocked() as collection:
            for item in collection.search_items(_query(service, username)):
                item.delete()


def find_secret_service() -> SecretService | None:
    """The service where it runs or can be started; None where there is none."""
    try:
        with _connection() as connection:
            there = secretstorage.check_service_availability(connection)
    except VaultUnavailableError:
        return None
    return SecretService() if there else None


def _query(service: str, username: str) -> dict[str, str]:
    return {"service": service, "username": username}


@contextmanager
def _connection() -> "Iterator[DBusConnection]":
    try:
        connection = secretstorage.dbus_init()
        try:
            yield connection
        finally:
            connection.close()
    except (SecretStorageException, DBusErrorResponse, OSError) as error:
        raise VaultUnavailableError("The system's keyring can't be used now.") from error


@contextmanager
def _unlocked() -> Iterator[secretstorage.Collection]:
    with _connection() as connection:
        collection = secretstorage.get_default_collection(connection)
        if collection.is_locked():
            collection.unlock()
            # Whoever was asked may have said no.
            collection.ensure_not_locked()
        yield collection

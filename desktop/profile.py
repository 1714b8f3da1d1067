"""A profile: its own files, sign-ins and bundled server. One process at a time has it open."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths

DEFAULT = "default"
KIOSK = "kiosk"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class ProfileNameError(ValueError):
    """The name can't be a folder's name everywhere; the text says which can."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Where a profile's files lie. `DOORSTEP_HOME` puts all profiles under another folder."""

    name: str
    folder: Path

    @property
    def server_data(self) -> Path:
        """The bundled server's data."""
        return self.folder / "server"

    @property
    def client_data(self) -> Path:
        """The engine's encrypted files, one folder an account and server."""
        return self.folder / "client"

    @property
    def lock_file(self) -> Path:
        """Held by the process that has the profile open."""
        return self.folder / "open.lock"

    @property
    def channel(self) -> str:
        """The name of the local socket on which the open process can be called.

        Short, because a socket's whole path may have no more than 103 bytes on some systems.
        """
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return f"doorstep-{digest}"

    def make(self) -> None:
        """Create the folder, closed to others."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def find_profile(name: str) -> Profile:
    """The profile with this name, whether or not it was ever used."""
    if not _NAME.fullmatch(name):
        raise ProfileNameError(
            f"{name!r} can't name a profile: use letters, digits, dot, dash and underscore, at most 64"
        )
    home = os.environ.get("DOORSTEP_HOME")
    if home:
        root = Path(home).absolute()
    else:
        place = QStandardPaths.StandardLocation.GenericDataLocation
        root = Path(QStandardPaths.writableLocation(place)) / "doorstep"
    return Profile(name, root / name)

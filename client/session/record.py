"""What is known of the session before the keyring answers: whose it is. Nothing secret."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from client.documents import Document
from client.profile_file import ProfileFile
from client.session.person import Person


def account_of(server: str, person_id: str) -> str:
    """Names an account: a person at a server, by the server's lasting name."""
    return f"{server}:{person_id}"


def folder_of(profile: Path, account: str) -> Path:
    """The folder of an account's files; says nothing of who it is."""
    return profile / "accounts" / hashlib.sha256(account.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """The account to open at the next start."""

    server: str
    person: Person

    def to_document(self) -> Document:
        """As it is kept."""
        return {"server": self.server, "person": self.person.to_document()}

    @staticmethod
    def from_document(value: Any) -> "SessionRecord | None":
        """As it was kept; None where it can't be read."""
        try:
            return SessionRecord(value["server"], Person.from_document(value["person"]))
        except (KeyError, TypeError):
            return None


class SessionFile:
    """`session.json` of a profile; without a profile folder it remembers nothing."""

    def __init__(self, profile: Path | None) -> None:
        self._file = None if profile is None else ProfileFile(profile / "session.json")

    def load(self) -> SessionRecord | None:
        """The last session, if it was not ended."""
        return None if self._file is None else SessionRecord.from_document(self._file.load())

    def save(self, record: SessionRecord) -> None:
        """Remember it. Raises `LocalError`."""
        if self._file is not None:
            self._file.save(record.to_document())

    def erase(self) -> None:
        """Remember nothing. Raises `LocalError`."""
        if self._file is not None:
            self._file.erase()


def find_last_account(profile: Path) -> str | None:
    """The account that the next start opens, before anything else is known."""
    record = SessionFile(profile).load()
    return None if record is None else account_of(record.server, record.person.id)

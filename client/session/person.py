"""Who is signed in, as `/me` says it."""

from dataclasses import dataclass
from typing import Any

from client.documents import Document
from contracts.rows import PartyDoc


@dataclass(frozen=True, slots=True)
class Person:
    """The signed-in party, with what they may do and for whom they act."""

    id: str
    name: str
    roles: tuple[str, ...]
    permissions: frozenset[str]
    vendors: tuple[tuple[str, str], ...]
    """(id, name) of each vendor they act for."""

    @property
    def party(self) -> PartyDoc:
        """Id and name."""
        return {"id": self.id, "name": self.name}

    def can(self, permission: str) -> bool:
        """Whether they hold this permission."""
        return permission in self.permissions

    @staticmethod
    def from_document(me: Any) -> "Person":
        """From the body of `/me`."""
        return Person(
            me["id"],
            me["name"],
            tuple(me["roles"]),
            frozenset(me["permissions"]),
            tuple((vendor["id"], vendor["name"]) for vendor in me["vendors"]),
        )

    def to_document(self) -> Document:
        """As `/me` would say it, to be kept on disk."""
        return {
            "id": self.id,
            "name": self.name,
            "roles": list(self.roles),
            "permissions": sorted(self.permissions),
            "vendors": [{"id": key, "name": name} for key, name in self.vendors],
        }

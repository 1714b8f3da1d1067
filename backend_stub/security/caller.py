"""The party behind a request, as the database knows it."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from backend_stub.errors import ForbiddenError
from contracts.permissions import Permission
from contracts.vocabulary import Role

SubjectKind = Literal["person", "kiosk"]

CATALOGUE_SCOPE = "catalogue"
ADMIN_SCOPE = "admin"
SUPPORT_SCOPE = "support"


def user_scope(subject_id: UUID) -> str:
    """The scope of one person's (or kiosk's) own rows."""
    return f"user:{subject_id}"


def vendor_scope(vendor_id: UUID) -> str:
    """The scope of one vendor's rows."""
    return f"vendor:{vendor_id}"


@dataclass(frozen=True, slots=True)
class VendorGrant:
    """A vendor that the caller acts for."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in person or kiosk with roles, permissions and the scopes of the rows they may see."""

    id: UUID
    kind: SubjectKind
    name: str
    session_id: UUID
    roles: frozenset[Role]
    permissions: frozenset[Permission]
    vendors: tuple[VendorGrant, ...]
    scopes: frozenset[str]

    @property
    def is_admin(self) -> bool:
        """Whether everybody's bookings are theirs to look after."""
        return Role.ADMIN in self.roles

    @property
    def vendor_ids(self) -> frozenset[UUID]:
        """The vendors they act for."""
        return frozenset(vendor.id for vendor in self.vendors)

    def may(self, permission: Permission) -> bool:
        """Whether one of their roles grants this."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Refuse with 403 unless one of their roles grants this; visibility (404) comes before it."""
        if permission not in self.permissions:
            raise ForbiddenError


def scopes_of(subject_id: UUID, roles: frozenset[Role], vendor_ids: frozenset[UUID]) -> frozenset[str]:
    """Whose rows somebody sees, by their grants."""
    scopes = {CATALOGUE_SCOPE, user_scope(subject_id)}
    if Role.VENDOR in roles:
        scopes.update(vendor_scope(vendor_id) for vendor_id in vendor_ids)
    if Role.ADMIN in roles:
        scopes.update((ADMIN_SCOPE, SUPPORT_SCOPE))
    return frozenset(scopes)


NOBODY = Caller(
    id=UUID(int=0),
    kind="person",
    name="",
    session_id=UUID(int=0),
    roles=frozenset(),
    permissions=frozenset(),
    vendors=(),
    scopes=frozenset(),
)
"""Whoever writes without having signed in; may nothing that asks for a right."""

"""What admins do to people; needs the network."""

from collections.abc import Sequence

from client.outbox.kind import Kind
from client.outbox.operation import Operation, Touch
from contracts.permissions import Permission
from contracts.rows import PersonDoc

_SUSPEND = frozenset({Permission.PEOPLE_SUSPEND})


def suspend(person: PersonDoc, reason: str) -> Operation:
    """Keep somebody from signing in; they are told the reason."""
    return _on(person, "person.suspend", {"reason": reason})


def restore(person: PersonDoc) -> Operation:
    """Let somebody sign in again."""
    return _on(person, "person.restore", {})


def set_roles(person: PersonDoc, roles: Sequence[str]) -> Operation:
    """All roles that a person shall hold from now on."""
    return _on(person, "person.set_roles", {"roles": list(roles)})


def _on(person: PersonDoc, name: str, args: dict[str, str] | dict[str, list[str]]) -> Operation:
    return Operation(
        name, person["id"], dict(args), (Touch("person", person["id"]),), if_match=person["version"]
    )


KINDS = (
    Kind(
        "person.suspend",
        "POST",
        "/people/{target}/suspend",
        "contracts.people:SuspendIn",
        _SUSPEND,
        answers="person",
    ),
    Kind("person.restore", "POST", "/people/{target}/restore", None, _SUSPEND, answers="person"),
    Kind(
        "person.set_roles",
        "PUT",
        "/people/{target}/roles",
        "contracts.people:RolesIn",
        frozenset({Permission.PEOPLE_GRANT}),
        answers="person",
    ),
)

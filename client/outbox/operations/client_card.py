"""Cards in a vendor's client book."""

from typing import Any

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, PendingOperation, Touch
from contracts.permissions import Permission
from contracts.rows import ClientDoc

_MANAGE = frozenset({Permission.CLIENTS_MANAGE})


def create_client(
    client_id: str,
    vendor_id: str,
    name: str,
    *,
    phone: str | None = None,
    email: str | None = None,
    note: str = "",
) -> Operation:
    """A new card."""
    args: dict[str, Any] = {
        "id": client_id,
        "vendor_id": vendor_id,
        "name": name,
        "phone": phone,
        "email": email,
        "note": note,
    }
    return Operation("client.create", client_id, args, (Touch("client", client_id),))


def update_client(card: ClientDoc, **changed: str | None) -> Operation:
    """Change some fields (`name`, `phone`, `email`, `note`) of a card."""
    return Operation(
        "client.update", card["id"], dict(changed), (Touch("client", card["id"]),), if_match=card["version"]
    )


def _created(row: Document | None, pending: PendingOperation) -> Document | None:
    return row or pending.operation.args | {"version": 0, "source_key": None}


def _updated(row: Document | None, pending: PendingOperation) -> Document | None:
    return None if row is None else row | pending.operation.args


KINDS = (
    Kind(
        "client.create",
        "POST",
        "/clients",
        "contracts.vendors:ClientCreate",
        _MANAGE,
        _created,
        answers="client",
    ),
    Kind(
        "client.update",
        "PATCH",
        "/clients/{target}",
        "contracts.vendors:ClientPatch",
        _MANAGE,
        _updated,
        answers="client",
    ),
)

"""A person's addresses."""

from typing import Any

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, PendingOperation, Touch
from contracts.permissions import Permission
from contracts.rows import AddressDoc

_MANAGE = frozenset({Permission.ADDRESSES_MANAGE})
_FIELDS = ("label", "street", "more", "postal_code", "city", "region", "country")


def create_address(address_id: str, fields: dict[str, Any]) -> Operation:
    """A new address: `label`, `street`, `country` and more of `contracts.addresses.AddressCreate`."""
    return Operation("address.create", address_id, {"id": address_id, **fields}, _touch(address_id))


def update_address(address: AddressDoc, changed: dict[str, Any]) -> Operation:
    """Change some fields, or make it the default."""
    id = address["id"]
    return Operation("address.update", id, dict(changed), _touch(id), if_match=address["version"])


def delete_address(address: AddressDoc) -> Operation:
    """Take an address away."""
    id = address["id"]
    return Operation("address.delete", id, {}, _touch(id), if_match=address["version"])


def again(address: AddressDoc, address_id: str) -> Operation:
    """The same address once more, after it was taken away."""
    kept: Document = dict(address)
    fields = {name: kept[name] for name in _FIELDS}
    return create_address(address_id, fields | {"is_default": address["is_default"]})


def _touch(id: str) -> tuple[Touch, ...]:
    return (Touch("address", id),)


def _created(row: Document | None, pending: PendingOperation) -> Document | None:
    unknown = {"version": 0, "latitude": None, "longitude": None, "created_at": ""}
    missing = {"more": "", "postal_code": "", "city": "", "region": "", "is_default": False}
    return row or missing | pending.operation.args | unknown


def _updated(row: Document | None, pending: PendingOperation) -> Document | None:
    return None if row is None else row | pending.operation.args


def _deleted(_row: Document | None, _pending: PendingOperation) -> None:
    return None


KINDS = (
    Kind(
        "address.create",
        "POST",
        "/addresses",
        "contracts.addresses:AddressCreate",
        _MANAGE,
        _created,
        answers="address",
    ),
    Kind(
        "address.update",
        "PATCH",
        "/addresses/{target}",
        "contracts.addresses:AddressPatch",
        _MANAGE,
        _updated,
        answers="address",
    ),
    Kind("address.delete", "DELETE", "/addresses/{target}", None, _MANAGE, _deleted),
)

"""Blocked time."""

from typing import Any

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, PendingOperation, Touch
from contracts.permissions import Permission
from contracts.rows import BlockDoc

_MANAGE = frozenset({Permission.BLOCKS_MANAGE})


def create_block(
    block_id: str,
    vendor_id: str,
    starts_at: str,
    ends_at: str,
    *,
    zone: str,
    title: str,
    staff_id: str | None = None,
    all_day: bool = False,
) -> Operation:
    """Keep a stretch of time free; without `staff_id`, of everybody at the vendor."""
    args: dict[str, Any] = {
        "id": block_id,
        "vendor_id": vendor_id,
        "staff_id": staff_id,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "zone": zone,
        "title": title,
        "all_day": all_day,
    }
    return Operation("block.create", block_id, args, (Touch("block", block_id),))


def delete_block(block: BlockDoc) -> Operation:
    """Open blocked time again."""
    return Operation(
        "block.delete", block["id"], {}, (Touch("block", block["id"]),), if_match=block["version"]
    )


def _created(row: Document | None, pending: PendingOperation) -> Document | None:
    return row or pending.operation.args | {"version": 0, "source_key": None}


def _deleted(_row: Document | None, _pending: PendingOperation) -> None:
    return None


KINDS = (
    Kind(
        "block.create", "POST", "/blocks", "contracts.vendors:BlockCreate", _MANAGE, _created, answers="block"
    ),
    Kind("block.delete", "DELETE", "/blocks/{target}", None, _MANAGE, _deleted),
)

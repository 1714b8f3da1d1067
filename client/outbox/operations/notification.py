"""Having read notifications."""

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import ALL, Operation, PendingOperation, Touch
from contracts.permissions import Permission
from contracts.rows import NotificationDoc


def read_up_to(newest: NotificationDoc) -> Operation:
    """This notification and all older ones have been seen."""
    return Operation(
        "notification.read",
        newest["id"],
        {"up_to": newest["id"]},
        (Touch("notification", ALL),),
        preview={"created_at": newest["created_at"]},
    )


def _read(row: Document | None, pending: PendingOperation) -> Document | None:
    preview = pending.operation.preview or {}
    newest = (str(preview.get("created_at")), pending.operation.target)
    if row is None or row["read_at"] is not None or (str(row["created_at"]), str(row["id"])) > newest:
        return row
    return row | {"read_at": pending.created_at}


KINDS = (
    Kind(
        "notification.read",
        "POST",
        "/notifications/read",
        "contracts.notifications:ReadUpTo",
        frozenset({Permission.NOTIFICATIONS_READ}),
        _read,
    ),
)

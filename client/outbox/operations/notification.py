"""Having read notifications, and how one wants to be told."""

from typing import Any

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import ALL, Operation, PendingOperation, Touch
from contracts.notices import untouched
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


def change_settings(person_id: str, **changes: Any) -> Operation:
    """Change how the person is told: fields of `contracts.notifications.NoticeSettingsPatch`."""
    return Operation("notification.settings", person_id, changes, (Touch("notice_settings", person_id),))


def _changed(row: Document | None, pending: PendingOperation) -> Document:
    changes = dict(pending.operation.args)
    before = untouched(pending.operation.target) if row is None else row
    grid = {topic: dict(places) for topic, places in before["grid"].items()}
    for topic, places in (changes.pop("grid", None) or {}).items():
        grid.setdefault(topic, {}).update(places)
    return before | changes | {"grid": grid}


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
    Kind(
        "notification.settings",
        "PATCH",
        "/notifications/settings",
        "contracts.notifications:NoticeSettingsPatch",
        frozenset({Permission.NOTIFICATIONS_READ}),
        _changed,
        answers="notice_settings",
    ),
)

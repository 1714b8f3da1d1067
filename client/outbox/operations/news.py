"""What admins do with announcements, subscribers, letters and addresses; needs the network."""

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, Touch
from contracts.permissions import Permission
from contracts.rows import AnnouncementDoc

_NEWS = frozenset({Permission.SUBSCRIBERS_MANAGE})
_LETTERS = frozenset({Permission.LETTERS_MANAGE})


def create(wish: Document) -> Operation:
    """A new draft: a `contracts.subscriptions.AnnouncementCreate`."""
    return Operation("announcement.create", wish["id"], wish, (Touch("announcement", wish["id"]),))


def change(row: AnnouncementDoc, wish: Document) -> Operation:
    """The whole of a draft anew: a `contracts.subscriptions.AnnouncementChange`."""
    return _on("announcement.change", row, wish)


def schedule(row: AnnouncementDoc, send_at: str | None) -> Operation:
    """Send a draft, now or at an instant."""
    return _on("announcement.schedule", row, {"send_at": send_at})


def cancel(row: AnnouncementDoc) -> Operation:
    """Take back what has not begun to go out; put a draft away."""
    return _on("announcement.cancel", row, {})


def end_subscription(subscriber_id: str) -> Operation:
    """Send this subscriber no more news."""
    return Operation("subscriber.end", subscriber_id, {}, ())


def retry_letter(letter_id: str) -> Operation:
    """Try again to send a letter that was set aside."""
    return Operation("letter.retry", letter_id, {}, ())


def suppress(address: str, reason: str) -> Operation:
    """Send nothing to an address any more."""
    return Operation("address.suppress", address, {"address": address, "reason": reason}, ())


def allow(address: str) -> Operation:
    """Send to an address again."""
    return Operation("address.allow", address, {"address": address}, ())


def _on(name: str, row: AnnouncementDoc, args: Document) -> Operation:
    return Operation(name, row["id"], args, (Touch("announcement", row["id"]),), if_match=row["version"])


_MODELS = "contracts.subscriptions"
KINDS = (
    Kind(
        "announcement.create",
        "POST",
        "/announcements",
        f"{_MODELS}:AnnouncementCreate",
        _NEWS,
        answers="announcement",
    ),
    Kind(
        "announcement.change",
        "PUT",
        "/announcements/{target}",
        f"{_MODELS}:AnnouncementChange",
        _NEWS,
        answers="announcement",
    ),
    Kind(
        "announcement.schedule",
        "POST",
        "/announcements/{target}/schedule",
        f"{_MODELS}:AnnouncementSchedule",
        _NEWS,
        answers="announcement",
    ),
    Kind(
        "announcement.cancel", "POST", "/announcements/{target}/cancel", None, _NEWS, answers="announcement"
    ),
    Kind("subscriber.end", "POST", "/subscribers/{target}/end", None, _NEWS),
    Kind("letter.retry", "POST", "/letters/{target}/retry", None, _LETTERS),
    Kind("address.suppress", "POST", "/suppressions", "contracts.letters:SuppressionCreate", _LETTERS),
    Kind("address.allow", "POST", "/suppressions/end", "contracts.letters:SuppressionEnd", _LETTERS),
)

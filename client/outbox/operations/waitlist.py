"""Waiting for a time that is not free yet."""

from typing import Any

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, PendingOperation, Touch
from contracts.permissions import Permission
from contracts.rows import ListingDoc, PartyDoc, WaitlistDoc
from contracts.vocabulary import WaitlistStatus

_HOLD = frozenset({Permission.HOLDS_CREATE})


def join_waitlist(
    entry_id: str,
    listing: ListingDoc,
    window_from: str,
    window_until: str,
    person: PartyDoc,
    *,
    staff_id: str | None = None,
) -> Operation:
    """Wait for a time that begins in the window."""
    window = {"window_from": window_from, "window_until": window_until}
    args: Document = {"id": entry_id, "listing_id": listing["id"], **window}
    if staff_id is not None:
        args["staff_id"] = staff_id
    preview: dict[str, Any] = {
        "id": entry_id,
        "version": 0,
        "listing_id": listing["id"],
        "listing_title": listing["title"],
        "title": listing["title"],
        "vendor_id": listing["vendor_id"],
        "zone": listing["zone"],
        "person": dict(person),
        "staff_id": staff_id,
        "status": WaitlistStatus.WAITING.value,
        "offer": None,
        **window,
    }
    return Operation("waitlist.join", entry_id, args, (Touch("waitlist", entry_id),), preview=preview)


def leave_waitlist(entry: WaitlistDoc) -> Operation:
    """Wait no longer; an offer goes to the next."""
    touches = (Touch("waitlist", entry["id"]),)
    return Operation("waitlist.leave", entry["id"], {}, touches, if_match=entry["version"])


def _joined(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is not None or pending.operation.preview is None:
        return row
    return pending.operation.preview | {"created_at": pending.created_at, "updated_at": pending.created_at}


def _left(row: Document | None, _pending: PendingOperation) -> Document | None:
    return None if row is None else row | {"status": WaitlistStatus.LEFT.value, "offer": None}


KINDS = (
    Kind(
        "waitlist.join",
        "POST",
        "/waitlist",
        "contracts.waitlist:WaitlistJoin",
        _HOLD,
        _joined,
        answers="waitlist",
    ),
    Kind(
        "waitlist.leave",
        "POST",
        "/waitlist/{target}/leave",
        "contracts.waitlist:WaitlistLeave",
        _HOLD,
        _left,
        answers="waitlist",
    ),
)

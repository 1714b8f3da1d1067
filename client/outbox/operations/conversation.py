"""Speaking in conversations: opening them, saying something, having read, asking support to join.

Messages of one conversation go one after the other, in the order in which they were written: each also
touches its conversation's `lane`, which is no row.
"""

from uuid import UUID

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, PendingOperation, Touch
from contracts.idents import conversation_id
from contracts.permissions import Permission
from contracts.rows import BookingDoc, ConversationDoc, ListingDoc, PartyDoc

LANE = "lane"
"""What messages of one conversation share, so that they keep their order."""

PENDING_FROM = 1_000_000_000
"""Numbers of messages that have none yet come after all others."""

_USE = frozenset({Permission.CHAT_USE})


def open_about_booking(booking: BookingDoc, customer: PartyDoc, vendor_name: str) -> Operation:
    """Begin to write about a booking, if nobody has."""
    subject = {"subject": "booking", "booking_id": booking["id"], "listing_id": booking["listing_id"]}
    return _open(
        str(conversation_id(UUID(booking["id"]), UUID(customer["id"]))),
        {"booking_id": booking["id"]},
        {
            **subject,
            "title": booking["listing_title"],
            "customer": customer,
            "vendor_id": booking["vendor_id"],
            "vendor_name": vendor_name,
        },
    )


def open_about_listing(listing: ListingDoc, customer: PartyDoc) -> Operation:
    """Begin to ask about a service, if that was not done before."""
    return _open(
        str(conversation_id(UUID(listing["id"]), UUID(customer["id"]))),
        {"listing_id": listing["id"]},
        {
            "subject": "listing",
            "booking_id": None,
            "listing_id": listing["id"],
            "title": listing["title"],
            "customer": customer,
            "vendor_id": listing["vendor_id"],
            "vendor_name": listing["vendor_name"],
        },
    )


def _open(id: str, args: Document, preview: Document) -> Operation:
    touches = (Touch("conversation", id), Touch(LANE, id))
    return Operation("conversation.open", id, args, touches, preview=preview)


def send_message(
    message_id: str, conversation: ConversationDoc, text: str, *, side: str, author: PartyDoc
) -> Operation:
    """Say something."""
    id = conversation["id"]
    preview: Document = {
        "conversation_id": id,
        "side": side,
        "author": author,
        "title": conversation["title"],
    }
    touches = (Touch("message", message_id), Touch(LANE, id))
    return Operation("message.send", id, {"id": message_id, "text": text}, touches, preview=preview)


def read_up_to(conversation: ConversationDoc, message_id: str, number: int, side: str) -> Operation:
    """All up to this message has been seen by one's side."""
    return Operation(
        "conversation.read",
        conversation["id"],
        {"up_to": message_id},
        (Touch("conversation", conversation["id"]),),
        preview={"number": number, "side": side, "title": conversation["title"]},
    )


def invite_support(conversation: ConversationDoc, side: str, by: str, reason: str | None = None) -> Operation:
    """Ask support to join; it sees all that was said."""
    return Operation(
        "conversation.invite",
        conversation["id"],
        {"reason": reason},
        (Touch("conversation", conversation["id"]),),
        preview={"side": side, "by": by, "title": conversation["title"]},
    )


def _opened(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is not None:
        return row
    nobody = {"customer": 0, "vendor": 0, "support": 0}
    return {
        **(pending.operation.preview or {}),
        "id": pending.operation.target,
        "version": 0,
        "support": None,
        "message_count": 0,
        "last": None,
        "last_at": pending.created_at,
        "read": nobody,
        "unread": nobody,
        "created_at": pending.created_at,
    }


def _sent(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is not None:
        return row
    preview = pending.operation.preview or {}
    return {
        "id": pending.operation.args["id"],
        "version": 0,
        "conversation_id": pending.operation.target,
        "number": PENDING_FROM + pending.seq,
        "side": preview.get("side", ""),
        "author": preview.get("author", {"id": "", "name": ""}),
        "text": pending.operation.args["text"],
        "picture": None,
        "created_at": pending.created_at,
    }


def _read(row: Document | None, pending: PendingOperation) -> Document | None:
    preview = pending.operation.preview or {}
    side, number = str(preview.get("side")), int(preview.get("number", 0))
    if row is None or row["read"].get(side, 0) >= number:
        return row
    left = row["unread"][side] if row["message_count"] > number else 0
    return row | {"read": {**row["read"], side: number}, "unread": {**row["unread"], side: left}}


def _invited(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is None or row["support"] is not None:
        return row
    preview = pending.operation.preview or {}
    asked = {"at": pending.created_at, "by": preview.get("by", ""), "side": preview.get("side", "")}
    return row | {"support": {**asked, "reason": pending.operation.args["reason"]}}


_MODELS = "contracts.conversations"

KINDS = (
    Kind(
        "conversation.open",
        "POST",
        "/conversations",
        f"{_MODELS}:ConversationOpen",
        _USE,
        _opened,
        answers="conversation",
    ),
    Kind(
        "message.send",
        "POST",
        "/conversations/{target}/messages",
        f"{_MODELS}:MessageCreate",
        _USE,
        _sent,
        answers="message",
    ),
    Kind(
        "conversation.read",
        "POST",
        "/conversations/{target}/read",
        f"{_MODELS}:ReadMark",
        _USE,
        _read,
        answers="conversation",
    ),
    Kind(
        "conversation.invite",
        "POST",
        "/conversations/{target}/invite",
        f"{_MODELS}:InviteIn",
        _USE,
        _invited,
        answers="conversation",
    ),
)

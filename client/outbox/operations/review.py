"""Reviews: writing, editing, answering, reporting and judging them."""

from typing import Any

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, PendingOperation, Touch
from contracts.permissions import Permission
from contracts.rows import BookingDoc, BookingReviewDoc, PartyDoc

_USE = frozenset({Permission.REVIEWS_USE})
_MODERATE = frozenset({Permission.REVIEWS_MODERATE})


def write_review(
    review_id: str,
    booking: BookingDoc,
    rating: int,
    text: str,
    *,
    side: str,
    author: str,
    customer: PartyDoc,
    vendor_name: str,
) -> Operation:
    """What one side says of a completed booking."""
    preview: dict[str, Any] = {
        "booking_id": booking["id"],
        "listing_id": booking["listing_id"],
        "listing_title": booking["listing_title"],
        "vendor_id": booking["vendor_id"],
        "vendor_name": vendor_name,
        "customer": customer,
        "side": side,
        "author": author,
        "title": booking["listing_title"],
    }
    args = {"id": review_id, "rating": rating, "text": text}
    return Operation("review.write", booking["id"], args, (Touch("review", review_id),), preview=preview)


def edit_review(review: BookingReviewDoc, rating: int, text: str) -> Operation:
    """Other stars and words, while nobody else has seen them."""
    return _of(review, "review.edit", {"rating": rating, "text": text}, versioned=True)


def reply_to(review: BookingReviewDoc, text: str) -> Operation:
    """The vendor's one answer."""
    return _of(review, "review.reply", {"text": text})


def report_review(review: BookingReviewDoc, reason: str) -> Operation:
    """Have moderators look at it."""
    return _of(review, "review.report", {"reason": reason})


def hide_review(review: BookingReviewDoc, reason: str) -> Operation:
    """Take it out of sight; its author is told why."""
    return _of(review, "review.hide", {"reason": reason}, versioned=True)


def restore_review(review: BookingReviewDoc) -> Operation:
    """Let it stand again."""
    return _of(review, "review.restore", {}, versioned=True)


def _of(review: BookingReviewDoc, name: str, args: Document, *, versioned: bool = False) -> Operation:
    return Operation(
        name,
        review["id"],
        args,
        (Touch("review", review["id"]),),
        if_match=review["version"] if versioned else None,
        preview={"title": review["listing_title"]},
    )


def _written(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is not None:
        return row
    nothing: Document = {"hidden_reason": None, "reply": None, "reply_at": None, "visible_at": None}
    return {
        **(pending.operation.preview or {}),
        **pending.operation.args,
        **nothing,
        "version": 0,
        "state": "waiting",
        "report_count": 0,
        "created_at": pending.created_at,
    }


def _edited(row: Document | None, pending: PendingOperation) -> Document | None:
    return None if row is None else row | pending.operation.args


def _replied(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is None or row["reply"] is not None:
        return row
    return row | {"reply": pending.operation.args["text"], "reply_at": pending.created_at}


def _reported(row: Document | None, _pending: PendingOperation) -> Document | None:
    return None if row is None else row | {"report_count": max(1, row["report_count"])}


def _hidden(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is None:
        return None
    return row | {"state": "hidden", "hidden_reason": pending.operation.args["reason"]}


def _restored(row: Document | None, _pending: PendingOperation) -> Document | None:
    return None if row is None else row | {"state": "visible", "hidden_reason": None, "report_count": 0}


_MODELS = "contracts.reviews"

KINDS = (
    Kind(
        "review.write",
        "POST",
        "/bookings/{target}/review",
        f"{_MODELS}:ReviewCreate",
        _USE,
        _written,
        answers="review",
    ),
    Kind(
        "review.edit", "PATCH", "/reviews/{target}", f"{_MODELS}:ReviewPatch", _USE, _edited, answers="review"
    ),
    Kind(
        "review.reply",
        "POST",
        "/reviews/{target}/reply",
        f"{_MODELS}:ReplyCreate",
        _USE,
        _replied,
        answers="review",
    ),
    Kind(
        "review.report",
        "POST",
        "/reviews/{target}/report",
        f"{_MODELS}:ReviewReport",
        _USE,
        _reported,
        answers="review",
    ),
    Kind(
        "review.hide",
        "POST",
        "/reviews/{target}/hide",
        f"{_MODELS}:ReviewHide",
        _MODERATE,
        _hidden,
        answers="review",
    ),
    Kind(
        "review.restore",
        "POST",
        "/reviews/{target}/restore",
        "contracts.bookings:ReasonIn",
        _MODERATE,
        _restored,
        answers="review",
    ),
)

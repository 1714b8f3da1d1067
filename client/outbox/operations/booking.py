"""Booking, and what can be done to a booking."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from client.clock import from_wire, to_wire
from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, PendingOperation, Touch
from contracts.permissions import Permission
from contracts.quotes import Quote
from contracts.rows import BookingDoc, GuestDoc, ListingDoc, PartyDoc
from contracts.transitions import TRANSITIONS
from contracts.vocabulary import BookingAction, BookingStatus

_CHANGE = frozenset({Permission.BOOKINGS_MANAGE, Permission.BOOKINGS_CHANGE_OWN})
_MANAGE = frozenset({Permission.BOOKINGS_MANAGE})


def create_booking(
    booking_id: str,
    listing: ListingDoc,
    starts_at: str,
    *,
    staff_id: str | None = None,
    hold_id: str | None = None,
    note: str | None = None,
    guest: GuestDoc | None = None,
    customer: PartyDoc | None = None,
    address_id: str | None = None,
    quote: Quote | None = None,
    answers: Sequence[Document] = (),
) -> Operation:
    """Ask for a time; with `hold_id` the kept one. Shown as a request until the server has answered.

    `quote` is what was chosen, `answers` (`contracts.bookings.AnswerIn`) what the vendor asked.
    """
    args: Document = {"id": booking_id}
    if hold_id is not None:
        args["hold_id"] = hold_id
    else:
        args |= {"listing_id": listing["id"], "starts_at": starts_at}
        if staff_id is not None:
            args["staff_id"] = staff_id
        if quote is not None and quote.variant_id is not None:
            args["variant_id"] = quote.variant_id
        if quote is not None and quote.extras:
            args["extras"] = [{"id": id, "count": count} for id, count in quote.extras.items()]
    if answers:
        args["answers"] = [dict(answer) for answer in answers]
    if note:
        args["note"] = note
    if address_id is not None:
        args["address_id"] = address_id
    if guest is not None:
        args["guest"] = {"name": guest["name"], "phone": guest["phone"]}
    minutes = listing["duration_minutes"] if quote is None else quote.minutes
    price = dict(listing["price"])
    if quote is not None:
        price["amount"] = quote.price
    ends_at = from_wire(starts_at) + timedelta(minutes=minutes)
    preview: dict[str, Any] = {
        "id": booking_id,
        "version": 0,
        "reference": "",
        "status": BookingStatus.REQUESTED.value,
        "listing_id": listing["id"],
        "listing_title": listing["title"],
        "vendor_id": listing["vendor_id"],
        "staff_id": staff_id or "",
        "customer": None if customer is None else dict(customer),
        "guest": args.get("guest"),
        "starts_at": starts_at,
        "ends_at": to_wire(ends_at),
        "zone": listing["zone"],
        "price": price,
        "note": note or None,
    }
    return Operation("booking.create", booking_id, args, (Touch("booking", booking_id),), preview=preview)


def accept(booking: BookingDoc) -> Operation:
    """Agree to a request."""
    return _transition(BookingAction.ACCEPT, booking, None)


def decline(booking: BookingDoc, reason: str | None = None) -> Operation:
    """Refuse a request."""
    return _transition(BookingAction.DECLINE, booking, reason)


def cancel(booking: BookingDoc, reason: str | None = None, agreed_fee: int | None = None) -> Operation:
    """Call it off, from either side; with `agreed_fee` the server refuses to take more than that."""
    args: Document = {"reason": reason} if reason else {}
    if agreed_fee is not None:
        args["agreed_fee"] = agreed_fee
    return _on(booking, f"booking.{BookingAction.CANCEL.value}", args)


def start(booking: BookingDoc) -> Operation:
    """The work has begun."""
    return _transition(BookingAction.START, booking, None)


def complete(booking: BookingDoc) -> Operation:
    """The work is done."""
    return _transition(BookingAction.COMPLETE, booking, None)


def no_show(booking: BookingDoc, reason: str | None = None) -> Operation:
    """Nobody was there; the server refuses it before the start."""
    return _transition(BookingAction.NO_SHOW, booking, reason)


def reschedule(booking: BookingDoc, starts_at: str, staff_id: str | None = None) -> Operation:
    """Move to another time; without `staff_id` the person stays, or anybody free comes."""
    args: Document = {"starts_at": starts_at}
    if staff_id is not None:
        args["staff_id"] = staff_id
    return _on(booking, "booking.reschedule", args)


def _transition(action: BookingAction, booking: BookingDoc, reason: str | None) -> Operation:
    return _on(booking, f"booking.{action.value}", {"reason": reason} if reason else {})


def _on(booking: BookingDoc, name: str, args: Document) -> Operation:
    # A row that is only here yet has version 0: its creation's answer brings the version to name.
    touches = (Touch("booking", booking["id"]),)
    return Operation(name, booking["id"], args, touches, if_match=booking["version"])


def _created(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is not None or pending.operation.preview is None:
        return row
    stamps: Document = {"created_at": pending.created_at, "updated_at": pending.created_at}
    return pending.operation.preview | stamps


def _moved_on(action: BookingAction, row: Document | None, _pending: PendingOperation) -> Document | None:
    transition = TRANSITIONS[action]
    if row is None or row["status"] not in transition.sources or transition.target is None:
        return row
    return row | {"status": transition.target.value}


def _moved(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is None or row["status"] not in TRANSITIONS[BookingAction.RESCHEDULE].sources:
        return row
    args = pending.operation.args
    length = from_wire(str(row["ends_at"])) - from_wire(str(row["starts_at"]))
    starts_at = from_wire(str(args["starts_at"]))
    return row | {
        "starts_at": to_wire(starts_at),
        "ends_at": to_wire(starts_at + length),
        "staff_id": args.get("staff_id") or row["staff_id"],
    }


def _transition_kind(action: BookingAction) -> Kind:
    return Kind(
        f"booking.{action.value}",
        "POST",
        f"/bookings/{{target}}/{action.value.replace('_', '-')}",
        f"contracts.bookings:{'CancelIn' if action is BookingAction.CANCEL else 'ReasonIn'}",
        _CHANGE if action is BookingAction.CANCEL else _MANAGE,
        partial(_moved_on, action),
        answers="booking",
    )


KINDS = (
    Kind(
        "booking.create",
        "POST",
        "/bookings",
        "contracts.bookings:BookingCreate",
        frozenset({Permission.BOOKINGS_CREATE}),
        _created,
        answers="booking",
    ),
    Kind(
        "booking.reschedule",
        "POST",
        "/bookings/{target}/reschedule",
        "contracts.bookings:RescheduleIn",
        _CHANGE,
        _moved,
        answers="booking",
    ),
    *(_transition_kind(action) for action in BookingAction if action is not BookingAction.RESCHEDULE),
)

"""Bookings that repeat: making a series, and calling it off in part or whole."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from client.clock import from_wire, to_wire
from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, PendingOperation, Touch
from contracts.permissions import Permission
from contracts.quotes import Quote
from contracts.rows import ListingDoc, PartyDoc, SeriesDoc
from contracts.transitions import TRANSITIONS
from contracts.vocabulary import BookingAction, BookingStatus, SeriesFrequency, SeriesScope, SeriesTakes

_CHANGE = frozenset({Permission.BOOKINGS_MANAGE, Permission.BOOKINGS_CHANGE_OWN})


def create_series(
    series_id: str,
    listing: ListingDoc,
    starts_at: str,
    frequency: SeriesFrequency,
    every: int,
    count: int,
    takes: SeriesTakes,
    customer: PartyDoc,
    *,
    staff_id: str | None = None,
    note: str | None = None,
    address_id: str | None = None,
    quote: Quote | None = None,
    answers: Sequence[Document] = (),
) -> Operation:
    """Ask for a time again and again; until it is answered the first one stands for all.

    `quote` is what was chosen, `answers` what the vendor asked: the same for each.
    """
    args: Document = {
        "id": series_id,
        "listing_id": listing["id"],
        "starts_at": starts_at,
        "frequency": frequency.value,
        "every": every,
        "count": count,
        "takes": takes.value,
    }
    if staff_id is not None:
        args["staff_id"] = staff_id
    if note:
        args["note"] = note
    if address_id is not None:
        args["address_id"] = address_id
    if quote is not None and quote.variant_id is not None:
        args["variant_id"] = quote.variant_id
    if quote is not None and quote.extras:
        args["extras"] = [{"id": id, "count": count} for id, count in quote.extras.items()]
    if answers:
        args["answers"] = [dict(answer) for answer in answers]
    price = dict(listing["price"])
    if quote is not None:
        price["amount"] = quote.price
    minutes = listing["duration_minutes"] if quote is None else quote.minutes
    first = str(uuid5(UUID(series_id), "1"))
    ends_at = from_wire(starts_at) + timedelta(minutes=minutes)
    preview: dict[str, Any] = {
        "id": first,
        "version": 0,
        "reference": "",
        "status": BookingStatus.REQUESTED.value,
        "listing_id": listing["id"],
        "listing_title": listing["title"],
        "vendor_id": listing["vendor_id"],
        "staff_id": staff_id or "",
        "customer": dict(customer),
        "guest": None,
        "starts_at": starts_at,
        "ends_at": to_wire(ends_at),
        "zone": listing["zone"],
        "price": price,
        "note": note or None,
        "series_id": series_id,
        "series_position": 1,
    }
    touches = (Touch("booking", first), Touch("series", series_id))
    return Operation("series.create", series_id, args, touches, preview=preview)


def cancel_series(
    series: SeriesDoc,
    scope: SeriesScope,
    position: int,
    booking_ids: Iterable[str],
    *,
    reason: str | None = None,
    agreed_fee: int | None = None,
) -> Operation:
    """Call off a scope of it; `booking_ids` are those that this means, to be shown so."""
    args: Document = {"scope": scope.value, "position": position}
    if reason:
        args["reason"] = reason
    if agreed_fee is not None:
        args["agreed_fee"] = agreed_fee
    touches: Sequence[Touch] = [
        *(Touch("booking", id) for id in booking_ids),
        Touch("series", series["id"]),
    ]
    return Operation("series.cancel", series["id"], args, tuple(touches), if_match=series["version"])


def _made(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is not None or pending.operation.preview is None:
        return row
    return pending.operation.preview | {"created_at": pending.created_at, "updated_at": pending.created_at}


def _cancelled(row: Document | None, _pending: PendingOperation) -> Document | None:
    if row is None or row["status"] not in TRANSITIONS[BookingAction.CANCEL].sources:
        return row
    return row | {"status": BookingStatus.CANCELLED.value}


KINDS = (
    Kind(
        "series.create",
        "POST",
        "/series",
        "contracts.series:SeriesCreate",
        frozenset({Permission.BOOKINGS_CREATE}),
        _made,
        answers="series",
        reduces="booking",
        versions="series",
    ),
    Kind(
        "series.cancel",
        "POST",
        "/series/{target}/cancel",
        "contracts.series:SeriesCancel",
        _CHANGE,
        _cancelled,
        answers="series",
        reduces="booking",
        versions="series",
    ),
)

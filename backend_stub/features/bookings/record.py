"""Writing a booking down, with its first step, its feed rows and its event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.features.bookings import repository
from backend_stub.features.bookings.frozen import freeze_policy
from backend_stub.features.bookings.rows import booking_document, scopes_of
from backend_stub.ports.slots import OfferTerms
from backend_stub.security.caller import ADMIN_SCOPE
from contracts.deadlines import answer_by
from contracts.events import EventName
from contracts.vocabulary import BookingAction, BookingStatus, Entity

WATCHED: Final = ("status", "starts_at", "ends_at", "staff_id", "price", "fee", "note")
"""The fields whose changes a booking's history names."""

Actor = tuple[UUID, str] | None
"""Id and name of who did it; None for the clock."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who comes: a customer with an account, or a guest."""

    customer_id: UUID | None = None
    customer_name: str | None = None
    guest_name: str | None = None
    guest_phone: str | None = None


@dataclass(frozen=True, slots=True)
class BookingRecord:
    """A booking that is about to be written down."""

    id: UUID
    terms: OfferTerms
    staff_id: UUID
    starts_at: datetime
    ends_at: datetime
    status: BookingStatus
    party: Party
    creator_id: UUID
    note: str | None = None
    address_id: UUID | None = None
    series_id: UUID | None = None
    series_position: int | None = None
    choice: str | None = None
    """What was chosen and answered (`ports.quotes`)."""


async def record_booking(uow: UnitOfWork, record: BookingRecord, actor: Actor) -> dict[str, Any]:
    """Write a new booking down; its time is occupied by whoever calls this. The booking as it reads."""
    await record_bookings(uow, [record], actor)
    return await document_of(uow, record.id)


async def record_bookings(uow: UnitOfWork, records: Sequence[BookingRecord], actor: Actor) -> None:
    """Write new bookings down together; their time is occupied by whoever calls this."""
    references = await repository.unused_references(uow.session, len(records))
    rows = [_row(record, reference, uow.now) for record, reference in zip(records, references, strict=True)]
    await repository.add(uow.session, rows)
    steps = [repository.Step(record.id, 1, record.status, record.starts_at) for record in records]
    await repository.note_steps(uow.session, steps, uow.now, actor)
    for record in records:
        customer_id = record.party.customer_id
        scopes = scopes_of(record.terms.vendor_id, customer_id)
        uow.record_change(Entity.BOOKING, record.id, 1, after=scopes)
        if customer_id is not None:
            version = await repository.count_for_person(uow.session, customer_id)
            uow.record_change(Entity.PERSON, customer_id, version, before=[ADMIN_SCOPE], after=[ADMIN_SCOPE])
        asked = record.status is BookingStatus.REQUESTED
        event = EventName.BOOKING_REQUESTED if asked else EventName.BOOKING_ACCEPTED
        uow.emit(event, event_payload(record.id, actor, follows=(record.series_position or 1) > 1))


def _row(record: BookingRecord, reference: str, now: datetime) -> dict[str, Any]:
    terms, party = record.terms, record.party
    return {
        "id": record.id,
        "version": 1,
        "reference": reference,
        "status": str(record.status),
        "listing_id": terms.listing_id,
        "listing_title": terms.title,
        "vendor_id": terms.vendor_id,
        "staff_id": record.staff_id,
        "customer_id": party.customer_id,
        "customer_name": party.customer_name,
        "guest_name": party.guest_name,
        "guest_phone": party.guest_phone,
        "creator_id": record.creator_id,
        "starts_at": record.starts_at,
        "ends_at": record.ends_at,
        "zone": terms.zone,
        "price_amount": terms.price_amount,
        "price_currency": terms.price_currency,
        "note": record.note,
        "address_id": record.address_id,
        "answer_by": answer_by(now, record.starts_at, terms.answer_minutes),
        "created_at": now,
        "updated_at": now,
        "policy": freeze_policy(terms.cancellation),
        "series_id": record.series_id,
        "series_position": record.series_position,
        "choice": record.choice,
    }


async def record_step(
    uow: UnitOfWork,
    booking_id: UUID,
    actor: Actor,
    action: BookingAction | None,
    event: EventName,
    reason: str | None = None,
    *,
    before: Mapping[str, Any] | None = None,
    told: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Note what was just done to a booking: history, feed, event. The booking as it reads now.

    `before` is the booking as it read until then, `told` what the event says besides.
    """
    row = await repository.find_row(uow.session, booking_id)
    if row is None:
        raise LookupError(f"booking {booking_id} is gone in its own transaction")
    status, document = BookingStatus(row.status), booking_document(row)
    changes = changes_between(before, document) if before else []
    step = repository.Step(booking_id, row.version, status, row.starts_at, action, reason, changes)
    await repository.note_steps(uow.session, [step], uow.now, actor)
    scopes = scopes_of(row.vendor_id, row.customer_id)
    uow.record_change(Entity.BOOKING, booking_id, row.version, before=scopes, after=scopes)
    uow.emit(event, event_payload(booking_id, actor) | dict(told or {}))
    return document


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What of a booking reads otherwise than before, field by field."""
    return [
        {"field": field, "before": before[field], "after": after[field]}
        for field in WATCHED
        if before[field] != after[field]
    ]


def event_payload(booking_id: UUID, actor: Actor, *, follows: bool = False) -> dict[str, Any]:
    """What events say of a booking; consumers read the rest.

    One that `follows` happened together with another of its series, so nobody needs to be told twice.
    """
    payload: dict[str, Any] = {"booking_id": str(booking_id), "actor_id": str(actor[0]) if actor else None}
    return payload | {"follows": True} if follows else payload


async def document_of(uow: UnitOfWork, booking_id: UUID) -> dict[str, Any]:
    """A booking as it reads in this transaction."""
    row = await repository.find_row(uow.session, booking_id)
    if row is None:
        raise LookupError(f"booking {booking_id} is gone in its own transaction")
    return booking_document(row)

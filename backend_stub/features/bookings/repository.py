"""Bookings and their history in the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, false, func, insert, or_, select, union, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Booking, BookingHistory, Person
from backend_stub.features.bookings.frozen import read_policy
from backend_stub.features.bookings.policies import BookingState
from backend_stub.features.bookings.references import new_reference
from backend_stub.features.bookings.rows import COLUMNS, WIRE_COLUMNS, each_seen_by
from backend_stub.paging import Order, page_of
from contracts.vocabulary import BookingAction, BookingStatus

ORDERS = {
    "starts_at": Order(Booking.starts_at, datetime, Booking.id),
    "created_at": Order(Booking.created_at, datetime, Booking.id),
    "updated_at": Order(Booking.updated_at, datetime, Booking.id),
    "price": Order(Booking.price_amount, int, Booking.id),
}


async def find_row(session: AsyncSession, booking_id: UUID) -> Row[*tuple[Any, ...]] | None:
    """A booking as `booking_document` takes it."""
    return (await session.execute(select(*COLUMNS).where(Booking.id == booking_id))).one_or_none()


async def find_state(session: AsyncSession, booking_id: UUID, *, locks: bool = True) -> BookingState | None:
    """What decides about a booking; if it `locks`, nobody else changes it until this transaction ends."""
    query = select(
        Booking.id,
        Booking.version,
        Booking.status,
        Booking.vendor_id,
        Booking.customer_id,
        Booking.starts_at,
        Booking.answer_by,
        Booking.policy,
        Booking.price_amount,
        Booking.price_currency,
        Booking.series_id,
    ).where(Booking.id == booking_id)
    query = query.with_for_update() if locks else query
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    id, version, status, vendor_id, customer_id, starts_at, answer_by, policy, *rest = row
    return BookingState(
        id,
        version,
        BookingStatus(status),
        vendor_id,
        customer_id,
        starts_at,
        answer_by,
        read_policy(policy),
        *rest,
    )


def list_query(
    scopes: Collection[str],
    filters: Sequence[ColumnElement[bool]],
    sort: str,
    cursor: str | None,
    limit: int,
) -> Select[*tuple[Any, ...]]:
    """One page of what these scopes see, for `wire_document`, and one row more if there is one."""
    query = select(*WIRE_COLUMNS)
    seen = each_seen_by(scopes)
    if seen is None or len(seen) == 1:
        query = query.where(*filters, *(seen or ()))
    else:
        # A page of each scope along its own index, then the page of these: an OR would sort all rows.
        pages = [
            page_of(select(Booking.id).where(*filters, part), ORDERS, sort, cursor, limit).subquery()
            for part in seen
        ]
        ids = union(*(select(page.c.id) for page in pages)) if pages else select(Booking.id).where(false())
        query = query.where(Booking.id.in_(ids))
    return page_of(query, ORDERS, sort, cursor, limit)


def matches_text(text: str) -> ColumnElement[bool]:
    """Client, service or reference number contain the text."""
    pattern = "%" + text.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    columns = (Booking.reference, Booking.listing_title, Booking.customer_name, Booking.guest_name)
    return or_(*(func.lower(column).like(pattern, escape="\\") for column in columns))


async def is_taken(session: AsyncSession, booking_id: UUID) -> bool:
    """Whether any booking has this id."""
    return await session.scalar(select(Booking.id).where(Booking.id == booking_id)) is not None


async def unused_references(session: AsyncSession, count: int) -> list[str]:
    """So many numbers that no booking has."""
    unused: set[str] = set()
    while len(unused) < count:
        made = {new_reference() for _ in range(count - len(unused))}
        used = await session.scalars(select(Booking.reference).where(Booking.reference.in_(made)))
        unused |= made - set(used)
    return list(unused)


async def add(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Keep new bookings."""
    await session.execute(insert(Booking), rows)


async def change(session: AsyncSession, booking_id: UUID, **values: Any) -> None:
    """Change a booking; the version goes up by one."""
    await session.execute(
        update(Booking).where(Booking.id == booking_id).values(version=Booking.version + 1, **values)
    )


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to a booking; no `action` is its creation, no `actor` the clock."""

    booking_id: UUID
    version: int
    status: BookingStatus
    starts_at: datetime
    action: BookingAction | None = None
    reason: str | None = None
    changes: Sequence[dict[str, Any]] = ()


async def note_steps(
    session: AsyncSession, steps: Sequence[Step], at: datetime, actor: tuple[UUID, str] | None
) -> None:
    """One more step in the life of each of these bookings."""
    actor_id, name = actor or (None, None)
    rows = [
        {
            "booking_id": step.booking_id,
            "version": step.version,
            "at": at,
            "actor_id": actor_id,
            "actor": name,
            "action": None if step.action is None else str(step.action),
            "status": str(step.status),
            "reason": step.reason,
            "starts_at": step.starts_at,
            "changes": list(step.changes),
        }
        for step in steps
    ]
    await session.execute(insert(BookingHistory), rows)


async def history(session: AsyncSession, booking_id: UUID) -> Sequence[BookingHistory]:
    """All steps, oldest first."""
    query = (
        select(BookingHistory).where(BookingHistory.booking_id == booking_id).order_by(BookingHistory.version)
    )
    return (await session.execute(query)).scalars().all()


async def overdue_ids(session: AsyncSession, now: datetime, limit: int) -> list[UUID]:
    """Requests whose answer is overdue."""
    query = (
        select(Booking.id)
        .where(Booking.status == BookingStatus.REQUESTED, Booking.answer_by <= now)
        .limit(limit)
    )
    return list((await session.execute(query)).scalars())


async def count_for_person(session: AsyncSession, person_id: UUID) -> int:
    """Note that somebody booked once more: their row as admins see it changes. The new version."""
    changed = (
        update(Person)
        .where(Person.id == person_id)
        .values(version=Person.version + 1)
        .returning(Person.version)
    )
    return (await session.execute(changed)).scalar_one()

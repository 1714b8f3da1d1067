"""A booking as everybody who may see it sees it, in lists, answers and the change feed alike."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import Booking
from backend_stub.db.wire import wire_columns, wire_value
from backend_stub.features.bookings.frozen import read_choice, read_policy
from backend_stub.ports.rows import SyncRow
from backend_stub.security.caller import ADMIN_SCOPE, user_scope, vendor_scope
from contracts.vocabulary import Entity

COLUMNS = (
    Booking.id,
    Booking.version,
    Booking.reference,
    Booking.status,
    Booking.listing_id,
    Booking.listing_title,
    Booking.vendor_id,
    Booking.staff_id,
    Booking.customer_id,
    Booking.customer_name,
    Booking.guest_name,
    Booking.guest_phone,
    Booking.starts_at,
    Booking.ends_at,
    Booking.zone,
    Booking.price_amount,
    Booking.price_currency,
    Booking.note,
    Booking.created_at,
    Booking.updated_at,
    Booking.policy,
    Booking.fee_amount,
    Booking.series_id,
    Booking.series_position,
    Booking.choice,
)


WIRE_COLUMNS = wire_columns(COLUMNS)
"""The same as the wire writes them, for rows that are only shown: most of a list's time is making values."""


def booking_document(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """`contracts.bookings.BookingOut` from a row of `COLUMNS`."""
    return wire_document(tuple(wire_value(value) for value in row))


def wire_document(row: Sequence[Any]) -> dict[str, Any]:
    """`contracts.bookings.BookingOut` from a row of `WIRE_COLUMNS`."""
    (
        id, version, reference, status, listing_id, listing_title, vendor_id, staff_id, customer_id,
        customer_name, guest_name, guest_phone, starts_at, ends_at, zone, amount, currency, note,
        created_at, updated_at, policy, fee, series_id, series_position, choice,
    ) = row  # fmt: skip
    return {
        "id": id,
        "version": version,
        "reference": reference,
        "status": status,
        "listing_id": listing_id,
        "listing_title": listing_title,
        "vendor_id": vendor_id,
        "staff_id": staff_id,
        "customer": None if customer_id is None else {"id": customer_id, "name": customer_name},
        "guest": None if guest_name is None else {"name": guest_name, "phone": guest_phone or ""},
        "starts_at": starts_at,
        "ends_at": ends_at,
        "zone": zone,
        "price": {"amount": amount, "currency": currency},
        "note": note,
        "created_at": created_at,
        "updated_at": updated_at,
        "policy": read_policy(policy),
        "fee": None if fee is None else {"amount": fee, "currency": currency},
        "series_id": series_id,
        "series_position": series_position,
        **read_choice(choice, listing_title, amount),
    }


def scopes_of(vendor_id: UUID, customer_id: UUID | None) -> frozenset[str]:
    """Who sees a booking: its vendor, its customer, the admins."""
    scopes = {ADMIN_SCOPE, vendor_scope(vendor_id)}
    if customer_id is not None:
        scopes.add(user_scope(customer_id))
    return frozenset(scopes)


def seen_by(scopes: Collection[str]) -> ColumnElement[bool] | None:
    """The condition under which any of these scopes sees a booking; None for those that see all."""
    parts = each_seen_by(scopes)
    if parts is None:
        return None
    return or_(*parts) if parts else false()


def each_seen_by(scopes: Collection[str]) -> list[ColumnElement[bool]] | None:
    """The same as one condition a scope, each of which has an index of its own."""
    if ADMIN_SCOPE in scopes:
        return None
    parts: list[ColumnElement[bool]] = []
    for scope in sorted(scopes):
        if scope.startswith("vendor:"):
            parts.append(Booking.vendor_id == UUID(scope.removeprefix("vendor:")))
        elif scope.startswith("user:"):
            parts.append(Booking.customer_id == UUID(scope.removeprefix("user:")))
    return parts


class BookingReader:
    """Shows bookings to the change feed (`ports.rows.RowReaderPort`)."""

    entity = Entity.BOOKING

    async def load(self, session: AsyncSession, ids: Collection[UUID]) -> Sequence[SyncRow]:
        """These bookings as they are now."""
        query = select(*WIRE_COLUMNS).where(Booking.id.in_(ids))
        return [_sync_row(row) for row in await session.execute(query)]

    async def page(
        self, session: AsyncSession, scopes: Collection[str], after: UUID | None, limit: int
    ) -> Sequence[SyncRow]:
        """The next bookings that any of `scopes` sees."""
        query = select(*WIRE_COLUMNS).order_by(Booking.id).limit(limit)
        if after is not None:
            query = query.where(Booking.id > after)
        seen = seen_by(scopes)
        if seen is not None:
            query = query.where(seen)
        return [_sync_row(row) for row in await session.execute(query)]

    async def heads(self, session: AsyncSession, scope: str) -> Sequence[tuple[UUID, int]]:
        """Id and version of every booking that `scope` sees."""
        query = select(Booking.id, Booking.version)
        seen = seen_by([scope])
        if seen is not None:
            query = query.where(seen)
        return [(id, version) for id, version in await session.execute(query)]


def _sync_row(row: Row[*tuple[Any, ...]]) -> SyncRow:
    customer_id = None if row.customer_id is None else UUID(row.customer_id)
    scopes = scopes_of(UUID(row.vendor_id), customer_id)
    return SyncRow(UUID(row.id), row.version, scopes, lambda _shared: wire_document(row))

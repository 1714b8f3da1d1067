"""What the database knows of staff's hours and of what keeps them busy."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.tables import (
    Hold,
    Listing,
    ListingStaff,
    Occupancy,
    OccupancySource,
    Staff,
    Vendor,
    WeeklyHours,
)
from backend_stub.features.availability.openings import Stretch, WeekdayHours, merged, minute_of
from backend_stub.ports.slots import OfferTerms

_TERMS = (
    Listing.id,
    Listing.title,
    Listing.vendor_id,
    Vendor.name,
    Vendor.zone,
    Vendor.answer_minutes,
    Listing.price_amount,
    Listing.price_currency,
    Listing.duration_minutes,
    Listing.buffer_before_minutes,
    Listing.buffer_after_minutes,
)


async def load_terms(session: AsyncSession, listing_ids: Collection[UUID]) -> dict[UUID, OfferTerms]:
    """The terms of these listings with the people who give them, by name."""
    query = (
        select(*_TERMS, Staff.id.label("staff_id"))
        .join(Vendor, Vendor.id == Listing.vendor_id)
        .outerjoin(ListingStaff, ListingStaff.listing_id == Listing.id)
        .outerjoin(Staff, Staff.id == ListingStaff.staff_id)
        .where(Listing.id.in_(listing_ids))
        .order_by(Staff.name, Staff.id)
    )
    found: dict[UUID, Row[*tuple[Any, ...]]] = {}
    staff: dict[UUID, list[UUID]] = {}
    for row in await session.execute(query):
        found[row.id] = row
        staff.setdefault(row.id, [])
        if row.staff_id is not None:
            staff[row.id].append(row.staff_id)
    return {
        row.id: OfferTerms(
            listing_id=row.id,
            title=row.title,
            vendor_id=row.vendor_id,
            vendor_name=row.name,
            zone=row.zone,
            answer_minutes=row.answer_minutes,
            price_amount=row.price_amount,
            price_currency=row.price_currency,
            duration_minutes=row.duration_minutes,
            buffer_before_minutes=row.buffer_before_minutes,
            buffer_after_minutes=row.buffer_after_minutes,
            staff_ids=tuple(staff[row.id]),
        )
        for row in found.values()
    }


async def load_hours(session: AsyncSession, staff_ids: Collection[UUID]) -> dict[UUID, list[WeekdayHours]]:
    """Weekly hours of these people."""
    query = select(WeeklyHours.staff_id, WeeklyHours.weekday, WeeklyHours.opens, WeeklyHours.closes).where(
        WeeklyHours.staff_id.in_(staff_ids)
    )
    hours: dict[UUID, list[WeekdayHours]] = {staff_id: [] for staff_id in staff_ids}
    for staff_id, weekday, opens, closes in await session.execute(query):
        hours[staff_id].append(WeekdayHours(weekday, opens, closes))
    return hours


async def load_busy(
    session: AsyncSession,
    staff_ids: Collection[UUID],
    since: datetime,
    until: datetime,
    now: datetime,
    ignoring: Collection[UUID] = (),
) -> dict[UUID, list[Stretch]]:
    """When these people are busy, merged and in order; an expired hold is free before it is swept."""
    expired = (
        select(Hold.id)
        .where(Hold.id == Occupancy.source_id, Hold.expires_at <= now)
        .correlate(Occupancy)
        .exists()
    )
    query = select(Occupancy.resource_id, Occupancy.starts_at, Occupancy.ends_at).where(
        Occupancy.resource_id.in_(staff_ids),
        Occupancy.starts_at < until,
        Occupancy.ends_at > since,
        or_(Occupancy.source != OccupancySource.HOLD, ~expired),
    )
    if ignoring:
        query = query.where(Occupancy.source_id.not_in(ignoring))
    busy: dict[UUID, list[Stretch]] = {staff_id: [] for staff_id in staff_ids}
    for staff_id, starts_at, ends_at in await session.execute(query):
        busy[staff_id].append((minute_of(starts_at), -int(-ends_at.timestamp() // 60)))
    return {staff_id: merged(stretches) for staff_id, stretches in busy.items()}

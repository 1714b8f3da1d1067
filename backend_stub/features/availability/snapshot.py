"""All that decides about free time, asked for in one query: a part for each kind of fact.

However many people and services are asked about, the database is asked once. Each part answers its kind and
a JSON array, so that rows of different shapes stand under each other.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CTE,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
    union,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.minutes import MinuteAfter, MinuteOf, json_row
from backend_stub.db.tables import (
    AvailabilityException,
    AvailabilityRules,
    ClassSession,
    Hold,
    Listing,
    ListingNeed,
    ListingSetup,
    ListingStaff,
    Occupancy,
    OccupancySource,
    Resource,
    Seat,
    Staff,
    Vendor,
    WeeklyHours,
)
from backend_stub.db.tables.occupancy import LONG_ON_POSTGRESQL, LONG_ON_SQLITE
from backend_stub.features.availability.exceptions import DayException, exception_of
from backend_stub.features.availability.openings import WeekdayHours, instant_of
from backend_stub.ports.slots import FURTHEST, OfferTerms, Spot

_LONG_AFTER: Final = timedelta(days=2)
"""What lasts longer than this is looked for by its end (`ix_occupancy_long`), all else by its begin."""

_DEFAULT_DAYS: Final = FURTHEST // (24 * 60)

VENDORS: Final = 500
"""Of more vendors than this nobody is told the first free time at once."""


@dataclass(frozen=True, slots=True)
class Busy:
    """A stretch of minutes in which somebody or something is busy; `travels` at a customer's."""

    start: int
    end: int
    travels: bool
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class ClassTime:
    """A class that is booked already, with how many come."""

    start: int
    end: int
    capacity: int
    taken: int


@dataclass(slots=True)
class Snapshot:
    """The facts about some listings and a stretch of time."""

    terms: dict[UUID, OfferTerms] = field(default_factory=dict)
    hours: dict[UUID, list[WeekdayHours]] = field(default_factory=dict)
    exceptions: dict[UUID, list[DayException]] = field(default_factory=dict)
    """By vendor."""

    busy: dict[UUID, list[Busy]] = field(default_factory=dict)
    """By person or resource."""

    classes: dict[tuple[UUID, UUID], list[ClassTime]] = field(default_factory=dict)
    """By listing and person."""


def _wanted(*conditions: Any) -> CTE:
    return select(Listing.id, Listing.vendor_id).where(*conditions).cte("wanted")


def _parts(wanted: CTE, *, postgresql: bool) -> CompoundSelect[str, str]:
    people = (
        select(ListingStaff.staff_id.label("id"))
        .distinct()
        .where(ListingStaff.listing_id.in_(select(wanted.c.id)))
        .cte("people")
    )
    things = _things(wanted)
    return union_all(
        _terms(wanted), _givers(wanted), _needs(wanted), _resources(things), _hours(people),
        _exceptions(wanted), *_busy(people, things, postgresql=postgresql), _classes(wanted),
    )  # fmt: skip


def _things(wanted: CTE) -> CTE:
    return (
        select(Resource.id.label("id"))
        .distinct()
        .join(wanted, wanted.c.vendor_id == Resource.vendor_id)
        .join(ListingNeed, and_(ListingNeed.listing_id == wanted.c.id, ListingNeed.kind == Resource.kind))
        .cte("things")
    )


def _part(kind: str, *columns: Any) -> Select[str, str]:
    return select(literal_column(f"'{kind}'").label("kind"), json_row(*columns).label("facts"))


def _terms(wanted: CTE) -> Select[str, str]:
    return (
        _part(
            "terms",
            Listing.id, Listing.title, Listing.vendor_id, Vendor.name, Vendor.zone, Vendor.answer_minutes,
            Listing.price_amount, Listing.price_currency, Listing.duration_minutes,
            Listing.buffer_before_minutes, Listing.buffer_after_minutes, Listing.place,
            func.coalesce(ListingSetup.capacity, 1),
            func.coalesce(AvailabilityRules.notice_minutes, 0),
            func.coalesce(AvailabilityRules.horizon_days, literal_column(str(_DEFAULT_DAYS))),
            func.coalesce(AvailabilityRules.travel_minutes, 0),
            AvailabilityRules.travel_kmh,
        )
        .join(wanted, wanted.c.id == Listing.id)
        .join(Vendor, Vendor.id == Listing.vendor_id)
        .outerjoin(ListingSetup, ListingSetup.listing_id == Listing.id)
        .outerjoin(AvailabilityRules, AvailabilityRules.vendor_id == Vendor.id)
    )  # fmt: skip


def _givers(wanted: CTE) -> Select[str, str]:
    return (
        _part("giver", ListingStaff.listing_id, Staff.id, Staff.name)
        .join_from(ListingStaff, Staff, Staff.id == ListingStaff.staff_id)
        .where(ListingStaff.listing_id.in_(select(wanted.c.id)))
    )


def _needs(wanted: CTE) -> Select[str, str]:
    return (
        _part("need", ListingNeed.listing_id, ListingNeed.kind, wanted.c.vendor_id)
        .select_from(ListingNeed)
        .join(wanted, wanted.c.id == ListingNeed.listing_id)
    )


def _resources(things: CTE) -> Select[str, str]:
    return _part("resource", Resource.vendor_id, Resource.kind, Resource.id, Resource.name).where(
        Resource.id.in_(select(things.c.id))
    )


def _hours(people: CTE) -> Select[str, str]:
    columns = (WeeklyHours.staff_id, WeeklyHours.weekday, WeeklyHours.opens, WeeklyHours.closes)
    return _part("hours", *columns).where(WeeklyHours.staff_id.in_(select(people.c.id)))


def _exceptions(wanted: CTE) -> Select[str, str]:
    table = AvailabilityException
    columns = (table.vendor_id, table.staff_id, table.kind, table.first_day, table.last_day, table.hours)
    return _part("exception", *columns, table.is_holiday).where(
        table.vendor_id.in_(select(wanted.c.vendor_id)),
        table.last_day >= bindparam("first_day"),
        table.first_day <= bindparam("last_day"),
    )


def _is_live(seat_or_hold_id: Any) -> Any:
    """Whether no hold of this id is over; one that nobody has swept yet counts as gone."""
    expired = select(Hold.id).where(Hold.id == seat_or_hold_id, Hold.expires_at <= bindparam("now"))
    return ~expired.correlate(Occupancy, Seat).exists()


def _live_seat(session_id: Any) -> Select[int]:
    """Who really comes to a class."""
    return select(func.count()).where(
        Seat.session_id == session_id,
        Seat.source_id.not_in(bindparam("ignoring", expanding=True)),
        or_(Seat.source != OccupancySource.HOLD, _is_live(Seat.source_id)),
    )


def _busy(people: CTE, things: CTE, *, postgresql: bool) -> list[Select[str, str]]:
    long = text(f"({LONG_ON_POSTGRESQL if postgresql else LONG_ON_SQLITE})")
    keepers = union(select(people.c.id), select(things.c.id)).subquery()
    seats = _live_seat(Occupancy.source_id).correlate(Occupancy).scalar_subquery()
    everything = _part(
        "busy",
        Occupancy.resource_id,
        MinuteOf(Occupancy.starts_at),
        MinuteAfter(Occupancy.ends_at),
        Occupancy.travels,
        Occupancy.latitude,
        Occupancy.longitude,
    ).where(
        Occupancy.resource_id.in_(select(keepers.c.id)),
        Occupancy.starts_at < bindparam("until"),
        Occupancy.ends_at > bindparam("since"),
        Occupancy.source_id.not_in(bindparam("ignoring", expanding=True)),
        or_(Occupancy.source != OccupancySource.HOLD, _is_live(Occupancy.source_id)),
        or_(Occupancy.source != OccupancySource.SESSION, seats > 0),
    )
    return [everything.where(Occupancy.starts_at > bindparam("short_since")), everything.where(long)]


def _classes(wanted: CTE) -> Select[str, str]:
    return _part(
        "class",
        ClassSession.listing_id,
        ClassSession.staff_id,
        MinuteOf(ClassSession.starts_at),
        MinuteAfter(ClassSession.ends_at),
        ClassSession.capacity,
        _live_seat(ClassSession.id).correlate(ClassSession).scalar_subquery(),
    ).where(
        ClassSession.listing_id.in_(select(wanted.c.id)),
        ClassSession.starts_at < bindparam("until"),
        ClassSession.ends_at > bindparam("since"),
    )


def _vendors_of(*conditions: Any) -> Select[UUID]:
    """At most so many vendors that offer something."""
    return select(Listing.vendor_id).distinct().where(*conditions).order_by(Listing.vendor_id).limit(VENDORS)


_SOME: Final = (Listing.id.in_(bindparam("listings", expanding=True)),)
_PUBLISHED: Final = (Listing.status == "published",)
_IN_CATEGORY: Final = (Listing.category_id == bindparam("category"), *_PUBLISHED)
_DIALECTS: Final = (False, True)
_BY_LISTINGS: Final = {dialect: _parts(_wanted(*_SOME), postgresql=dialect) for dialect in _DIALECTS}
_BY_CATEGORY: Final = {
    dialect: _parts(
        _wanted(Listing.vendor_id.in_(_vendors_of(*_IN_CATEGORY)), *_IN_CATEGORY), postgresql=dialect
    )
    for dialect in _DIALECTS
}
_OF_ALL: Final = {
    dialect: _parts(_wanted(Listing.vendor_id.in_(_vendors_of(*_PUBLISHED)), *_PUBLISHED), postgresql=dialect)
    for dialect in _DIALECTS
}


async def load_terms(session: AsyncSession, listing_ids: Collection[UUID]) -> dict[UUID, OfferTerms]:
    """The terms of these listings, with the people who give them by name."""
    wanted = _wanted(Listing.id.in_(listing_ids))
    things = _things(wanted)
    parts = (_terms(wanted), _givers(wanted), _needs(wanted), _resources(things))
    return _read((await session.execute(union_all(*parts))).all()).terms


async def load_snapshot(
    session: AsyncSession,
    listing_ids: Collection[UUID],
    start: int,
    end: int,
    now: datetime,
    ignoring: Collection[UUID] = (),
) -> Snapshot:
    """What decides about these listings between two minutes."""
    given = _range(start, end, now) | {"listings": list(listing_ids), "ignoring": list(ignoring)}
    query = _BY_LISTINGS[_is_postgresql(session)]
    return _read((await session.execute(query, given)).all())


async def load_of_vendors(
    session: AsyncSession, category_id: UUID | None, start: int, end: int, now: datetime
) -> Snapshot:
    """What decides about all that vendors offer (in a category), of at most `VENDORS` of them."""
    given = _range(start, end, now) | {"ignoring": []}
    if category_id is None:
        query = _OF_ALL[_is_postgresql(session)]
    else:
        query, given = _BY_CATEGORY[_is_postgresql(session)], given | {"category": category_id}
    return _read((await session.execute(query, given)).all())


def _is_postgresql(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _range(start: int, end: int, now: datetime) -> dict[str, Any]:
    since, until = instant_of(max(start, 0)), instant_of(max(end, 0))
    return {
        "since": since,
        "until": until,
        "short_since": since - _LONG_AFTER,
        "first_day": (since - timedelta(days=1)).date(),
        "last_day": (until + timedelta(days=1)).date(),
        "now": now,
    }


def _read(rows: Collection[Any]) -> Snapshot:
    facts: dict[str, list[list[Any]]] = {}
    for kind, text_ in rows:
        facts.setdefault(kind, []).append(json.loads(text_))
    snapshot = Snapshot()
    staff = _in_order_of_name(facts.get("giver", ()))
    things = _in_order_of_name(
        [(f"{vendor}{kind}", *rest) for vendor, kind, *rest in facts.get("resource", ())]
    )
    needs: dict[str, list[tuple[UUID, ...]]] = {}
    for listing_id, kind, vendor_id in sorted(facts.get("need", ())):
        needs.setdefault(listing_id, []).append(things.get(f"{vendor_id}{kind}", ()))
    for row in facts.get("terms", ()):
        terms = _terms_of(row, staff.get(row[0], ()), tuple(needs.get(row[0], ())))
        snapshot.terms[terms.listing_id] = terms
    for staff_id, weekday, opens, closes in facts.get("hours", ()):
        snapshot.hours.setdefault(UUID(staff_id), []).append(WeekdayHours(weekday, opens, closes))
    for vendor_id, *rest in facts.get("exception", ()):
        snapshot.exceptions.setdefault(UUID(vendor_id), []).append(exception_of(*rest))
    ids: dict[str, UUID] = {}
    for keeper, start, end, travels, latitude, longitude in facts.get("busy", ()):
        if (id := ids.get(keeper)) is None:
            id = ids[keeper] = UUID(keeper)
        spot = None if latitude is None or longitude is None else (latitude, longitude)
        snapshot.busy.setdefault(id, []).append(Busy(start, end, bool(travels), spot))
    for listing_id, staff_id, start, end, capacity, taken in facts.get("class", ()):
        key = (UUID(listing_id), UUID(staff_id))
        snapshot.classes.setdefault(key, []).append(ClassTime(start, end, capacity, taken))
    return snapshot


def _in_order_of_name(rows: Collection[Any]) -> dict[str, tuple[UUID, ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for owner, id, name in rows:
        found.setdefault(owner, []).append((name, id))
    return {owner: tuple(UUID(id) for _, id in sorted(named)) for owner, named in found.items()}


def _terms_of(row: list[Any], staff: tuple[UUID, ...], needs: tuple[tuple[UUID, ...], ...]) -> OfferTerms:
    (
        listing_id, title, vendor_id, vendor_name, zone, answer_minutes, price_amount, price_currency,
        duration, before, after, place, capacity, notice, horizon_days, travel_minutes, travel_kmh,
    ) = row  # fmt: skip
    return OfferTerms(
        listing_id=UUID(listing_id),
        title=title,
        vendor_id=UUID(vendor_id),
        vendor_name=vendor_name,
        zone=zone,
        answer_minutes=answer_minutes,
        price_amount=price_amount,
        price_currency=price_currency,
        duration_minutes=duration,
        buffer_before_minutes=before,
        buffer_after_minutes=after,
        staff_ids=staff,
        place=place,
        capacity=capacity,
        notice_minutes=notice,
        horizon_minutes=min(horizon_days * 24 * 60, FURTHEST),
        travel_minutes=travel_minutes,
        travel_kmh=travel_kmh,
        needs=needs,
    )

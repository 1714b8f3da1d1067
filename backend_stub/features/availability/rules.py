"""A vendor's rules for everyone, and the public holidays that follow from them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.db.database import Database
from backend_stub.db.tables import AvailabilityException, AvailabilityRules, Vendor
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.errors import ForbiddenError, InvalidInputError, NotFoundError
from backend_stub.features.availability.holiday_calendar import check_calendar, public_holidays
from backend_stub.features.availability.rows import rules_document
from backend_stub.ports.clock import ClockPort
from backend_stub.security.caller import Caller, vendor_scope
from backend_stub.security.context import ReadingContext, WritingContext
from contracts.availability import AvailabilityPatch
from contracts.availability_words import ExceptionKind
from contracts.permissions import Permission
from contracts.vocabulary import Entity

YEARS_AHEAD: Final = 3
_REQUIRED: Final = ("notice_minutes", "horizon_days", "travel_minutes")
_DEFAULTS: Final = {"version": 1, "notice_minutes": 0, "horizon_days": 1098, "travel_minutes": 0}


class RulesService:
    """Rules of the caller's vendors."""

    async def one(self, reading: ReadingContext, vendor_id: UUID) -> dict[str, Any]:
        """The rules, or what counts without any."""
        await require_own_vendor(reading.session, reading.caller, vendor_id)
        rules = await reading.session.get(AvailabilityRules, vendor_id)
        return rules_document(rules or AvailabilityRules(vendor_id=vendor_id, **_DEFAULTS))

    async def update(
        self, writing: WritingContext, vendor_id: UUID, patch: AvailabilityPatch
    ) -> dict[str, Any]:
        """Change some rules; they count for new bookings."""
        changes = patch.model_dump(exclude_unset=True)
        for field in _REQUIRED:
            if field in changes and changes[field] is None:
                raise InvalidInputError.field(
                    field, "missing", "This can't be nothing; leave it out to keep it."
                )
        await require_own_vendor(writing.session, writing.caller, vendor_id)
        # Two who write the first rules at once queue for the vendor.
        await writing.session.execute(select(Vendor.id).where(Vendor.id == vendor_id).with_for_update())
        rules = await writing.session.get(AvailabilityRules, vendor_id)
        known = rules is not None
        if rules is None:
            rules = AvailabilityRules(vendor_id=vendor_id, **_DEFAULTS)
        before = rules_document(rules)
        writing.expect(rules.version, lambda: before)
        if changes.get("holiday_country", "") is None:
            changes["holiday_region"] = None
        for field, value in changes.items():
            setattr(rules, field, value)
        if rules.holiday_region is not None and rules.holiday_country is None:
            raise InvalidInputError.field("holiday_region", "alone", "Name the country too.")
        rules.version += 1
        if not known:
            writing.session.add(rules)
        if (rules.holiday_country, rules.holiday_region) != (
            before["holiday_country"],
            before["holiday_region"],
        ):
            await adopt_holidays(writing.uow, rules)
        await writing.session.flush()
        after = rules_document(rules)
        scopes = [vendor_scope(vendor_id)]
        writing.uow.record_change(
            Entity.AVAILABILITY, vendor_id, rules.version, before=scopes if known else (), after=scopes
        )
        writing.audit("availability.rules_changed", "availability", vendor_id, before=before, after=after)
        return after


async def require_own_vendor(session: AsyncSession, caller: Caller, vendor_id: UUID) -> None:
    """404 for a vendor that is not there, 403 for one that the caller does not act for."""
    if await session.scalar(select(Vendor.id).where(Vendor.id == vendor_id)) is None:
        raise NotFoundError
    caller.require(Permission.AVAILABILITY_MANAGE)
    if vendor_id not in caller.vendor_ids:
        raise ForbiddenError


async def adopt_holidays(uow: UnitOfWork, rules: AvailabilityRules) -> None:
    """Public holidays from today on become days on which all are off, and those of before go."""
    today = uow.now.date()
    table, scopes = AvailabilityException, [vendor_scope(rules.vendor_id)]
    old = select(table.id, table.version).where(
        table.vendor_id == rules.vendor_id, table.is_holiday, table.last_day >= today
    )
    gone = (await uow.session.execute(old)).all()
    await uow.session.execute(delete(table).where(table.id.in_([id for id, _ in gone])))
    for id, version in gone:
        uow.record_change(Entity.EXCEPTION, id, version + 1, before=scopes, op="delete")
    rules.holidays_through = None
    if rules.holiday_country is not None:
        check_calendar(rules.holiday_country, rules.holiday_region)
        await write_holidays(uow, rules, today)


async def write_holidays(uow: UnitOfWork, rules: AvailabilityRules, since: date) -> None:
    """The holidays of the years that are not written down yet, until some years ahead."""
    country, through = rules.holiday_country, since.year + YEARS_AHEAD
    if country is None:
        return
    first = since.year if rules.holidays_through is None else rules.holidays_through + 1
    days = public_holidays(country, rules.holiday_region, range(first, through + 1))
    rows = [_row(rules.vendor_id, day, name, uow) for day, name in days if day >= since]
    if rows:
        await uow.session.execute(insert(AvailabilityException), rows)
    for row in rows:
        uow.record_change(Entity.EXCEPTION, row["id"], 1, after=[vendor_scope(rules.vendor_id)])
    rules.holidays_through = through


def _row(vendor_id: UUID, day: date, name: str, uow: UnitOfWork) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "version": 1,
        "vendor_id": vendor_id,
        "staff_id": None,
        "kind": str(ExceptionKind.CLOSED),
        "first_day": day,
        "last_day": day,
        "hours": [],
        "title": name,
        "is_holiday": True,
        "created_at": uow.now,
    }


class HolidayKeeper:
    """Writes down the holidays of another year each year (`ports.job.JobPort`)."""

    name = "availability.holidays"
    seconds = timedelta(hours=6).total_seconds()

    def __init__(self, database: Database, clock: ClockPort) -> None:
        self._database = database
        self._clock = clock

    async def run(self) -> None:
        """One look; it takes the write lock only for vendors whose years run out."""
        through = self._clock.now().year + YEARS_AHEAD
        query = select(AvailabilityRules.vendor_id).where(
            AvailabilityRules.holiday_country.is_not(None), AvailabilityRules.holidays_through < through
        )
        async with self._database.read() as session:
            due: Sequence[UUID] = (await session.scalars(query)).all()
        for vendor_id in due:
            async with self._database.write() as uow:
                rules = await uow.session.get(AvailabilityRules, vendor_id, with_for_update=True)
                if rules is not None:
                    await write_holidays(uow, rules, uow.now.date())
